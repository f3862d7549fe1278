package tds

import (
	"encoding/binary"
	"fmt"
	"math"
	"time"
)

// A Column is one of a result.
type Column struct {
	Name string
	Type Type
}

// Columns says what the rows that follow have (section 2.2.7.4).
func (a *Answer) Columns(columns []Column) {
	a.byte(tokenColumns)
	a.uint16(uint16(len(columns)))
	for _, c := range columns {
		a.uint32(0)
		a.uint16(1) // may be NULL
		a.typeInfo(c.Type)
		a.shortText(c.Name)
	}
}

func (a *Answer) typeInfo(t Type) {
	a.byte(t.ID)
	switch t.ID {
	case typeIntN, typeBitN, typeFloatN:
		a.byte(byte(t.Size))
	case typeDateTime2N, typeDateTimeOffset:
		a.byte(t.Scale)
	case typeVarBinary:
		a.uint16(uint16(t.Size))
	case typeNVarChar:
		a.uint16(uint16(t.Size))
		a.byte(collation...)
	}
}

// Row writes values of the columns' types (section 2.2.7.20); an error if one is not of its column's type.
func (a *Answer) Row(columns []Column, values []any) error {
	a.byte(tokenRow)
	for i, c := range columns {
		if !a.value(c.Type, values[i]) {
			return fmt.Errorf("column %s: a %T is not of the column's type %#x", c.Name, values[i], c.Type.ID)
		}
	}
	return nil
}

func (a *Answer) value(t Type, v any) bool {
	switch t.ID {
	case typeNVarChar:
		s, ok := v.(string)
		a.long(t, ToUTF16(s), v == nil)
		return ok || v == nil
	case typeVarBinary:
		b, ok := v.([]byte)
		a.long(t, b, v == nil)
		return ok || v == nil
	}
	if v == nil {
		a.byte(0)
		return true
	}
	switch v := v.(type) {
	case int64:
		return a.integer(t, v)
	case float64:
		a.byte(8)
		a.uint64(math.Float64bits(v))
		return t.ID == typeFloatN
	case time.Time:
		return a.time(t, v)
	}
	return false
}

func (a *Answer) integer(t Type, n int64) bool {
	a.byte(byte(t.Size))
	switch {
	case t.ID == typeBitN:
		a.byte(byte(n))
		return n == 0 || n == 1
	case t.ID != typeIntN:
		return false
	}
	whole := binary.LittleEndian.AppendUint64(nil, uint64(n))
	a.byte(whole[:t.Size]...)
	switch t.Size {
	case 1:
		return n == int64(uint8(n))
	case 2:
		return n == int64(int16(n))
	case 4:
		return n == int64(int32(n))
	}
	return true
}

func (a *Answer) time(t Type, at time.Time) bool {
	_, offset := at.Zone()
	if t.ID == typeDateTimeOffset {
		at = at.UTC()
	}
	clock := time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute + time.Duration(at.Second())*time.Second + time.Duration(at.Nanosecond())
	midnight := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
	days := (midnight.Unix() - time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).Unix()) / 86400
	b := binary.LittleEndian.AppendUint64(nil, uint64(clock/100))[:5]
	b = append(b, byte(days), byte(days>>8), byte(days>>16))
	switch t.ID {
	case typeDateTimeOffset:
		b = binary.LittleEndian.AppendUint16(b, uint16(int16(offset/60)))
	case typeDateTime2N:
	default:
		return false
	}
	a.byte(byte(len(b)))
	a.byte(b...)
	return true
}

func (a *Answer) long(t Type, b []byte, null bool) {
	switch {
	case t.Size != Max && null:
		a.uint16(0xFFFF)
	case t.Size != Max:
		a.uint16(uint16(len(b)))
		a.byte(b...)
	case null:
		a.uint64(plpNull)
	default:
		a.uint64(uint64(len(b)))
		if len(b) > 0 {
			a.uint32(uint32(len(b)))
			a.byte(b...)
		}
		a.uint32(0)
	}
}
