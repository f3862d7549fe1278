package evidence_test

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"waybill/internal/evidence"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/ledger/ledgertest"
	"waybill/shared/ledger/sqlite"
)

// A world is a ledger with the suite's story in it, closed and signed, and the key that its digests are checked with.
type world struct {
	*ledgertest.Sealed
	source evidence.Source
	key    note.Verifier
}

func newWorld(t *testing.T) *world {
	t.Helper()
	sealed := ledgertest.Seal(t, func(t *testing.T) ledgertest.Store {
		s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	})
	return &world{
		Sealed: sealed, key: keyOf(t, sealed.Notary),
		source: evidence.Source{Ledger: sealed.Store, Digests: sealed.Digests, Secret: ledgertest.Secret},
	}
}

// keyOf finds the public key that belongs to a notary's signatures.
func keyOf(t *testing.T, n ledgertest.Notary) note.Verifier {
	t.Helper()
	key, err := n.Keys.Verifier(n.Signer.Name(), n.Signer.KeyHash())
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// operations gives the operations of the ledger with the number of their rows.
func (w *world) operations(t *testing.T) map[string]int {
	t.Helper()
	rows := map[string]int{}
	err := w.Snapshot(t.Context(), func(a ledger.Archive) error {
		return a.Rows(t.Context(), 0, w.Last.TreeSize, func(r ledger.Row) error {
			if r.Foreign == "" {
				rows[r.Operation]++
			}
			return nil
		})
	})
	if err != nil || len(rows) < 10 {
		t.Fatalf("the story has %d operations, %v", len(rows), err)
	}
	return rows
}

func (w *world) make(t *testing.T, operation string) *evidence.File {
	t.Helper()
	f, err := w.source.Make(t.Context(), operation)
	if err != nil {
		t.Fatalf("make the evidence for %s: %v", operation, err)
	}
	return f
}

func encode(t *testing.T, f *evidence.File) []byte {
	t.Helper()
	b, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// check reads a file as an outsider does.
func check(body []byte, key note.Verifier) (evidence.Finding, error) {
	f, err := evidence.Parse(body)
	if err != nil {
		return evidence.Finding{}, err
	}
	return f.Check(key)
}

// Every operation of the story has evidence for all its rows, with its command, which one key is enough to check.
func TestEveryOperationHasEvidence(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	several := false
	for operation, rows := range w.operations(t) {
		finding, err := check(encode(t, w.make(t, operation)), w.key)
		if err != nil {
			t.Errorf("%s: %v", operation, err)
			continue
		}
		several = several || rows > 1
		if finding.Operation != operation || len(finding.Events) != rows || len(finding.Command) == 0 {
			t.Errorf("%s with %d rows gave %+v", operation, rows, finding)
		}
		for _, part := range []string{operation, string(finding.Organization), string(finding.Kind), finding.Transaction.Hex(), string(finding.Command)} {
			if !strings.Contains(finding.String(), part) {
				t.Errorf("%q does not say %s", finding, part)
			}
		}
	}
	if !several {
		t.Error("no operation has more than one row")
	}
}

// The evidence is the same whenever it is made: the ledger's growth does not change it.
func TestEvidenceStaysTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	operation := custody.OperationID(ledger.Administrator, "anchor")
	before := encode(t, w.make(t, operation))
	w.Chain.Do(ledgertest.Fab, "later", &custody.RegisterAsset{ID: ledgertest.Chip(90), Type: "item"})
	ledgertest.Project(t, w.Store, w.Chain)
	closer := ledger.Closer{Store: w.Store, Digests: w.Digests, Signer: w.Notary.Signer}
	if _, fresh, err := closer.CloseBlock(t.Context(), ledgertest.Later); err != nil || !fresh {
		t.Fatalf("close a block: %v, %v", fresh, err)
	}
	if string(encode(t, w.make(t, operation))) != string(before) {
		t.Error("the evidence is another one after the ledger grew")
	}
}

// Whichever byte of a file is changed, and however, it is noticed.
func TestAFlippedByteIsNoticed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	body := encode(t, w.make(t, custody.OperationID(ledgertest.Fab, "more")))
	if _, err := check(body, w.key); err != nil {
		t.Fatal(err)
	}
	for i, old := range body {
		for bit := range 8 {
			body[i] = old ^ 1<<bit
			if _, err := check(body, w.key); err == nil {
				t.Errorf("%q for %q at %d is not noticed, in ...%s", body[i], old, i, body[max(0, i-30):min(len(body), i+10)])
			}
		}
		body[i] = old
	}
}

// What was put together from true parts that do not belong together is refused, with a reason that names the part.
func TestWhatDoesNotFitIsNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other := w.make(t, custody.OperationID(ledger.Administrator, "anchor"))
	for name, test := range map[string]struct {
		change func(*evidence.File)
		want   string
	}{
		"no row":                  {func(f *evidence.File) { f.Rows = nil }, "no row"},
		"another operation's row": {func(f *evidence.File) { f.Rows, f.Command = append(other.Rows[:1:1], f.Rows...), nil }, "it is of op-"},
		"a row twice":             {func(f *evidence.File) { f.Rows = append(f.Rows, f.Rows[0]) }, "stands after row"},
		"another operator's name": {func(f *evidence.File) { f.Rows[0].Organization = "mine" }, "is not in the log"},
		"another command":         {func(f *evidence.File) { f.Command = other.Command }, "salt and payload give the event hash"},
		"another salt":            {func(f *evidence.File) { f.Command.Salt[0]++ }, "salt and payload give the event hash"},
		"another format":          {func(f *evidence.File) { f.Format = "v2" }, "format"},
		"no signature":            {func(f *evidence.File) { f.Note = "a\n1\nb\n" }, "the digest"},
	} {
		f := w.make(t, custody.OperationID(ledgertest.Fab, "more"))
		test.change(f)
		if _, err := check(encode(t, f), w.key); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
	if _, err := check(encode(t, other), keyOf(t, ledgertest.NewNotary(t))); err == nil || !strings.Contains(err.Error(), "not signed by") {
		t.Errorf("under somebody else's key: %v", err)
	}
}

// Without its command, which the log only commits to, an operation is still proven, and the sentence says what is missing.
func TestTheCommandMayBeLeftOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	f := w.make(t, custody.OperationID(ledgertest.Fab, "more"))
	f.Command = nil
	finding, err := check(encode(t, f), w.key)
	if err != nil || !strings.Contains(finding.String(), "The command itself is not in the file.") {
		t.Errorf("%v, %v", finding, err)
	}
}

// Of what is not recorded, or has no digest yet, there is no evidence, and the reason says what to do.
func TestTooEarlyForEvidence(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	operation := custody.OperationID(ledgertest.Fab, "early")
	if _, err := w.source.Make(t.Context(), operation); err == nil || !strings.Contains(err.Error(), "waybill operation "+operation) {
		t.Errorf("before it is recorded: %v", err)
	}
	w.Chain.Do(ledgertest.Fab, "early", &custody.RegisterAsset{ID: ledgertest.Chip(91), Type: "item"})
	ledgertest.Project(t, w.Store, w.Chain)
	if _, err := w.source.Make(t.Context(), operation); err == nil || !strings.Contains(err.Error(), "wait for AnchorDigest") {
		t.Errorf("before its digest: %v", err)
	}
}
