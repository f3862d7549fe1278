package blobs

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/streaming"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/blockblob"
)

// blockSize is how much of a long blob travels at a time, and what an upload holds in memory. The service takes 50,000
// blocks, so a blob has at most 195 GiB.
const blockSize = 4 << 20

// An Upload is a blob that is being written in constant memory. It is there, durable and as a whole, once Finish returns.
type Upload struct {
	ctx    context.Context //nolint:containedctx // io.Writer has no context
	c      *Container
	client *blockblob.Client
	name   string
	buffer bytes.Buffer
	blocks []string
	err    error // of a block that could not be written; nothing follows it
}

// Upload begins a blob, which nobody else may be writing at the same time. The context is that of the whole upload.
func (c *Container) Upload(ctx context.Context, name string) *Upload {
	return &Upload{ctx: ctx, c: c, client: c.client.NewBlockBlobClient(name), name: name}
}

// Write adds to the blob.
func (u *Upload) Write(p []byte) (int, error) {
	written := 0
	for u.err == nil && written < len(p) {
		n := min(len(p)-written, blockSize-u.buffer.Len())
		u.buffer.Write(p[written : written+n])
		written += n
		if u.buffer.Len() == blockSize {
			u.err = u.stage(u.ctx)
		}
	}
	return written, u.err
}

// stage sends the buffer as the next block. A block is named by its place, so it may be sent again.
func (u *Upload) stage(ctx context.Context) error {
	id := base64.StdEncoding.EncodeToString(binary.BigEndian.AppendUint32(nil, uint32(len(u.blocks))))
	if _, err := u.client.StageBlock(ctx, id, streaming.NopCloser(bytes.NewReader(u.buffer.Bytes())), nil); err != nil {
		return fmt.Errorf("write block %d of blob %s: %w", len(u.blocks), u.name, u.c.explain(err))
	}
	u.blocks = append(u.blocks, id)
	u.buffer.Reset()
	return nil
}

// Finish makes a blob of what was written. One that fits in a block travels in one request.
func (u *Upload) Finish(ctx context.Context) error {
	if u.err != nil {
		return u.err
	}
	u.err = errors.New("the upload has ended")
	if len(u.blocks) == 0 {
		_, err := u.c.Overwrite(ctx, u.name, u.buffer.Bytes())
		return err
	}
	if u.buffer.Len() > 0 {
		if err := u.stage(ctx); err != nil {
			return err
		}
	}
	u.buffer = bytes.Buffer{}
	if _, err := u.client.CommitBlockList(ctx, u.blocks, nil); err != nil {
		return fmt.Errorf("make blob %s of its %d blocks: %w", u.name, len(u.blocks), u.c.explain(err))
	}
	return nil
}

// Remove removes what was written, finished or not. Blocks without a blob cannot be deleted, but a blob of that name
// drops them, and it can.
func (u *Upload) Remove(ctx context.Context) error {
	u.err, u.buffer = errors.New("the upload has ended"), bytes.Buffer{}
	if len(u.blocks) > 0 {
		if _, err := u.c.Overwrite(ctx, u.name, nil); err != nil {
			return err
		}
	}
	return u.c.Delete(ctx, u.name)
}
