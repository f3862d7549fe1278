package blobs

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/streaming"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/blob"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/blockblob"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/container"
)

// A Container is a container of blobs. It is safe for concurrent use.
type Container struct {
	name   string
	client *container.Client
}

// A Blob is a small blob that was read.
type Blob struct {
	Content  []byte
	Metadata map[string]string // names in lower case
	ETag     azcore.ETag       // of this content
}

// Read gives a blob; false if there is none. One of more than limit bytes is an error.
func (c *Container) Read(ctx context.Context, name string, limit int64) (Blob, bool, error) {
	r, err := c.client.NewBlobClient(name).DownloadStream(ctx, nil)
	if missing(err) {
		return Blob{}, false, nil
	}
	if err != nil {
		return Blob{}, false, fmt.Errorf("read blob %s: %w", name, c.explain(err))
	}
	body := r.NewRetryReader(ctx, nil)
	defer func() { _ = body.Close() }()
	content, err := io.ReadAll(io.LimitReader(body, limit+1))
	if err != nil {
		return Blob{}, false, fmt.Errorf("read blob %s: %w", name, c.explain(err))
	}
	if int64(len(content)) > limit {
		return Blob{}, false, fmt.Errorf("read blob %s: it has more than %d bytes", name, limit)
	}
	b := Blob{Content: content, Metadata: lower(r.Metadata)}
	if r.ETag != nil {
		b.ETag = *r.ETag
	}
	return b, true, nil
}

// Metadata gives the metadata of a blob, with names in lower case; false if there is no such blob.
func (c *Container) Metadata(ctx context.Context, name string) (map[string]string, bool, error) {
	r, err := c.client.NewBlobClient(name).GetProperties(ctx, nil)
	if missing(err) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("look for blob %s: %w", name, c.explain(err))
	}
	return lower(r.Metadata), true, nil
}

// lower undoes what HTTP does to names of headers.
func lower(metadata map[string]*string) map[string]string {
	names := make(map[string]string, len(metadata))
	for name, value := range metadata {
		if value != nil {
			names[strings.ToLower(name)] = *value
		}
	}
	return names
}

// Stream opens a blob of any length for reading in constant memory. A connection that breaks is replaced, and the reading
// goes on in the same version of the blob. There is no limit on the time but that of ctx: the reader may be slow.
func (c *Container) Stream(ctx context.Context, name string) (io.ReadCloser, error) {
	ctx = policy.WithRetryOptions(ctx, policy.RetryOptions{})
	r, err := c.client.NewBlobClient(name).DownloadStream(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("open blob %s: %w", name, c.explain(err))
	}
	return r.NewRetryReader(ctx, nil), nil
}

// Create writes a blob that was not there, durable on return. False, and nothing happens, if there is one; after a lost
// answer that may be what this very call has written, so callers that must know compare.
func (c *Container) Create(ctx context.Context, name string, content []byte, metadata map[string]string) (bool, error) {
	nothing := azcore.ETagAny
	_, err := c.put(ctx, name, content, metadata, &blob.ModifiedAccessConditions{IfNoneMatch: &nothing})
	if taken(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("create blob %s: %w", name, c.explain(err))
	}
	return true, nil
}

// Replace writes a blob anew if it is still the version that was read. False, and nothing happens, if it is not or is
// gone; after a lost answer the other version may be what this very call has written.
func (c *Container) Replace(ctx context.Context, name string, content []byte, read azcore.ETag) (bool, error) {
	_, err := c.put(ctx, name, content, nil, &blob.ModifiedAccessConditions{IfMatch: &read})
	if taken(err) || missing(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("replace blob %s: %w", name, c.explain(err))
	}
	return true, nil
}

// Overwrite writes a blob whatever was there. Kept says that the account keeps earlier versions of blobs, so that what was
// there can still be read.
func (c *Container) Overwrite(ctx context.Context, name string, content []byte) (kept bool, err error) {
	r, err := c.put(ctx, name, content, nil, nil)
	if err != nil {
		return false, fmt.Errorf("overwrite blob %s: %w", name, c.explain(err))
	}
	return r.VersionID != nil, nil
}

func (c *Container) put(ctx context.Context, name string, content []byte, metadata map[string]string, only *blob.ModifiedAccessConditions) (blockblob.UploadResponse, error) {
	named := map[string]*string{}
	for name, value := range metadata {
		named[name] = &value
	}
	return c.client.NewBlockBlobClient(name).Upload(ctx, streaming.NopCloser(bytes.NewReader(content)), &blockblob.UploadOptions{
		Metadata: named, AccessConditions: &blob.AccessConditions{ModifiedAccessConditions: only},
	})
}

// Delete deletes a blob; one that is not there is no error.
func (c *Container) Delete(ctx context.Context, name string) error {
	if _, err := c.client.NewBlobClient(name).Delete(ctx, nil); err != nil && !missing(err) {
		return fmt.Errorf("delete blob %s: %w", name, c.explain(err))
	}
	return nil
}

// An Entry is a blob in a list.
type Entry struct {
	Name     string
	Modified time.Time
	Metadata map[string]string // names in lower case
}

// List gives the blobs whose names begin with the prefix, in the order of their names. It ends after an error.
func (c *Container) List(ctx context.Context, prefix string) iter.Seq2[Entry, error] {
	return c.list(ctx, prefix, nil)
}

func (c *Container) list(ctx context.Context, prefix string, pageSize *int32) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		pages := c.client.NewListBlobsFlatPager(&container.ListBlobsFlatOptions{
			Prefix: &prefix, MaxResults: pageSize, Include: container.ListBlobsInclude{Metadata: true},
		})
		for pages.More() {
			page, err := pages.NextPage(ctx)
			if err != nil {
				yield(Entry{}, fmt.Errorf("list blobs of %s: %w", c.name, c.explain(err)))
				return
			}
			for _, item := range page.Segment.BlobItems {
				if !yield(Entry{Name: *item.Name, Modified: *item.Properties.LastModified, Metadata: lower(item.Metadata)}, nil) {
					return
				}
			}
		}
	}
}
