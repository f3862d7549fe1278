package operations

import (
	"crypto/sha256"
	"encoding/hex"
)

// An Origin is where the trace of an operation begins: the ids of its trace and of its first span, as W3C Trace Context
// has them (https://www.w3.org/TR/trace-context/).
type Origin struct {
	Trace [16]byte
	Span  [8]byte
}

// OriginOf gives the origin of the operation's trace. It follows from the operation's id alone, so that every step that
// meets the operation, in whatever process and however often, adds to one trace, and nobody has to pass it on.
func OriginOf(id string) Origin {
	sum := sha256.Sum256([]byte("waybill/v1/trace\x00" + id))
	var o Origin
	copy(o.Trace[:], sum[:16])
	copy(o.Span[:], sum[16:24])
	o.Trace[15], o.Span[7] = unlessZero(o.Trace[:]), unlessZero(o.Span[:])
	return o
}

// unlessZero gives the last byte as it is, except that it is 1 if all bytes are 0, which stands for no id.
func unlessZero(id []byte) byte {
	for _, b := range id {
		if b != 0 {
			return id[len(id)-1]
		}
	}
	return 1
}

// TraceID gives the id of the operation's trace as people search for it: 32 hexadecimal digits.
func TraceID(id string) string {
	o := OriginOf(id)
	return hex.EncodeToString(o.Trace[:])
}
