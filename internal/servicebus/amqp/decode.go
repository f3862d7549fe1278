package amqp

import (
	"encoding/binary"
	"math"
	"time"
	"unicode/utf8"
)

// Decode reads one value and gives the bytes after it. Byte slices of the value are copies.
func Decode(data []byte) (value any, rest []byte, err error) {
	d := decoder{data: data}
	value, err = d.value(0)
	return value, d.data, err
}

type decoder struct{ data []byte }

func (d *decoder) take(n int) ([]byte, error) {
	if n < 0 || n > len(d.data) {
		return nil, malformed("%d bytes are wanted and %d are left", n, len(d.data))
	}
	taken := d.data[:n:n]
	d.data = d.data[n:]
	return taken, nil
}

func (d *decoder) octet() (byte, error) {
	b, err := d.take(1)
	if err != nil {
		return 0, err
	}
	return b[0], nil
}

func (d *decoder) value(depth int) (any, error) {
	if depth > maxDepth {
		return nil, malformed("values are nested more than %d deep", maxDepth)
	}
	code, err := d.octet()
	if err != nil {
		return nil, err
	}
	if code != codeDescribed {
		return d.plain(code, depth)
	}
	descriptor, err := d.descriptor()
	if err != nil {
		return nil, err
	}
	value, err := d.value(depth + 1)
	return Described{descriptor, value}, err
}

// descriptor reads a ulong or a symbol: the standard reserves every other type.
func (d *decoder) descriptor() (any, error) {
	code, err := d.octet()
	if err != nil {
		return nil, err
	}
	switch code {
	case codeUlong0, codeSmallUlong, codeUlong, codeSymbol8, codeSymbol32:
		return d.plain(code, 0)
	}
	return nil, malformed("a descriptor has format code 0x%02x", code)
}

// plain reads what follows the format code of a value without a descriptor.
func (d *decoder) plain(code byte, depth int) (any, error) {
	switch code {
	case codeNull:
		return nil, nil
	case codeTrue:
		return true, nil
	case codeFalse:
		return false, nil
	case codeUint0:
		return uint32(0), nil
	case codeUlong0:
		return uint64(0), nil
	case codeList0:
		return List{}, nil
	}
	switch code >> 4 {
	case 0x5, 0x6, 0x7, 0x8, 0x9:
		return d.fixed(code)
	case 0xa, 0xb:
		return d.variable(code)
	case 0xc, 0xd:
		return d.compound(code, depth)
	case 0xe, 0xf:
		return d.array(code, depth)
	}
	return nil, malformed("format code 0x%02x is unknown", code)
}

// fixed reads a value whose width the code's first digit tells: 1, 2, 4, 8 or 16 bytes.
func (d *decoder) fixed(code byte) (any, error) {
	b, err := d.take(1 << (code>>4 - 5))
	if err != nil {
		return nil, err
	}
	switch code {
	case codeUbyte:
		return b[0], nil
	case codeByte:
		return int8(b[0]), nil
	case codeSmallUint:
		return uint32(b[0]), nil
	case codeSmallUlong:
		return uint64(b[0]), nil
	case codeSmallInt:
		return int32(int8(b[0])), nil
	case codeSmallLong:
		return int64(int8(b[0])), nil
	case codeBoolean:
		if b[0] > 1 {
			return nil, malformed("a boolean has the value %d", b[0])
		}
		return b[0] == 1, nil
	case codeUshort:
		return binary.BigEndian.Uint16(b), nil
	case codeShort:
		return int16(binary.BigEndian.Uint16(b)), nil
	case codeUint:
		return binary.BigEndian.Uint32(b), nil
	case codeInt:
		return int32(binary.BigEndian.Uint32(b)), nil
	case codeFloat:
		return math.Float32frombits(binary.BigEndian.Uint32(b)), nil
	case codeChar:
		return Char(binary.BigEndian.Uint32(b)), nil
	case codeUlong:
		return binary.BigEndian.Uint64(b), nil
	case codeLong:
		return int64(binary.BigEndian.Uint64(b)), nil
	case codeDouble:
		return math.Float64frombits(binary.BigEndian.Uint64(b)), nil
	case codeTimestamp:
		return time.UnixMilli(int64(binary.BigEndian.Uint64(b))).UTC(), nil
	case codeUUID:
		return UUID(b), nil
	case codeDecimal32, codeDecimal64, codeDecimal128:
		return Decimal{code, append([]byte(nil), b...)}, nil
	}
	return nil, malformed("format code 0x%02x is unknown", code)
}

// size reads a length of one or four bytes.
func (d *decoder) size(wide bool) (int, error) {
	if !wide {
		n, err := d.octet()
		return int(n), err
	}
	b, err := d.take(4)
	if err != nil {
		return 0, err
	}
	if n := binary.BigEndian.Uint32(b); n <= math.MaxInt32 {
		return int(n), nil
	}
	return 0, malformed("a length is over 2 GiB")
}

func (d *decoder) variable(code byte) (any, error) {
	n, err := d.size(code>>4 == 0xb)
	if err != nil {
		return nil, err
	}
	b, err := d.take(n)
	if err != nil {
		return nil, err
	}
	switch code {
	case codeBinary8, codeBinary32:
		return append([]byte{}, b...), nil
	case codeString8, codeString32:
		if !utf8.Valid(b) {
			return nil, malformed("a string is not UTF-8")
		}
		return string(b), nil
	case codeSymbol8, codeSymbol32:
		return Symbol(b), nil
	}
	return nil, malformed("format code 0x%02x is unknown", code)
}

// inner gives a decoder for the contents of a list, map or array, and how many elements it says it has. An element of
// a list or map has a byte at least, so a greater count is refused before it costs memory. Elements of an array may
// have no bytes at all, which no peer has a use for; the same bound holds for them.
func (d *decoder) inner(wide bool) (decoder, int, error) {
	n, err := d.size(wide)
	if err != nil {
		return decoder{}, 0, err
	}
	b, err := d.take(n)
	if err != nil {
		return decoder{}, 0, err
	}
	in := decoder{data: b}
	count, err := in.size(wide)
	if err != nil {
		return decoder{}, 0, err
	}
	if count > len(in.data) {
		return decoder{}, 0, malformed("%d elements are said to be in %d bytes", count, len(in.data))
	}
	return in, count, nil
}

func (d *decoder) compound(code byte, depth int) (any, error) {
	in, count, err := d.inner(code>>4 == 0xd)
	if err != nil {
		return nil, err
	}
	isMap := code == codeMap8 || code == codeMap32
	if !isMap && code != codeList8 && code != codeList32 {
		return nil, malformed("format code 0x%02x is unknown", code)
	}
	if isMap && count%2 != 0 {
		return nil, malformed("a map has a key without a value")
	}
	list := List{}
	for range count {
		v, err := in.value(depth + 1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	if len(in.data) != 0 {
		return nil, malformed("%d bytes are left over in a list or map", len(in.data))
	}
	if !isMap {
		return list, nil
	}
	m := make(Map, 0, count/2)
	for i := 0; i < count; i += 2 {
		m = append(m, Entry{list[i], list[i+1]})
	}
	return m, nil
}

func (d *decoder) array(code byte, depth int) (any, error) {
	if code != codeArray8 && code != codeArray32 {
		return nil, malformed("format code 0x%02x is unknown", code)
	}
	in, count, err := d.inner(code == codeArray32)
	if err != nil {
		return nil, err
	}
	a := Array{Items: []any{}}
	if a.Of, err = in.octet(); err != nil {
		return nil, err
	}
	if a.Of == codeDescribed {
		if a.Descriptor, err = in.descriptor(); err != nil {
			return nil, err
		}
		if a.Of, err = in.octet(); err != nil {
			return nil, err
		}
		if a.Of == codeDescribed {
			return nil, malformed("elements of an array are described twice")
		}
	}
	if depth >= maxDepth {
		return nil, malformed("values are nested more than %d deep", maxDepth)
	}
	for range count {
		v, err := in.plain(a.Of, depth+1)
		if err != nil {
			return nil, err
		}
		a.Items = append(a.Items, v)
	}
	if len(in.data) != 0 {
		return nil, malformed("%d bytes are left over in an array", len(in.data))
	}
	return a, nil
}
