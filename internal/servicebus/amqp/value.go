// Package amqp reads and writes the parts of AMQP 1.0 that a message broker needs: values of the type system (OASIS
// AMQP 1.0 part 1), frames and performatives (part 2), message sections (part 3) and the SASL frames (part 5).
//
// What is read comes from outside: every length is checked against the bytes that are there before anything is kept,
// and nesting ends at a fixed depth. An encoded value keeps its AMQP type through decoding and encoding.
package amqp

import (
	"fmt"
	"time"
)

// AMQP values and the Go types that stand for them:
//
//	null nil, boolean bool, ubyte uint8, ushort uint16, uint uint32, ulong uint64, byte int8, short int16, int int32,
//	long int64, float float32, double float64, char Char, timestamp time.Time (milliseconds), uuid UUID, binary []byte,
//	string string, symbol Symbol, list List, map Map, array Array, decimals Decimal, described values Described
type (
	// A Symbol is a name from a constrained domain, ASCII by the standard.
	Symbol string

	// A Char is one Unicode code point.
	Char rune

	// A UUID has the byte order of RFC 9562.
	UUID [16]byte

	// A List is a sequence of values.
	List []any

	// A Map keeps the order of its entries.
	Map []Entry
)

// An Entry is one key of a map and its value.
type Entry struct{ Key, Value any }

// An Array is a sequence of values of one type. Of is the format code of its elements and decides how they are written:
// 0x83 timestamp, 0x81 long, 0x98 uuid, 0xb3 symbol and so on. Descriptor is nil unless the elements are described.
type Array struct {
	Of         byte
	Descriptor any
	Items      []any
}

// A Decimal is an IEEE 754 decimal number, kept as it came.
type Decimal struct {
	Code  byte // 0x74, 0x84 or 0x94
	Bytes []byte
}

// A Described value carries a descriptor that says what it means, a ulong or a symbol.
type Described struct{ Descriptor, Value any }

// Get gives the value of a string or symbol key.
func (m Map) Get(key string) (any, bool) {
	for _, e := range m {
		switch k := e.Key.(type) {
		case string:
			if k == key {
				return e.Value, true
			}
		case Symbol:
			if string(k) == key {
				return e.Value, true
			}
		}
	}
	return nil, false
}

// Set replaces the value of a string or symbol key, or adds the entry with the given key.
func (m Map) Set(key, value any) Map {
	name := Text(key)
	for i := range m {
		if _, isText := m[i].Key.(string); (isText || isSymbol(m[i].Key)) && Text(m[i].Key) == name {
			m[i].Value = value
			return m
		}
	}
	return append(m, Entry{key, value})
}

// Delete removes a string or symbol key.
func (m Map) Delete(key string) Map {
	kept := m[:0:0]
	for _, e := range m {
		if Text(e.Key) != key {
			kept = append(kept, e)
		}
	}
	return kept
}

func isSymbol(v any) bool { _, ok := v.(Symbol); return ok }

// Text gives the text of a string or symbol, "" for anything else.
func Text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case Symbol:
		return string(v)
	}
	return ""
}

// Integer gives a whole number of any width as an int64; false for another type or one that does not fit.
func Integer(v any) (int64, bool) {
	switch v := v.(type) {
	case int8:
		return int64(v), true
	case int16:
		return int64(v), true
	case int32:
		return int64(v), true
	case int64:
		return v, true
	case uint8:
		return int64(v), true
	case uint16:
		return int64(v), true
	case uint32:
		return int64(v), true
	case uint64:
		return int64(v), v <= 1<<63-1
	}
	return 0, false
}

// Items gives the elements of a list or an array.
func Items(v any) ([]any, bool) {
	switch v := v.(type) {
	case List:
		return v, true
	case Array:
		return v.Items, true
	}
	return nil, false
}

// Timestamps makes an array of timestamps.
func Timestamps(times ...time.Time) Array { return arrayOf(codeTimestamp, times) }

// Longs makes an array of long integers.
func Longs(numbers ...int64) Array { return arrayOf(codeLong, numbers) }

// Strings makes an array of strings.
func Strings(texts ...string) Array { return arrayOf(codeString32, texts) }

// Symbols makes an array of symbols.
func Symbols(names ...Symbol) Array { return arrayOf(codeSymbol32, names) }

func arrayOf[T any](code byte, values []T) Array {
	items := make([]any, len(values))
	for i, v := range values {
		items[i] = v
	}
	return Array{Of: code, Items: items}
}

// Format codes, AMQP 1.0 part 1 section 1.6.
const (
	codeDescribed  = 0x00
	codeNull       = 0x40
	codeTrue       = 0x41
	codeFalse      = 0x42
	codeUint0      = 0x43
	codeUlong0     = 0x44
	codeList0      = 0x45
	codeUbyte      = 0x50
	codeByte       = 0x51
	codeSmallUint  = 0x52
	codeSmallUlong = 0x53
	codeSmallInt   = 0x54
	codeSmallLong  = 0x55
	codeBoolean    = 0x56
	codeUshort     = 0x60
	codeShort      = 0x61
	codeUint       = 0x70
	codeInt        = 0x71
	codeFloat      = 0x72
	codeChar       = 0x73
	codeDecimal32  = 0x74
	codeUlong      = 0x80
	codeLong       = 0x81
	codeDouble     = 0x82
	codeTimestamp  = 0x83
	codeDecimal64  = 0x84
	codeDecimal128 = 0x94
	codeUUID       = 0x98
	codeBinary8    = 0xa0
	codeString8    = 0xa1
	codeSymbol8    = 0xa3
	codeBinary32   = 0xb0
	codeString32   = 0xb1
	codeSymbol32   = 0xb3
	codeList8      = 0xc0
	codeMap8       = 0xc1
	codeList32     = 0xd0
	codeMap32      = 0xd1
	codeArray8     = 0xe0
	codeArray32    = 0xf0
)

// maxDepth is how deep values may be nested.
const maxDepth = 32

// A DecodeError says why bytes are no AMQP.
type DecodeError struct{ reason string }

func (e *DecodeError) Error() string { return "decode AMQP: " + e.reason }

func malformed(format string, args ...any) error {
	return &DecodeError{reason: fmt.Sprintf(format, args...)}
}
