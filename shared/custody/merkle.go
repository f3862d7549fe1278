package custody

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

// BundleRoot gives the root of the Merkle tree of RFC 9162, section 2.1.1, over the leaves of a bundle. The contract
// computes the same root when the bundle is unpacked.
func BundleRoot(children []BundledAsset) Digest {
	leaves := make([]Digest, len(children))
	for i, c := range children {
		leaves[i] = BundleLeaf(c.Key, c.Version)
	}
	return merkleRoot(leaves)
}

// BundleLeaf gives SHA-256(0x00 || asset key || version as 3 bytes, big endian).
func BundleLeaf(asset Digest, version uint32) Digest {
	leaf := make([]byte, 0, 36)
	leaf = append(leaf, 0)
	leaf = append(leaf, asset[:]...)
	return sha256.Sum256(append(leaf, binary.BigEndian.AppendUint32(nil, version)[1:]...))
}

// merkleRoot splits the leaves at the largest power of two below their number, as the RFC does.
func merkleRoot(leaves []Digest) Digest {
	switch len(leaves) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return leaves[0]
	}
	split := 1 << (bits.Len(uint(len(leaves)-1)) - 1)
	return merkleNode(merkleRoot(leaves[:split]), merkleRoot(leaves[split:]))
}

func merkleNode(left, right Digest) Digest {
	node := append([]byte{1}, left[:]...)
	return sha256.Sum256(append(node, right[:]...))
}

// BundlePath gives the proof that one child is a leaf of a bundle: the hashes beside its way to the root, from the leaf
// upwards (RFC 9162, section 2.1.3.1).
func BundlePath(children []BundledAsset, child int) []Digest {
	leaves := make([]Digest, len(children))
	for i, c := range children {
		leaves[i] = BundleLeaf(c.Key, c.Version)
	}
	return merklePath(leaves, child)
}

func merklePath(leaves []Digest, at int) []Digest {
	if len(leaves) < 2 {
		return nil
	}
	split := 1 << (bits.Len(uint(len(leaves)-1)) - 1)
	if at < split {
		return append(merklePath(leaves[:split], at), merkleRoot(leaves[split:]))
	}
	return append(merklePath(leaves[split:], at-split), merkleRoot(leaves[:split]))
}
