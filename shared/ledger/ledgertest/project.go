package ledgertest

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

//go:embed story.json
var storyState string

// The story ends as it is written down, and projecting it again adds nothing.
func storyLeadsToItsState(t *testing.T, open func(*testing.T) Store) {
	s, c := told(t, open)
	if got := StateOf(t, s); got != strings.TrimSpace(storyState) {
		t.Errorf("the story ended in\n%s", got)
	}
	size, root := rootOf(t, s)
	if progress := Project(t, s, c); progress.Events != 0 || progress.From != progress.To {
		t.Errorf("a second run did %+v", progress)
	}
	if again, same := rootOf(t, s); again != size || same != root {
		t.Error("a second run changed the log")
	}
}

// The rules read the same things that the queries show.
func viewAnswersFromTheTables(t *testing.T, open func(*testing.T) Store) {
	s, _ := told(t, open)
	ctx := t.Context()
	if o, found, err := s.Organization(ctx, Fab); err != nil || !found || o.Number != 2 || !o.Active || o.Key != (custody.Address{2}) {
		t.Errorf("the fab is %+v, %v, %v", o, found, err)
	}
	chip, found, err := s.Asset(ctx, custody.AssetID(Chip(2)))
	if err != nil || !found || chip.Holder != Retailer || chip.Owner != Distributor || chip.Status != custody.StatusActive || chip.Version != 2 {
		t.Errorf("a chip is %+v, %v, %v", chip, found, err)
	}
	offer := custody.OperationID(Fab, "offer-late")
	if h, found, err := s.Handover(ctx, offer); err != nil || !found || h.State != custody.HandoverRejected || h.To != Retailer {
		t.Errorf("the rejected handover is %+v, %v, %v", h, found, err)
	}
	b, found, err := s.Bundle(ctx, custody.OperationID(Fab, "fill"))
	if err != nil || !found || b.Open || len(b.Children) != Chips || b.Children[1].Asset != custody.AssetID(Chip(1)) || b.Children[1].Version != 1 {
		t.Errorf("the trayful is %+v, %v, %v", b, found, err)
	}
	if cert, found, err := s.Certificate(ctx, Conformity); err != nil || !found || !cert.Revoked || cert.Issuer != Mine {
		t.Errorf("the certificate is %+v, %v, %v", cert, found, err)
	}
	if _, found, err := s.Asset(ctx, "https://example.com/nothing"); err != nil || found {
		t.Errorf("an asset that is not there: %v, %v", found, err)
	}
}

// A public chain has far more blocks than events; they must not cost a commit each.
func emptyBlocksAreCheap(t *testing.T, open func(*testing.T) Store) {
	c := NewChain()
	c.MineEmpty(1200)
	s := &counted{Store: started(t, open)}
	if progress := Project(t, s, c); progress.To != Origin.Block+1200 {
		t.Errorf("the run ended at block %d", progress.To)
	}
	if s.writes > 3 {
		t.Errorf("1200 empty blocks took %d commits", s.writes)
	}
}

type counted struct {
	Store
	writes int
}

func (c *counted) Write(ctx context.Context, do func(ledger.Tx) error) error {
	c.writes++
	return c.Store.Write(ctx, do)
}

// When a block that was final is not there any more, nothing is projected on top of it.
func projectionStopsWhenThePastChanges(t *testing.T, open func(*testing.T) Store) {
	s, c := told(t, open)
	b := c.Mine()
	c.Alter(func(blocks []ledger.Block) { blocks[len(blocks)-1].ParentHash = custody.Digest{1} })
	_, err := NewProjector(s, c).Run(t.Context(), 100)
	if !errors.Is(err, ledger.ErrFinality) {
		t.Fatalf("projecting gave %v", err)
	}
	if at, _ := s.Checkpoint(t.Context()); at.Block != b.Number-1 {
		t.Errorf("the checkpoint is %d", at.Block)
	}
}

// What nobody here accepted, or what is not what was accepted, is in the log with the reason, under its name on chain.
func foreignEventsAreKeptAndNotBelieved(t *testing.T, open func(*testing.T) Store) {
	s, c := told(t, open)
	known := custody.EncodeCommand(&custody.RegisterAsset{ID: Chip(50), Type: "item"})
	operation := c.Do(Fab, "chip-50", &custody.RegisterAsset{ID: Chip(50), Type: "item"})
	command := Secret.CommandID(operation)
	hash := Secret.EventHash(command, known)
	register := func(actor uint32, command, hash custody.Digest, n int) {
		c.Mine(custody.AssetRegistered{
			EventHead: custody.EventHead{Command: command, Actor: actor, EventHash: hash},
			Asset:     Secret.AssetKey(Chip(n)), Type: custody.KindItem, Version: 1,
		})
	}
	register(2, custody.Digest{9}, custody.Digest{9}, 51) // nobody accepted it
	register(2, command, custody.Digest{9}, 52)           // another payload
	register(3, command, hash, 53)                        // another signer
	register(2, command, hash, 54)                        // the right one, a second time
	c.Do(Fab, "chip-55", &custody.RegisterAsset{ID: Chip(55), Type: "item"})
	progress := Project(t, s, c)
	if len(progress.Recorded) != 2 || progress.Events != 6 {
		t.Errorf("the run did %+v", progress)
	}
	for n, wanted := range map[int]bool{50: true, 51: false, 52: false, 53: false, 54: false, 55: true} {
		_, byName, _ := s.Asset(t.Context(), custody.AssetID(Chip(n)))
		_, byKey, _ := s.Asset(t.Context(), custody.AssetID("key:"+Secret.AssetKey(Chip(n)).Hex()))
		if byName != wanted || byKey == wanted {
			t.Errorf("chip %d is known by its name: %v, by its key: %v", n, byName, byKey)
		}
	}
	var reasons []string
	err := s.Snapshot(t.Context(), func(a ledger.Archive) error {
		return a.Records(t.Context(), &ledger.Mismatch{}, func(r ledger.Record) error {
			reasons = append(reasons, r.(*ledger.Mismatch).Reason)
			return nil
		})
	})
	if err != nil || len(reasons) != 4 {
		t.Fatalf("reasons are %q, %v", reasons, err)
	}
	for i, want := range []string{"not known", "does not commit", "east-distribution signed", "carried out before"} {
		if !strings.Contains(reasons[i], want) {
			t.Errorf("reason %d is %q", i, reasons[i])
		}
	}
	if _, found, err := (ledger.Queries{Store: s}).Recorded(t.Context(), command); err != nil || !found {
		t.Errorf("the accepted command is recorded: %v, %v", found, err)
	}
}

var errKilled = errors.New("killed")

// A killer ends the run at one of its calls: before the call has an effect or after it had.
type killer struct {
	mu    sync.Mutex
	at    int // number of the call to fail
	after bool
	calls int
}

func (k *killer) call(do func() error) error {
	k.mu.Lock()
	k.calls++
	hit := k.calls == k.at
	k.mu.Unlock()
	if hit && !k.after {
		return errKilled
	}
	if err := do(); err != nil {
		return err
	}
	if hit {
		return errKilled
	}
	return nil
}

type mortalStore struct {
	ledger.Log
	*killer
}

func (m mortalStore) Write(ctx context.Context, do func(ledger.Tx) error) error {
	return m.call(func() error {
		return m.Log.Write(ctx, func(tx ledger.Tx) error { return do(mortalTx{tx, m.killer}) })
	})
}

func (m mortalStore) Checkpoint(ctx context.Context) (c ledger.Checkpoint, err error) {
	err = m.call(func() error { c, err = m.Log.Checkpoint(ctx); return err })
	return c, err
}

type mortalTx struct {
	ledger.Tx
	*killer
}

func (m mortalTx) Get(ctx context.Context, r ledger.Record) (found bool, err error) {
	err = m.call(func() error { found, err = m.Tx.Get(ctx, r); return err })
	return found, err
}

func (m mortalTx) Put(ctx context.Context, r ledger.Record) error {
	return m.call(func() error { return m.Tx.Put(ctx, r) })
}

func (m mortalTx) Append(ctx context.Context, rows []ledger.Row, first int64, hashes []tlog.Hash) error {
	return m.call(func() error { return m.Tx.Append(ctx, rows, first, hashes) })
}

func (m mortalTx) Advance(ctx context.Context, from, to ledger.Checkpoint) error {
	return m.call(func() error { return m.Tx.Advance(ctx, from, to) })
}

func (m mortalTx) Settle(ctx context.Context, seq, block uint64) (missed, quarantined int, err error) {
	err = m.call(func() error { missed, quarantined, err = m.Tx.Settle(ctx, seq, block); return err })
	return missed, quarantined, err
}

type mortalSource struct {
	ledger.Source
	*killer
}

func (m mortalSource) Block(ctx context.Context, n uint64) (b ledger.Block, err error) {
	err = m.call(func() error { b, err = m.Source.Block(ctx, n); return err })
	return b, err
}

type mortalCommands struct {
	ledger.Commands
	*killer
}

func (m mortalCommands) Command(ctx context.Context, id custody.Digest) (r ledger.CommandRecord, found bool, err error) {
	err = m.call(func() error { r, found, err = m.Commands.Command(ctx, id); return err })
	return r, found, err
}

// A projector that is killed at any of its calls, before or after its effect, leaves a ledger that the next run brings
// to the same rows, root and state.
func killedAnywhere(t *testing.T, open func(*testing.T) Store) {
	reference, c := told(t, open)
	wantState := StateOf(t, reference)
	wantSize, wantRoot := rootOf(t, reference)
	mortal := func(s Store, k *killer) *ledger.Projector {
		return &ledger.Projector{Source: mortalSource{c, k}, Store: mortalStore{s, k}, Commands: mortalCommands{c, k}, Secret: Secret}
	}
	all := &killer{}
	if _, err := mortal(started(t, open), all).Run(t.Context(), 100); err != nil {
		t.Fatal(err)
	}
	s := started(t, open)
	killed := 0
	for at := 1; at <= all.calls; at += 3 {
		for _, after := range []bool{false, true} {
			if checkpoint, _ := s.Checkpoint(t.Context()); checkpoint.Block > Origin.Block {
				s = started(t, open) // the kill came after the commit
			}
			k := &killer{at: at, after: after}
			if _, err := mortal(s, k).Run(t.Context(), 100); !errors.Is(err, errKilled) {
				t.Fatalf("killed at call %d, the run gave %v", at, err)
			}
			killed++
		}
	}
	Project(t, s, c)
	size, root := rootOf(t, s)
	if size != wantSize || root != wantRoot || StateOf(t, s) != wantState {
		t.Errorf("after %d kills the ledger has %d rows with root %s, not %d with %s", killed, size, root, wantSize, wantRoot)
	}
}

// Two projectors of one ledger, running against each other all the time, give the ledger that one gives.
func twoProjectorsAtOnce(t *testing.T, open func(*testing.T) Store) {
	reference, c := told(t, open)
	s := started(t, open)
	var wg sync.WaitGroup
	recorded := make([]int, 2)
	errs := make([]error, 2)
	for i := range 2 {
		wg.Go(func() {
			for errs[i] == nil {
				progress, err := NewProjector(s, c).Run(context.Background(), 3)
				recorded[i] += len(progress.Recorded)
				if errs[i] = err; progress.To == progress.Final {
					return
				}
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	size, root := rootOf(t, s)
	wantSize, wantRoot := rootOf(t, reference)
	if size != wantSize || root != wantRoot || StateOf(t, s) != StateOf(t, reference) {
		t.Errorf("together they made %d rows with root %s, not %d with %s", size, root, wantSize, wantRoot)
	}
	if want := fmt.Sprint(len(c.commands)); fmt.Sprint(recorded[0]+recorded[1]) != want {
		t.Errorf("they recorded %v commands of %s", recorded, want)
	}
}

// An announcement that the chain confirms is done with; one that it does not confirm is kept for people to look into.
func inboxKeepsWhatTheChainDoesNotConfirm(t *testing.T, open func(*testing.T) Store) {
	s := started(t, open)
	c := NewChain()
	PlayStory(c)
	b, err := c.Block(t.Context(), Origin.Block+1)
	if err != nil {
		t.Fatal(err)
	}
	good := ledger.InboxItem{Key: "good", Block: b.Number, BlockHash: b.Hash, Transaction: b.Events[0].Transaction, LogIndex: 0, Raw: []byte("{}")}
	forged, unplaced, future := good, good, good
	forged.Key, forged.BlockHash = "forged", custody.Digest{1}
	unplaced.Key, unplaced.LogIndex = "unplaced", -1
	future.Key, future.Block = "future", 1_000_000
	for _, want := range []int{4, 0} {
		if n, err := s.Receive(t.Context(), []ledger.InboxItem{good, forged, unplaced, future}); err != nil || n != want {
			t.Fatalf("received %d, %v, not %d", n, err, want)
		}
	}
	progress := Project(t, s, c)
	if progress.Quarantined != 1 || progress.WebhookMissed != progress.Events-1 {
		t.Errorf("the run did %d events, missed %d, quarantined %d", progress.Events, progress.WebhookMissed, progress.Quarantined)
	}
	// An announcement that comes late is confirmed by the log alone.
	late := good
	late.Key = "late"
	if _, err := s.Receive(t.Context(), []ledger.InboxItem{late, forged}); err != nil {
		t.Fatal(err)
	}
	if progress := Project(t, s, c); progress.Quarantined != 0 {
		t.Errorf("the second run quarantined %d", progress.Quarantined)
	}
	if n, err := s.Receive(t.Context(), []ledger.InboxItem{late, forged, future}); err != nil || n != 1 {
		t.Errorf("of a confirmed, a quarantined and a waiting item %d were new, %v", n, err)
	}
}
