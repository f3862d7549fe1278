package blobs

import (
	"context"
	"iter"
)

// ListPages is List with small pages.
func (c *Container) ListPages(ctx context.Context, prefix string, size int32) iter.Seq2[Entry, error] {
	return c.list(ctx, prefix, &size)
}
