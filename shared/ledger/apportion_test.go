package ledger

import (
	"encoding/json"
	"testing"

	"waybill/shared/custody"
)

// Parts are measured by mass if all have one, else by quantity if all have one unit, else each counts the same; whatever
// the numbers, the shares add up to the whole.
func TestPartsAreMeasuredByWhatTheyHaveInCommon(t *testing.T) {
	t.Parallel()
	huge := measure{mass: maxMass, quantity: custody.MaxQuantity, unit: "TNE"}
	for name, test := range map[string]struct {
		parts []measure
		first Share
		basis Basis
	}{
		"masses":              {[]measure{{mass: 3e6, quantity: 3000, unit: "KGM"}, {mass: 1e6, quantity: 1_000_000, unit: "GRM"}}, 750_000_000, ByMass},
		"one without a mass":  {[]measure{{mass: 3e6, quantity: 3000, unit: "KGM"}, {}}, 500_000_000, ByCount},
		"one unit":            {[]measure{{quantity: 3000, unit: "H87"}, {quantity: 1000, unit: "H87"}}, 750_000_000, ByQuantity},
		"items":               {[]measure{{}, {}, {}}, 333_333_333, ByQuantity},
		"two units":           {[]measure{{quantity: 3000, unit: "H87"}, {quantity: 1000, unit: "LTR"}}, 500_000_000, ByCount},
		"a lot and an item":   {[]measure{{quantity: 3000, unit: "H87"}, {}}, 500_000_000, ByCount},
		"nothing of one unit": {[]measure{{unit: "H87"}, {quantity: 1000, unit: "H87"}}, 500_000_000, ByCount},
		"the largest":         {[]measure{huge, huge}, 500_000_000, ByMass},
		"one alone":           {[]measure{{}}, Whole, ByQuantity},
	} {
		shares, basis := apportion(test.parts)
		sum := Share(0)
		for _, s := range shares {
			sum += s
		}
		if shares[0] != test.first || basis != test.basis || sum != Whole {
			t.Errorf("%s give %v, by %s, together %d", name, shares, basis, sum)
		}
	}
	many := make([]measure, 8000)
	for i := range many {
		many[i] = huge
	}
	sum := Share(0)
	shares, _ := apportion(many)
	for _, s := range shares {
		sum += s
	}
	if sum != Whole || shares[0] != 125_000 {
		t.Errorf("many large parts have shares of %d, together %d", shares[0], sum)
	}
}

// Masses follow from units of mass and are cut off where they are too large to count.
func TestMassesFollowFromUnits(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		quantity custody.Quantity
		unit     string
		want     Mass
	}{{1500, "KGM", 1_500_000}, {1, "GRM", 1}, {2000, "TNE", 2_000_000_000}, {1000, "H87", 0}, {0, "KGM", 0}, {custody.MaxQuantity, "TNE", maxMass}} {
		if got := massOf(test.quantity, test.unit); got != test.want {
			t.Errorf("%s %s weigh %d mg, not %d", test.quantity, test.unit, got, test.want)
		}
	}
	if got := partOf(9, 1, 0); got != 9 {
		t.Errorf("an item is used up as a whole, and weighs %d", got)
	}
	if got := partOf(1000, 5, 4); got != 1000 {
		t.Errorf("more than there was weighs %d", got)
	}
}

// Shares and masses come back from JSON as they went, and what is no such number is refused.
func TestSharesAndMassesSurviveJSON(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Share{"0": 0, "1": Whole, "0.5": Whole / 2, "0.000000001": 1} {
		var got Share
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s is read as %d, %v", text, got, err)
		}
		if b, err := json.Marshal(want); err != nil || string(b) != text {
			t.Errorf("%d is written as %s, %v", want, b, err)
		}
	}
	for text, want := range map[string]Mass{"0": 0, "1.84": 1_840_000, "0.000001": 1} {
		got, err := ParseMass(text)
		if err != nil || got != want || got.String() != text {
			t.Errorf("%s is read as %d (%s), %v", text, got, got, err)
		}
	}
	for _, text := range []string{"", ".", "-1", "+1", "1e3", "0.0000001", "1.", " 1", "9007199255", "١"} {
		if m, err := ParseMass(text); err == nil {
			t.Errorf("%q is taken as %s kg", text, m)
		}
	}
	for share, want := range map[Share]string{0: "0 %", 1: "< 0.01 %", 49_500_000: "4.95 %", Whole: "100 %"} {
		if got := share.String(); got != want {
			t.Errorf("%d is %q", share, got)
		}
	}
}
