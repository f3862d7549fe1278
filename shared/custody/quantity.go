package custody

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A Quantity is an amount in thousandths of its unit: 1500 is 1.5. It is what the contract counts, so that no
// rounding can happen between the API and the chain. At most 2^53, so that JSON numbers carry it exactly.
type Quantity int64

// MaxQuantity is the largest quantity.
const MaxQuantity Quantity = 1 << 53

// ParseQuantity reads a decimal number with at most three decimals, at most [MaxQuantity] and not negative.
func ParseQuantity(s string) (Quantity, error) {
	whole, frac, hasFrac := strings.Cut(s, ".")
	if whole == "" || hasFrac && frac == "" || len(frac) > 3 || strings.ContainsAny(s, "+-eE_") {
		return 0, fmt.Errorf("a quantity is a decimal number with at most three decimals, not %q", s)
	}
	w, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || w > math.MaxInt64/1000-1 {
		return 0, fmt.Errorf("a quantity is a decimal number up to %s, not %q", MaxQuantity, s)
	}
	f := int64(0)
	if frac != "" {
		if f, err = strconv.ParseInt((frac + "00")[:3], 10, 64); err != nil {
			return 0, fmt.Errorf("a quantity is a decimal number, not %q", s)
		}
	}
	q := Quantity(w*1000 + f)
	if q > MaxQuantity {
		return 0, fmt.Errorf("a quantity is at most %s, not %q", MaxQuantity, s)
	}
	return q, nil
}

// String gives the shortest decimal form: "1.5", "25".
func (q Quantity) String() string {
	s := fmt.Sprintf("%d.%03d", q/1000, q%1000)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// MarshalJSON writes a JSON number.
func (q Quantity) MarshalJSON() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalJSON reads a JSON number.
func (q *Quantity) UnmarshalJSON(b []byte) (err error) {
	*q, err = ParseQuantity(string(b))
	return err
}
