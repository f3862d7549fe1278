package sim

import (
	"context"

	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
	"waybill/shared/custody"
)

// A journal is the engine's memory over a network that loses calls.
type journal struct {
	*world
	inner *chaintest.Journal
}

var _ chain.Journal = journal{}

// Head gives the signer's head.
func (j journal) Head(ctx context.Context, key chain.Key) (chain.Head, error) {
	if err := j.read("journal.head"); err != nil {
		return chain.Head{}, err
	}
	return j.inner.Head(ctx, key)
}

// Rows gives rows.
func (j journal) Rows(ctx context.Context, key chain.Key, first, end uint64) ([]*chain.Row, error) {
	if err := j.read("journal.rows"); err != nil {
		return nil, err
	}
	return j.inner.Rows(ctx, key, first, end)
}

// Nonces gives the nonce of each command that has one.
func (j journal) Nonces(ctx context.Context, key chain.Key, commands []custody.Digest) (map[custody.Digest]uint64, error) {
	if err := j.read("journal.nonces"); err != nil {
		return nil, err
	}
	return j.inner.Nonces(ctx, key, commands)
}

// Signers gives the signers with work left.
func (j journal) Signers(ctx context.Context, chainID uint64) ([]custody.Address, error) {
	if err := j.read("journal.signers"); err != nil {
		return nil, err
	}
	return j.inner.Signers(ctx, chainID)
}

// Commit writes a change.
func (j journal) Commit(ctx context.Context, key chain.Key, change chain.Change) error {
	purpose := Purpose(change)
	err := j.write("journal."+purpose, func() error { return j.inner.Commit(ctx, key, change) })
	switch purpose {
	case "submit", "attempt", "reissue":
		j.running.wrote = purpose
	}
	return err
}

// Purpose says what the engine commits a change for: submit, attempt, reissue, final, done, sent, or low, which is also
// for any other change of the head alone.
func Purpose(c chain.Change) string {
	switch {
	case len(c.Insert) > 0 && len(c.Update) > 0:
		return "reissue"
	case len(c.Insert) > 0:
		return "submit"
	case c.Head != nil:
		return "low"
	case c.Update[0].State != chain.Signed:
		return string(c.Update[0].State)
	case c.Update[0].Last().At.Equal(c.Update[0].Sent):
		return "attempt"
	}
	return "sent"
}
