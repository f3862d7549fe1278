package chain_test

import (
	"math"
	"testing"

	"waybill/shared/chain"
)

const gwei = 1_000_000_000

// The first offer covers twice the base fee and the tip, within the limit; a legacy offer is one price.
func TestOffer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		market chain.Market
		limit  uint64
		want   chain.Fee
	}{
		{chain.Market{BaseFee: 30 * gwei, Tip: 2 * gwei}, 500 * gwei, chain.Fee{Tip: 2 * gwei, Cap: 62 * gwei}},
		{chain.Market{BaseFee: 300 * gwei, Tip: 2 * gwei}, 500 * gwei, chain.Fee{Tip: 2 * gwei, Cap: 500 * gwei}},
		{chain.Market{BaseFee: 7, Tip: 600 * gwei}, 500 * gwei, chain.Fee{Tip: 500 * gwei, Cap: 500 * gwei}},
		{chain.Market{BaseFee: math.MaxUint64, Tip: 1}, math.MaxUint64, chain.Fee{Tip: 1, Cap: math.MaxUint64}},
		{chain.Market{Tip: 20 * gwei, Legacy: true}, 500 * gwei, chain.Fee{Tip: 20 * gwei, Cap: 20 * gwei, Legacy: true}},
		{chain.Market{}, 500 * gwei, chain.Fee{}},
		{chain.Market{Legacy: true}, 500 * gwei, chain.Fee{Legacy: true}},
	} {
		if got := c.market.Offer(c.limit); got != c.want {
			t.Errorf("%+v within %d: %+v, want %+v", c.market, c.limit, got, c.want)
		}
	}
}

// A bump raises tip and cap by an eighth and one wei, or to the going rate if that is more, and never passes the
// limit.
func TestBump(t *testing.T) {
	t.Parallel()
	quiet := chain.Market{BaseFee: 1, Tip: 1}
	for _, c := range []struct {
		fee    chain.Fee
		market chain.Market
		limit  uint64
		want   chain.Fee
		ok     bool
	}{
		{chain.Fee{Tip: 8, Cap: 80}, quiet, 500, chain.Fee{Tip: 10, Cap: 91}, true},
		{chain.Fee{Tip: 9, Cap: 81}, quiet, 500, chain.Fee{Tip: 12, Cap: 93}, true},
		{chain.Fee{Tip: 8, Cap: 80}, chain.Market{BaseFee: 100, Tip: 20}, 500, chain.Fee{Tip: 20, Cap: 220}, true},
		{chain.Fee{Tip: 8, Cap: 80}, chain.Market{BaseFee: 100, Tip: 20}, 200, chain.Fee{Tip: 20, Cap: 200}, true},
		{chain.Fee{Tip: 8, Cap: 80}, chain.Market{BaseFee: 100, Tip: 20}, 91, chain.Fee{Tip: 20, Cap: 91}, true},
		{chain.Fee{Tip: 8, Cap: 80}, chain.Market{BaseFee: 100, Tip: 20}, 90, chain.Fee{Tip: 8, Cap: 80}, false},
		{chain.Fee{Tip: 80, Cap: 80}, quiet, 500, chain.Fee{Tip: 91, Cap: 91}, true},
		{chain.Fee{}, chain.Market{}, 500, chain.Fee{}, false},
		{chain.Fee{}, chain.Market{Tip: 1}, 500, chain.Fee{Tip: 1, Cap: 1}, true},
		{chain.Fee{Tip: 1, Cap: 1}, chain.Market{}, 500, chain.Fee{Tip: 3, Cap: 3}, true},
		{chain.Fee{Tip: 16, Cap: 16, Legacy: true}, chain.Market{Tip: 4, Legacy: true}, 500, chain.Fee{Tip: 19, Cap: 19, Legacy: true}, true},
		{chain.Fee{Tip: 16, Cap: 16, Legacy: true}, chain.Market{Tip: 40, Legacy: true}, 500, chain.Fee{Tip: 40, Cap: 40, Legacy: true}, true},
		{chain.Fee{Tip: 1, Cap: math.MaxUint64 - 1}, quiet, math.MaxUint64, chain.Fee{Tip: 3, Cap: math.MaxUint64}, true},
	} {
		got, ok := c.fee.Bump(c.market, c.limit)
		if got != c.want || ok != c.ok {
			t.Errorf("%+v at %+v within %d: %+v, %v; want %+v, %v", c.fee, c.market, c.limit, got, ok, c.want, c.ok)
		}
	}
}

// A fee is enough while it pays the base fee and leaves the suggested tip.
func TestEnough(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		fee    chain.Fee
		market chain.Market
		want   bool
	}{
		{chain.Fee{Tip: 2, Cap: 62}, chain.Market{BaseFee: 60, Tip: 2}, true},
		{chain.Fee{Tip: 2, Cap: 62}, chain.Market{BaseFee: 61, Tip: 2}, false},
		{chain.Fee{Tip: 2, Cap: 62}, chain.Market{BaseFee: 63, Tip: 0}, false},
		{chain.Fee{Tip: 2, Cap: 62}, chain.Market{BaseFee: 1, Tip: 3}, false},
		{chain.Fee{}, chain.Market{}, true},
		{chain.Fee{Tip: 5, Cap: 5, Legacy: true}, chain.Market{Tip: 5, Legacy: true}, true},
		{chain.Fee{Tip: 5, Cap: 5, Legacy: true}, chain.Market{Tip: 6, Legacy: true}, false},
	} {
		if got := c.fee.Enough(c.market); got != c.want {
			t.Errorf("%+v at %+v: %v, want %v", c.fee, c.market, got, c.want)
		}
	}
}
