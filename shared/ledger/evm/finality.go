package evm

import (
	"fmt"
	"strconv"
	"strings"
)

// A finality says when a block will not change any more: "instant" for chains that vote on each block (QBFT, IBFT,
// Clique of one), "depth:N" when N blocks stand on it, or "finalized" for what the node itself calls so.
type finality struct {
	tag   bool
	depth uint64
}

// fallbackDepth counts where a node knows no block by the tag "finalized": two epochs of Ethereum, which is what the
// tag means there. It is never the newest block.
const fallbackDepth = 64

func parseFinality(s string) (finality, error) {
	switch depth, isDepth := strings.CutPrefix(s, "depth:"); {
	case s == "instant":
		return finality{}, nil
	case s == "finalized":
		return finality{tag: true, depth: fallbackDepth}, nil
	case isDepth:
		n, err := strconv.ParseUint(depth, 10, 31)
		if err == nil && strconv.FormatUint(n, 10) == depth {
			return finality{depth: n}, nil
		}
	}
	return finality{}, fmt.Errorf(`finality is "instant", "finalized" or "depth:N", not %q`, s)
}

// below gives the newest final block when the newest block is head.
func (f finality) below(head uint64) uint64 { return head - min(head, f.depth) }
