package custody_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// The life of an asset ends by the hand of who holds and owns it, and nothing can be done with it afterwards.
func TestAssetsAreDecommissioned(t *testing.T) {
	t.Parallel()
	w, _, _ := chips(t)
	scrap := func(asset string) *custody.DecommissionAsset {
		return &custody.DecommissionAsset{Asset: asset, Reason: "scrapped"}
	}
	d, err := w.decide(t, "mine", scrap(lot))
	if want := (&custody.Decommission{Asset: secret.AssetKey(lot), ExpectedVersion: 1}); err != nil || !reflect.DeepEqual(d.Instruction, want) || !slices.Equal(d.Claims, []string{lot}) {
		t.Fatalf("%+v, %v", d, err)
	}
	for name, test := range map[string]struct {
		caller custody.OrganizationID
		c      *custody.DecommissionAsset
		want   *problem.Problem
		field  string
	}{
		"without a reason":    {"mine", &custody.DecommissionAsset{Asset: chip}, problem.InvalidField, "/reason"},
		"by another":          {"fab", scrap(chip), problem.NotHolder, "/asset"},
		"by its mere holder":  {"mine", scrap(lent), problem.Forbidden, "/asset"},
		"of what is unknown":  {"mine", scrap(unseen), problem.UnknownAsset, "/asset"},
		"of what is packed":   {"mine", scrap(packed), problem.NotAvailable, "/asset"},
		"of what is offered":  {"mine", scrap(moving), problem.NotAvailable, "/asset"},
		"of what is used up":  {"mine", scrap(spent), problem.NotAvailable, "/asset"},
		"of a unit with load": {"mine", scrap(full), problem.NotAvailable, "/asset"},
	} {
		_, err := w.decide(t, test.caller, test.c)
		mustRefuse(t, name, err, test.want, test.field)
	}
	if _, err := w.do("mine", scrap(chip)); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		c     custody.Command
		field string
	}{
		"an offer":       {&custody.OfferHandover{Asset: chip, To: "fab"}, "/asset"},
		"a sale":         {&custody.OfferOwnership{Asset: chip, To: "fab"}, "/asset"},
		"packing":        {&custody.Aggregate{Parent: pallet, Children: []string{chip}}, "/children/0"},
		"transformation": {&custody.Transform{Inputs: []custody.TransformInput{{Asset: chip}}, Outputs: []custody.TransformOutput{{ID: unseen, Type: "item"}}}, "/inputs/0/asset"},
		"consumption":    {&custody.ConsumeAsset{Asset: chip, Reason: "r"}, "/asset"},
		"a second time":  {scrap(chip), "/asset"},
	} {
		_, err := w.decide(t, "mine", test.c)
		mustRefuse(t, name, err, problem.NotAvailable, test.field)
		if !strings.Contains(fmt.Sprint(err), "decommissioned") {
			t.Errorf("%s is refused with %v", name, err)
		}
	}
}
