package tds

import (
	"encoding/binary"
	"fmt"
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
	DoneServerError   = 0x100 // the connection ends
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
