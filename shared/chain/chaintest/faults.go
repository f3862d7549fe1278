package chaintest

import (
	"context"
	"time"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// NewEngine gives an engine on the journal and the chain whose clock is now.
func NewEngine(journal chain.Journal, backend chain.Backend, signer chain.Signer, now func() time.Time) *chain.Engine {
	return &chain.Engine{Journal: journal, Backend: backend, Signer: signer, Encoder: Encoder{}, Now: now}
}

// A Hook is told of every call of an engine to its ports. An error fails the call: at a point that ends in ".before"
// nothing has happened, at one that ends in ".after" it has and the caller does not learn it. Other points are reads.
//
// Commits are named for what they write: submit, reissue, low, final, done, attempt and sent.
type Hook func(point string) error

// Watch gives a copy of the engine that reports to the hook. A hook that goes on failing is a process that was killed:
// an engine has no memory of its own.
func Watch(e *chain.Engine, hook Hook) *chain.Engine {
	watched := *e
	watched.Journal = journal{e.Journal, hook}
	watched.Backend = backend{e.Backend, hook}
	watched.Signer = signer{e.Signer, hook}
	return &watched
}

type journal struct {
	chain.Journal
	hook Hook
}

func (j journal) Head(ctx context.Context, key chain.Key) (chain.Head, error) {
	return read(j.hook, "journal.head", func() (chain.Head, error) { return j.Journal.Head(ctx, key) })
}

func (j journal) Rows(ctx context.Context, key chain.Key, first, end uint64) ([]*chain.Row, error) {
	return read(j.hook, "journal.rows", func() ([]*chain.Row, error) { return j.Journal.Rows(ctx, key, first, end) })
}

func (j journal) Nonces(ctx context.Context, key chain.Key, commands []custody.Digest) (map[custody.Digest]uint64, error) {
	return read(j.hook, "journal.nonces", func() (map[custody.Digest]uint64, error) { return j.Journal.Nonces(ctx, key, commands) })
}

func (j journal) Signers(ctx context.Context, chainID uint64) ([]custody.Address, error) {
	return read(j.hook, "journal.signers", func() ([]custody.Address, error) { return j.Journal.Signers(ctx, chainID) })
}

func (j journal) Commit(ctx context.Context, key chain.Key, change chain.Change) error {
	name := "commit." + purpose(change)
	if err := j.hook(name + ".before"); err != nil {
		return err
	}
	if err := j.Journal.Commit(ctx, key, change); err != nil {
		return err
	}
	return j.hook(name + ".after")
}

func purpose(c chain.Change) string {
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

type backend struct {
	chain.Backend
	hook Hook
}

func (b backend) Head(ctx context.Context) (chain.Block, error) {
	return read(b.hook, "backend.head", func() (chain.Block, error) { return b.Backend.Head(ctx) })
}

func (b backend) Nonce(ctx context.Context, address custody.Address, block uint64) (uint64, error) {
	return read(b.hook, "backend.nonce", func() (uint64, error) { return b.Backend.Nonce(ctx, address, block) })
}

func (b backend) Market(ctx context.Context) (chain.Market, error) {
	return read(b.hook, "backend.market", func() (chain.Market, error) { return b.Backend.Market(ctx) })
}

func (b backend) Receipts(ctx context.Context, hashes []custody.Digest) ([]*chain.Receipt, error) {
	return read(b.hook, "backend.receipts", func() ([]*chain.Receipt, error) { return b.Backend.Receipts(ctx, hashes) })
}

func (b backend) BlockHash(ctx context.Context, number uint64) (custody.Digest, bool, error) {
	if err := b.hook("backend.blockhash"); err != nil {
		return custody.Digest{}, false, err
	}
	return b.Backend.BlockHash(ctx, number)
}

func (b backend) Finalized(ctx context.Context) (chain.Block, bool, error) {
	if err := b.hook("backend.finalized"); err != nil {
		return chain.Block{}, false, err
	}
	return b.Backend.Finalized(ctx)
}

func (b backend) Consumer(ctx context.Context, address custody.Address, nonce, first, last uint64) (chain.Consumer, bool, error) {
	if err := b.hook("backend.consumer"); err != nil {
		return chain.Consumer{}, false, err
	}
	return b.Backend.Consumer(ctx, address, nonce, first, last)
}

func (b backend) Send(ctx context.Context, raw [][]byte) ([]chain.Answer, error) {
	if err := b.hook("send.before"); err != nil {
		return nil, err
	}
	answers, err := b.Backend.Send(ctx, raw)
	if err != nil {
		return nil, err
	}
	return answers, b.hook("send.after")
}

type signer struct {
	chain.Signer
	hook Hook
}

func (s signer) Sign(ctx context.Context, address custody.Address, digests []custody.Digest) ([][]byte, error) {
	return read(s.hook, "signer.sign", func() ([][]byte, error) { return s.Signer.Sign(ctx, address, digests) })
}

func read[T any](hook Hook, point string, do func() (T, error)) (T, error) {
	if err := hook(point); err != nil {
		var none T
		return none, err
	}
	return do()
}
