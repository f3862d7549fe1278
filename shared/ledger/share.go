package ledger

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// A Share is a part of a whole, in parts per billion. It is an integer so that two programs that replay one log get
// the same tables on whatever processor.
type Share int64

// Whole is all of it.
const Whole Share = 1_000_000_000

// Of gives this share of another one, rounded down.
func (s Share) Of(t Share) Share { return s * t / Whole }

// String gives per cent with up to two decimals: "4.95 %"; what is more than nothing is never "0 %".
func (s Share) String() string {
	if s > 0 && s < Whole/10_000 {
		return "< 0.01 %"
	}
	return trim(fmt.Sprintf("%d.%02d", s/(Whole/100), s%(Whole/100)/(Whole/10_000))) + " %"
}

// MarshalJSON writes a number from 0 to 1.
func (s Share) MarshalJSON() ([]byte, error) {
	return []byte(trim(fmt.Sprintf("%d.%09d", s/Whole, s%Whole))), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Share) UnmarshalJSON(b []byte) error {
	n, err := parseDecimal(string(b), 9, int64(Whole))
	*s = Share(n)
	return err
}

// A Mass is an amount of matter, or of carbon dioxide, in milligrams. It is written in kilograms.
type Mass int64

// maxMass is the largest mass, nine million tonnes: what is more counts as that.
const maxMass Mass = 1 << 53

// ParseMass reads a decimal number of kilograms with at most six decimals.
func ParseMass(s string) (Mass, error) {
	n, err := parseDecimal(s, 6, int64(maxMass))
	return Mass(n), err
}

// String gives kilograms in their shortest form: "1.84".
func (m Mass) String() string { return trim(fmt.Sprintf("%d.%06d", m/1_000_000, m%1_000_000)) }

// MarshalJSON writes a number of kilograms.
func (m Mass) MarshalJSON() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalJSON reads a number of kilograms.
func (m *Mass) UnmarshalJSON(b []byte) (err error) {
	*m, err = ParseMass(string(b))
	return err
}

// times gives m * n / of, rounded down, and at most maxMass.
func (m Mass) times(n, of uint64) Mass {
	hi, lo := bits.Mul64(uint64(m), n)
	if hi >= of { // also if of is 0
		return maxMass
	}
	quotient, _ := bits.Div64(hi, lo, of)
	return Mass(min(quotient, uint64(maxMass)))
}

func trim(decimal string) string {
	return strings.TrimSuffix(strings.TrimRight(decimal, "0"), ".")
}

// parseDecimal reads a number that is not negative, in units of its last decimal.
func parseDecimal(s string, decimals int, limit int64) (int64, error) {
	whole, fraction, pointed := strings.Cut(s, ".")
	digits := whole + fraction + strings.Repeat("0", max(decimals-len(fraction), 0))
	n, err := strconv.ParseUint(digits, 10, 63)
	if err != nil || whole == "" || pointed && fraction == "" || len(fraction) > decimals || n > uint64(limit) {
		return 0, fmt.Errorf("%.40q is not a decimal number with at most %d decimals, or it is too large", s, decimals)
	}
	return int64(n), nil
}
