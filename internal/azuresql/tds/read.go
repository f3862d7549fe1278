package tds

import (
	"encoding/binary"
	"unicode/utf16"
)

// A reader takes numbers and strings from a message. After the first complaint it gives zeros, and err tells.
type reader struct {
	data []byte
	err  error
}

// take gives the next n bytes, which are the message's own memory.
func (r *reader) take(n int) []byte {
	if r.err == nil && (n < 0 || n > len(r.data)) {
		r.err = wrong("%d bytes are missing at the end of a message", n-len(r.data))
	}
	if r.err != nil {
		return nil
	}
	taken := r.data[:n:n]
	r.data = r.data[n:]
	return taken
}

func (r *reader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) uint16() uint16 {
	if b := r.take(2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

func (r *reader) uint32() uint32 {
	if b := r.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (r *reader) uint64() uint64 {
	if b := r.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// shortText reads a B_VARCHAR: a byte with the number of UTF-16 units, then those.
func (r *reader) shortText() string { return r.text(r.take(2 * int(r.byte()))) }

// text decodes UTF-16. What is no pair of surrogates is refused, since it could not come back the same.
func (r *reader) text(b []byte) string {
	if len(b)%2 != 0 && r.err == nil {
		r.err = wrong("a text of UTF-16 has %d bytes", len(b))
	}
	if r.err != nil {
		return ""
	}
	s, ok := FromUTF16(b)
	if !ok {
		r.err = wrong("a text is not UTF-16")
	}
	return s
}

// FromUTF16 decodes little-endian UTF-16; false if half of a pair is missing or a byte is left over.
func FromUTF16(b []byte) (string, bool) {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	s := string(utf16.Decode(units))
	return s, len(b)%2 == 0 && len(utf16.Encode([]rune(s))) == len(units) && equal(utf16.Encode([]rune(s)), units)
}

func equal(a, b []uint16) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// ToUTF16 encodes as little-endian UTF-16.
func ToUTF16(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for _, unit := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return b
}

// skipHeaders passes over ALL_HEADERS (section 2.2.5.3) and gives the transaction descriptor that is in them.
func (r *reader) skipHeaders() (transaction uint64) {
	total := int(r.uint32())
	h := reader{data: r.take(total - 4)}
	for r.err == nil && h.err == nil && len(h.data) > 0 {
		size := int(h.uint32())
		kind := h.uint16()
		one := reader{data: h.take(size - 6)}
		if kind == 2 { // transaction descriptor
			transaction = one.uint64()
		}
	}
	if r.err == nil {
		r.err = h.err
	}
	return transaction
}
