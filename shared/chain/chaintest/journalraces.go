package chaintest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// writers is how many write at once in the races, on two journals of one store.
const writers = 8

// race runs one writer more than once at the same time and gives what each of them got.
func race(journals []chain.Journal, write func(writer int, j chain.Journal) error) []error {
	errs := make([]error, writers)
	start := make(chan struct{})
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			<-start
			errs[w] = write(w, journals[w%len(journals)])
		})
	}
	close(start)
	all.Wait()
	return errs
}

// winner gives the one writer that got through; all others must have met a conflict.
func winner(t *testing.T, errs []error) int {
	t.Helper()
	won := -1
	for w, err := range errs {
		switch {
		case err == nil && won >= 0:
			t.Fatalf("both %d and %d won", won, w)
		case err == nil:
			won = w
		case !errors.Is(err, chain.ErrConflict):
			t.Fatal(err)
		}
	}
	if won < 0 {
		t.Fatal("nobody won")
	}
	return won
}

func oneHeadOneWinner(t *testing.T, journals []chain.Journal) {
	const rounds, each = 12, 3
	var head chain.Head // none at first: also the first commit is raced for
	for round := range rounds {
		command := func(w, i int) string { return fmt.Sprintf("%d/%d/%d", round, w, i) }
		heads := make([]chain.Head, writers)
		errs := race(journals, func(w int, j chain.Journal) error {
			heads[w] = head
			heads[w].Next += each
			var rows []*chain.Row
			for i := range each {
				rows = append(rows, suiteRow(head.Next+uint64(i), command(w, i)))
			}
			return j.Commit(t.Context(), suiteKey, chain.Change{Head: &heads[w], Insert: rows})
		})
		won := winner(t, errs)
		got, err := journals[0].Head(t.Context(), suiteKey)
		if err != nil || got != heads[won] {
			t.Fatalf("head %+v, %v; the winner wrote %+v", got, err, heads[won])
		}
		var commands []custody.Digest
		want := map[custody.Digest]uint64{}
		for w := range writers {
			for i := range each {
				commands = append(commands, digest([]byte(command(w, i))))
				if w == won {
					want[commands[len(commands)-1]] = head.Next + uint64(i)
				}
			}
		}
		nonces, err := journals[1].Nonces(t.Context(), suiteKey, commands)
		if err != nil || !maps.Equal(nonces, want) {
			t.Fatalf("nonces %v, %v; want %v", nonces, err, want)
		}
		head = got
	}
	wholeSequence(t, journals[1])
}

func oneRowOneWinner(t *testing.T, journals []chain.Journal) {
	row := suiteRow(0, "a")
	commit(t, journals[0], chain.Change{Head: &chain.Head{Next: 1}, Insert: []*chain.Row{row}})
	for range 8 {
		tries := make([]chain.Row, writers)
		errs := race(journals, func(w int, j chain.Journal) error {
			tries[w] = *row
			tries[w].Note, tries[w].Raw = fmt.Sprint("by ", w), []byte{byte(w)}
			return j.Commit(t.Context(), suiteKey, chain.Change{Update: []*chain.Row{&tries[w]}})
		})
		won := &tries[winner(t, errs)]
		got, err := journals[1].Rows(t.Context(), suiteKey, 0, 1)
		if err != nil || len(got) != 1 || got[0].Note != won.Note || !slices.Equal(got[0].Raw, won.Raw) || got[0].Version != won.Version {
			t.Fatalf("%+v, %v; the winner wrote %+v", got, err, won)
		}
		row = got[0]
	}
}

// Every writer appends, and some also move Low as a monitor does.
func everyWriterGetsThrough(t *testing.T, journals []chain.Journal) {
	const each = 6
	errs := race(journals, func(w int, j chain.Journal) error {
		for i := range each {
			if err := appendRow(t.Context(), j, fmt.Sprintf("%d/%d", w, i)); err != nil {
				return err
			}
			if err := raiseLow(t.Context(), j); err != nil {
				return err
			}
		}
		return nil
	})
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	head := wholeSequence(t, journals[0])
	if head.Next != writers*each || head.Low == 0 {
		t.Errorf("head %+v; want next %d and a low", head, writers*each)
	}
}

// All writers want the same commands, as instances do that received the same messages.
func oneCommandOneRow(t *testing.T, journals []chain.Journal) {
	const commands = 12
	errs := race(journals, func(w int, j chain.Journal) error {
		for i := range commands {
			name := fmt.Sprint((i + w) % commands)
			if err := appendRow(t.Context(), j, name); err != nil {
				return err
			}
		}
		return nil
	})
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if head := wholeSequence(t, journals[1]); head.Next != commands {
		t.Errorf("%d commands have %d rows", commands, head.Next)
	}
}

// appendRow adds a row at the head as often as it takes, unless its command has one.
func appendRow(ctx context.Context, j chain.Journal, name string) error {
	for {
		head, err := j.Head(ctx, suiteKey)
		if err != nil {
			return err
		}
		row := suiteRow(head.Next, name)
		nonces, err := j.Nonces(ctx, suiteKey, []custody.Digest{row.Command})
		if err != nil || len(nonces) > 0 {
			return err
		}
		head.Next++
		err = j.Commit(ctx, suiteKey, chain.Change{Head: &head, Insert: []*chain.Row{row}})
		if !errors.Is(err, chain.ErrConflict) {
			return err
		}
	}
}

// raiseLow moves Low once, or lets a quicker one be.
func raiseLow(ctx context.Context, j chain.Journal) error {
	head, err := j.Head(ctx, suiteKey)
	if err != nil || head.Low == head.Next {
		return err
	}
	head.Low++
	err = j.Commit(ctx, suiteKey, chain.Change{Head: &head})
	if errors.Is(err, chain.ErrConflict) {
		return nil
	}
	return err
}

// wholeSequence checks that there is a row for each nonce that was given out, with a command that refers back to it.
func wholeSequence(t *testing.T, j chain.Journal) chain.Head {
	t.Helper()
	head, err := j.Head(t.Context(), suiteKey)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := j.Rows(t.Context(), suiteKey, 0, head.Next+writers)
	if err != nil || uint64(len(rows)) != head.Next {
		t.Fatalf("%d rows for %d nonces, %v", len(rows), head.Next, err)
	}
	var commands []custody.Digest
	want := map[custody.Digest]uint64{}
	for i, r := range rows {
		if r.Nonce != uint64(i) {
			t.Fatalf("row %d has nonce %d", i, r.Nonce)
		}
		commands = append(commands, r.Command)
		want[r.Command] = r.Nonce
	}
	nonces, err := j.Nonces(t.Context(), suiteKey, commands)
	if err != nil || len(want) != len(rows) || !maps.Equal(nonces, want) {
		t.Fatalf("the commands refer to %v, %v; want %v", nonces, err, want)
	}
	return head
}
