package ledger

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/custody"
)

// A Verifier recomputes the ledger from scratch and compares. It believes nothing that can be checked: a row counts by
// its content, a hash by what it is the hash of, a table by what follows from the log.
type Verifier struct {
	Store  Snapshotter
	Secret custody.Secret

	Digests DigestStore    // nil: digests are not checked
	Keys    note.Verifiers // of the digests' signers, old ones too
	Anchors Anchors        // nil: the chain is not asked

	// Scratch opens an empty ledger to replay the log in; close throws it away.
	Scratch func(ctx context.Context) (s Scratch, close func() error, err error)
}

// A Scratch is an empty ledger for a replay.
type Scratch interface {
	Writer
	Snapshotter
}

// Anchors tell what is anchored on chain. Actor 0 is the administrator.
type Anchors interface {
	// LastAnchored gives the size of the largest tree that an organisation has anchored, 0 if none.
	LastAnchored(ctx context.Context, actor uint32) (uint64, error)
	// AnchoredAt gives the size at which an organisation anchored a root, 0 if it did not. What others anchored does
	// not count: anybody may copy a root.
	AnchoredAt(ctx context.Context, actor uint32, root custody.Digest) (uint64, error)
}

// maxProblems bounds a report: behind the first change of a log come more than anybody wants to read.
const maxProblems = 100

// A Report is the outcome of a verification.
type Report struct {
	Verified bool           `json:"verified"`
	Problems []string       `json:"problems"` // in the order in which they were found, the first hundred
	Rows     uint64         `json:"rows"`
	Size     uint64         `json:"size"` // of the Merkle tree
	Root     custody.Digest `json:"root"`
	Blocks   int            `json:"blocks"`
	Digests  int            `json:"digests"`
	Anchored uint64         `json:"anchored"` // size of the tree that is anchored on chain
}

func (r *Report) problem(format string, args ...any) {
	r.Verified = false
	if len(r.Problems) < maxProblems {
		r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
	}
}

// Verify recomputes every leaf from its row, all Merkle hashes, block roots and the chain of blocks, holds every stored
// digest and the anchor on chain against them, and replays the log to compare the tables. A problem is not an error: an
// error says that the verification could not be done. It uses constant memory, and disk for the replay.
func (v *Verifier) Verify(ctx context.Context) (Report, error) {
	report := Report{Verified: true, Problems: []string{}}
	scratch, closeScratch, err := v.Scratch(ctx)
	if err != nil {
		return report, fmt.Errorf("open a scratch ledger: %w", err)
	}
	defer func() { _ = closeScratch() }() // it is thrown away
	err = v.Store.Snapshot(ctx, func(archive Archive) error {
		c := check{Verifier: v, ctx: ctx, archive: archive, scratch: scratch, report: &report}
		for _, step := range []func() error{c.log, c.blocks, c.digests, c.anchors, c.tables} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		report.Verified = false
		return report, fmt.Errorf("verify the ledger: %w", err)
	}
	return report, nil
}

// A check is one verification under way.
type check struct {
	*Verifier
	ctx      context.Context
	archive  Archive
	scratch  Scratch
	report   *Report
	replayed bool   // every row could be replayed
	making   making // the transformation that the rows replayed last belong to
}

// rootAt gives the root of the log when it had so many rows. The hashes it uses were checked before.
func (c *check) rootAt(size uint64) (custody.Digest, error) {
	h, err := tlog.TreeHash(int64(size), hashReader(c.ctx, c.archive))
	return custody.Digest(h), err
}

func hashReader(ctx context.Context, archive Archive) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) { return archive.StoredHashes(ctx, indexes) })
}

// agrees checks that the log had this root at this size.
func (c *check) agrees(size uint64, root custody.Digest, whose string) {
	if size > c.report.Size {
		c.report.problem("%s is of %d rows and the log has %d: rows were cut off, or the ledger was set back", whose, size, c.report.Size)
		return
	}
	have, err := c.rootAt(size)
	if err != nil {
		c.report.problem("%s cannot be checked: %v", whose, err)
		return
	}
	if have != root {
		c.report.problem("%s says that the root of %d rows is %s, and it is %s", whose, size, root, have)
	}
}

// blocks checks the closed blocks against the log and the chain of their hashes.
func (c *check) blocks() error {
	last := LogBlock{}
	for first := uint64(0); ; first += chunk {
		var blocks []LogBlock
		err := c.archive.Blocks(c.ctx, first, first+chunk, func(b LogBlock) error {
			blocks = append(blocks, b)
			return nil
		})
		if err != nil || len(blocks) == 0 {
			return err
		}
		for _, b := range blocks {
			c.block(last, b)
			last = b
		}
	}
}

func (c *check) block(last, b LogBlock) {
	name := fmt.Sprintf("block %d of the log", b.ID)
	want, prev := uint64(0), custody.Digest{}
	if c.report.Blocks > 0 {
		want, prev = last.ID+1, last.Hash()
	}
	c.report.Blocks++
	if b.ID != want {
		c.report.problem("%s comes where block %d should", name, want)
	}
	if b.PrevHash != prev {
		c.report.problem("%s does not name the hash of the block before", name)
	}
	if b.FirstSeq != last.Size || b.Size <= b.FirstSeq {
		c.report.problem("%s has the rows from %d to %d and the block before ends at %d", name, b.FirstSeq, b.Size, last.Size)
		return
	}
	if c.agrees(b.Size, b.Root, name); b.Size > c.report.Size {
		return
	}
	root, err := rowsRoot(c.ctx, b.FirstSeq, b.Size, c.archive.StoredHashes)
	if err != nil || root != b.RowsRoot {
		c.report.problem("%s has another root over its own rows than it says", name)
	}
}

// digests holds what was stored outside the ledger against it.
func (c *check) digests() error {
	if c.Digests == nil {
		return nil
	}
	return c.Digests.Each(c.ctx, func(name string, body []byte) error {
		c.report.Digests++
		d, err := ParseDigest(body)
		if err != nil {
			c.report.problem("digest %s: %v", name, err)
			return nil
		}
		if err := d.check(c.Keys); err != nil {
			c.report.problem("digest %s: %v", name, err)
			return nil
		}
		found := false
		err = c.archive.Blocks(c.ctx, d.BlockID, d.BlockID+1, func(b LogBlock) error {
			found = true
			if b.Hash().Hex() != d.Hash {
				c.report.problem("digest %s has another hash of block %d than the ledger", name, d.BlockID)
			}
			return nil
		})
		if err != nil {
			return err
		}
		if !found {
			c.report.problem("digest %s is of block %d, which the ledger does not have", name, d.BlockID)
		}
		c.agrees(d.TreeSize, d.Root(), "digest "+name)
		return nil
	})
}

// anchors holds what is on chain against the log: the newest anchor as the contract has it, and all that the log has.
func (c *check) anchors() error {
	var recorded []Anchor
	err := c.archive.Records(c.ctx, &Anchor{}, func(r Record) error {
		if a := *r.(*Anchor); a.Actor == 0 {
			recorded = append(recorded, a) // one for each digest that was anchored, a few a day
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, a := range recorded {
		c.agrees(a.Size, a.Root, "the anchor in transaction "+a.Transaction.Hex())
	}
	if c.Anchors == nil {
		return nil
	}
	return c.anchorOnChain()
}

// anchorOnChain asks the contract itself: it has the size of the administrator's last anchor and, by root, what it
// anchored.
func (c *check) anchorOnChain() error {
	size, err := c.Anchors.LastAnchored(c.ctx, 0)
	if err != nil {
		return fmt.Errorf("ask the chain for the last anchor: %w", err)
	}
	c.report.Anchored = size
	if size == 0 {
		return nil
	}
	if size > c.report.Size {
		c.report.problem("the chain has an anchor of %d rows and the log has %d: rows were cut off, or the ledger was set back", size, c.report.Size)
		return nil
	}
	root, err := c.rootAt(size)
	if err != nil {
		c.report.problem("the anchor on chain cannot be checked: %v", err)
		return nil
	}
	anchored, err := c.Anchors.AnchoredAt(c.ctx, 0, root)
	if err != nil {
		return fmt.Errorf("ask the chain for the anchor of %s: %w", root, err)
	}
	if anchored != size {
		c.report.problem("the chain has an anchor of %d rows, and its root is not %s, that of the log", size, root)
	}
	return nil
}
