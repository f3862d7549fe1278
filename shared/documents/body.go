package documents

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"io"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// Codec says how the plaintext was made smaller before it was encrypted.
type Codec string

// The codecs.
const (
	Zstd Codec = "zstd" // RFC 8878, window of at most 8 MiB
	None Codec = "none" // as it is: photographs, archives and the like do not get smaller
)

const (
	// sampleSize is how much of the beginning decides about the codec.
	sampleSize = 32 << 10

	// window is the memory that the compressor looks back on. Level 1 gains nothing from more.
	window = 1 << 20

	// maxWindow is the largest window a sender may demand of a reader, as RFC 8878 section 3.1.1.1.2 recommends.
	maxWindow = 8 << 20

	// maxRatio bounds what a sealed body may unpack to. Nothing sealed here exceeds it, see pad, so a reader can
	// refuse a bomb before it unpacks one byte.
	maxRatio = 200
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
	if err != nil && err != io.EOF {
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

// choose takes zstd if it makes the sample smaller by a twentieth.
func choose(sample []byte) Codec {
	var small bytes.Buffer
	enc, err := zstd.NewWriter(&small, encoderOptions...)
	if err != nil {
		return None
	}
	_, _ = enc.Write(sample) // into memory
	_ = enc.Close()
	if small.Len() > len(sample)-len(sample)/20 {
		return None
	}
	return Zstd
}

var encoderOptions = []zstd.EOption{
	zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(window), zstd.WithLowerEncoderMem(true),
}

func compress(codec Codec, w io.Writer) (io.WriteCloser, error) {
	if codec == None {
		return keepOpen{w}, nil
	}
	p := &padded{w: w}
	var err error
	if p.zstd, err = zstd.NewWriter(writerFunc(p.count), encoderOptions...); err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	return p, nil
}

type keepOpen struct{ io.Writer }

func (keepOpen) Close() error { return nil }

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// padded is a compressor whose output keeps below maxRatio.
type padded struct {
	zstd    *zstd.Encoder
	w       io.Writer
	in, out int64
}

func (p *padded) count(b []byte) (int, error) {
	p.out += int64(len(b))
	return p.w.Write(b)
}

func (p *padded) Write(b []byte) (int, error) {
	p.in += int64(len(b))
	return p.zstd.Write(b)
}

// Close ends the zstd frame and, after one that unpacks to more than maxRatio times its size, adds a skippable frame
// (RFC 8878 section 3.1.2), which every decoder passes over.
func (p *padded) Close() error {
	if err := p.zstd.Close(); err != nil {
		return err
	}
	missing := (p.in+maxRatio-1)/maxRatio - p.out
	if missing <= 0 {
		return nil
	}
	frame := binary.LittleEndian.AppendUint32(nil, 0x184D2A50)
	frame = binary.LittleEndian.AppendUint32(frame, uint32(missing))
	_, err := p.w.Write(append(frame, make([]byte, missing)...))
	return err
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
