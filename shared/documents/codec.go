package documents

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
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
