package chain_test

import (
	"context"
	"errors"
	"testing"

	"waybill/shared/chain"
)

// Finality reads what it prints, and nothing else.
func TestParseFinality(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"instant", "finalized", "depth:1", "depth:1000000"} {
		if f, err := chain.ParseFinality(s); err != nil || f.String() != s {
			t.Errorf("%q is read as %s, %v", s, f, err)
		}
	}
	for _, s := range []string{"", "Instant", "latest", "depth", "depth:", "depth:0", "depth:-1", "depth:1000001", "depth:1 ", "64"} {
		if f, err := chain.ParseFinality(s); err == nil {
			t.Errorf("%q is read as %s", s, f)
		}
	}
}

// tagged is a chain that knows a finalized block, knows none, or does not answer.
type tagged struct {
	chain.Backend
	block chain.Block
	known bool
	err   error
}

func (c tagged) Finalized(context.Context) (chain.Block, bool, error) { return c.block, c.known, c.err }

// The final block follows the rule; a chain without the tag falls back to depth and never to the newest block, and a
// node that does not answer decides nothing.
func TestFinalBlock(t *testing.T) {
	t.Parallel()
	known := func(n uint64) tagged { return tagged{block: chain.Block{Number: n}, known: true} }
	for _, c := range []struct {
		rule    string
		backend tagged
		head    uint64
		want    uint64
	}{
		{"instant", tagged{}, 100, 100},
		{"depth:12", tagged{}, 100, 88},
		{"depth:12", tagged{}, 5, 0},
		{"finalized", known(70), 100, 70},
		{"finalized", known(101), 100, 100},
		{"finalized", tagged{}, 100, 36},
		{"finalized", tagged{}, 10, 0},
	} {
		rule, err := chain.ParseFinality(c.rule)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := rule.Block(t.Context(), c.backend, chain.Block{Number: c.head}); err != nil || got != c.want {
			t.Errorf("%s at %d: %d, %v; want %d", c.rule, c.head, got, err, c.want)
		}
	}
	silent := tagged{err: errors.New("timeout")}
	if _, err := (chain.Finality{}).Block(t.Context(), silent, chain.Block{Number: 100}); !errors.Is(err, silent.err) {
		t.Errorf("a silent node gives %v", err)
	}
}
