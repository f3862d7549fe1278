package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/custody"
)

// A Closer closes stretches of the log and leaves signed digests of it.
type Closer struct {
	Store   Writer
	Digests DigestStore
	Signer  note.Signer // Ed25519; its name is the log's origin
}

// CloseBlock closes the rows that came since the last block and gives the digest, which is stored on return; false if
// nothing came, with the digest of the last block, if there is one. It may be killed at any time and repeated: a block
// whose digest was not stored yet gets it before another block is closed. The signer may be another one than before.
func (c *Closer) CloseBlock(ctx context.Context, now time.Time) (Digest, bool, error) {
	last, found, err := c.last(ctx)
	if err != nil {
		return Digest{}, false, err
	}
	var digest Digest
	if found {
		if digest, err = c.publish(ctx, last); err != nil {
			return Digest{}, false, err
		}
	}
	closed, fresh, err := c.closeRows(ctx, now)
	if err != nil || !fresh {
		return digest, false, err
	}
	digest, err = c.publish(ctx, closed)
	return digest, err == nil, err
}

func (c *Closer) last(ctx context.Context) (b LogBlock, found bool, err error) {
	err = c.Store.Write(ctx, func(tx Tx) error {
		b, found, err = tx.LastBlock(ctx)
		return err
	})
	if err != nil {
		return LogBlock{}, false, fmt.Errorf("read the last block of the log: %w", err)
	}
	return b, found, nil
}

// publish stores the digest of a block, or gives the one that is stored already.
func (c *Closer) publish(ctx context.Context, b LogBlock) (Digest, error) {
	d, err := newDigest(b, c.Signer)
	if err != nil {
		return Digest{}, err
	}
	stored, found, err := c.Digests.Get(ctx, digestName(b.ID))
	if err != nil {
		return Digest{}, fmt.Errorf("look for the digest of block %d: %w", b.ID, err)
	}
	if found {
		return d.stored(stored)
	}
	body, err := d.encode()
	if err != nil {
		return Digest{}, fmt.Errorf("encode the digest of block %d: %w", b.ID, err)
	}
	if err := c.Digests.Put(ctx, digestName(b.ID), body); err != nil {
		return Digest{}, fmt.Errorf("store the digest of block %d: %w", b.ID, err)
	}
	return d, nil
}

// stored reads what was stored in the place of d. It stays as it is, even if another key has signed it: the store may
// be one that takes nothing back.
func (d Digest) stored(body []byte) (Digest, error) {
	have, err := ParseDigest(body)
	if err == nil && !have.sameAs(d) {
		err = errors.New("it says something else than the ledger: waybill verify tells what does not fit")
	}
	if err != nil {
		return Digest{}, fmt.Errorf("the digest of block %d is stored already: %w", d.BlockID, err)
	}
	return have, nil
}

func (c *Closer) closeRows(ctx context.Context, now time.Time) (b LogBlock, fresh bool, err error) {
	err = c.Store.Write(ctx, func(tx Tx) error {
		fresh = false // this may be the second run
		last, found, err := tx.LastBlock(ctx)
		if err != nil {
			return err
		}
		b = LogBlock{FirstSeq: last.Size, ClosedAt: now.UTC().Truncate(time.Microsecond)}
		if found {
			b.ID, b.PrevHash = last.ID+1, last.Hash()
		}
		if b.Size, err = tx.Size(ctx); err != nil || b.Size == b.FirstSeq {
			return err
		}
		if fresh, err = news(ctx, tx, b.FirstSeq, b.Size); err != nil || !fresh {
			return err
		}
		if err := fillBlock(ctx, tx, &b); err != nil {
			return err
		}
		return tx.AppendBlock(ctx, b)
	})
	if err != nil {
		return LogBlock{}, false, fmt.Errorf("close a block of the log: %w", err)
	}
	return b, fresh, nil
}

// news reports whether the rows say more than that an earlier digest was anchored: a digest of nothing else would be
// anchored in its turn, and so on for ever.
func news(ctx context.Context, tx Tx, first, end uint64) (found bool, err error) {
	for at := first; at < end && !found && err == nil; at += chunk {
		err = tx.Rows(ctx, at, min(at+chunk, end), func(r Row) error {
			found = found || r.Event != custody.Anchored{}.EventName()
			return nil
		})
	}
	return found, err
}

func fillBlock(ctx context.Context, tx Tx, b *LogBlock) error {
	whole, err := loadTree(ctx, int64(b.Size), tx.Hashes)
	if err != nil {
		return err
	}
	if b.Root, err = whole.root(); err != nil {
		return err
	}
	if b.RowsRoot, err = rowsRoot(ctx, b.FirstSeq, b.Size, tx.Hashes); err != nil {
		return err
	}
	checkpoint, err := tx.Checkpoint(ctx)
	if err != nil {
		return err
	}
	b.Checkpoint = checkpoint.Block
	return tx.Rows(ctx, b.Size-1, b.Size, func(r Row) error {
		b.LastCommit = r.BlockTime
		return nil
	})
}

// chunk is how many rows are held in memory at once.
const chunk = 1000

// rowsRoot gives the root of a tree over some rows alone.
func rowsRoot(ctx context.Context, first, end uint64, read func(context.Context, []int64) ([]tlog.Hash, error)) (custody.Digest, error) {
	t := &tree{edge: map[int64]tlog.Hash{}}
	for at := first; at < end; at += chunk {
		leaves, err := read(ctx, leafIndexes(at, min(at+chunk, end)))
		if err != nil {
			return custody.Digest{}, err
		}
		for _, leaf := range leaves {
			if _, err := t.add(leaf); err != nil {
				return custody.Digest{}, err
			}
		}
	}
	return t.root()
}

func leafIndexes(first, end uint64) []int64 {
	indexes := make([]int64, 0, end-first)
	for seq := first; seq < end; seq++ {
		indexes = append(indexes, tlog.StoredHashIndex(0, int64(seq)))
	}
	return indexes
}
