package importer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"waybill/shared/custody"
	"waybill/shared/epcis"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// errWrongOrganization says that nothing would be known again.
var errWrongOrganization = errors.New("the credential belongs to another organisation")

// play carries one step out and waits until it is recorded. A step that the rules refuse is kept as an event, or only
// refused.
func (im *Importer) play(ctx context.Context, s epcis.Step, keep bool) (Outcome, string, error) {
	if im.DryRun {
		outcome, reason := expected(s.Command)
		return outcome, reason, nil
	}
	if known, err := im.known(ctx, s); known || err != nil {
		return Known, "", err
	}
	command, reason, err := im.ready(ctx, s)
	if err == nil && command != nil {
		err = im.send(ctx, s.Key, command)
	}
	refusal := aboutStep(err)
	switch {
	case err != nil && refusal == nil:
		return "", "", err
	case refusal != nil:
		reason = reasonOf(refusal)
	case command != nil:
		if event, kept := command.(*custody.RecordEvent); kept {
			return Kept, event.Reason, nil
		}
		return Recorded, "", nil
	case reason == "":
		return Unchanged, "", nil
	}
	if !keep {
		return Refused, reason, nil
	}
	return im.keep(ctx, s, reason)
}

// expected gives what becomes of a command as far as the file alone tells.
func expected(c custody.Command) (Outcome, string) {
	if event, kept := c.(*custody.RecordEvent); kept {
		return Kept, event.Reason
	}
	return Good, ""
}

// keep has a step that cannot be carried out kept as an event. One that may not even be kept is refused.
func (im *Importer) keep(ctx context.Context, s epcis.Step, reason string) (Outcome, string, error) {
	key, event := s.Kept(reason)
	err := im.send(ctx, key, event)
	if refusal := aboutStep(err); refusal != nil {
		return Refused, reason + "; and it cannot be kept: " + reasonOf(refusal), nil
	}
	return Kept, reason, err
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
		if err == nil && !report.Status.Done() {
			report, err = im.Client.Wait(ctx, id)
		}
		if err != nil && !report.Status.Done() {
			return false, err
		}
		im.fits.Store(true)
		if report.Status == operations.Recorded {
			return true, nil
		} // else the contract refused it then: sent again, it is answered with that refusal
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

// send sends a command and waits until it is recorded.
func (im *Importer) send(ctx context.Context, key string, c custody.Command) error {
	receipt, err := im.post(ctx, key, c)
	if err != nil {
		return err
	}
	_, err = im.Client.Wait(ctx, receipt.ID)
	return err
}

// post sends a command. Until a receipt proves whose the credential is, one command at a time goes out, so that a wrong
// organisation costs one command at most.
func (im *Importer) post(ctx context.Context, key string, c custody.Command) (operations.Receipt, error) {
	if !im.fits.Load() {
		im.first.Lock()
		defer im.first.Unlock()
		if err := cmp.Or(im.misfit, context.Cause(ctx)); err != nil {
			return operations.Receipt{}, err
		}
	}
	receipt, err := im.Client.Send(ctx, key, c)
	if err != nil {
		return receipt, err
	}
	if receipt.ID != custody.OperationID(im.Organization, key) {
		im.misfit = fmt.Errorf("%w than %s, so nothing that is imported would be known again; give the credential's own organisation (its first command was accepted for that one as %s)",
			errWrongOrganization, im.Organization, receipt.ID)
		return receipt, im.misfit
	}
	im.fits.Store(true)
	return receipt, nil
}

// aboutStep gives the problem if err says that this step cannot be carried out. Other errors are about the caller, the
// system or the moment: the same step may go well at another time.
func aboutStep(err error) *problem.Problem {
	var p *problem.Problem
	if !errors.As(err, &p) {
		return nil
	}
	for _, other := range []error{problem.Forbidden, problem.AssetBusy} {
		if errors.Is(p, other) {
			return nil
		}
	}
	switch p.Status {
	case http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusConflict,
		http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity:
		if strings.HasSuffix(p.Type, ":host") { // not Waybill's own words: the address is that of something else
			return nil
		}
		return p
	}
	return nil
}

// reasonOf gives the fields at fault and what is wrong with them, in one line.
func reasonOf(p *problem.Problem) string {
	if len(p.Errors) == 0 {
		return p.Error()
	}
	var faults []string
	for _, e := range p.Errors {
		faults = append(faults, e.Field+": "+e.Detail)
	}
	return strings.Join(faults, "; ")
}
