package tds

import (
	"encoding/binary"
	"fmt"
	"math"
	"time"
)

// Tokens of an answer (section 2.2.7).
const (
	tokenReturnStatus = 0x79
	tokenColumns      = 0x81
	tokenError        = 0xAA
	tokenLoginAck     = 0xAD
	tokenFeatures     = 0xAE
	tokenRow          = 0xD1
	tokenEnvChange    = 0xE3
	tokenDone         = 0xFD
	tokenDoneProc     = 0xFE
	tokenDoneInProc   = 0xFF
)

// Bits of a DONE token (section 2.2.7.6).
const (
	DoneMore          = 0x01
	DoneError         = 0x02
	DoneInTransaction = 0x04
	DoneCount         = 0x10
	DoneAttention     = 0x20
)

// Which DONE token ends a statement.
const (
	Done       = tokenDone
	DoneProc   = tokenDoneProc
	DoneInProc = tokenDoneInProc
)

// collation is SQL_Latin1_General_CP1_CI_AS, the one that databases of Azure SQL have by default.
var collation = []byte{0x09, 0x04, 0xD0, 0x00, 0x34}

// An Answer is a reply as it is built, token by token.
type Answer struct{ data []byte }

// Bytes gives what was built.
func (a *Answer) Bytes() []byte { return a.data }

func (a *Answer) byte(b ...byte)  { a.data = append(a.data, b...) }
func (a *Answer) uint16(n uint16) { a.data = binary.LittleEndian.AppendUint16(a.data, n) }
func (a *Answer) uint32(n uint32) { a.data = binary.LittleEndian.AppendUint32(a.data, n) }
func (a *Answer) uint64(n uint64) { a.data = binary.LittleEndian.AppendUint64(a.data, n) }

// shortText writes a B_VARCHAR of at most 255 units.
func (a *Answer) shortText(s string) {
	b := ToUTF16(s)
	b = b[:min(len(b), 2*255)]
	a.byte(byte(len(b) / 2))
	a.byte(b...)
}

// sized writes a token whose length goes before what build writes.
func (a *Answer) sized(token byte, build func()) {
	a.byte(token)
	at := len(a.data)
	a.uint16(0)
	build()
	binary.LittleEndian.PutUint16(a.data[at:], uint16(len(a.data)-at-2))
}

// LoginAck lets the client in (section 2.2.7.14).
func (a *Answer) LoginAck() {
	a.sized(tokenLoginAck, func() {
		a.byte(1)                      // it speaks SQL
		a.byte(0x74, 0x00, 0x00, 0x04) // TDS 7.4
		a.shortText("Microsoft SQL Server")
		a.byte(12, 0, 0x07, 0xD0)
	})
}

// FederatedAck tells that the token was taken (section 2.2.7.11).
func (a *Answer) FederatedAck() {
	a.byte(tokenFeatures, federated)
	a.uint32(0)
	a.byte(extensionEnd)
}

// What an ENVCHANGE token tells (section 2.2.7.9).
const (
	changeDatabase = 1
	changePacket   = 4
	changeBegin    = 8
	changeCommit   = 9
	changeRollback = 10
	changeReset    = 18
)

// Database tells which database the session is in.
func (a *Answer) Database(name string) { a.changeText(changeDatabase, name, "") }

// PacketSize tells how long packets may be.
func (a *Answer) PacketSize(size, before int) {
	a.changeText(changePacket, fmt.Sprint(size), fmt.Sprint(before))
}

func (a *Answer) changeText(kind byte, now, before string) {
	a.sized(tokenEnvChange, func() {
		a.byte(kind)
		a.shortText(now)
		a.shortText(before)
	})
}

// Begun tells the descriptor of a transaction that has begun.
func (a *Answer) Begun(transaction uint64) { a.changeTransaction(changeBegin, transaction, 0) }

// Committed tells that the transaction is durable.
func (a *Answer) Committed(transaction uint64) { a.changeTransaction(changeCommit, 0, transaction) }

// RolledBack tells that the transaction is undone.
func (a *Answer) RolledBack(transaction uint64) { a.changeTransaction(changeRollback, 0, transaction) }

func (a *Answer) changeTransaction(kind byte, now, before uint64) {
	a.sized(tokenEnvChange, func() {
		a.byte(kind)
		for _, n := range []uint64{now, before} {
			if n == 0 {
				a.byte(0)
				continue
			}
			a.byte(8)
			a.uint64(n)
		}
	})
}

// SessionReset tells that the session is as after login.
func (a *Answer) SessionReset() { a.sized(tokenEnvChange, func() { a.byte(changeReset, 0, 0) }) }

// Error tells what went wrong (section 2.2.7.10).
func (a *Answer) Error(number int32, state, class byte, message string, line int) {
	text := ToUTF16(message)
	text = text[:min(len(text), 2*2048)]
	a.sized(tokenError, func() {
		a.uint32(uint32(number))
		a.byte(state, class)
		a.uint16(uint16(len(text) / 2))
		a.byte(text...)
		a.shortText("stand-in")
		a.shortText("")
		a.uint32(uint32(line))
	})
}

// End writes a DONE token of the kind (sections 2.2.7.6 to 2.2.7.8). The count is that of rows.
func (a *Answer) End(kind byte, status uint16, count int64) {
	a.byte(kind)
	a.uint16(status)
	a.uint16(0)
	a.uint64(uint64(count))
}

// ReturnStatus tells what a procedure returned (section 2.2.7.18).
func (a *Answer) ReturnStatus(n int32) {
	a.byte(tokenReturnStatus)
	a.uint32(uint32(n))
}

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
