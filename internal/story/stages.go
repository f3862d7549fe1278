package story

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/operations"
)

// A Stage is the part of a step that can be sent at once.
type Stage struct {
	Title   string
	Actions []Action
}

// An Action is one command of one organisation under its Idempotency-Key, or a document to seal. The key follows from
// the place in the story, so that playing a story again on the same system changes nothing.
type Action struct {
	Line    int
	By      custody.OrganizationID
	Key     string
	Command custody.Command
	Seal    *Sealing // set instead of Command
}

// ID is the id of the operation that the action will become.
func (a Action) ID() string { return custody.OperationID(a.By, a.Key) }

// A Sealing is a document to seal.
type Sealing struct {
	Files                  fs.FS
	File                   string // its path in Files
	Name, MediaType, Asset string
	Recipients             []string
}

// Stages turns the story into commands and checks every one against the rules.
func (s *Story) Stages() ([]Stage, error) {
	b := builder{story: s, model: newModel(), names: map[string]string{}}
	for i, o := range s.Organizations {
		b.path = []any{"organizations", i}
		b.add(string(operations.Operator), fmt.Sprintf("organization/%s", o.ID), &custody.RegisterOrganization{ID: o.ID, Name: o.Name, GLN: o.GLN})
	}
	b.close("The organisations join")
	for i, step := range s.Steps {
		b.path = []any{"steps", i}
		b.step(i, step)
	}
	b.path = []any{"trace"}
	b.checkTrace()
	return b.stages, errors.Join(b.mistakes...)
}

// A builder collects stages and mistakes.
type builder struct {
	story    *Story
	model    *model
	names    map[string]string // of documents and bundles, to their ids
	path     []any             // of what is being read, for line numbers
	open     []Action
	stages   []Stage
	mistakes []error
}

func (b *builder) step(i int, step Step) {
	key := func(what string, j int) string { return fmt.Sprintf("step-%d/%s-%d", i+1, what, j+1) }
	within := func(what string, j int) { b.path = []any{"steps", i, what, j} }
	if len(step.Register)+len(step.Seal)+len(step.Certify)+len(step.Revoke)+len(step.Handover)+len(step.Transform)+len(step.Pack)+len(step.Unpack) == 0 {
		b.mistake(errors.New("the step does nothing; give it register, seal, certify, revoke, handover, transform, pack or unpack"))
	}
	for j, a := range step.Register {
		within("register", j)
		b.register(step.By, key("register", j), a)
	}
	for j, d := range step.Seal {
		within("seal", j)
		b.seal(step.By, key("seal", j), d)
	}
	for j, c := range step.Certify {
		within("certify", j)
		b.certify(step.By, key("certify", j), c)
	}
	for j, r := range step.Revoke {
		within("revoke", j)
		b.add(step.By, key("revoke", j), &custody.RevokeCertificate{Certificate: r.Certificate, Reason: r.Reason})
	}
	for j, t := range step.Transform {
		within("transform", j)
		b.transform(step.By, key("transform", j), t)
	}
	for j, u := range step.Unpack {
		within("unpack", j)
		b.add(step.By, key("unpack", j), &custody.Disaggregate{Bundle: b.named(u.Bundle, "bundle")})
	}
	for j, p := range step.Pack {
		within("pack", j)
		b.pack(step.By, key("pack", j), p)
	}
	b.handovers(i, step, key, within)
}

// handovers makes two stages: all offers, then all answers.
func (b *builder) handovers(i int, step Step, key func(string, int) string, within func(string, int)) {
	for j, h := range step.Handover {
		within("handover", j)
		b.add(step.By, key("offer", j), &custody.OfferHandover{Asset: h.Asset, To: h.To, WithOwnership: h.WithOwnership})
	}
	b.close(step.Title)
	for j, h := range step.Handover {
		within("handover", j)
		answer, by := custody.AnswerAccept, h.To
		if h.Answer != "" {
			answer = custody.Answer(h.Answer)
		}
		if answer == custody.AnswerCancel {
			by = step.By
		}
		b.add(by, key("answer", j), &custody.AnswerHandover{
			Handover: custody.OperationID(custody.OrganizationID(step.By), key("offer", j)), Answer: answer,
		})
	}
	b.close(step.Title)
}

func (b *builder) register(by, key string, a Asset) {
	ids, err := expand(a.ID)
	b.mistake(err)
	q, err := quantity(a.Quantity)
	b.mistake(err)
	for n, id := range ids {
		b.add(by, fmt.Sprintf("%s.%d", key, n+1), &custody.RegisterAsset{
			ID: id, Type: a.Type, Quantity: q, Unit: a.Unit, Description: a.Description, Attributes: a.Attributes,
		})
	}
}

func (b *builder) seal(by, key string, d Document) {
	if info, err := fs.Stat(b.story.files, d.File); err != nil || !info.Mode().IsRegular() {
		b.mistake(fmt.Errorf("there is no file %s beside the story", d.File))
	}
	b.name(d.Name, documents.DocumentID(custody.OrganizationID(by), key))
	command := &custody.RecordDocument{Document: b.names[d.Name], ManifestHash: custody.Digest{1}, Asset: d.Asset}
	if err := b.model.apply(context.Background(), custody.OrganizationID(by), custody.OperationID(custody.OrganizationID(by), key), command); err != nil {
		b.mistake(err)
	}
	b.open = append(b.open, Action{
		Line: b.story.lineOf(b.path...), By: custody.OrganizationID(by), Key: key,
		Seal: &Sealing{Files: b.story.files, File: d.File, Name: path.Base(d.File), MediaType: d.MediaType, Asset: d.Asset, Recipients: d.Recipients},
	})
}

func (b *builder) certify(by, key string, c Certificate) {
	subjects, err := expandAll(c.Subjects)
	b.mistake(err)
	document := ""
	if c.Document != "" {
		document = b.named(c.Document, "document")
	}
	b.add(by, key, &custody.IssueCertificate{ID: c.ID, Type: c.Type, Subjects: subjects, Document: document, Claims: c.Claims})
}

func (b *builder) transform(by, key string, t Transform) {
	command := &custody.Transform{}
	for _, in := range t.Inputs {
		ids, err := expand(in.Asset)
		b.mistake(err)
		q, err := quantity(in.Quantity)
		b.mistake(err)
		for _, id := range ids {
			command.Inputs = append(command.Inputs, custody.TransformInput{Asset: id, Quantity: q})
		}
	}
	for _, out := range t.Outputs {
		ids, err := expand(out.ID)
		b.mistake(err)
		q, err := quantity(out.Quantity)
		b.mistake(err)
		for _, id := range ids {
			command.Outputs = append(command.Outputs, custody.TransformOutput{
				ID: id, Type: out.Type, Quantity: q, Unit: out.Unit, Description: out.Description, Attributes: out.Attributes,
			})
		}
	}
	b.add(by, key, command)
}

func (b *builder) pack(by, key string, p Pack) {
	children, err := expandAll(p.Children)
	b.mistake(err)
	b.name(p.Name, custody.OperationID(custody.OrganizationID(by), key))
	b.add(by, key, &custody.Aggregate{Parent: p.Parent, Children: children})
}

// add checks a command against everything before it and appends it to the open stage.
func (b *builder) add(by, key string, c custody.Command) {
	organization := custody.OrganizationID(by)
	if err := b.model.apply(context.Background(), organization, custody.OperationID(organization, key), c); err != nil {
		b.mistake(err)
	}
	b.open = append(b.open, Action{Line: b.story.lineOf(b.path...), By: organization, Key: key, Command: c})
}

// close ends the open stage.
func (b *builder) close(title string) {
	if len(b.open) > 0 {
		b.stages = append(b.stages, Stage{Title: title, Actions: b.open})
		b.open = nil
	}
}

func (b *builder) mistake(err error) {
	if err != nil {
		b.mistakes = append(b.mistakes, b.story.at(err, b.path...))
	}
}

func (b *builder) name(name, id string) {
	if name == "" {
		return
	}
	if _, taken := b.names[name]; taken {
		b.mistake(fmt.Errorf("the name %q is given twice", name))
	}
	b.names[name] = id
}

func (b *builder) named(name, what string) string {
	id, ok := b.names[name]
	if !ok {
		b.mistake(fmt.Errorf("no %s is named %q before this line", what, name))
	}
	return id
}

func (b *builder) checkTrace() {
	id, err := custody.ParseAssetID(b.story.Trace, "/trace")
	if err != nil {
		b.mistake(err)
		return
	}
	if _, found, _ := b.model.Asset(context.Background(), id); !found {
		b.mistake(fmt.Errorf("nothing in the story registers or makes %s", id))
	}
}
