package custody_test

import (
	"errors"
	"reflect"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// An asset can be used up without anything being made of it.
func TestAssetsAreUsedUpForNothing(t *testing.T) {
	t.Parallel()
	w, _, _ := chips(t)
	for _, test := range []struct {
		c    *custody.ConsumeAsset
		want *custody.Consume
	}{
		{
			&custody.ConsumeAsset{Asset: lot, Quantity: amount(1_500), Reason: "spilt"},
			&custody.Consume{Asset: secret.AssetKey(lot), ExpectedVersion: 1, Quantity: 1_500, Measure: "KGM"},
		},
		{&custody.ConsumeAsset{Asset: chip, Reason: "crushed"}, &custody.Consume{Asset: secret.AssetKey(chip), ExpectedVersion: 1}},
	} {
		d, err := w.decide(t, "mine", test.c)
		if err != nil || !reflect.DeepEqual(d.Instruction, test.want) || len(d.Claims) != 1 || d.Claims[0] != test.c.Asset {
			t.Errorf("%+v becomes %+v, %v", test.c, d, err)
		}
	}
	for name, test := range map[string]struct {
		caller custody.OrganizationID
		c      *custody.ConsumeAsset
		want   *problem.Problem
		field  string
	}{
		"no reason":       {"mine", &custody.ConsumeAsset{Asset: chip}, problem.InvalidField, "/reason"},
		"a lot as such":   {"mine", &custody.ConsumeAsset{Asset: lot, Reason: "r"}, problem.InvalidField, "/quantity"},
		"more than there": {"mine", &custody.ConsumeAsset{Asset: lot, Quantity: amount(25_001), Reason: "r"}, problem.OverConsumption, "/quantity"},
		"part of an item": {"mine", &custody.ConsumeAsset{Asset: chip, Quantity: amount(1), Reason: "r"}, problem.InvalidField, "/quantity"},
		"a unit":          {"mine", &custody.ConsumeAsset{Asset: pallet, Reason: "r"}, problem.InvalidField, "/asset"},
		"another's":       {"fab", &custody.ConsumeAsset{Asset: chip, Reason: "r"}, problem.NotHolder, "/asset"},
		"what is lent":    {"mine", &custody.ConsumeAsset{Asset: lent, Reason: "r"}, problem.Forbidden, "/asset"},
		"what is offered": {"mine", &custody.ConsumeAsset{Asset: moving, Reason: "r"}, problem.NotAvailable, "/asset"},
		"what is used up": {"mine", &custody.ConsumeAsset{Asset: spent, Reason: "r"}, problem.NotAvailable, "/asset"},
		"what is unknown": {"mine", &custody.ConsumeAsset{Asset: unseen, Reason: "r"}, problem.UnknownAsset, "/asset"},
	} {
		_, err := w.decide(t, test.caller, test.c)
		mustRefuse(t, name, err, test.want, test.field)
	}
}

func mustRefuse(t *testing.T, name string, err error, want *problem.Problem, field string) {
	t.Helper()
	var p *problem.Problem
	if !errors.As(err, &p) || !p.Is(want) || len(p.Errors) != 1 || p.Errors[0].Field != field || p.Detail == "" {
		t.Errorf("%s: %v, want %v at %s", name, err, want, field)
	}
}
