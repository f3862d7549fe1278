package azureblob

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"waybill/shared/documents"
)

// Sweep removes parts of uploads that were written before the given time and belong to no document. It reads lists of
// names only: a part that old gets no manifest any more, see commitWithin. Blocks that never became a blob are the service's
// own to remove, a week after the last of them.
// https://learn.microsoft.com/rest/api/storageservices/put-block
func (s *Store) Sweep(ctx context.Context, before time.Time) (removed int, err error) {
	for name, err := range s.abandoned(ctx, before) {
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

// abandoned gives the names of blobs that were written before the given time and belong to no document. It walks over
// parts and manifests side by side, in the order of their ids. A manifest that names no upload is damaged; all parts of its
// document stay, since one of them may be its own.
func (s *Store) abandoned(ctx context.Context, before time.Time) iter.Seq2[string, error] {
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
			belongs := partID == id && (upload == winner || winner == "")
			if belongs || !documents.ValidID(partID) || !part.Modified.Before(before) {
				continue
			}
			if !yield(part.Name, nil) {
				return
			}
		}
	}
}
