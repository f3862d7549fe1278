package ledger

import (
	"math/bits"

	"waybill/shared/custody"
)

// A Basis says by what the shares of a transformation were measured. The greater it is, the less they say.
type Basis uint8

// What shares may be measured by.
const (
	ByMass     Basis = 1 // all parts have a mass
	ByQuantity Basis = 2 // all parts have one unit; items are pieces
	ByCount    Basis = 3 // nothing in common: every part counts the same
)

// String gives the basis as the API writes it.
func (b Basis) String() string {
	switch b {
	case ByMass:
		return "mass"
	case ByQuantity:
		return "quantity"
	case ByCount:
		return "count"
	}
	return "none"
}

// MarshalText writes what String gives.
func (b Basis) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads what String gives.
func (b *Basis) UnmarshalText(text []byte) error {
	*b = 0
	for _, one := range []Basis{ByMass, ByQuantity, ByCount} {
		if one.String() == string(text) {
			*b = one
		}
	}
	return nil
}

// A measure is how much something is, as far as that is known.
type measure struct {
	mass     Mass             // 0 if nobody can say
	quantity custody.Quantity // of a lot; 0 for an item, which is one piece
	unit     string
}

// apportion divides a whole among parts: by mass if all of them have one, else by quantity if all have one unit, else
// evenly. The shares add up to Whole.
//
//	share of part i = weight(i) / sum of all weights
func apportion(parts []measure) ([]Share, Basis) {
	basis := basisOf(parts)
	weights, total := make([]uint64, len(parts)), uint64(0)
	for i, p := range parts {
		weights[i] = p.weight(basis)
		total += weights[i]
	}
	shares, sum, given := make([]Share, len(parts)), uint64(0), Share(0)
	for i, w := range weights {
		sum += w
		hi, lo := bits.Mul64(sum, uint64(Whole))
		upTo, _ := bits.Div64(hi, lo, total)
		shares[i] = Share(upTo) - given
		given = Share(upTo)
	}
	return shares, basis
}

func basisOf(parts []measure) Basis {
	mass, quantity := true, true
	for _, p := range parts {
		mass = mass && p.mass > 0
		quantity = quantity && p.unit == parts[0].unit && (p.quantity > 0) == (parts[0].quantity > 0) && (p.unit == "" || p.quantity > 0)
	}
	switch {
	case mass:
		return ByMass
	case quantity:
		return ByQuantity
	}
	return ByCount
}

// maxWeight keeps the sum over more parts than a block has room for below 2^64.
const maxWeight = 1 << 50

func (m measure) weight(b Basis) uint64 {
	switch {
	case b == ByMass:
		return min(uint64(m.mass), maxWeight)
	case b == ByQuantity && m.quantity > 0:
		return min(uint64(m.quantity), maxWeight)
	}
	return 1
}

// massUnits gives the milligrams in a unit of UN/ECE Recommendation 20 that measures mass.
var massUnits = map[string]uint64{
	"MGM": 1, "GRM": 1e3, "KGM": 1e6, "DTN": 1e8, "TNE": 1e9, "LBR": 453_592, // the pound to the milligram
}

// massOf gives the mass of a quantity, 0 if its unit does not measure mass.
func massOf(q custody.Quantity, unit string) Mass {
	if q <= 0 || massUnits[unit] == 0 {
		return 0
	}
	return Mass(q).times(massUnits[unit], 1000)
}

// partOf gives the mass of a quantity of an asset that has this mass as a whole.
func partOf(mass Mass, q, whole custody.Quantity) Mass {
	if whole <= 0 { // an item is used up as a whole
		return mass
	}
	return mass.times(uint64(max(min(q, whole), 0)), uint64(whole))
}
