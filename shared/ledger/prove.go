package ledger

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A Proof is evidence that a row is in the log: with the log's public key alone, without the ledger and without a
// network, anybody checks it.
type Proof struct {
	Seq    uint64      `json:"seq"`
	Row    []byte      `json:"row"`    // Row.Canonical, base64
	Hashes []tlog.Hash `json:"hashes"` // RFC 9162 section 2.1.3.1, from leaf to root
	Digest Digest      `json:"digest"` // of the log at a size that has the row
}

// Prove makes the proof of one row under a digest, which the Digest's note signs.
func Prove(ctx context.Context, archive Archive, seq uint64, under Digest) (Proof, error) {
	if seq >= under.TreeSize {
		return Proof{}, fmt.Errorf("row %d is not in the %d rows of the digest", seq, under.TreeSize)
	}
	p := Proof{Seq: seq, Digest: under}
	err := archive.Rows(ctx, seq, seq+1, func(r Row) error {
		p.Row = r.Canonical()
		return nil
	})
	if err != nil {
		return Proof{}, fmt.Errorf("read row %d: %w", seq, err)
	}
	if p.Row == nil {
		return Proof{}, fmt.Errorf("row %d is missing", seq)
	}
	hashes, err := tlog.ProveRecord(int64(under.TreeSize), int64(seq), hashReader(ctx, archive))
	if err != nil {
		return Proof{}, fmt.Errorf("prove row %d: %w", seq, err)
	}
	p.Hashes = hashes
	return p, p.check()
}

// CheckProof checks a proof against the public keys of the log. It needs nothing else.
func CheckProof(p Proof, keys note.Verifiers) error {
	if err := p.Digest.check(keys); err != nil {
		return fmt.Errorf("check the digest: %w", err)
	}
	return p.check()
}

func (p Proof) check() error {
	err := tlog.CheckRecord(p.Hashes, int64(p.Digest.TreeSize), tlog.Hash(p.Digest.Root()), int64(p.Seq), tlog.RecordHash(p.Row))
	if err != nil {
		return fmt.Errorf("row %d is not in the log of the digest: %w", p.Seq, err)
	}
	return nil
}
