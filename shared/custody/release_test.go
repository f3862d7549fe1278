package custody_test

import (
	"fmt"
	"slices"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// One child leaves with a proof that it was in the bundle; the others stay, and unpacking does not wait for what is gone.
func TestOneChildLeavesItsBundle(t *testing.T) {
	t.Parallel()
	w := newWorld()
	do := func(caller custody.OrganizationID, c custody.Command) string {
		t.Helper()
		id, err := w.do(caller, c)
		if err != nil {
			t.Fatalf("%s %s: %v", caller, c.Kind(), err)
		}
		return id
	}
	var children []string
	for i := range 5 {
		children = append(children, fmt.Sprintf("urn:chip:%d", i))
		do("mine", &custody.RegisterAsset{ID: children[i], Type: "item"})
	}
	do("mine", &custody.RegisterAsset{ID: "urn:tray", Type: "unit"})
	bundle := do("mine", &custody.Aggregate{Parent: "urn:tray", Children: children})
	do("fab", &custody.AnswerHandover{Handover: do("mine", &custody.OfferHandover{Asset: "urn:tray", To: "fab", WithOwnership: true}), Answer: custody.AnswerAccept})

	for _, child := range []int{4, 0, 2} {
		c := &custody.ReleaseChild{Bundle: bundle, Asset: children[child]}
		d, err := w.decide(t, "fab", c)
		if err != nil {
			t.Fatal(err)
		}
		i := d.Instruction.(*custody.Release)
		if i.Index != uint64(child) || i.Size != 5 || i.PackedBy != 1 || i.PackedOwner != 1 || i.ExpectedVersion != 4 || i.Child.Version != 1 ||
			!slices.Equal(d.Claims, []string{"urn:tray", "bundle:" + bundle, children[child]}) {
			t.Errorf("child %d: %+v claims %v", child, i, d.Claims)
		}
		do("fab", c)
		if a := w.assets[custody.AssetID(children[child])]; a.Holder != "fab" || a.Owner != "fab" || a.Bundle != "" {
			t.Errorf("child %d became %+v", child, a)
		}
	}
	for name, test := range map[string]struct {
		caller custody.OrganizationID
		c      *custody.ReleaseChild
		want   *problem.Problem
		field  string
	}{
		"what has left":     {"fab", &custody.ReleaseChild{Bundle: bundle, Asset: children[0]}, problem.NotAvailable, "/asset"},
		"what was not in":   {"fab", &custody.ReleaseChild{Bundle: bundle, Asset: "urn:tray"}, problem.NotAvailable, "/asset"},
		"what is unknown":   {"fab", &custody.ReleaseChild{Bundle: bundle, Asset: "urn:chip:9"}, problem.UnknownAsset, "/asset"},
		"of no bundle":      {"fab", &custody.ReleaseChild{Bundle: "op-none", Asset: children[1]}, problem.NotFound, "/bundle"},
		"of another's unit": {"mine", &custody.ReleaseChild{Bundle: bundle, Asset: children[1]}, problem.NotHolder, "/bundle"},
	} {
		_, err := w.decide(t, test.caller, test.c)
		mustRefuse(t, name, err, test.want, test.field)
	}

	do("fab", &custody.OfferHandover{Asset: children[0], To: "shop"})
	d, err := w.decide(t, "fab", &custody.Disaggregate{Bundle: bundle})
	if err != nil || !slices.Equal(d.Claims, []string{"urn:tray", "bundle:" + bundle, children[1], children[3]}) {
		t.Errorf("unpacking claims %v, %v", d.Claims, err)
	}
	do("fab", &custody.Disaggregate{Bundle: bundle})
	if a, b := w.assets[custody.AssetID(children[1])], w.assets[custody.AssetID(children[0])]; a.Holder != "fab" || a.Bundle != "" || b.Status != custody.StatusOffered {
		t.Errorf("they became %+v and %+v", a, b)
	}
}
