package faults_test

import (
	"context"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/rpc"

	"waybill/internal/endurance/process"
	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
	"waybill/shared/custody"
)

// How much one desk does while its connections are bad, and how long it waits for each thing then. What it does not get
// done it does later.
const (
	batches  = 6
	batch    = 5
	passes   = 5
	patience = 250 * time.Millisecond
)

// A desk submits commands to an engine and watches them. Its clock moves with every pass.
type desk struct {
	t       *testing.T
	setting setting
	node    *rpc.Client // in order, for the test's own questions
	engine  *chain.Engine
	clock   time.Time
	signer  custody.Address
	all     []chain.Request
	settled map[string]chain.Outcome
}

func newDesk(t *testing.T, s setting, node *rpc.Client) *desk {
	t.Helper()
	keys, addresses := chaintest.NewKeys(t.Name())
	d := &desk{
		t: t, setting: s, node: node, signer: addresses[0], settled: map[string]chain.Outcome{},
		clock: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC),
	}
	d.engine = &chain.Engine{
		Journal: s.journal, Backend: s.backend, Signer: keys, Encoder: chaintest.Encoder{},
		Now: func() time.Time { return d.clock }, Policy: chain.Policy{Finality: chain.Instant},
	}
	for i := range batches * batch {
		d.all = append(d.all, chaintest.Command(t.Name()+string(rune('A'+i))))
	}
	if _, err := d.engine.Signers(t.Context()); err != nil { // it knows which chain this is before anything goes wrong
		t.Fatal(err)
	}
	d.ask(nil, "anvil_setBalance", common.Address(d.signer), "0x56bc75e2d63100000") // 100 ether
	return d
}

// ask asks the node directly.
func (d *desk) ask(into any, method string, args ...any) {
	d.t.Helper()
	if err := d.node.CallContext(d.t.Context(), into, method, args...); err != nil {
		d.t.Fatalf("%s: %v", method, err)
	}
}

// try does something for a while and does not mind how it ends. A toxic spoils the connection meanwhile; each try draws
// anew which connections it hits.
func (d *desk) try(toxic func() string, do func(context.Context) error) {
	d.t.Helper()
	if toxic != nil {
		d.setting.spoil(toxic())
		defer d.setting.mend()
	}
	ctx, cancel := context.WithTimeout(d.t.Context(), patience)
	defer cancel()
	_ = do(ctx)
}

// submitAll submits every command, batch after batch.
func (d *desk) submitAll(toxic func() string) {
	for i := range batches {
		d.try(toxic, func(ctx context.Context) error {
			return d.engine.Submit(ctx, d.signer, d.all[i*batch:(i+1)*batch])
		})
	}
}

// watch makes passes over blocks and time.
func (d *desk) watch(toxic func() string) {
	for range passes {
		d.mine()
		d.try(toxic, d.pass)
	}
}

// mine adds a block and lets so much time go by that what is not in it is sent again.
func (d *desk) mine() {
	d.t.Helper()
	d.ask(nil, "evm_mine")
	d.clock = d.clock.Add(15 * time.Second)
}

// pass looks at the chain once.
func (d *desk) pass(ctx context.Context) error {
	return d.engine.Monitor(ctx, d.signer, func(_ context.Context, outcomes []chain.Outcome) error {
		for _, o := range outcomes {
			if before, told := d.settled[o.Operation]; told && before != o {
				d.t.Errorf("%s was told as %+v and as %+v", o.Operation, before, o)
			}
			d.settled[o.Operation] = o
		}
		return nil
	})
}

func (d *desk) untilSubmitted() {
	d.t.Helper()
	process.Eventually(d.t, "all commands are submitted", func() bool {
		return d.engine.Submit(d.t.Context(), d.signer, d.all) == nil
	})
}

func (d *desk) untilSettled() {
	d.t.Helper()
	process.Eventually(d.t, "all commands are settled", func() bool {
		d.mine()
		if err := d.pass(d.t.Context()); err != nil {
			return false
		}
		signers, err := d.engine.Signers(d.t.Context())
		return err == nil && len(signers) == 0
	})
}

// exactlyOnce compares what the engine told with what the chain has.
func (d *desk) exactlyOnce() {
	d.t.Helper()
	type transaction struct {
		Hash  common.Hash
		From  common.Address
		Input hexutil.Bytes
	}
	onChain := map[custody.Digest][]common.Hash{}
	var newest hexutil.Uint64
	d.ask(&newest, "eth_blockNumber")
	for number := range uint64(newest) + 1 {
		var block struct{ Transactions []transaction }
		d.ask(&block, "eth_getBlockByNumber", hexutil.Uint64(number), true)
		for _, tx := range block.Transactions {
			if tx.From == common.Address(d.signer) && len(tx.Input) >= 32 {
				command := custody.Digest(tx.Input[:32])
				onChain[command] = append(onChain[command], tx.Hash)
			}
		}
	}
	if len(onChain) != len(d.all) {
		d.t.Errorf("%d commands are on the chain, not %d", len(onChain), len(d.all))
	}
	for _, r := range d.all {
		o, hashes := d.settled[r.Operation], onChain[r.Command]
		if len(hashes) != 1 || !o.Succeeded || common.Hash(o.Transaction) != hashes[0] {
			d.t.Errorf("%s is on the chain as %v and was told as %+v", r.Operation, hashes, o)
		}
	}
}
