// Package importer plays files that nobody here wrote into a system: EPCIS documents and exports of an ERP. Every event
// and every row comes to one [Outcome]; a second import of the same file changes nothing.
package importer

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"sync"

	"waybill/internal/client"
	"waybill/shared/custody"
	"waybill/shared/epcis"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// An Outcome is what became of an event or a row.
type Outcome string

// The outcomes.
const (
	Recorded  Outcome = "recorded"  // a custody command was carried out
	Kept      Outcome = "kept"      // it has no meaning for custody; it is kept as an event, with the reason
	Known     Outcome = "known"     // it was imported before
	Unchanged Outcome = "unchanged" // there was nothing to do, as the asset is registered already
	Refused   Outcome = "refused"   // it is wrong; the file of refused rows says why
)

// An Importer plays steps for one organisation.
type Importer struct {
	Client       *client.Client
	Organization custody.OrganizationID
	// KeepRefused keeps a step that the rules refuse as an event; else its outcome is Refused.
	KeepRefused bool
	// Parallel bounds the steps on their way at once; default 8. Steps that touch the same asset follow each other.
	Parallel int
}

// A Result is the outcome of one step.
type Result struct {
	Step    epcis.Step
	Outcome Outcome
	Reason  string // why it was kept or refused
}

// Play carries the steps out and calls done for each, in any order but one at a time. It stops at the first error that
// is not about a step itself; imported again, the file goes on where it stopped.
func (im *Importer) Play(ctx context.Context, steps []epcis.Step, done func(Result)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	lanes := newLanes(max(im.Parallel, 8))
	var running sync.WaitGroup
	var telling sync.Mutex
	for _, s := range steps {
		release, err := lanes.enter(ctx, thingsOf(s))
		if err != nil {
			break
		}
		running.Go(func() {
			defer release()
			result, err := im.play(ctx, s)
			if err != nil {
				cancel(fmt.Errorf("position %d: %w", s.Position, err))
				return
			}
			telling.Lock()
			defer telling.Unlock()
			done(result)
		})
	}
	running.Wait()
	return context.Cause(ctx)
}

// thingsOf gives what a step touches: steps with something in common must follow each other.
func thingsOf(s epcis.Step) []string {
	things := custody.ClaimsOf(s.Command)
	if s.LookUp != "" {
		things = append(things, string(s.LookUp))
	}
	slices.Sort(things)
	return slices.Compact(things)
}

// play carries one step out and waits until it is recorded.
func (im *Importer) play(ctx context.Context, s epcis.Step) (Result, error) {
	if known, err := im.known(ctx, s); err != nil || known {
		return Result{Step: s, Outcome: Known}, err
	}
	command, reason, err := im.ready(ctx, s)
	if err != nil {
		return Result{}, err
	}
	if command == nil && reason == "" {
		return Result{Step: s, Outcome: Unchanged}, nil
	}
	if command != nil {
		err := im.send(ctx, s.Key, command)
		if event, kept := command.(*custody.RecordEvent); kept && err == nil {
			return Result{Step: s, Outcome: Kept, Reason: event.Reason}, nil
		}
		refusal := (*problem.Problem)(nil)
		if err == nil || !errors.As(err, &refusal) || refusal.Status >= 500 || refusal.Status == 401 {
			return Result{Step: s, Outcome: Recorded}, err
		}
		reason = refusal.Error()
	}
	if !im.KeepRefused {
		return Result{Step: s, Outcome: Refused, Reason: reason}, nil
	}
	key, event := s.Kept(reason)
	return Result{Step: s, Outcome: Kept, Reason: reason}, im.send(ctx, key, event)
}

// known reports whether the step was played before, under either of its keys, and waits if that is not finished.
func (im *Importer) known(ctx context.Context, s epcis.Step) (bool, error) {
	kept, _ := s.Kept("")
	for _, key := range []string{s.Key, kept} {
		id := custody.OperationID(im.Organization, key)
		var report operations.Report
		err := im.Client.Get(ctx, operations.Path(id), &report)
		if errors.Is(err, problem.NotFound) {
			continue
		}
		if err != nil {
			return false, err
		}
		if report.Status == operations.Failed {
			continue // the contract refused it then: keep it as an event now
		}
		_, err = im.Client.Wait(ctx, id)
		return true, err
	}
	return false, nil
}

// ready completes the step's command with what the ledger knows.
func (im *Importer) ready(ctx context.Context, s epcis.Step) (custody.Command, string, error) {
	if s.LookUp == "" {
		command, reason := s.Ready(custody.Asset{}, false)
		return command, reason, nil
	}
	var found struct {
		ID       custody.AssetID  `json:"id"`
		Quantity custody.Quantity `json:"quantity"`
		Handover string           `json:"handover"`
		Contents string           `json:"contents"`
	}
	err := im.Client.Get(ctx, "/api/v1/assets?id="+url.QueryEscape(string(s.LookUp)), &found)
	if err != nil && !errors.Is(err, problem.UnknownAsset) {
		return nil, "", err
	}
	asset := custody.Asset{ID: found.ID, Quantity: found.Quantity, Handover: found.Handover, Contents: found.Contents}
	command, reason := s.Ready(asset, err == nil)
	return command, reason, nil
}

func (im *Importer) send(ctx context.Context, key string, c custody.Command) error {
	if _, err := im.Client.Send(ctx, key, c); err != nil {
		return err
	}
	_, err := im.Client.Wait(ctx, custody.OperationID(im.Organization, key))
	return err
}
