package custody_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// The owner passes on what is his, also where another one holds it; it stays there, and the answer is that to any handover.
func TestOwnershipIsHandedOverAlone(t *testing.T) {
	t.Parallel()
	w, _, _ := chips(t)
	until := time.Unix(2_000_000_000, 0)
	d, err := w.decide(t, "shop", &custody.OfferOwnership{Asset: lent, To: "fab", Deadline: &until})
	want := &custody.TransferOwnership{Asset: secret.AssetKey(lent), ExpectedVersion: 3, To: 2, Deadline: 2_000_000_000}
	if err != nil || !reflect.DeepEqual(d.Instruction, want) || fmt.Sprint(d.Claims) != "["+lent+" handover:op-1]" {
		t.Fatalf("%+v, %v", d, err)
	}
	offer, err := w.do("shop", &custody.OfferOwnership{Asset: lent, To: "fab"})
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		caller custody.OrganizationID
		c      custody.Command
		want   *problem.Problem
		field  string
	}{
		"an answer of the holder": {"mine", &custody.AnswerHandover{Handover: offer, Answer: custody.AnswerCancel}, problem.WrongParty, "/answer"},
		"an offer meanwhile":      {"mine", &custody.OfferHandover{Asset: lent, To: "shop"}, problem.AlreadyOffered, "/asset"},
		"a second offer":          {"shop", &custody.OfferOwnership{Asset: lent, To: "mine"}, problem.AlreadyOffered, "/asset"},
	} {
		_, err := w.decide(t, test.caller, test.c)
		mustRefuse(t, name, err, test.want, test.field)
	}
	if _, err := w.do("fab", &custody.AnswerHandover{Handover: offer, Answer: custody.AnswerAccept}); err != nil {
		t.Fatal(err)
	}
	if a := w.assets[lent]; a.Owner != "fab" || a.Holder != "mine" || a.Status != custody.StatusActive {
		t.Errorf("it became %+v", a)
	}
	again, err := w.do("fab", &custody.OfferOwnership{Asset: lent, To: "shop"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.do("fab", &custody.AnswerHandover{Handover: again, Answer: custody.AnswerCancel}); err != nil {
		t.Errorf("its owner cannot withdraw the offer: %v", err)
	}
}

// Only an owner passes on ownership, of a thing by itself, to somebody else.
func TestOwnershipThatCannotBeOffered(t *testing.T) {
	t.Parallel()
	w, _, _ := chips(t)
	early := time.Unix(-1, 0)
	for name, test := range map[string]struct {
		caller custody.OrganizationID
		c      *custody.OfferOwnership
		want   *problem.Problem
		field  string
	}{
		"by its holder":       {"mine", &custody.OfferOwnership{Asset: lent, To: "fab"}, problem.Forbidden, "/asset"},
		"of what is packed":   {"mine", &custody.OfferOwnership{Asset: packed, To: "fab"}, problem.NotAvailable, "/asset"},
		"of what is offered":  {"mine", &custody.OfferOwnership{Asset: moving, To: "fab"}, problem.AlreadyOffered, "/asset"},
		"of what is used up":  {"mine", &custody.OfferOwnership{Asset: spent, To: "fab"}, problem.NotAvailable, "/asset"},
		"of what is unknown":  {"mine", &custody.OfferOwnership{Asset: unseen, To: "fab"}, problem.UnknownAsset, "/asset"},
		"to oneself":          {"mine", &custody.OfferOwnership{Asset: chip, To: "mine"}, problem.InvalidField, "/to"},
		"to a stranger":       {"mine", &custody.OfferOwnership{Asset: chip, To: "nobody"}, problem.UnknownOrg, "/to"},
		"until a time before": {"mine", &custody.OfferOwnership{Asset: chip, To: "fab", Deadline: &early}, problem.InvalidField, "/deadline"},
	} {
		_, err := w.decide(t, test.caller, test.c)
		mustRefuse(t, name, err, test.want, test.field)
	}
}

// Anybody may end an offer that has a deadline; whether it is past, the contract says.
func TestOffersExpireByAnybody(t *testing.T) {
	t.Parallel()
	w, endless, _ := chips(t)
	until := time.Unix(1_000, 0)
	offer, err := w.do("shop", &custody.OfferOwnership{Asset: lent, To: "fab", Deadline: &until})
	if err != nil {
		t.Fatal(err)
	}
	for _, caller := range []custody.OrganizationID{"mine", "fab", "shop"} {
		d, err := w.decide(t, caller, &custody.AnswerHandover{Handover: offer, Answer: custody.AnswerExpire})
		if want := (&custody.Expire{Asset: secret.AssetKey(lent), ExpectedVersion: 4}); err != nil || !reflect.DeepEqual(d.Instruction, want) {
			t.Errorf("%s: %+v, %v", caller, d.Instruction, err)
		}
	}
	_, err = w.decide(t, "shop", &custody.AnswerHandover{Handover: endless, Answer: custody.AnswerExpire})
	mustRefuse(t, "without a deadline", err, problem.NotAvailable, "/answer")
	if _, err := w.do("mine", &custody.AnswerHandover{Handover: offer, Answer: custody.AnswerExpire}); err != nil {
		t.Fatal(err)
	}
	_, err = w.decide(t, "fab", &custody.AnswerHandover{Handover: offer, Answer: custody.AnswerExpire})
	mustRefuse(t, "a second time", err, problem.NotPending, "/handover")
}
