package evm_test

import (
	"context"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/params"

	"waybill/shared/chain"
	"waybill/shared/chain/evm"
	"waybill/shared/custody"
	"waybill/shared/retry"
)

var _ chain.Backend = (*evm.Backend)(nil)

// A desk submits to an engine on a node and hears of the outcomes.
type desk struct {
	*testNode
	engine  *chain.Engine
	clock   time.Time
	settled map[string]chain.Outcome
}

func newDesk(t *testing.T, finality chain.Finality) *desk {
	d := &desk{testNode: newNode(t, rules("osaka")), clock: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), settled: map[string]chain.Outcome{}}
	d.engine = d.testNode.engine(finality, func() time.Time { return d.clock })
	return d
}

func (d *desk) submit(signer custody.Address, name string, instructions ...custody.Instruction) {
	d.Helper()
	var requests []chain.Request
	for i, instruction := range instructions {
		operation := fmt.Sprintf("%s%d", name, i)
		requests = append(requests, chain.Request{
			Operation: operation, Command: digests(operation, 1)[0], EventHash: custody.Digest{5}, Instruction: instruction,
		})
	}
	if err := d.engine.Submit(d.Context(), signer, requests); err != nil {
		d.Fatal(err)
	}
}

func (d *desk) monitor(signers ...custody.Address) {
	d.Helper()
	for _, s := range signers {
		err := d.engine.Monitor(d.Context(), s, func(_ context.Context, outcomes []chain.Outcome) error {
			for _, o := range outcomes {
				d.settled[o.Operation] = o
			}
			return nil
		})
		if err != nil {
			d.Fatal(err)
		}
	}
}

func (d *desk) join() {
	d.Helper()
	d.submit(d.operator, "join", &custody.JoinOrganization{Key: d.miner}, &custody.JoinOrganization{Key: d.maker})
	d.Commit()
	d.monitor(d.operator)
}

// With instant finality commands of several signers go from submission to outcome in one block each, in order, paid
// for by what the organisations got when they joined; what the contract refuses comes back in plain words.
func TestCommandsOnInstantChain(t *testing.T) {
	t.Parallel()
	d := newDesk(t, chain.Instant)
	d.join()
	if len(d.settled) != 2 || !d.settled["join0"].Succeeded || !d.settled["join1"].Succeeded {
		t.Fatalf("joined: %+v", d.settled)
	}
	asset := digests("asset", 1)[0]
	d.submit(d.miner, "handover",
		&custody.Register{Asset: asset, Type: custody.KindItem},
		&custody.Offer{Asset: asset, ExpectedVersion: 1, To: 2, WithOwnership: true},
		&custody.Offer{Asset: asset, ExpectedVersion: 1, To: 2})
	d.Commit()
	d.submit(d.maker, "accept", &custody.Accept{Asset: asset, ExpectedVersion: 2})
	d.Commit()
	d.monitor(d.miner, d.maker)
	for _, operation := range []string{"handover0", "handover1", "accept0"} {
		if o := d.settled[operation]; !o.Succeeded || o.Block == 0 {
			t.Errorf("%s: %+v", operation, o)
		}
	}
	if o := d.settled["handover2"]; o.Succeeded || !strings.Contains(o.Reason, "has changed in the meantime: its version is 2, not 1") {
		t.Errorf("the stale offer: %+v", o)
	}
	if signers, err := d.engine.Signers(t.Context()); err != nil || len(signers) != 0 {
		t.Errorf("left to do: %v, %v", signers, err)
	}
}

// With finality by depth nothing is told before it is deep enough; a reorg above that only makes the engine send
// again, and everything is carried out once.
func TestReorgOnRealNode(t *testing.T) {
	t.Parallel()
	d := newDesk(t, chain.Depth(2))
	fork, err := d.client.HeaderByNumber(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	d.submit(d.operator, "join", &custody.JoinOrganization{Key: d.miner})
	d.Commit()
	d.monitor(d.operator)
	if len(d.settled) != 0 {
		t.Fatal("an outcome was told before it was final")
	}
	if err := d.Fork(fork.Hash()); err != nil {
		t.Fatal(err)
	}
	d.Commit()
	for range 6 {
		d.clock = d.clock.Add(time.Minute)
		d.monitor(d.operator)
		d.Commit()
	}
	if o := d.settled["join0"]; !o.Succeeded {
		t.Errorf("settled as %+v", o)
	}
	if n, err := d.evm.Nonce(t.Context(), d.operator, 1<<20); err == nil {
		t.Errorf("a block that does not exist has nonce %d", n)
	}
}

// A key that somebody else uses costs a nonce and nothing else: the real node's blocks are the evidence.
func TestForeignUseOnRealNode(t *testing.T) {
	t.Parallel()
	d := newDesk(t, chain.Instant)
	d.join()
	d.submit(d.miner, "first", &custody.Record{})
	d.Rollback() // the node forgets what is not mined
	miner := common.Address(d.miner)
	d.mustSucceed(d.send(d.keys[d.miner], &miner, nil, nil, 21_000))
	for range 40 { // so many blocks that the search has to halve them
		d.Commit()
	}
	for range 3 {
		d.clock = d.clock.Add(time.Minute)
		d.monitor(d.miner)
		d.Commit()
	}
	if o := d.settled["first0"]; !o.Succeeded {
		t.Errorf("settled as %+v", o)
	}
	transactions, err := d.engine.Transactions(t.Context(), d.miner, digests("first0", 1)[0])
	if err != nil || len(transactions) != 1 || transactions[0].Nonce != 1 {
		t.Errorf("%+v, %v", transactions, err)
	}
}

// A fee that has become too low is raised by as much as a real pool asks for a replacement.
func TestBumpOnRealNode(t *testing.T) {
	t.Parallel()
	d := newDesk(t, chain.Instant)
	d.join()
	cheap := cheapened{d.evm, &chain.Market{BaseFee: 1, Tip: params.GWei / 100}}
	d.engine.Backend = cheap
	d.submit(d.miner, "first", &custody.Record{})
	d.Commit()
	d.monitor(d.miner)
	if len(d.settled) != 2 {
		t.Fatal("a transaction below the base fee was mined")
	}
	*cheap.market = chain.Market{BaseFee: params.GWei, Tip: params.GWei}
	d.clock = d.clock.Add(time.Minute)
	d.monitor(d.miner)
	d.Commit()
	d.monitor(d.miner)
	if o := d.settled["first0"]; !o.Succeeded {
		t.Errorf("settled as %+v", o)
	}
	transactions, err := d.engine.Transactions(t.Context(), d.miner, digests("first0", 1)[0])
	if err != nil || len(transactions) != 2 || transactions[1].State != chain.Mined {
		t.Errorf("%+v, %v", transactions, err)
	}
}

// cheapened is a node with other ideas of the market.
type cheapened struct {
	chain.Backend
	market *chain.Market
}

func (c cheapened) Market(context.Context) (chain.Market, error) { return *c.market, nil }

// A call that ran out of gas says so, and a transaction that nobody knows has no reason.
func TestExplain(t *testing.T) {
	t.Parallel()
	n := newNode(t, rules("osaka"))
	call, err := n.encoder.Encode(&custody.JoinOrganization{Key: n.miner}, custody.Digest{}, custody.Digest{})
	if err != nil {
		t.Fatal(err)
	}
	to := common.Address(call.To)
	receipt := n.send(n.keys[n.operator], &to, call.Data, big.NewInt(1), 60_000)
	reason, err := n.evm.Explain(t.Context(), custody.Digest(receipt.TxHash))
	if err != nil || !strings.Contains(reason, "more than the 60000 gas") {
		t.Errorf("out of gas: %q, %v", reason, err)
	}
	if reason, err := n.evm.Explain(t.Context(), custody.Digest{1}); reason != "" || err != nil {
		t.Errorf("unknown: %q, %v", reason, err)
	}
}

// Code at the contract's address that is not the contract's is found out before the first command: for good, unlike a
// node that does not answer.
func TestCheckContract(t *testing.T) {
	t.Parallel()
	n := newNode(t, rules("osaka"))
	if err := n.evm.CheckContract(t.Context(), n.contract); err != nil {
		t.Error(err)
	}
	err := n.evm.CheckContract(t.Context(), n.miner)
	if want := "the code at " + n.miner.Hex() + " on chain 1337 is not that of this version's CustodyLedger: there is no code"; err == nil || err.Error() != want {
		t.Errorf("no contract: %v", err)
	}
	if retry.VerdictOf(err) != retry.Never {
		t.Error("another try is thought to help")
	}
}
