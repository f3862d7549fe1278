package sim

import (
	"cmp"
	"slices"

	"waybill/shared/chain"
)

// offer is the node's answer to a transaction, by geth's rules.
func (n *node) offer(t *transfer) chain.Answer {
	i, held := n.slot(t.sender, t.nonce)
	switch {
	case t.nonce < n.next(t.sender):
		return chain.Answer{Meaning: chain.NonceUsed, Text: "nonce too low"}
	case held && n.pool[t.sender][i].hash == t.hash:
		return chain.Answer{Meaning: chain.Known}
	case held && !outbids(t, n.pool[t.sender][i]):
		return chain.Answer{Meaning: chain.Outbid, Text: "replacement transaction underpriced"}
	}
	if n.faulty {
		switch {
		case t.cap < n.quoted && n.happens(underRate):
			return chain.Answer{Meaning: chain.Underpriced, Text: "max fee per gas less than block base fee"}
		case n.behindGap(t) && n.happens(gappedRate):
			return chain.Answer{Meaning: chain.Gapped, Text: "nonce too high"}
		case n.happens(blockedRate):
			return chain.Answer{Meaning: chain.Blocked, Text: "insufficient funds for gas * price + value"}
		}
	}
	n.put(t)
	return chain.Answer{Meaning: chain.Taken}
}

// outbids reports whether geth would replace the held transaction: a tenth more for both tip and cap. On a network
// without fees nothing is ever replaced.
func outbids(t, held *transfer) bool {
	return t.cap > held.cap && 10*t.tip >= 11*held.tip && 10*t.cap >= 11*held.cap
}

// behindGap reports whether the pool misses a nonce before the transaction's.
func (n *node) behindGap(t *transfer) bool {
	i, _ := n.slot(t.sender, t.nonce)
	return uint64(i) < t.nonce-n.next(t.sender)
}

// put takes a transaction into the pool, in place of one with the same nonce.
func (n *node) put(t *transfer) {
	if t.nonce < n.next(t.sender) {
		return
	}
	i, held := n.slot(t.sender, t.nonce)
	if held {
		n.pool[t.sender][i] = t
		return
	}
	n.pool[t.sender] = slices.Insert(n.pool[t.sender], i, t)
}

func (n *node) slot(sender int, nonce uint64) (int, bool) {
	return slices.BinarySearchFunc(n.pool[sender], nonce, func(t *transfer, nonce uint64) int { return cmp.Compare(t.nonce, nonce) })
}

// forget drops some of the pool, as a node does that is restarted or full.
func (n *node) forget() {
	n.event("drop")
	for sender := range n.pool {
		n.pool[sender] = slices.DeleteFunc(n.pool[sender], func(*transfer) bool { return n.happens(forgetRate) })
	}
}
