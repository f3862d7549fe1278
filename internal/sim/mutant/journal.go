package mutant

import (
	"context"

	"waybill/internal/sim"
	"waybill/shared/chain"
)

// counter moves the head in a commit of its own, and keeps what was signed in the next.
type counter struct{ chain.Journal }

// Commit writes a change.
func (c counter) Commit(ctx context.Context, key chain.Key, change chain.Change) error {
	if sim.Purpose(change) != "submit" {
		return c.Journal.Commit(ctx, key, change)
	}
	if err := c.Journal.Commit(ctx, key, chain.Change{Head: change.Head}); err != nil {
		return err
	}
	return c.Journal.Commit(ctx, key, chain.Change{Insert: change.Insert})
}

// sendFirst sends what one kind of commit is about before it commits.
type sendFirst struct {
	chain.Journal
	node    chain.Backend
	purpose string
}

// Commit writes a change.
func (s sendFirst) Commit(ctx context.Context, key chain.Key, change chain.Change) error {
	if sim.Purpose(change) == s.purpose {
		var raw [][]byte
		for _, r := range append(change.Insert, change.Update...) {
			raw = append(raw, r.Raw)
		}
		_, _ = s.node.Send(ctx, raw) // the answer does not matter, as with the good engine
	}
	return s.Journal.Commit(ctx, key, change)
}

// forgetAttempt keeps only the newest attempt.
type forgetAttempt struct{ chain.Journal }

// Commit writes a change.
func (f forgetAttempt) Commit(ctx context.Context, key chain.Key, change chain.Change) error {
	if sim.Purpose(change) == "attempt" {
		for _, r := range change.Update {
			r.Attempts = []chain.Attempt{r.Last()}
		}
	}
	return f.Journal.Commit(ctx, key, change)
}

// tellOnce takes for delivered what was decided in an earlier pass.
type tellOnce struct{ chain.Journal }

// Rows gives rows.
func (t tellOnce) Rows(ctx context.Context, key chain.Key, first, end uint64) ([]*chain.Row, error) {
	rows, err := t.Journal.Rows(ctx, key, first, end)
	for _, r := range rows {
		if r.State == chain.Final {
			r.State = chain.Done
		}
	}
	return rows, err
}
