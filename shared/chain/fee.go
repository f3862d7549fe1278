package chain

import (
	"fmt"
	"math"
)

// A Fee is what an attempt offers, in wei per gas. uint64 reaches to 18 ether per gas.
type Fee struct {
	Tip    uint64 // to the block's producer at most
	Cap    uint64 // altogether at most
	Legacy bool   // a transaction from before EIP-1559: Cap is its gas price and Tip the same
}

// String gives the fee for people.
func (f Fee) String() string {
	if f.Legacy {
		return fmt.Sprintf("gas price %d wei", f.Cap)
	}
	return fmt.Sprintf("tip %d wei, cap %d wei", f.Tip, f.Cap)
}

// A Market is the going rate, in wei per gas.
type Market struct {
	BaseFee uint64 // of the newest block; 0 on a free or legacy network
	Tip     uint64 // suggested; the suggested gas price on a legacy network
	Legacy  bool   // the network does not know EIP-1559
}

// Offer is the fee for a first attempt: twice the base fee and the tip, which lasts through six full blocks of rising
// base fee. It never goes beyond limit.
func (m Market) Offer(limit uint64) Fee {
	fee := Fee{Tip: m.Tip, Cap: addUp(m.Tip, addUp(m.BaseFee, m.BaseFee)), Legacy: m.Legacy}
	if m.Legacy {
		fee.Cap = m.Tip
	}
	fee.Cap = min(fee.Cap, limit)
	fee.Tip = min(fee.Tip, fee.Cap)
	return fee
}

// Enough reports whether the fee would still be taken at the going rate, so that something else keeps the
// transaction waiting.
func (f Fee) Enough(m Market) bool {
	return f.Cap >= m.BaseFee && min(f.Tip, f.Cap-m.BaseFee) >= m.Tip
}

// Bump is the fee for the next attempt: the going rate, but at least an eighth and one wei more for both tip and cap.
// Every node seen takes a tenth more as a replacement; some ask an eighth. It is false if that goes beyond limit, or
// if the network is free: an equal fee replaces nothing there, so that sending again is all there is.
func (f Fee) Bump(m Market, limit uint64) (Fee, bool) {
	if f.Cap == 0 && m.Tip == 0 && m.BaseFee == 0 {
		return f, false
	}
	leastTip, leastCap := raise(f.Tip), raise(f.Cap)
	if leastCap > limit {
		return f, false
	}
	next := m.Offer(limit)
	next.Legacy = f.Legacy
	next.Cap = max(next.Cap, leastCap)
	next.Tip = min(max(next.Tip, leastTip), next.Cap)
	if f.Legacy {
		next.Tip = next.Cap
	}
	return next, true
}

// raise gives n * 1.125 rounded up, plus one.
func raise(n uint64) uint64 {
	eighth := n / 8
	if n%8 != 0 {
		eighth++
	}
	return addUp(n, addUp(eighth, 1))
}

// addUp adds and stays at the largest number where it would overflow.
func addUp(a, b uint64) uint64 {
	if a > math.MaxUint64-b {
		return math.MaxUint64
	}
	return a + b
}
