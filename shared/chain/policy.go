package chain

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Policy says when to do what. The zero value of a field means its default.
type Policy struct {
	// Finality says which blocks cannot change any more. Default: the chain's finalized tag.
	Finality Finality

	// Window is how many transactions of one signer are with the node at once, counted from the first that is not
	// mined; the others wait in the journal. A public geth keeps 16 for certain and 64 if there is room; a private
	// network as many as its pool is set to, 20000 say: what a pass costs does not depend on it. Default: 64.
	Window uint64

	// RebroadcastAfter is how long after sending a transaction that is not mined is sent again. Short costs requests,
	// long costs time after a node lost its pool. Default: 12 s.
	RebroadcastAfter time.Duration

	// BumpAfter is how long an attempt waits at the head of the line before a better paid one replaces it, if the fee
	// is what keeps it waiting. Default: 48 s.
	BumpAfter time.Duration

	// MaxFee is the most wei per gas that is ever offered. Default: 500 gwei.
	MaxFee uint64

	// MaxAttempts is the most transactions that are signed for one nonce. Default: 32, which is a 40-fold fee.
	MaxAttempts int
}

func (p Policy) withDefaults() Policy {
	if p.Window == 0 {
		p.Window = 64
	}
	if p.RebroadcastAfter == 0 {
		p.RebroadcastAfter = 12 * time.Second
	}
	if p.BumpAfter == 0 {
		p.BumpAfter = 48 * time.Second
	}
	if p.MaxFee == 0 {
		p.MaxFee = 500e9
	}
	if p.MaxAttempts == 0 {
		p.MaxAttempts = 32
	}
	return p
}

// fallbackDepth is used where a chain should have a finalized tag and does not: two epochs of Ethereum.
const fallbackDepth = 64

// Finality is the rule by which a block is final. The zero value asks the chain for its finalized block; tags are not
// portable, so where the chain does not know one, a block is final 64 blocks deep.
type Finality struct {
	counted bool
	depth   uint64
}

// Instant is the finality of QBFT, IBFT and development chains: every block is final.
var Instant = Finality{counted: true}

// Depth is the finality of a chain where n blocks on top of a block make it final.
func Depth(n uint64) Finality { return Finality{counted: true, depth: n} }

// ParseFinality reads "instant", "finalized" or "depth:N" with N from 1 to 1000000.
func ParseFinality(s string) (Finality, error) {
	switch s {
	case "instant":
		return Instant, nil
	case "finalized":
		return Finality{}, nil
	}
	digits, ok := strings.CutPrefix(s, "depth:")
	if n, err := strconv.ParseUint(digits, 10, 32); ok && err == nil && n >= 1 && n <= 1_000_000 {
		return Depth(n), nil
	}
	return Finality{}, errors.New("finality is instant, finalized or depth:N with N from 1 to 1000000, not " + strconv.Quote(s))
}

// String gives what ParseFinality reads.
func (f Finality) String() string {
	switch {
	case !f.counted:
		return "finalized"
	case f.depth == 0:
		return "instant"
	}
	return fmt.Sprintf("depth:%d", f.depth)
}

// Block gives the number of the newest final block when head is the newest block. The first block is final under
// every rule.
func (f Finality) Block(ctx context.Context, backend Backend, head Block) (uint64, error) {
	depth := f.depth
	if !f.counted {
		final, known, err := backend.Finalized(ctx)
		if err != nil {
			return 0, fmt.Errorf("ask for the finalized block: %w", err)
		}
		if known {
			return min(final.Number, head.Number), nil
		}
		depth = fallbackDepth
	}
	return head.Number - min(depth, head.Number), nil
}
