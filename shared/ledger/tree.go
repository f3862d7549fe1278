package ledger

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/custody"
)

// A tree is a Merkle tree that only grows: it keeps the roots of its perfect subtrees, at most 64 hashes, which is all
// that further leaves and the root need.
type tree struct {
	size int64
	edge map[int64]tlog.Hash // by stored hash index
}

// loadTree continues a stored tree.
func loadTree(ctx context.Context, size int64, read func(context.Context, []int64) ([]tlog.Hash, error)) (*tree, error) {
	t := &tree{size: size, edge: map[int64]tlog.Hash{}}
	indexes := edgeIndexes(size)
	hashes, err := read(ctx, indexes)
	if err != nil {
		return nil, fmt.Errorf("read the edge of the tree at size %d: %w", size, err)
	}
	for i, index := range indexes {
		t.edge[index] = hashes[i]
	}
	return t, nil
}

// edgeIndexes gives the stored hash indexes of the perfect subtrees of a tree, one for each bit of its size.
func edgeIndexes(size int64) []int64 {
	var indexes []int64
	for level := 0; size>>level > 0; level++ {
		if size>>level&1 == 1 {
			indexes = append(indexes, tlog.StoredHashIndex(level, size>>level-1))
		}
	}
	return indexes
}

// add appends a leaf and gives the hashes to be stored for it: the leaf and the subtrees that it completes.
func (t *tree) add(leaf tlog.Hash) ([]tlog.Hash, error) {
	hashes, err := tlog.StoredHashesForRecordHash(t.size, leaf, t)
	if err != nil {
		return nil, fmt.Errorf("add leaf %d: %w", t.size, err)
	}
	for level := range len(hashes) - 1 { // the left halves of the completed subtrees are not needed any more
		delete(t.edge, tlog.StoredHashIndex(level, t.size>>level-1))
	}
	t.size++
	t.edge[tlog.StoredHashIndex(len(hashes)-1, t.size>>(len(hashes)-1)-1)] = hashes[len(hashes)-1]
	return hashes, nil
}

func (t *tree) root() (custody.Digest, error) {
	h, err := tlog.TreeHash(t.size, t)
	return custody.Digest(h), err
}

// ReadHashes gives hashes of the edge, for tlog.
func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		h, ok := t.edge[index]
		if !ok {
			return nil, fmt.Errorf("hash %d is not on the edge of a tree of size %d", index, t.size)
		}
		hashes[i] = h
	}
	return hashes, nil
}
