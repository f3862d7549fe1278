package documents_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/problem"
)

var errCrash = errors.New("the process died here")

// crashing is a store that fails at its nth call, before the call has its effect or after it, and at every later one.
type crashing struct {
	documents.Store
	calls, at int
	after     bool
}

func (c *crashing) call(do func() error) error {
	c.calls++
	switch {
	case c.calls < c.at:
		return do()
	case c.calls == c.at && c.after:
		_ = do()
	}
	return errCrash
}

// Create counts.
func (c *crashing) Create(ctx context.Context, id string) (u documents.Upload, err error) {
	err = c.call(func() error { u, err = c.Store.Create(ctx, id); return err })
	return &crashingUpload{u, c}, err
}

// Manifest counts.
func (c *crashing) Manifest(ctx context.Context, id string) (signed []byte, found bool, err error) {
	err = c.call(func() error { signed, found, err = c.Store.Manifest(ctx, id); return err })
	return signed, found, err
}

// PutCapsule counts.
func (c *crashing) PutCapsule(ctx context.Context, id string, reader custody.OrganizationID, capsule []byte) (put bool, err error) {
	err = c.call(func() error { put, err = c.Store.PutCapsule(ctx, id, reader, capsule); return err })
	return put, err
}

// Body counts.
func (c *crashing) Body(ctx context.Context, id string) (r io.ReadCloser, err error) {
	err = c.call(func() error { r, err = c.Store.Body(ctx, id); return err })
	return r, err
}

type crashingUpload struct {
	documents.Upload
	c *crashing
}

// Write counts.
func (u *crashingUpload) Write(p []byte) (n int, err error) {
	err = u.c.call(func() error { n, err = u.Upload.Write(p); return err })
	return n, err
}

// Commit counts.
func (u *crashingUpload) Commit(ctx context.Context, manifest []byte, capsules map[custody.OrganizationID][]byte) (created bool, err error) {
	err = u.c.call(func() error { created, err = u.Upload.Commit(ctx, manifest, capsules); return err })
	return created, err
}

// Discard does nothing once the process is dead.
func (u *crashingUpload) Discard() error { return nil }

// Wherever sealing breaks off, before or after an effect, the same request again gives one document that opens, and
// another body under the same id is refused.
func TestSealSurvivesACrashAnywhere(t *testing.T) {
	t.Parallel()
	body := strings.Repeat("wafer W-1 passed; ", 20_000)
	for _, after := range []bool{false, true} {
		for at := 1; ; at++ {
			b := newBench(t)
			healthy := b.Store
			c := &crashing{Store: healthy, at: at, after: after}
			b.Store = c
			_, err := b.Seal(t.Context(), draft(maker), strings.NewReader(body))
			if err == nil {
				if at < 6 {
					t.Fatalf("only %d points were passed", at)
				}
				break
			}
			if !errors.Is(err, errCrash) {
				t.Fatalf("point %d: %v", at, err)
			}
			b.Store = healthy
			first := b.seal(draft(maker), body)
			again := b.seal(draft(maker), body)
			if first.Hash != again.Hash {
				t.Errorf("point %d: two documents", at)
			}
			b.opens(maker, draft().ID, body)
			if _, err := b.Seal(t.Context(), draft(maker), strings.NewReader("other")); !errors.Is(err, problem.KeyReused) {
				t.Errorf("point %d: another body: %v", at, err)
			}
		}
	}
}

// A store that fails is not mistaken for damage: the document may be whole.
func TestFailingStoreIsNotDamage(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.seal(draft(), random(1<<20)).Manifest.Document
	b.Store = &cutBody{b.Store}
	_, _, err := b.Open(t.Context(), miner, id)
	if !errors.Is(err, errCrash) || errors.Is(err, documents.ErrDamaged) {
		t.Errorf("opened: %v", err)
	}
	if _, err := b.Verify(t.Context(), id); !errors.Is(err, errCrash) || errors.Is(err, documents.ErrDamaged) {
		t.Errorf("verified: %v", err)
	}
}

// cutBody is a store whose bodies break off with an error.
type cutBody struct{ documents.Store }

// Body gives the beginning.
func (c *cutBody) Body(ctx context.Context, id string) (io.ReadCloser, error) {
	r, err := c.Store.Body(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	return struct {
		io.Reader
		io.Closer
	}{io.MultiReader(io.LimitReader(r, 100_000), crashReader{}), r}, nil
}

type crashReader struct{}

func (crashReader) Read([]byte) (int, error) { return 0, errCrash }
