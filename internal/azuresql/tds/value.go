package tds

import (
	"encoding/binary"
	"math"
	"time"
)

// typeInfo reads TYPE_INFO (section 2.2.5.6).
func (r *reader) typeInfo() Type {
	t := Type{ID: r.byte()}
	switch t.ID {
	case typeNull:
	case typeIntN:
		t.Size = int(r.byte())
		if r.err == nil && t.Size != 1 && t.Size != 2 && t.Size != 4 && t.Size != 8 {
			r.err = wrong("an integer type has %d bytes", t.Size)
		}
	case typeBitN, typeFloatN:
		t.Size = int(r.byte())
	case typeDateN:
		t.Size = 3
	case typeDateTime2N, typeDateTimeOffset:
		if t.Scale = r.byte(); t.Scale > 7 {
			r.err = wrong("a time has %d decimals", t.Scale)
		}
	case typeVarBinary, typeBinary:
		t.Size = int(r.uint16())
	case typeNVarChar, typeNChar, typeVarChar, typeChar:
		t.Size = int(r.uint16())
		_ = r.take(5) // collation
	default:
		if r.err == nil {
			r.err = wrong("the data type %#x is not one that is known here", t.ID)
		}
	}
	if r.err == nil && t.Size != Max && t.Size > 8000 {
		r.err = wrong("a data type has %d bytes", t.Size)
	}
	return t
}

// value reads a value of the type.
func (r *reader) value(t Type) any {
	switch t.ID {
	case typeNull:
		return nil
	case typeVarBinary, typeBinary, typeNVarChar, typeNChar, typeVarChar, typeChar:
		b := r.long(t)
		if b == nil || r.err != nil {
			return nil
		}
		switch t.ID {
		case typeNVarChar, typeNChar:
			return r.text(b)
		case typeVarChar, typeChar:
			return string(b)
		}
		return append([]byte{}, b...)
	}
	b := r.take(int(r.byte()))
	if len(b) == 0 || r.err != nil {
		return nil
	}
	v, ok := fixedValue(t, b)
	if !ok {
		r.err = wrong("a value of type %#x has %d bytes", t.ID, len(b))
	}
	return v
}

// long reads what has its length before it, or comes in chunks (section 2.2.5.2.3); nil for NULL.
func (r *reader) long(t Type) []byte {
	if t.Size != Max {
		n := r.uint16()
		if n == 0xFFFF {
			return nil
		}
		if int(n) > t.Size && r.err == nil {
			r.err = wrong("a value of %d bytes is longer than its type", n)
		}
		return r.take(int(n))
	}
	total := r.uint64()
	if total == plpNull || r.err != nil {
		return nil
	}
	all := []byte{}
	for {
		n := r.uint32()
		if n == 0 || r.err != nil {
			break
		}
		all = append(all, r.take(int(n))...)
	}
	if total != plpUnknown && r.err == nil && total != uint64(len(all)) {
		r.err = wrong("a value of %d bytes says that it has %d", len(all), total)
	}
	return all
}

func fixedValue(t Type, b []byte) (any, bool) {
	switch t.ID {
	case typeIntN:
		switch len(b) {
		case 1:
			return int64(b[0]), true // tinyint has no sign
		case 2:
			return int64(int16(binary.LittleEndian.Uint16(b))), true
		case 4:
			return int64(int32(binary.LittleEndian.Uint32(b))), true
		case 8:
			return int64(binary.LittleEndian.Uint64(b)), true
		}
	case typeBitN:
		return b[0] != 0, len(b) == 1
	case typeFloatN:
		switch len(b) {
		case 4:
			return float64(math.Float32frombits(binary.LittleEndian.Uint32(b))), true
		case 8:
			return math.Float64frombits(binary.LittleEndian.Uint64(b)), true
		}
	case typeDateN, typeDateTime2N, typeDateTimeOffset:
		return timeValue(t, b)
	}
	return nil, false
}

// timeValue decodes the time of day in units of the scale, the day since 1 January of year 1, and minutes of offset
// (section 2.2.5.5.1.8). The time of day with an offset is in UTC.
func timeValue(t Type, b []byte) (any, bool) {
	size := 3 // of the day
	if t.ID == typeDateTimeOffset {
		size += 2
	}
	clock := len(b) - size
	if clock < 0 || clock > 5 || t.ID == typeDateN && clock != 0 || t.ID != typeDateN && clock < 3 {
		return nil, false
	}
	var units int64
	for i := clock - 1; i >= 0; i-- {
		units = units<<8 | int64(b[i])
	}
	nanos := units
	for range 9 - int(t.Scale) {
		nanos *= 10
	}
	if t.ID == typeDateN {
		nanos = 0
	}
	day := int(b[clock]) | int(b[clock+1])<<8 | int(b[clock+2])<<16
	if day > 3652058 || nanos >= int64(24*time.Hour) { // 31 December 9999
		return nil, false
	}
	at := time.Date(1, 1, 1+day, 0, 0, 0, 0, time.UTC).Add(time.Duration(nanos))
	if t.ID == typeDateTimeOffset {
		offset := int(int16(binary.LittleEndian.Uint16(b[clock+3:])))
		if offset < -14*60 || offset > 14*60 {
			return nil, false
		}
		at = at.In(time.FixedZone("", offset*60))
	}
	return at, true
}
