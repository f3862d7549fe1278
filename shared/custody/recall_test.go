package custody_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// applyNotice applies what changes no custody but what people make of things: recalls, certificates, and ends.
func (w *world) applyNotice(caller custody.OrganizationID, operation string, instruction custody.Instruction) error {
	switch i := instruction.(type) {
	case *custody.Decommission:
		return w.change(i.Asset, i.ExpectedVersion, func(a *custody.Asset) { a.Status, a.Quantity = custody.StatusDecommissioned, 0 })
	case *custody.OpenRecall:
		return w.recall(caller, i.Asset, i.ExpectedVersion, func(r *custody.Recall) { r.ID, r.Open = operation, true })
	case *custody.CloseRecall:
		return w.recall(caller, i.Asset, i.ExpectedVersion, func(r *custody.Recall) { r.Open = false })
	case *custody.Suspend:
		return w.certificate(i.Certificate, i.ExpectedVersion, func(c *custody.Certificate) { c.Suspended = true })
	case *custody.Reinstate:
		return w.certificate(i.Certificate, i.ExpectedVersion, func(c *custody.Certificate) { c.Suspended = false })
	}
	return nil
}

func (w *world) recall(by custody.OrganizationID, key custody.Digest, version uint32, change func(*custody.Recall)) error {
	for id, a := range w.assets {
		if a.Key != key {
			continue
		}
		at := string(id) + " " + string(by)
		r := w.recalls[at]
		if r.Version != version {
			return errVersion
		}
		change(&r)
		r.Asset, r.Organization = id, by
		r.Version++
		w.recalls[at] = r
		return nil
	}
	return errors.New("the contract knows no such asset")
}

func (w *world) certificate(key custody.Digest, version uint32, change func(*custody.Certificate)) error {
	for id, c := range w.certificates {
		if c.Key != key {
			continue
		}
		if c.Version != version {
			return errVersion
		}
		change(&c)
		c.Version++
		w.certificates[id] = c
		return nil
	}
	return errors.New("the contract knows no such certificate")
}

// Whoever made, owns or holds an asset warns of it by itself, takes the warning back, and may warn again: each opening is a
// recall with an id of its own, at the version that the contract has of it.
func TestRecallsOpenAndClose(t *testing.T) {
	t.Parallel()
	w, _, _ := chips(t)
	open := &custody.StartRecall{Asset: lent, Reason: "it overheats"}
	for round := range uint32(2) {
		d, err := w.decide(t, "shop", open)
		if want := (&custody.OpenRecall{Asset: secret.AssetKey(lent), ExpectedVersion: 2 * round}); err != nil || !reflect.DeepEqual(d.Instruction, want) {
			t.Fatalf("%+v, %v", d.Instruction, err)
		}
		if want := "[recall:shop " + lent + " recall:op-1]"; fmt.Sprint(d.Claims) != want {
			t.Errorf("it claims %v, want %s", d.Claims, want)
		}
		id, err := w.do("shop", open)
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.decide(t, "shop", open)
		mustRefuse(t, "a second time", err, problem.AlreadyExists, "/asset")
		if _, err := w.decide(t, "mine", open); err != nil {
			t.Errorf("its holder cannot warn as well: %v", err)
		}
		d, err = w.decide(t, "shop", &custody.EndRecall{Recall: id})
		if want := (&custody.CloseRecall{Asset: secret.AssetKey(lent), ExpectedVersion: 2*round + 1}); err != nil || !reflect.DeepEqual(d.Instruction, want) {
			t.Fatalf("%+v, %v", d.Instruction, err)
		}
		if want := "[recall:shop " + lent + " recall:" + id + "]"; fmt.Sprint(d.Claims) != want {
			t.Errorf("its end claims %v, want %s", d.Claims, want)
		}
		_, err = w.decide(t, "mine", &custody.EndRecall{Recall: id})
		mustRefuse(t, "another's end", err, problem.WrongParty, "/recall")
		if _, err := w.do("shop", &custody.EndRecall{Recall: id}); err != nil {
			t.Fatal(err)
		}
		_, err = w.decide(t, "shop", &custody.EndRecall{Recall: id})
		mustRefuse(t, "an end of what has ended", err, problem.NotAvailable, "/recall")
	}
	if _, err := w.do("mine", &custody.StartRecall{Asset: spent, Reason: "it was bad"}); err != nil {
		t.Errorf("what is used up cannot be recalled, though something was made of it: %v", err)
	}
}

// A recall has a reason, and somebody who has to do with the asset. Who got a packed asset with its unit recalls the unit:
// the contract does not look into it.
func TestRecallsThatCannotBe(t *testing.T) {
	t.Parallel()
	w, _, bundle := chips(t)
	offer, err := w.do("mine", &custody.OfferHandover{Asset: full, To: "fab", WithOwnership: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.do("fab", &custody.AnswerHandover{Handover: offer, Answer: custody.AnswerAccept}); err != nil {
		t.Fatal(err)
	}
	inside := w.assets[packed]
	inside.Holder, inside.Owner = "fab", "fab" // as the ledger has it follow its unit
	w.assets[packed] = inside
	for name, test := range map[string]struct {
		caller custody.OrganizationID
		c      custody.Command
		want   *problem.Problem
		field  string
	}{
		"without a reason":     {"mine", &custody.StartRecall{Asset: chip}, problem.InvalidField, "/reason"},
		"a reason too long":    {"mine", &custody.StartRecall{Asset: chip, Reason: strings.Repeat("x", 2049)}, problem.InvalidField, "/reason"},
		"a place that is none": {"mine", &custody.StartRecall{Asset: chip, Reason: "r", Context: custody.Context{ReadPoint: "here"}}, problem.InvalidField, "/readPoint"},
		"of what is unknown":   {"mine", &custody.StartRecall{Asset: unseen, Reason: "r"}, problem.UnknownAsset, "/asset"},
		"by somebody else":     {"fab", &custody.StartRecall{Asset: chip, Reason: "r"}, problem.WrongParty, "/asset"},
		"inside a unit":        {"fab", &custody.StartRecall{Asset: packed, Reason: "r"}, problem.NotAvailable, "/asset"},
		"an end of nothing":    {"mine", &custody.EndRecall{Recall: "op-none"}, problem.NotFound, "/recall"},
		"an end with a novel":  {"mine", &custody.EndRecall{Recall: "op-none", Reason: strings.Repeat("x", 2049)}, problem.InvalidField, "/reason"},
	} {
		_, err := w.decide(t, test.caller, test.c)
		mustRefuse(t, name, err, test.want, test.field)
	}
	if _, err := w.decide(t, "mine", &custody.StartRecall{Asset: packed, Reason: "r"}); err != nil {
		t.Errorf("its maker cannot recall what is in %s: %v", bundle, err)
	}
}
