package amqp

import (
	"encoding/binary"
	"fmt"
	"math"
	"time"
)

// Append writes a value in its shortest form, except that an array keeps the form of its elements. It panics on a type
// that stands for no AMQP value, which is a mistake of the program.
func Append(b []byte, value any) []byte {
	switch v := value.(type) {
	case nil:
		return append(b, codeNull)
	case bool:
		if v {
			return append(b, codeTrue)
		}
		return append(b, codeFalse)
	case uint32:
		if v == 0 {
			return append(b, codeUint0)
		}
		if v <= math.MaxUint8 {
			return append(b, codeSmallUint, byte(v))
		}
	case uint64:
		if v == 0 {
			return append(b, codeUlong0)
		}
		if v <= math.MaxUint8 {
			return append(b, codeSmallUlong, byte(v))
		}
	case int32:
		if v == int32(int8(v)) {
			return append(b, codeSmallInt, byte(v))
		}
	case int64:
		if v == int64(int8(v)) {
			return append(b, codeSmallLong, byte(v))
		}
	case []byte:
		if len(v) <= math.MaxUint8 {
			return appendPlain(append(b, codeBinary8), codeBinary8, v)
		}
	case string:
		if len(v) <= math.MaxUint8 {
			return appendPlain(append(b, codeString8), codeString8, v)
		}
	case Symbol:
		if len(v) <= math.MaxUint8 {
			return appendPlain(append(b, codeSymbol8), codeSymbol8, v)
		}
	case List:
		if len(v) == 0 {
			return append(b, codeList0)
		}
	case Described:
		return Append(Append(append(b, codeDescribed), v.Descriptor), v.Value)
	}
	code := codeOf(value)
	return appendPlain(append(b, code), code, value)
}

// codeOf gives the widest format code of a value's type.
func codeOf(value any) byte {
	switch v := value.(type) {
	case uint8:
		return codeUbyte
	case uint16:
		return codeUshort
	case uint32:
		return codeUint
	case uint64:
		return codeUlong
	case int8:
		return codeByte
	case int16:
		return codeShort
	case int32:
		return codeInt
	case int64:
		return codeLong
	case float32:
		return codeFloat
	case float64:
		return codeDouble
	case Char:
		return codeChar
	case time.Time:
		return codeTimestamp
	case UUID:
		return codeUUID
	case Decimal:
		return v.Code
	case []byte:
		return codeBinary32
	case string:
		return codeString32
	case Symbol:
		return codeSymbol32
	case List:
		return codeList32
	case Map:
		return codeMap32
	case Array:
		return codeArray32
	}
	panic(fmt.Sprintf("amqp: %T stands for no AMQP value", value))
}

// appendPlain writes what follows a format code.
func appendPlain(b []byte, code byte, value any) []byte {
	switch v := value.(type) {
	case nil:
		return b
	case bool:
		if code != codeBoolean {
			return b
		}
		if v {
			return append(b, 1)
		}
		return append(b, 0)
	case uint8:
		return append(b, v)
	case int8:
		return append(b, byte(v))
	case uint16:
		return binary.BigEndian.AppendUint16(b, v)
	case int16:
		return binary.BigEndian.AppendUint16(b, uint16(v))
	case uint32:
		return appendUnsigned(b, code, uint64(v), 4)
	case int32:
		return appendUnsigned(b, code, uint64(uint32(v)), 4)
	case Char:
		return appendUnsigned(b, code, uint64(uint32(v)), 4)
	case uint64:
		return appendUnsigned(b, code, v, 8)
	case int64:
		return appendUnsigned(b, code, uint64(v), 8)
	case float32:
		return binary.BigEndian.AppendUint32(b, math.Float32bits(v))
	case float64:
		return binary.BigEndian.AppendUint64(b, math.Float64bits(v))
	case time.Time:
		return binary.BigEndian.AppendUint64(b, uint64(v.UnixMilli()))
	case UUID:
		return append(b, v[:]...)
	case Decimal:
		return append(b, v.Bytes...)
	case []byte:
		return append(appendSize(b, code, len(v)), v...)
	case string:
		return append(appendSize(b, code, len(v)), v...)
	case Symbol:
		return append(appendSize(b, code, len(v)), v...)
	case List:
		return appendCompound(b, code, len(v), func(b []byte) []byte {
			for _, item := range v {
				b = Append(b, item)
			}
			return b
		})
	case Map:
		return appendCompound(b, code, 2*len(v), func(b []byte) []byte {
			for _, e := range v {
				b = Append(Append(b, e.Key), e.Value)
			}
			return b
		})
	case Array:
		return appendCompound(b, code, len(v.Items), func(b []byte) []byte {
			if v.Descriptor != nil {
				b = Append(append(b, codeDescribed), v.Descriptor)
			}
			b = append(b, v.Of)
			for _, item := range v.Items {
				b = appendPlain(b, v.Of, item)
			}
			return b
		})
	}
	panic(fmt.Sprintf("amqp: %T stands for no AMQP value", value))
}

// appendUnsigned writes a number in the width of its code: none, one byte, or the full width.
func appendUnsigned(b []byte, code byte, v uint64, width int) []byte {
	switch {
	case code == codeUint0 || code == codeUlong0:
		return b
	case code>>4 == 0x5:
		return append(b, byte(v))
	case width == 4:
		return binary.BigEndian.AppendUint32(b, uint32(v))
	}
	return binary.BigEndian.AppendUint64(b, v)
}

// narrow reports whether a code's lengths have one byte.
func narrow(code byte) bool { return code>>4 == 0xa || code>>4 == 0xc || code>>4 == 0xe }

func appendSize(b []byte, code byte, n int) []byte {
	if narrow(code) {
		return append(b, byte(n))
	}
	return binary.BigEndian.AppendUint32(b, uint32(n))
}

// appendCompound writes size and count around what contents writes.
func appendCompound(b []byte, code byte, count int, contents func([]byte) []byte) []byte {
	if code == codeList0 {
		return b
	}
	at := len(b)
	b = appendSize(b, code, 0)
	after := len(b)
	b = contents(appendSize(b, code, count))
	if narrow(code) {
		b[at] = byte(len(b) - after)
		return b
	}
	binary.BigEndian.PutUint32(b[at:], uint32(len(b)-after))
	return b
}
