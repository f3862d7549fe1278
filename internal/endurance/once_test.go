package endurance_test

import (
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
	"waybill/shared/custody"
)

// exactlyOnce reads every block of the chain: each command was carried out once, by the transaction that was told, and
// nothing else was; the signers' nonces have no gap; the journal is done.
func (d *desk) exactlyOnce() {
	d.t.Helper()
	effects, used := d.effects()
	for _, r := range d.submitted {
		o := d.settled[r.Operation]
		if got := effects[r.Command]; len(got) != 1 || !o.Succeeded || got[0] != o.Transaction {
			d.t.Errorf("%s was carried out by %v and told as %+v", r.Operation, got, o)
		}
		delete(effects, r.Command)
	}
	if len(effects) != 0 {
		d.t.Errorf("nobody asked for %v", effects)
	}
	chainID, err := d.node.ChainID(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	for _, signer := range d.signers {
		head, err := d.engine.Journal.Head(d.t.Context(), chain.Key{Chain: chainID, Signer: signer})
		if err != nil {
			d.t.Fatal(err)
		}
		if head.Next != used[signer] || head.Low != used[signer] {
			d.t.Errorf("%s used %d nonces, the journal is done up to %d of %d", signer, used[signer], head.Low, head.Next)
		}
	}
}

// effects gives the transactions on chain that carried out each command, and how many transactions each signer sent.
func (d *desk) effects() (map[custody.Digest][]custody.Digest, map[custody.Address]uint64) {
	d.t.Helper()
	target, err := chaintest.Encoder{}.Encode(&custody.Record{}, custody.Digest{}, custody.Digest{})
	if err != nil {
		d.t.Fatal(err)
	}
	effects, used := map[custody.Digest][]custody.Digest{}, map[custody.Address]uint64{}
	for _, b := range d.blocks() {
		for _, tx := range b.Transactions {
			from := custody.Address(tx.From)
			if uint64(tx.Nonce) != used[from] {
				d.t.Errorf("nonce %d of %s follows on %d others", tx.Nonce, from, used[from])
			}
			used[from]++
			if tx.To != nil && custody.Address(*tx.To) == target.To {
				command := custody.Digest(tx.Input[:32])
				effects[command] = append(effects[command], custody.Digest(tx.Hash))
			}
		}
	}
	return effects, used
}

// A fullBlock is a block with its transactions, as JSON-RPC has them.
type fullBlock struct {
	Transactions []struct {
		Hash  common.Hash     `json:"hash"`
		From  common.Address  `json:"from"`
		To    *common.Address `json:"to"`
		Nonce hexutil.Uint64  `json:"nonce"`
		Input hexutil.Bytes   `json:"input"`
	} `json:"transactions"`
}

// blocks reads the chain from its first block to its newest.
func (d *desk) blocks() []fullBlock {
	d.t.Helper()
	head, err := d.node.Head(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	blocks := make([]fullBlock, head.Number+1)
	for n := range blocks {
		if err := d.client.CallContext(d.t.Context(), &blocks[n], "eth_getBlockByNumber", hexutil.Uint64(n), true); err != nil {
			d.t.Fatal(err)
		}
	}
	return blocks
}
