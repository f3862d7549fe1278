package bindings_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/merkle/testonly"
)

const vectorsFile = "../test/vectors/merkle.json"

type vectors struct {
	Comment string   `json:"comment"`
	Vectors []vector `json:"vectors"`
}

// A vector is a list of children, asset i at version i, its root, and the proof for the leaf at index.
type vector struct {
	Assets   []common.Hash `json:"assets"`
	Versions []uint32      `json:"versions"`
	Root     common.Hash   `json:"root"`
	Index    uint64        `json:"index"`
	Proof    []common.Hash `json:"proof"`
}

// The vectors that the contract's own tests and other languages read are what transparency-dev/merkle, the tree of
// Certificate Transparency logs, makes of fixed lists of children.
func TestMerkleVectorsAreThoseOfAnotherImplementation(t *testing.T) {
	t.Parallel()
	all := vectors{Comment: "Leaf i is SHA-256(0x00 || asset || version, 3 bytes big endian); roots and proofs are " +
		"those of RFC 9162, computed by github.com/transparency-dev/merkle."}
	for _, size := range []int{1, 2, 3, 5, 7, 8, 24, 25, 33} {
		all.Vectors = append(all.Vectors, newVector(t, size))
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	if err := enc.Encode(all); err != nil {
		t.Fatal(err)
	}
	compareOrUpdate(t, vectorsFile, b.Bytes())
}

func newVector(t *testing.T, size int) vector {
	t.Helper()
	versions := []uint32{1, 2, 255, 256, 65535, 65536, 1<<24 - 1} // every byte of a version counts
	v := vector{Index: uint64(size) * 2 / 3, Proof: []common.Hash{}}
	for i := range size {
		v.Assets = append(v.Assets, sha256.Sum256(fmt.Appendf(nil, "child %d of %d", i, size)))
		v.Versions = append(v.Versions, versions[i%len(versions)])
	}
	tree := testonly.New(rfc6962.DefaultHasher)
	for i, asset := range v.Assets {
		version := binary.BigEndian.AppendUint32(nil, v.Versions[i])
		tree.AppendData(append(asset.Bytes(), version[1:]...))
	}
	v.Root = common.BytesToHash(tree.Hash())
	hashes, err := tree.InclusionProof(v.Index, tree.Size())
	if err != nil {
		t.Fatalf("prove leaf %d of %d: %v", v.Index, size, err)
	}
	for _, hash := range hashes {
		v.Proof = append(v.Proof, common.BytesToHash(hash))
	}
	return v
}
