package sim

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// Send hands transactions to the node. When the answer is lost, only some of them may have arrived.
func (b *backend) Send(ctx context.Context, raw [][]byte) (answers []chain.Answer, err error) {
	purpose := "again"
	if b.running.wrote != "" {
		purpose, b.running.wrote = b.running.wrote, ""
	}
	err = b.write("node.send."+purpose, func() error {
		arrive := len(raw)
		if b.faulty && b.happens(faultRate) {
			arrive = b.random.IntN(len(raw) + 1)
		}
		for _, r := range raw[:arrive] {
			answers = append(answers, b.take(ctx, r))
		}
		if arrive < len(raw) {
			return errFailed
		}
		return nil
	})
	return answers, err
}

// take gives the node one transaction.
func (b *backend) take(ctx context.Context, raw []byte) chain.Answer {
	t, err := b.decode(raw)
	if err != nil {
		b.report("untruthful", "sender", err.Error())
		return chain.Answer{Meaning: chain.Rejected, Text: err.Error()}
	}
	b.checkJournaled(ctx, t)
	b.mix(binary.BigEndian.Uint64(t.hash[:]))
	b.event("sent", t.hash, t.sender, t.nonce)
	if !t.command.IsZero() && (unminable(t.command) || b.faulty && b.happens(refuseRate)) {
		b.refused[t.command] = true
		return chain.Answer{Meaning: chain.Rejected, Text: "exceeds block gas limit"}
	}
	return b.node.offer(t)
}

// decode reads a transaction; each only once.
func (b *backend) decode(raw []byte) (*transfer, error) {
	hash := custody.Digest(crypto.Keccak256(raw))
	if t := b.seen[hash]; t != nil {
		return t, nil
	}
	var tx types.Transaction
	if err := tx.UnmarshalBinary(raw); err != nil {
		return nil, fmt.Errorf("read what was sent: %w", err)
	}
	_, _, s := tx.RawSignatureValues()
	sender, known := b.keys.senders[[32]byte(s.FillBytes(make([]byte, 32)))]
	if !known {
		return nil, fmt.Errorf("nobody signed %s", hash)
	}
	t := &transfer{hash: hash, sender: sender, nonce: tx.Nonce(), tip: tx.GasTipCap().Uint64(), cap: tx.GasFeeCap().Uint64()}
	if call := tx.Data(); len(call) == 64 {
		t.command, t.asset = custody.Digest(call[:32]), custody.Digest(call[32:])
	}
	b.seen[hash] = t
	return t, nil
}
