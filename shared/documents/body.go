package documents

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// A meter hashes and counts what passes.
type meter struct {
	hash.Hash
	n int64
}

func newMeter() *meter { return &meter{Hash: sha256.New()} }

// Write never fails.
func (m *meter) Write(p []byte) (int, error) {
	m.n += int64(len(p))
	return m.Hash.Write(p)
}

func (m *meter) sum() custody.Digest { return custody.Digest(m.Hash.Sum(nil)) }

// A sealing is what became known while a body was sealed.
type sealing struct {
	plain custody.Digest // SHA-256 of the plaintext
	size  int64          // of the plaintext
	codec Codec
	body  SealedBody
}

// sealBody streams the plaintext through hash, codec and encryption to w, in constant memory.
func sealBody(w io.Writer, plaintext io.Reader, to age.Recipient, maxSize int64) (sealing, error) {
	sealed := newMeter()
	encrypted, err := age.Encrypt(io.MultiWriter(w, sealed), to)
	if err != nil {
		return sealing{}, fmt.Errorf("encrypt: %w", err)
	}
	source := bufio.NewReaderSize(plaintext, sampleSize)
	sample, err := source.Peek(sampleSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return sealing{}, fmt.Errorf("read document: %w", err)
	}
	codec := choose(sample)
	compressed, err := compress(codec, encrypted)
	if err != nil {
		return sealing{}, err
	}
	plain, size, err := readAll(compressed, source, maxSize)
	if err != nil {
		return sealing{}, err
	}
	if err := compressed.Close(); err != nil {
		return sealing{}, fmt.Errorf("compress: %w", err)
	}
	if err := encrypted.Close(); err != nil {
		return sealing{}, fmt.Errorf("encrypt: %w", err)
	}
	return sealing{plain: plain, size: size, codec: codec, body: SealedBody{SHA256: sealed.sum(), Length: sealed.n}}, nil
}

// readAll copies a plaintext up to the limit and gives its hash and size.
func readAll(w io.Writer, plaintext io.Reader, maxSize int64) (custody.Digest, int64, error) {
	plain := newMeter()
	if _, err := io.Copy(io.MultiWriter(plain, w), io.LimitReader(plaintext, maxSize+1)); err != nil {
		return custody.Digest{}, 0, fmt.Errorf("stream document: %w", err)
	}
	if plain.n > maxSize {
		return custody.Digest{}, 0, problem.TooLarge.With(fmt.Sprintf("a document has at most %d bytes", maxSize))
	}
	return plain.sum(), plain.n, nil
}

// openBody gives the plaintext of a sealed body. What it gives is not to be trusted before its end was reached and
// everything was compared with the manifest.
func openBody(sealed io.Reader, codec Codec, identity age.Identity) (plain io.Reader, free func(), err error) {
	decrypted, err := age.Decrypt(sealed, identity)
	if err != nil {
		return nil, nil, err
	}
	if codec == None {
		return decrypted, func() {}, nil
	}
	dec, err := zstd.NewReader(decrypted, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderMaxMemory(2*maxWindow))
	if err != nil {
		return nil, nil, err
	}
	return dec, dec.Close, nil
}
