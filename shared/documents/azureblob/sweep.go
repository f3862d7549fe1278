package azureblob

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"waybill/shared/documents"
)

// abandoned is the age at which an upload that is no document is one that a crash left behind.
const abandoned = 24 * time.Hour

// Sweep removes parts of uploads that were abandoned at least a day before now, and tells how many blobs that were. It
// reads lists of names only. Blocks that never became a blob are the service's own to remove, after a week.
func (s *Store) Sweep(ctx context.Context, now time.Time) (removed int, err error) {
	for name, err := range s.Abandoned(ctx, now.Add(-abandoned)) {
		if err == nil {
			err = s.blobs.Delete(ctx, name)
		}
		if err != nil {
			return removed, fmt.Errorf("sweep the documents: %w", err)
		}
		removed++
	}
	return removed, nil
}

// Abandoned gives the names of blobs that were written before the given time, which lies at least an hour back, and belong
// to no document. It walks over parts and manifests side by side, in the order of their ids.
func (s *Store) Abandoned(ctx context.Context, before time.Time) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		next, stop := iter.Pull2(s.blobs.List(ctx, manifests))
		defer stop()
		var id, winner string // of the last manifest that was read
		more := true
		for part, err := range s.blobs.List(ctx, parts) {
			if err != nil {
				yield("", err)
				return
			}
			partID, rest, _ := strings.Cut(strings.TrimPrefix(part.Name, parts), "/")
			upload, _, _ := strings.Cut(rest, "/")
			for more && id < partID {
				manifest, err, ok := next()
				if err != nil {
					yield("", err)
					return
				}
				if more = ok; ok {
					id, winner = idOf(manifest), manifest.Metadata[uploadKey]
				}
			}
			belongs := partID == id && upload == winner
			if belongs || !documents.ValidID(partID) || !part.Modified.Before(before) {
				continue
			}
			if !yield(part.Name, nil) {
				return
			}
		}
	}
}
