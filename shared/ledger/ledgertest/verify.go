package ledgertest

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// Digests is a store of digests in memory.
type Digests struct {
	mu     sync.Mutex
	bodies map[string][]byte
}

// Put keeps a digest.
func (d *Digests) Put(_ context.Context, name string, body []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if have, found := d.bodies[name]; found && !bytes.Equal(have, body) {
		return fmt.Errorf("%s is there already", name)
	}
	if d.bodies == nil {
		d.bodies = map[string][]byte{}
	}
	d.bodies[name] = slices.Clone(body)
	return nil
}

// Get gives what was kept.
func (d *Digests) Get(_ context.Context, name string) (body []byte, found bool, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	body, found = d.bodies[name]
	return slices.Clone(body), found, nil
}

// Each gives the digests by name.
func (d *Digests) Each(_ context.Context, do func(string, []byte) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, name := range slices.Sorted(maps.Keys(d.bodies)) {
		if err := do(name, d.bodies[name]); err != nil {
			return err
		}
	}
	return nil
}

// A Notary signs and checks digests.
type Notary struct {
	Signer note.Signer
	Keys   note.Verifiers
}

// NewNotary makes a key.
func NewNotary(t testing.TB) Notary {
	t.Helper()
	return newNotary(t, "waybill.test/ledger")
}

func newNotary(t testing.TB, name string) Notary {
	t.Helper()
	private, public, err := note.GenerateKey(rand.Reader, name)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := note.NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	return Notary{signer, note.VerifierList(verifier)}
}

// A Sealed ledger has the story, is closed in two blocks, and is anchored on its chain.
type Sealed struct {
	Store
	Chain    *Chain
	Notary   Notary
	Digests  *Digests
	Last     ledger.Digest
	Verifier *ledger.Verifier
}

// Seal plays the story in a new store, closes it and anchors it.
func Seal(t *testing.T, open func(*testing.T) Store) *Sealed {
	t.Helper()
	s, c := told(t, open)
	sealed := &Sealed{Store: s, Chain: c, Notary: NewNotary(t), Digests: &Digests{}}
	first := sealed.close(t)
	c.Do(ledger.Administrator, "anchor", &custody.AnchorDigest{Root: first.Root(), Size: first.TreeSize})
	c.Do(Fab, "more", &custody.RegisterAsset{ID: Chip(70), Type: "item"})
	Project(t, s, c)
	sealed.Last = sealed.close(t)
	sealed.Verifier = &ledger.Verifier{
		Store: s, Secret: Secret, Digests: sealed.Digests, Keys: sealed.Notary.Keys, Anchors: c,
		Scratch: func(context.Context) (ledger.Scratch, func() error, error) {
			return open(t), func() error { return nil }, nil
		},
	}
	return sealed
}

func (s *Sealed) closer() *ledger.Closer {
	return &ledger.Closer{Store: s.Store, Digests: s.Digests, Signer: s.Notary.Signer}
}

func (s *Sealed) close(t *testing.T) ledger.Digest {
	t.Helper()
	d, fresh, err := s.closer().CloseBlock(t.Context(), Later)
	if err != nil || !fresh {
		t.Fatalf("close a block: %v, %v", fresh, err)
	}
	return d
}

// Verify gives the report of a verification.
func (s *Sealed) Verify(t *testing.T) ledger.Report {
	t.Helper()
	report, err := s.Verifier.Verify(t.Context())
	if err != nil {
		t.Fatalf("verify: %v", err)
	}
	return report
}

// Each block commits to all rows before it and its digest is stored outside; a digest that a kill left out is stored
// the next time, and nothing new makes no block.
func blocksCloseAndDigestsFollow(t *testing.T, open func(*testing.T) Store) {
	s := Seal(t, open)
	again, fresh, err := s.closer().CloseBlock(t.Context(), Later)
	if err != nil || fresh || again.Hash != s.Last.Hash || len(s.Digests.bodies) != 2 {
		t.Errorf("closing again gave %v, %v, %v with %d digests", again, fresh, err, len(s.Digests.bodies))
	}
	s.Chain.Do(Fab, "still-more", &custody.RegisterAsset{ID: Chip(71), Type: "item"})
	Project(t, s, s.Chain)
	broken := &ledger.Closer{Store: s.Store, Digests: failing{s.Digests, "block-00000000000000000002.json"}, Signer: s.Notary.Signer}
	if _, _, err := broken.CloseBlock(t.Context(), Later); !errors.Is(err, errKilled) {
		t.Fatalf("closing without a digest gave %v", err)
	}
	if d, fresh, err := s.closer().CloseBlock(t.Context(), Later.Add(1)); err != nil || fresh || d.BlockID != 2 || len(s.Digests.bodies) != 3 {
		t.Errorf("the next close gave %+v, %v, %v", d, fresh, err)
	}
	if report := s.Verify(t); !report.Verified {
		t.Errorf("problems: %q", report.Problems)
	}
}

// A replaced key signs from then on. What the old one signed stays, also where nothing can be taken back, and is
// verified with the old one.
func aReplacedKeySignsFromThenOn(t *testing.T, open func(*testing.T) Store) {
	s := Seal(t, open)
	kept := maps.Clone(s.Digests.bodies)
	old := s.Notary
	for _, name := range []string{old.Signer.Name(), "waybill.test/another"} {
		s.Notary = newNotary(t, name)
		if d, fresh, err := s.closer().CloseBlock(t.Context(), Later); err != nil || fresh || d.Note != s.Last.Note {
			t.Fatalf("with another key of %s, closing nothing gave %+v, %v, %v", name, d, fresh, err)
		}
		s.Chain.Do(Fab, "after "+name, &custody.RegisterAsset{ID: Chip(72 + len(s.Digests.bodies)), Type: "item"})
		Project(t, s, s.Chain)
		s.Last = s.close(t)
		if _, err := note.Open([]byte(s.Last.Note), s.Notary.Keys); err != nil {
			t.Errorf("the new key did not sign: %v", err)
		}
		if report := s.Verify(t); report.Verified {
			t.Error("a digest of an unknown key passed")
		}
		s.Verifier.Keys = eitherKey{s.Verifier.Keys, s.Notary.Keys}
		if report := s.Verify(t); !report.Verified {
			t.Errorf("problems: %q", report.Problems)
		}
		if err := ledger.CheckProof(s.prove(t, 4), s.Verifier.Keys); err != nil {
			t.Error(err)
		}
	}
	if len(s.Digests.bodies) != len(kept)+2 {
		t.Errorf("there are %d digests", len(s.Digests.bodies))
	}
	for name, body := range kept {
		if !bytes.Equal(s.Digests.bodies[name], body) {
			t.Errorf("%s was changed", name)
		}
	}
}

// eitherKey knows the keys that one of the two knows.
type eitherKey [2]note.Verifiers

func (k eitherKey) Verifier(name string, hash uint32) (note.Verifier, error) {
	if v, err := k[0].Verifier(name, hash); err == nil {
		return v, nil
	}
	return k[1].Verifier(name, hash)
}

// A digest that was stored and says something else of its block ends the closing, whoever signed it.
func aForeignDigestEndsTheClosing(t *testing.T, open func(*testing.T) Store) {
	s := Seal(t, open)
	s.Chain.Do(Fab, "still-more", &custody.RegisterAsset{ID: Chip(71), Type: "item"})
	Project(t, s, s.Chain)
	last := slices.Max(slices.Collect(maps.Keys(s.Digests.bodies)))
	honest := s.Digests.bodies[last]
	for what, change := range map[string]func(*ledger.Digest){
		"another block": func(d *ledger.Digest) { d.BlockID++ },
		"another hash":  func(d *ledger.Digest) { d.Hash = custody.Digest{1}.Hex() },
		"another size":  func(d *ledger.Digest) { d.TreeSize++ },
		"another root":  func(d *ledger.Digest) { d.RootHash[3]++ },
		"no root":       func(d *ledger.Digest) { d.RootHash = nil },
	} {
		d := s.Last
		d.RootHash = slices.Clone(d.RootHash)
		change(&d)
		body, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		s.Digests.bodies[last] = body
		if _, _, err := s.closer().CloseBlock(t.Context(), Later); err == nil || !strings.Contains(err.Error(), "says something else") {
			t.Errorf("with %s it gave %v", what, err)
		}
	}
	s.Digests.bodies[last] = []byte("{")
	if _, _, err := s.closer().CloseBlock(t.Context(), Later); err == nil {
		t.Error("what is no digest was taken for one")
	}
	s.Digests.bodies[last] = honest
	s.close(t)
}

type failing struct {
	ledger.DigestStore
	name string
}

func (f failing) Put(ctx context.Context, name string, body []byte) error {
	if name == f.name {
		return errKilled
	}
	return f.DigestStore.Put(ctx, name, body)
}

// An honest ledger passes, and what is outside of it is held against it: a digest, a note, the anchor.
func verifiesHonestLedger(t *testing.T, open func(*testing.T) Store) {
	s := Seal(t, open)
	report := s.Verify(t)
	size, root := rootOf(t, s)
	if !report.Verified || len(report.Problems) != 0 {
		t.Fatalf("problems: %q", report.Problems)
	}
	if report.Rows != size || report.Size != size || report.Root != custody.Digest(root) || report.Blocks != 2 || report.Digests != 2 || report.Anchored == 0 {
		t.Errorf("the report is %+v", report)
	}

	for name, change := range map[string]func(*ledger.Digest){
		"another hash":   func(d *ledger.Digest) { d.Hash = custody.Digest{1}.Hex() },
		"another root":   func(d *ledger.Digest) { d.RootHash[3]++ },
		"another size":   func(d *ledger.Digest) { d.TreeSize++ },
		"another note":   func(d *ledger.Digest) { d.Note = strings.Replace(d.Note, "\n", "\n0", 1) },
		"another block":  func(d *ledger.Digest) { d.BlockID = 7 },
		"another origin": func(d *ledger.Digest) { d.Origin = "somebody.test" },
	} {
		d := s.Last
		d.RootHash = slices.Clone(d.RootHash)
		change(&d)
		body, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		s.Verifier.Digests = &Digests{bodies: map[string][]byte{"forged.json": body}}
		if report := s.Verify(t); report.Verified {
			t.Errorf("a digest with %s passed", name)
		}
	}
	s.Verifier.Digests = s.Digests

	member := custody.Anchored{EventHead: custody.EventHead{Actor: 1}, Root: report.Root, Size: report.Size}
	s.Chain.anchors = append(s.Chain.anchors, member)
	if again := s.Verify(t); !again.Verified || again.Anchored != report.Anchored {
		t.Errorf("with a member's anchor the report is %+v", again)
	}
	s.Chain.anchors = append(s.Chain.anchors, custody.Anchored{Root: custody.Digest{9}, Size: report.Size})
	if report := s.Verify(t); report.Verified {
		t.Error("an anchor with another root passed, with a member's anchor of the right one")
	}
	s.Chain.anchors[len(s.Chain.anchors)-1].Size = report.Size + 5
	if report := s.Verify(t); report.Verified || !strings.Contains(report.Problems[0], "set back") {
		t.Errorf("an anchor of more rows gave %q", report.Problems)
	}
	s.Chain.anchors = s.Chain.anchors[:1]

	older, _ := told(t, open)
	s.Verifier.Store = older
	if report := s.Verify(t); report.Verified {
		t.Error("an older copy of the ledger passed")
	}
}

// A proof for any row convinces another implementation of RFC 9162, and nothing else does.
func proofsConvinceASecondVerifier(t *testing.T, open func(*testing.T) Store) {
	s := Seal(t, open)
	for seq := range s.Last.TreeSize {
		p := s.prove(t, seq)
		if err := ledger.CheckProof(p, s.Notary.Keys); err != nil {
			t.Fatalf("row %d: %v", seq, err)
		}
		hashes := make([][]byte, len(p.Hashes))
		for i, h := range p.Hashes {
			hashes[i] = slices.Clone(h[:])
		}
		leaf := rfc6962.DefaultHasher.HashLeaf(p.Row)
		if err := proof.VerifyInclusion(rfc6962.DefaultHasher, seq, p.Digest.TreeSize, leaf, hashes, p.Digest.RootHash); err != nil {
			t.Errorf("row %d: the second verifier says %v", seq, err)
		}
	}
	for name, change := range map[string]func(*ledger.Proof){
		"another row":    func(p *ledger.Proof) { p.Row[5]++ },
		"another place":  func(p *ledger.Proof) { p.Seq++ },
		"another hash":   func(p *ledger.Proof) { p.Hashes[0][0]++ },
		"another digest": func(p *ledger.Proof) { p.Digest.RootHash[0]++ },
	} {
		p := s.prove(t, 4)
		if change(&p); ledger.CheckProof(p, s.Notary.Keys) == nil {
			t.Errorf("a proof with %s passed", name)
		}
	}
	if err := ledger.CheckProof(s.prove(t, 4), NewNotary(t).Keys); err == nil {
		t.Error("a proof passed under somebody else's key")
	}
}

// prove gives a proof as an outsider gets it.
func (s *Sealed) prove(t *testing.T, seq uint64) (p ledger.Proof) {
	t.Helper()
	var made ledger.Proof
	err := s.Snapshot(t.Context(), func(a ledger.Archive) (err error) {
		made, err = ledger.Prove(t.Context(), a, seq, s.Last)
		return err
	})
	if err != nil {
		t.Fatalf("prove row %d: %v", seq, err)
	}
	body, err := json.Marshal(made)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

type confirmed []ledger.ConfirmedOperation

func (c confirmed) Confirmed(context.Context, int) ([]ledger.ConfirmedOperation, error) {
	return c, nil
}

// Each way in which chain, ledger and operations may differ has its own count, and what can be repaired is.
func reconciliationCounts(t *testing.T, open func(*testing.T) Store) {
	s, c := told(t, open)
	late := ledger.ConfirmedOperation{Operation: custody.OperationID(Fab, "saw"), Organization: Fab, Command: Secret.CommandID(custody.OperationID(Fab, "saw"))}
	lost := ledger.ConfirmedOperation{Operation: "op-lost", Organization: Fab, Command: custody.Digest{5}}
	c.Do(Fab, "more", &custody.RegisterAsset{ID: Chip(80), Type: "item"})
	r := &ledger.Reconciler{Source: c, Store: s, Projector: NewProjector(s, c), Operations: confirmed{late, lost}}
	report, err := r.Reconcile(t.Context(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	if report.Projected != 1 || report.LateRecorded != 1 || report.Unrecorded != 1 || len(report.Recorded) != 2 || report.Clean {
		t.Errorf("the first report is %+v", report)
	}
	if report.Chain == 0 || report.Chain != report.Ledger || report.Missing+report.NotOnChain+report.Different != 0 {
		t.Errorf("chain and ledger differ: %+v", report)
	}
	r.Operations = confirmed{}
	if report, err = r.Reconcile(t.Context(), 1000); err != nil || !report.Clean || len(report.Problems) != 0 {
		t.Errorf("the second report is %+v, %v", report, err)
	}
	c.Alter(func(blocks []ledger.Block) {
		n := len(blocks)
		blocks[n-1].Events = nil                                                                                        // gone from the chain
		blocks[n-2].Events = append(blocks[n-2].Events, ledger.ChainEvent{LogIndex: 9, Event: custody.EventRecorded{}}) // new on it
		blocks[n-3].Events = slices.Clone(blocks[n-3].Events)
		blocks[n-3].Events[0].Event = custody.EventRecorded{} // another one
	})
	report, err = r.Reconcile(t.Context(), 3)
	if err != nil || report.NotOnChain != 1 || report.Missing != 1 || report.Different != 1 || report.Clean || len(report.Problems) != 3 || report.To-report.From != 2 {
		t.Errorf("the last report is %+v, %v", report, err)
	}
}

// With a budget, projecting what is missing and comparing end in time, and the newest blocks are what was compared.
func reconciliationEndsInTime(t *testing.T, open func(*testing.T) Store) {
	s, c := told(t, open)
	before, err := s.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c.MineEmpty(600)
	now := time.Time{}
	everyLook := func() time.Time { now = now.Add(time.Minute); return now }
	r := &ledger.Reconciler{Source: c, Store: s, Projector: NewProjector(s, c), Operations: confirmed{}, Budget: 4 * time.Minute, Now: everyLook}
	report, err := r.Reconcile(t.Context(), 1000)
	if err != nil || report.To != before.Block+512 || report.From != report.To-511 || !report.Clean {
		t.Errorf("behind, %+v, %v", report, err)
	}
	r.Budget = 2 * time.Minute
	if report, err = r.Reconcile(t.Context(), 1000); err != nil || report.To != before.Block+600 || report.From != report.To-511 {
		t.Errorf("caught up, %+v, %v", report, err)
	}
	r.Budget = 0
	if report, err = r.Reconcile(t.Context(), 1000); err != nil || report.To != before.Block+600 || report.From != Origin.Block+1 {
		t.Errorf("without a budget, %+v, %v", report, err)
	}
}
