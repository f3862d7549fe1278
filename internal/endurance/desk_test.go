package endurance_test

import (
	"context"
	"fmt"
	"math/big"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rpc"

	"waybill/internal/endurance/process"
	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
	"waybill/shared/chain/evm"
	"waybill/shared/chain/keystore"
	"waybill/shared/chain/sqlite"
	"waybill/shared/custody"
	"waybill/shared/operations"
)

// A desk submits commands to an engine on a real node, with a journal on disk and keys in a keystore. The test drives
// it, and its clock.
type desk struct {
	t       *testing.T
	client  *rpc.Client
	engine  *chain.Engine
	node    *witness
	signers []custody.Address
	*record
}

// A record is what desks with the same journal know of it.
type record struct {
	clock     time.Time
	submitted []chain.Request
	signedBy  map[string]custody.Address // by operation
	settled   map[string]chain.Outcome
}

// newDesk makes a desk with so many signers, which are poor.
func newDesk(t *testing.T, finality chain.Finality, signers int) *desk {
	t.Helper()
	dir := t.TempDir()
	journal, err := sqlite.Open(t.Context(), filepath.Join(dir, "journal.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = journal.Close() })
	keys, err := keystore.Open(filepath.Join(dir, "keys"), "only a test's")
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, record: &record{
		clock: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), signedBy: map[string]custody.Address{}, settled: map[string]chain.Outcome{},
	}}
	for n := range signers {
		signer, err := keys.CreateSigner(t.Context(), custody.OrganizationID(fmt.Sprint("member-", n)), operations.FirstSigner)
		if err != nil {
			t.Fatal(err)
		}
		d.signers = append(d.signers, signer)
	}
	d.engine = &chain.Engine{
		Journal: journal, Signer: keys, Encoder: chaintest.Encoder{}, Now: func() time.Time { return d.clock },
		Policy: chain.Policy{Finality: finality},
	}
	return d
}

// on puts the desk on a node, or on several of which one answers at a time.
func (d *desk) on(clients ...*rpc.Client) *desk {
	d.client = clients[0]
	d.node = &witness{Backend: evm.New(clients...), t: d.t, journal: d.engine.Journal}
	d.engine.Backend = d.node
	return d
}

// beside gives a desk on other nodes: another engine with the same journal, keys and clock.
func (d *desk) beside(clients ...*rpc.Client) *desk {
	engine := *d.engine
	return (&desk{t: d.t, engine: &engine, signers: d.signers, record: d.record}).on(clients...)
}

// newAnvilDesk gives a desk with rich signers on an anvil that mines when it is told to.
func newAnvilDesk(t *testing.T, finality chain.Finality, signers int) (*desk, *process.Node) {
	t.Helper()
	node := process.Anvil(t, "--no-mining")
	d := newDesk(t, finality, signers).on(node.Client)
	for _, s := range d.signers {
		node.Call("anvil_setBalance", s.Hex(), (*hexutil.Big)(rich))
	}
	return d, node
}

var rich = hexutil.MustDecodeBig("0x56bc75e2d63100000") // 100 ether in wei

// submit submits so many new commands for each signer.
func (d *desk) submit(count int) {
	d.t.Helper()
	if err := d.trySubmit(count); err != nil {
		d.t.Fatal(err)
	}
}

// trySubmit may be refused, in whole or in part; [desk.resubmit] repeats what was.
func (d *desk) trySubmit(count int) error {
	for _, signer := range d.signers {
		for range count {
			r := chaintest.Command(fmt.Sprint(len(d.submitted)))
			d.submitted = append(d.submitted, r)
			d.signedBy[r.Operation] = signer
		}
	}
	return d.resubmit()
}

// resubmit submits everything that was ever submitted again, as a bus does that never learned that it was taken.
func (d *desk) resubmit() error {
	for _, signer := range d.signers {
		var requests []chain.Request
		for _, r := range d.submitted {
			if d.signedBy[r.Operation] == signer {
				requests = append(requests, r)
			}
		}
		if err := d.engine.Submit(d.t.Context(), signer, requests); err != nil {
			return err
		}
	}
	return nil
}

// monitor makes one pass for each signer after the time has passed.
func (d *desk) monitor(after time.Duration) {
	d.t.Helper()
	if err := d.tryMonitor(after); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) tryMonitor(after time.Duration) error {
	d.clock = d.clock.Add(after)
	for _, signer := range d.signers {
		err := d.engine.Monitor(d.t.Context(), signer, d.settle)
		if err != nil {
			return err
		}
	}
	return nil
}

// settle hears of outcomes. It may hear of one again, but never anything else.
func (d *desk) settle(_ context.Context, outcomes []chain.Outcome) error {
	for _, o := range outcomes {
		if first, told := d.settled[o.Operation]; told && first != o {
			d.t.Errorf("told of %+v, then of %+v", first, o)
		}
		d.settled[o.Operation] = o
	}
	return nil
}

// finish lets the chain go on until every outcome is told; next is what happens between two passes.
func (d *desk) finish(next func()) {
	d.t.Helper()
	process.Eventually(d.t, "all commands are final", func() bool {
		next()
		return d.tryMonitor(15*time.Second) == nil && len(d.settled) == len(d.submitted)
	})
	d.exactlyOnce()
}

// follow lets so many commands become final.
func (d *desk) follow(count int) {
	d.t.Helper()
	process.Eventually(d.t, fmt.Sprintf("%d commands are final", count), func() bool {
		return d.tryMonitor(15*time.Second) == nil && len(d.settled) >= count
	})
}

// transactions gives what was signed for a command at its present nonce.
func (d *desk) transactions(r chain.Request) []chain.Transaction {
	d.t.Helper()
	all, err := d.engine.Transactions(d.t.Context(), d.signedBy[r.Operation], r.Command)
	if err != nil {
		d.t.Fatal(err)
	}
	return all
}

// outside signs and sends a transaction with a signer's key, as somebody does who has the key and knows of no journal.
func (d *desk) outside(signer custody.Address, nonce uint64) {
	d.t.Helper()
	chainID, err := d.node.ChainID(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	rules := types.LatestSignerForChainID(new(big.Int).SetUint64(chainID))
	to := common.Address(signer)
	tx := types.NewTx(&types.DynamicFeeTx{
		ChainID: new(big.Int).SetUint64(chainID), Nonce: nonce, GasTipCap: new(big.Int).SetUint64(params.GWei), GasFeeCap: new(big.Int).SetUint64(50 * params.GWei), Gas: 21_000, To: &to,
	})
	signatures, err := d.engine.Signer.Sign(d.t.Context(), signer, []custody.Digest{custody.Digest(rules.Hash(tx))})
	if err != nil {
		d.t.Fatal(err)
	}
	if tx, err = tx.WithSignature(rules, signatures[0]); err != nil {
		d.t.Fatal(err)
	}
	raw, err := tx.MarshalBinary()
	if err != nil {
		d.t.Fatal(err)
	}
	if err := d.client.CallContext(d.t.Context(), nil, "eth_sendRawTransaction", hexutil.Bytes(raw)); err != nil {
		d.t.Fatal(err)
	}
}
