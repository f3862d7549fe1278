package documents

import (
	"context"
	"fmt"
	"io"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// notFound is the same for a document that is not there and one that the reader may not read.
func notFound(id string) error {
	return problem.NotFound.At("path:id", "there is no document "+id+" for you")
}

// Open gives a document's plaintext to a reader, and its manifest. No byte of it is given before all of it was
// decrypted and found to be what the sender signed; a document that is not is an error that wraps [ErrDamaged]. Close
// the plaintext after use. problem.NotFound if the reader has no capsule, whether the document is there or not.
func (v *Vault) Open(ctx context.Context, reader custody.OrganizationID, id string) (Manifest, io.ReadCloser, error) {
	s, err := v.readable(ctx, reader, id)
	if err != nil {
		return Manifest{}, nil, err
	}
	key, err := v.documentKey(ctx, reader, id)
	if err != nil {
		return Manifest{}, nil, err
	}
	plain, err := v.unseal(ctx, s.Manifest, key)
	if err != nil {
		return Manifest{}, nil, fmt.Errorf("open %s: %w", id, err)
	}
	return s.Manifest, plain, nil
}

// Manifest gives a document's signed manifest to a reader; refusals as those of Open.
func (v *Vault) Manifest(ctx context.Context, reader custody.OrganizationID, id string) ([]byte, error) {
	s, err := v.readable(ctx, reader, id)
	return s.Signed, err
}

// Body gives a document's sealed body to a reader as it is stored: the reader compares it with the manifest. Close it
// after use. Refusals as those of Open.
func (v *Vault) Body(ctx context.Context, reader custody.OrganizationID, id string) (io.ReadCloser, error) {
	if _, err := v.readable(ctx, reader, id); err != nil {
		return nil, err
	}
	body, err := v.Store.Body(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", id, err)
	}
	return body, nil
}

// readable gives the signed manifest if the reader has a capsule.
func (v *Vault) readable(ctx context.Context, reader custody.OrganizationID, id string) (Sealed, error) {
	if !ValidID(id) {
		return Sealed{}, notFound(id)
	}
	_, found, err := v.Store.Capsule(ctx, id, reader)
	if err != nil {
		return Sealed{}, fmt.Errorf("find the capsule of %s: %w", id, err)
	}
	if !found {
		return Sealed{}, notFound(id)
	}
	s, found, err := v.stored(ctx, id)
	if err == nil && !found {
		err = notFound(id)
	}
	return s, err
}

// unseal decrypts a body into a spool and compares everything with the manifest.
func (v *Vault) unseal(ctx context.Context, m Manifest, key documentKey) (io.ReadCloser, error) {
	if m.Size > v.maxSize() {
		return nil, problem.TooLarge.With(fmt.Sprintf("the document has %d bytes, over the limit of %d", m.Size, v.maxSize()))
	}
	if m.Size/maxRatio > m.Body.Length {
		return nil, fmt.Errorf("%w: it would unpack to more than %d times its size", ErrDamaged, maxRatio)
	}
	body, err := v.Store.Body(ctx, m.Document)
	if err != nil {
		return nil, err
	}
	defer func() { _ = body.Close() }()
	source := &source{r: io.LimitReader(body, m.Body.Length+1), meter: newMeter()}
	spool := newSpool(m.Size)
	plain := newMeter()
	if err := decrypt(io.MultiWriter(plain, spool), source, m, key); err != nil {
		_ = spool.Close()
		if source.err != nil {
			return nil, fmt.Errorf("read the body: %w", source.err)
		}
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if err := compare(m, key, source.meter, plain); err != nil {
		_ = spool.Close()
		return nil, err
	}
	if err := spool.rewind(); err != nil {
		_ = spool.Close()
		return nil, fmt.Errorf("rewind the plaintext: %w", err)
	}
	return spool, nil
}

// decrypt writes at most one byte more than the manifest promises.
func decrypt(w io.Writer, sealed io.Reader, m Manifest, key documentKey) error {
	plain, free, err := openBody(sealed, m.Codec, key)
	if err != nil {
		return err
	}
	defer free()
	_, err = io.Copy(w, io.LimitReader(plain, m.Size+1))
	return err
}

func compare(m Manifest, key documentKey, sealed, plain *meter) error {
	if sealed.n != m.Body.Length || sealed.sum() != m.Body.SHA256 {
		return fmt.Errorf("%w: the body is not the one that was signed", ErrDamaged)
	}
	commitment, err := key.commitment(plain.sum())
	if err != nil {
		return err
	}
	if plain.n != m.Size || commitment != m.Commitment {
		return fmt.Errorf("%w: the plaintext is not the one that was signed", ErrDamaged)
	}
	return nil
}

// A source measures a sealed body while it is read, and keeps the store's own error apart from what a damaged body
// makes of itself.
type source struct {
	r     io.Reader
	meter *meter
	err   error
}

// Read reads on.
func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	_, _ = s.meter.Write(p[:n])
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}
