package sim

import "waybill/shared/chain"

// A flavour is how a network charges.
type flavour uint8

const (
	dynamic flavour = iota // EIP-1559
	legacy                 // gas price
	free
)

// quote draws the base fee of the next block.
func (n *node) quote() {
	if n.quoted = 0; n.flavour != free {
		n.quoted = 1 + n.random.Uint64N(maxBaseFee)
	}
	if n.spike > 0 && n.faulty {
		n.spike--
		n.quoted *= spikeFactor
	}
}

// market gives the fees that a node suggests whose newest block is the given one.
func (n *node) market(newest uint64) chain.Market {
	fee := n.blocks[newest].fee
	switch n.flavour {
	case dynamic:
		return chain.Market{BaseFee: fee, Tip: 2}
	case legacy:
		return chain.Market{Tip: max(fee, 1), Legacy: true}
	case free:
	}
	return chain.Market{}
}
