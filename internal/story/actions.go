package story

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"waybill/shared/custody"
	"waybill/shared/documents"
)

// step makes at most two stages of a step: everything that it says, and the answers to its offers.
func (b *builder) step(i int, step Step) {
	b.path = []any{"steps", i}
	by := custody.OrganizationID(step.By)
	if _, known := b.model.organizations[by]; !known {
		b.mistake(fmt.Errorf("%q, who does this, is none of the organizations", step.By))
		return
	}
	if step.empty() {
		b.mistake(errors.New("the step does nothing; give it register, seal, certify, revoke, handover, transform, pack or unpack"))
	}
	place := func(what string, j int) (key string) {
		b.path = []any{"steps", i, what, j}
		return fmt.Sprintf("step-%d/%s-%d", i+1, what, j+1)
	}
	for j, a := range step.Register {
		b.register(by, place("register", j), a)
	}
	for j, d := range step.Seal {
		b.seal(by, place("seal", j), d)
	}
	for j, c := range step.Certify {
		b.certify(by, place("certify", j), c)
	}
	for j, r := range step.Revoke {
		b.add(by, place("revoke", j), &custody.RevokeCertificate{Certificate: r.Certificate, Reason: r.Reason})
	}
	for j, t := range step.Transform {
		b.transform(by, place("transform", j), t)
	}
	for j, u := range step.Unpack {
		key := place("unpack", j)
		if bundle, ok := b.named(u.Bundle, "bundle"); ok {
			b.add(by, key, &custody.Disaggregate{Bundle: bundle})
		}
	}
	for j, p := range step.Pack {
		b.pack(by, place("pack", j), p)
	}
	var answers []func()
	for j, h := range step.Handover {
		answers = append(answers, b.offer(by, place("handover", j), h)...)
	}
	b.close(step.Title)
	for _, answer := range answers {
		answer()
	}
	b.close(step.Title)
}

// offer makes an offer of each asset and gives what makes the answers, for the stage after it. An offer that is a
// mistake has no answer.
func (b *builder) offer(by custody.OrganizationID, key string, h Handover) (answers []func()) {
	ids, err := expand(h.Asset)
	if b.mistake(err) {
		return nil
	}
	at := b.path
	for n, id := range ids {
		offer := fmt.Sprintf("%s.%d/offer", key, n+1)
		if !b.add(by, offer, &custody.OfferHandover{Asset: id, To: h.To, WithOwnership: h.WithOwnership}) {
			continue
		}
		answers = append(answers, func() {
			b.path = at
			c := &custody.AnswerHandover{Handover: custody.OperationID(by, offer), Answer: cmp.Or(custody.Answer(h.Answer), custody.AnswerAccept)}
			answering := custody.OrganizationID(h.To)
			if c.Answer == custody.AnswerCancel {
				answering = by
			}
			b.add(answering, fmt.Sprintf("%s.%d/answer", key, n+1), c)
		})
	}
	return answers
}

func (b *builder) register(by custody.OrganizationID, key string, a Asset) {
	outputs, err := a.expand()
	if b.mistake(err) {
		return
	}
	for n, o := range outputs {
		b.add(by, fmt.Sprintf("%s.%d", key, n+1), &custody.RegisterAsset{
			ID: o.ID, Type: o.Type, Quantity: o.Quantity, Unit: o.Unit, Description: o.Description, Attributes: o.Attributes,
		})
	}
}

// seal is judged by the command that sealing ends with.
func (b *builder) seal(by custody.OrganizationID, key string, d Document) {
	if info, err := fs.Stat(b.story.files, d.File); err != nil || !info.Mode().IsRegular() {
		b.mistake(fmt.Errorf("there is no file %q beside the story", d.File))
	}
	for _, r := range d.Recipients {
		if _, known := b.model.organizations[custody.OrganizationID(r)]; !known {
			b.mistake(fmt.Errorf("the recipient %q is none of the organizations", r))
		}
	}
	document := documents.DocumentID(by, key)
	b.name(d.Name, document)
	if !b.allowed(by, custody.OperationID(by, key), &custody.RecordDocument{Document: document, ManifestHash: custody.Digest{1}, Asset: d.Asset}) {
		return
	}
	b.open = append(b.open, Action{
		Line: b.story.lineOf(b.path...), By: by, Key: key,
		Seal: &Sealing{Files: b.story.files, File: d.File, Name: path.Base(d.File), MediaType: d.MediaType, Asset: d.Asset, Recipients: d.Recipients},
	})
}

func (b *builder) certify(by custody.OrganizationID, key string, c Certificate) {
	subjects, err := expandAll(c.Subjects)
	if b.mistake(err) {
		return
	}
	document := ""
	if c.Document != "" {
		document, _ = b.named(c.Document, "document")
	}
	b.add(by, key, &custody.IssueCertificate{ID: c.ID, Type: c.Type, Subjects: subjects, Document: document, Claims: c.Claims})
}

func (b *builder) transform(by custody.OrganizationID, key string, t Transform) {
	command := &custody.Transform{}
	for _, in := range t.Inputs {
		inputs, err := in.expand()
		if b.mistake(err) {
			return
		}
		command.Inputs = append(command.Inputs, inputs...)
	}
	for _, out := range t.Outputs {
		outputs, err := out.expand()
		if b.mistake(err) {
			return
		}
		command.Outputs = append(command.Outputs, outputs...)
	}
	b.add(by, key, command)
}

func (b *builder) pack(by custody.OrganizationID, key string, p Pack) {
	b.name(p.Name, custody.OperationID(by, key))
	children, err := expandAll(p.Children)
	if b.mistake(err) {
		return
	}
	b.add(by, key, &custody.Aggregate{Parent: p.Parent, Children: children})
}
