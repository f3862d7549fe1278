package custody_test

import (
	"errors"
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// melt uses up 20 kg of the lot for 12 kg and 5 kg, and an item that no unit measures.
func melt(balance *custody.TransformBalance) *custody.Transform {
	return &custody.Transform{
		Inputs: []custody.TransformInput{{Asset: lot, Quantity: amount(20_000)}, {Asset: chip}},
		Outputs: []custody.TransformOutput{
			{ID: "urn:bar:1", Type: "lot", Quantity: amount(12_000), Unit: "KGM"},
			{ID: "urn:bar:2", Type: "lot", Quantity: amount(5_000), Unit: "KGM"},
			{ID: "urn:gas:1", Type: "lot", Quantity: amount(7_000), Unit: "MTQ"},
		},
		Balance: balance,
	}
}

// A transformation that balances asks the contract to check that it does, with the measures that the lots have on chain.
func TestABalancedTransformationIsCheckedOnChain(t *testing.T) {
	t.Parallel()
	w, _, _ := chips(t)
	for name, model := range map[string]custody.Model{
		"identity-preserved": custody.IdentityPreserved, "segregated": custody.Segregated, "controlled-blending": custody.ControlledBlending,
		"mass-balance": custody.MassBalance, "book-and-claim": custody.BookAndClaim,
	} {
		d, err := w.decide(t, "mine", melt(&custody.TransformBalance{Loss: 3_000, Unit: "KGM", Model: name}))
		if err != nil {
			t.Fatal(err)
		}
		b, ok := d.Instruction.(*custody.Balance)
		if !ok || b.Model != model || b.Model.String() != name || b.Measure != "KGM" || b.Loss != 3_000 ||
			b.Inputs[0].Measure != "KGM" || b.Inputs[1].Measure != "" || b.Outputs[0].Measure != "KGM" || b.Outputs[2].Measure != "MTQ" {
			t.Errorf("%s: %+v", name, d.Instruction)
		}
	}
}

// What does not balance is refused before it costs a transaction, and the sums are told.
func TestWhatDoesNotBalanceIsRefusedWithItsSums(t *testing.T) {
	t.Parallel()
	w, _, _ := chips(t)
	for name, test := range map[string]struct {
		balance custody.TransformBalance
		want    *problem.Problem
		field   string
		says    string
	}{
		"too little lost": {custody.TransformBalance{Loss: 2_500, Unit: "KGM", Model: "segregated"}, problem.Unbalanced, "/balance", "of KGM, 20 go in, but 17 come out and 2.5 are lost, which makes 19.5"},
		"too much lost":   {custody.TransformBalance{Loss: custody.MaxQuantity, Unit: "KGM", Model: "segregated"}, problem.Unbalanced, "/balance", "20 go in"},
		"another unit":    {custody.TransformBalance{Unit: "MTQ", Model: "segregated"}, problem.InvalidField, "/balance/unit", "no lot measured in MTQ"},
		"no unit":         {custody.TransformBalance{Model: "segregated"}, problem.InvalidField, "/balance/unit", "Rec 20"},
		"no model":        {custody.TransformBalance{Loss: 3_000, Unit: "KGM"}, problem.InvalidField, "/balance/model", "mass-balance"},
		"no such model":   {custody.TransformBalance{Loss: 3_000, Unit: "KGM", Model: "unknown"}, problem.InvalidField, "/balance/model", "mass-balance"},
		"less than no loss": {
			custody.TransformBalance{Loss: -1, Unit: "KGM", Model: "segregated"}, problem.InvalidField, "/balance/loss", "at least 0",
		},
	} {
		_, err := w.decide(t, "mine", melt(&test.balance))
		var p *problem.Problem
		if !errors.As(err, &p) || !p.Is(test.want) || len(p.Errors) != 1 || p.Errors[0].Field != test.field || !strings.Contains(p.Errors[0].Detail, test.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A measure is read as the contract keeps it; what is no code of a unit is none.
func TestMeasuresAreReadFromThreeBytes(t *testing.T) {
	t.Parallel()
	for code, want := range map[[3]byte]custody.Measure{
		{'K', 'G', 'M'}: "KGM", {'H', '8', 0}: "H8", {}: "", {'k', 'g', 'm'}: "", {0xff, 0xff, 0xff}: "", {0, 'K', 'G'}: "", {'K'}: "",
	} {
		if got := custody.MeasureOf(code); got != want {
			t.Errorf("%v is %q, want %q", code, got, want)
		}
	}
}
