package custody

import "bytes"

// A Measure is the UN/ECE Rec 20 code of what a quantity counts, of at most three characters, such as KGM; "" if none is
// stated. It is the unit of a lot as the contract keeps it.
type Measure string

// MeasureOf reads the contract's three bytes: the code in ASCII and zeros to its right. What is no code, which only
// somebody who calls the contract past Waybill writes, counts as none.
func MeasureOf(code [3]byte) Measure {
	text := bytes.TrimRight(code[:], "\x00")
	if !unitPattern.Match(text) {
		return ""
	}
	return Measure(text)
}
