package story

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
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
	b := builder{story: s, model: newModel(), names: map[string]string{}, claimed: map[string]bool{}}
	for i, o := range s.Organizations {
		b.path = []any{"organizations", i}
		b.add(operations.Operator, "organization/"+o.ID, &custody.RegisterOrganization{ID: o.ID, Name: o.Name, GLN: o.GLN})
	}
	b.close("The organisations join")
	for i, step := range s.Steps {
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
	open     []Action          // of the stage that is being collected
	effects  []func()          // what the open stage does to the model once it is closed
	claimed  map[string]bool   // what the open stage changes
	stages   []Stage
	mistakes []error
}

// add appends a command to the open stage if the rules allow it after all stages before.
func (b *builder) add(by custody.OrganizationID, key string, c custody.Command) bool {
	operation := custody.OperationID(by, key)
	if !b.allowed(by, operation, c) {
		return false
	}
	b.effects = append(b.effects, func() { b.model.do(by, operation, c) })
	b.open = append(b.open, Action{Line: b.story.lineOf(b.path...), By: by, Key: key, Command: c})
	return true
}

// allowed judges a command as the system will. What it changes must not be changed by another action of the same stage,
// because nobody could say which of the two comes first.
func (b *builder) allowed(by custody.OrganizationID, operation string, c custody.Command) bool {
	decision, err := custody.Decide(context.Background(), b.model, secret, by, operation, c)
	for _, claim := range decision.Claims {
		if b.claimed[claim] {
			err = fmt.Errorf("%s is changed by another action of this step, and what stands in one step happens at once; move one of the two to another step", claim)
			break
		}
	}
	if err != nil {
		b.mistake(err)
		return false
	}
	for _, claim := range decision.Claims {
		b.claimed[claim] = true
	}
	return true
}

// close ends the open stage, and lets the model know what it does.
func (b *builder) close(title string) {
	for _, effect := range b.effects {
		effect()
	}
	if len(b.open) > 0 {
		b.stages = append(b.stages, Stage{Title: title, Actions: b.open})
	}
	b.open, b.effects = nil, nil
	clear(b.claimed)
}

// mistake notes an error with its line and reports whether there is one.
func (b *builder) mistake(err error) bool {
	if err == nil {
		return false
	}
	if p := (*problem.Problem)(nil); errors.As(err, &p) && len(p.Errors) > 0 {
		err = fmt.Errorf("%s: %s", p.Errors[0].Field, p.Errors[0].Detail)
	}
	b.mistakes = append(b.mistakes, fmt.Errorf("line %d: %w", b.story.lineOf(b.path...), err))
	return true
}

// name lets later actions refer to a document or a bundle; "" names nothing.
func (b *builder) name(name, id string) {
	if name == "" {
		return
	}
	if _, taken := b.names[name]; taken {
		b.mistake(fmt.Errorf("the name %q is given twice", name))
	}
	b.names[name] = id
}

func (b *builder) named(name, what string) (id string, ok bool) {
	id, ok = b.names[name]
	if !ok {
		b.mistake(fmt.Errorf("no %s is named %q before this line", what, name))
	}
	return id, ok
}

func (b *builder) checkTrace() {
	id, err := custody.ParseAssetID(b.story.Trace, "/trace")
	if b.mistake(err) {
		return
	}
	if _, found := b.model.assets[id]; !found {
		b.mistake(fmt.Errorf("nothing in the story registers or makes %s", id))
	}
}
