package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/custody"
)

// A Digest commits to the whole log at one moment. Kept where the ledger's keeper cannot change it, it makes every
// later change of the past evident. The first five fields are those of Azure SQL ledger; the others make the digest a
// checkpoint of the transparency log (C2SP tlog-checkpoint).
type Digest struct {
	DatabaseName              string    `json:"database_name"`
	BlockID                   uint64    `json:"block_id"`
	Hash                      string    `json:"hash"` // of the closed block, 0x and hexadecimal
	LastTransactionCommitTime time.Time `json:"last_transaction_commit_time"`
	DigestTime                time.Time `json:"digest_time"`

	Origin   string `json:"origin"` // name of the log and of the key that signs
	TreeSize uint64 `json:"tree_size"`
	RootHash []byte `json:"root_hash"` // base64
	Note     string `json:"note"`      // signed: origin, size and root
}

// Root gives the root of the log at TreeSize.
func (d Digest) Root() (root custody.Digest) {
	copy(root[:], d.RootHash)
	return root
}

// databaseName is what digests call the ledger, whatever the file's name is.
const databaseName = "waybill-ledger"

// Hash chains the blocks of the log: it covers everything in the block, the hash of the block before among it.
func (b LogBlock) Hash() custody.Digest {
	return sha256.Sum256(encodeColumns("waybill/ledger-block/v1", []column{
		{"checkpoint", b.Checkpoint},
		{"closedAt", uint64(b.ClosedAt.UnixMicro())},
		{"firstSeq", b.FirstSeq},
		{"id", b.ID},
		{"lastCommit", uint64(b.LastCommit.UnixMicro())},
		{"prevHash", b.PrevHash[:]},
		{"root", b.Root[:]},
		{"rowsRoot", b.RowsRoot[:]},
		{"size", b.Size},
	}))
}

// newDigest signs a block. The same block always gives the same digest, because Ed25519 signatures are deterministic.
func newDigest(b LogBlock, signer note.Signer) (Digest, error) {
	text := checkpointText(signer.Name(), b.Size, b.Root)
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return Digest{}, fmt.Errorf("sign the digest of block %d: %w", b.ID, err)
	}
	return Digest{
		DatabaseName: databaseName, BlockID: b.ID, Hash: b.Hash().Hex(), LastTransactionCommitTime: b.LastCommit, DigestTime: b.ClosedAt,
		Origin: signer.Name(), TreeSize: b.Size, RootHash: b.Root[:], Note: string(signed),
	}, nil
}

// sameAs reports whether both say the same of the log: the same block, and with it size and root. Who signed is another
// thing: a key may have been replaced since.
func (d Digest) sameAs(o Digest) bool {
	return d.BlockID == o.BlockID && d.Hash == o.Hash && d.TreeSize == o.TreeSize && bytes.Equal(d.RootHash, o.RootHash)
}

// checkpointText is what is signed: origin, size and root, a line each.
func checkpointText(origin string, size uint64, root custody.Digest) string {
	return fmt.Sprintf("%s\n%d\n%s\n", origin, size, tlog.Hash(root))
}

// check checks that the note is signed by a known key and says the same as the other fields.
func (d Digest) check(keys note.Verifiers) error {
	opened, err := note.Open([]byte(d.Note), keys)
	if err != nil {
		return fmt.Errorf("open the note: %w", err)
	}
	if len(d.RootHash) != sha256.Size || opened.Text != checkpointText(d.Origin, d.TreeSize, d.Root()) {
		return fmt.Errorf("the note does not say what the digest says")
	}
	for _, s := range opened.Sigs {
		if s.Name == d.Origin {
			return nil
		}
	}
	return fmt.Errorf("the note is not signed by %s", d.Origin)
}

func (d Digest) encode() ([]byte, error) {
	b, err := json.MarshalIndent(d, "", "  ")
	return append(b, '\n'), err
}

// ParseDigest reads a digest strictly.
func ParseDigest(body []byte) (Digest, error) {
	var d Digest
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := custody.CheckJSON(body, true); err != nil {
		return Digest{}, fmt.Errorf("read digest: %w", err)
	}
	if err := dec.Decode(&d); err != nil {
		return Digest{}, fmt.Errorf("read digest: %w", err)
	}
	return d, nil
}

// A DigestStore keeps digests outside the ledger, best where nobody can change them.
type DigestStore interface {
	// Put keeps a digest under a name. It is durable on return. A name is never written twice: the same bytes again
	// are no error, others are.
	Put(ctx context.Context, name string, body []byte) error
	// Get gives the digest that was kept under a name; false if none was. What it gives is durable.
	Get(ctx context.Context, name string) (body []byte, found bool, err error)
	// Each calls do for the digests in the order of their names.
	Each(ctx context.Context, do func(name string, body []byte) error) error
}

// digestName sorts as the blocks do.
func digestName(block uint64) string { return fmt.Sprintf("block-%020d.json", block) }
