package chaintest

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

var suiteKey = chain.Key{Chain: ChainID, Signer: custody.Address{0xaa}}

func suiteRow(nonce uint64, name string) *chain.Row {
	at := time.Date(2026, 11, 20, 8, 0, 0, 123_000_000, time.UTC)
	return &chain.Row{
		Nonce: nonce, State: chain.Signed, Organization: "northern-silicon", Operation: "op-" + name,
		Command: digest([]byte(name)), Raw: []byte{2, byte(nonce), 0xff}, Sent: at.Add(time.Second), Sends: 3, Note: "not yet",
		Attempts: []chain.Attempt{
			{Kind: chain.Carry, Hash: digest([]byte(name + "1")), Gas: 21_000, Fee: chain.Fee{Tip: 1, Cap: 1 << 63}, At: at},
			{Kind: chain.Cancel, Hash: digest([]byte(name + "2")), Gas: 1, Fee: chain.Fee{Tip: 9, Cap: 9, Legacy: true}, At: at},
		},
	}
}

func commit(t *testing.T, j chain.Journal, change chain.Change) {
	t.Helper()
	if err := j.Commit(t.Context(), suiteKey, change); err != nil {
		t.Fatal(err)
	}
}

// RunJournal runs the suite that every chain.Journal passes. open makes an empty store and gives what opens a journal on
// it, as another process would; the first such journal is where most tests begin.
func RunJournal(t *testing.T, open func(t *testing.T) func(t *testing.T) chain.Journal) {
	for name, test := range map[string]func(*testing.T, chain.Journal){
		"what is committed is read back":           readBack,
		"a signer that was never seen has nothing": neverSeen,
		"a conflict writes nothing":                conflictWritesNothing,
		"a command has one nonce":                  oneNonce,
		"a command moves with its old row":         commandMoves,
		"signers with work left are listed":        signersListed,
		"a full commit is taken":                   fullCommit,
		"signed bytes may be long":                 longBytes,
		"a long range is read as a whole":          longRange,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t)(t))
		})
	}
	for name, test := range map[string]func(*testing.T, []chain.Journal){
		"of many writers at one head one wins": oneHeadOneWinner,
		"of many writers of one row one wins":  oneRowOneWinner,
		"writers that repeat all get through":  everyWriterGetsThrough,
		"a command that many want has one row": oneCommandOneRow,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			journal := open(t)
			test(t, []chain.Journal{journal(t), journal(t)})
		})
	}
}

func readBack(t *testing.T, j chain.Journal) {
	head := chain.Head{Next: 7, Low: 5, LowBlock: 40, Sent: 6}
	rows := []*chain.Row{suiteRow(5, "a"), suiteRow(6, "b")}
	rows[1].Sent, rows[1].Sends = time.Time{}, 0
	commit(t, j, chain.Change{Head: &head, Insert: rows})
	if head.Version == "" || rows[0].Version == "" {
		t.Fatal("a commit sets no versions")
	}
	check := func() {
		t.Helper()
		if got, err := j.Head(t.Context(), suiteKey); err != nil || got != head {
			t.Errorf("head %+v, %v; want %+v", got, err, head)
		}
		for _, c := range []struct {
			first, end uint64
			want       []*chain.Row
		}{{0, 100, rows}, {5, 6, rows[:1]}, {6, 7, rows[1:]}, {0, 5, nil}, {7, 9, nil}} {
			got, err := j.Rows(t.Context(), suiteKey, c.first, c.end)
			if err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("rows %d to %d: %+v, %v; want %+v", c.first, c.end, got, err, c.want)
			}
		}
	}
	check()
	was := rows[0].Version
	rows[0].State, rows[0].Transaction, rows[0].Block = chain.Done, rows[0].Attempts[1].Hash, 44
	rows[0].Succeeded, rows[0].Reason, rows[0].Note = true, "none", ""
	rows[0].Attempts = append(rows[0].Attempts, rows[0].Attempts[0])
	commit(t, j, chain.Change{Update: rows[:1]})
	if rows[0].Version == was {
		t.Error("an update keeps the version")
	}
	head.Low, head.LowBlock, head.Sent = 6, 44, 7
	commit(t, j, chain.Change{Head: &head})
	check()
}

func neverSeen(t *testing.T, j chain.Journal) {
	head, err := j.Head(t.Context(), suiteKey)
	if err != nil || head != (chain.Head{}) {
		t.Errorf("head %+v, %v", head, err)
	}
	if rows, err := j.Rows(t.Context(), suiteKey, 0, 10); err != nil || len(rows) != 0 {
		t.Errorf("rows %v, %v", rows, err)
	}
	if nonces, err := j.Nonces(t.Context(), suiteKey, []custody.Digest{{1}}); err != nil || len(nonces) != 0 {
		t.Errorf("nonces %v, %v", nonces, err)
	}
	if signers, err := j.Signers(t.Context(), ChainID); err != nil || len(signers) != 0 {
		t.Errorf("signers %v, %v", signers, err)
	}
}

func conflictWritesNothing(t *testing.T, j chain.Journal) {
	head := chain.Head{Next: 2}
	commit(t, j, chain.Change{Head: &head, Insert: []*chain.Row{suiteRow(0, "a"), suiteRow(1, "b")}})
	before, err := j.Rows(t.Context(), suiteKey, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	stale := chain.Head{Next: 3, Version: "0"}
	staleRow := suiteRow(0, "a")
	staleRow.Version, staleRow.State = "0", chain.Done
	good := chain.Head{Next: 3, Version: head.Version}
	goodRow := *before[1]
	goodRow.State = chain.Done
	missingRow := suiteRow(9, "i") // with a version that only another row has
	missingRow.Version = before[0].Version
	for name, change := range map[string]chain.Change{
		"a second first head":     {Head: &chain.Head{Next: 9}, Insert: []*chain.Row{suiteRow(2, "c")}},
		"a stale head":            {Head: &stale, Insert: []*chain.Row{suiteRow(2, "c")}, Update: []*chain.Row{&goodRow}},
		"a nonce that exists":     {Head: &good, Insert: []*chain.Row{suiteRow(2, "c"), suiteRow(1, "d")}},
		"a command that exists":   {Head: &good, Insert: []*chain.Row{suiteRow(2, "c"), suiteRow(3, "b")}},
		"a stale row":             {Head: &good, Update: []*chain.Row{&goodRow, staleRow}},
		"a row that is not there": {Update: []*chain.Row{&goodRow, missingRow}},
	} {
		if err := j.Commit(t.Context(), suiteKey, change); !errors.Is(err, chain.ErrConflict) {
			t.Errorf("%s: %v, want a conflict", name, err)
		}
	}
	after, err := j.Rows(t.Context(), suiteKey, 0, 10)
	if err != nil || !reflect.DeepEqual(after, before) {
		t.Errorf("conflicts changed the rows: %v", err)
	}
	if got, err := j.Head(t.Context(), suiteKey); err != nil || got != head {
		t.Errorf("conflicts changed the head to %+v, %v", got, err)
	}
	if nonces, err := j.Nonces(t.Context(), suiteKey, []custody.Digest{suiteRow(0, "c").Command}); err != nil || len(nonces) != 0 {
		t.Errorf("conflicts left references %v, %v", nonces, err)
	}
}

func oneNonce(t *testing.T, j chain.Journal) {
	head := chain.Head{Next: 2}
	a, b := suiteRow(0, "a"), suiteRow(1, "b")
	commit(t, j, chain.Change{Head: &head, Insert: []*chain.Row{a, b}})
	got, err := j.Nonces(t.Context(), suiteKey, []custody.Digest{b.Command, {9}, a.Command})
	want := map[custody.Digest]uint64{a.Command: 0, b.Command: 1}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("nonces %v, %v; want %v", got, err, want)
	}
}

func commandMoves(t *testing.T, j chain.Journal) {
	head := chain.Head{Next: 1}
	old := suiteRow(0, "a")
	commit(t, j, chain.Change{Head: &head, Insert: []*chain.Row{old}})
	head.Next, old.State = 2, chain.Foreign
	commit(t, j, chain.Change{Head: &head, Insert: []*chain.Row{suiteRow(1, "a")}, Update: []*chain.Row{old}})
	got, err := j.Nonces(t.Context(), suiteKey, []custody.Digest{old.Command})
	if err != nil || got[old.Command] != 1 {
		t.Errorf("nonces %v, %v", got, err)
	}
}

func signersListed(t *testing.T, j chain.Journal) {
	want := []custody.Address{{1}, {3}}
	for _, c := range []struct {
		key       chain.Key
		next, low uint64
	}{
		{chain.Key{Chain: ChainID, Signer: custody.Address{3}}, 4, 1},
		{chain.Key{Chain: ChainID, Signer: custody.Address{2}}, 4, 4},
		{chain.Key{Chain: ChainID, Signer: custody.Address{1}}, 1, 0},
		{chain.Key{Chain: ChainID + 1, Signer: custody.Address{4}}, 1, 0},
	} {
		if err := j.Commit(t.Context(), c.key, chain.Change{Head: &chain.Head{Next: c.next, Low: c.low}}); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := j.Signers(t.Context(), ChainID); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("signers %v, %v; want %v", got, err, want)
	}
}

func fullCommit(t *testing.T, j chain.Journal) {
	var rows []*chain.Row
	for nonce := range uint64(chain.MaxBatch) {
		rows = append(rows, suiteRow(nonce, fmt.Sprint(nonce)))
		rows[nonce].Raw = make([]byte, 16<<10)
	}
	commit(t, j, chain.Change{Head: &chain.Head{Next: chain.MaxBatch}, Insert: rows})
	got, err := j.Rows(t.Context(), suiteKey, 0, chain.MaxBatch)
	if err != nil || !reflect.DeepEqual(got, rows) {
		t.Errorf("%d rows, %v", len(got), err)
	}
}

func longBytes(t *testing.T, j chain.Journal) {
	row := suiteRow(0, "a")
	row.Raw = bytes.Repeat([]byte{1, 2, 3}, 50<<10) // more than a node takes
	commit(t, j, chain.Change{Head: &chain.Head{Next: 1}, Insert: []*chain.Row{row}})
	check := func(what string) {
		t.Helper()
		got, err := j.Rows(t.Context(), suiteKey, 0, 1)
		if err != nil || !reflect.DeepEqual(got, []*chain.Row{row}) {
			t.Errorf("%s: it is not read back, %v", what, err)
		}
	}
	check("long bytes")
	row.Note = "sent again"
	commit(t, j, chain.Change{Update: []*chain.Row{row}})
	check("an update that leaves them alone")
	row.Raw = []byte{2, 9}
	commit(t, j, chain.Change{Update: []*chain.Row{row}})
	check("short bytes instead")
}

func longRange(t *testing.T, j chain.Journal) {
	const all = 25 * chain.MaxBatch // more than one answer of Table Storage has
	var head chain.Head
	for head.Next < all {
		var rows []*chain.Row
		for range chain.MaxBatch {
			rows = append(rows, suiteRow(head.Next, fmt.Sprint(head.Next)))
			head.Next++
		}
		commit(t, j, chain.Change{Head: &head, Insert: rows})
	}
	rows, err := j.Rows(t.Context(), suiteKey, 0, head.Next)
	if err != nil || len(rows) != all {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, r := range rows {
		if r.Nonce != uint64(i) {
			t.Fatalf("row %d has nonce %d", i, r.Nonce)
		}
	}
}
