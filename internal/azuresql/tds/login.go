package tds

import (
	"encoding/binary"
)

// Answers to the question of encryption (section 2.2.6.5).
const (
	EncryptOn           = 0x01
	EncryptNotSupported = 0x02
)

// Options of a PRELOGIN message.
const (
	optionVersion    = 0x00
	optionEncryption = 0x01
	optionInstance   = 0x02
	optionMARS       = 0x04
	optionFederated  = 0x06
	optionEnd        = 0xFF
)

// A Prelogin is what a client says first.
type Prelogin struct {
	Encryption byte
	Federated  bool // it may sign in with a token
}

// ParsePrelogin reads a PRELOGIN message (section 2.2.6.5).
func ParsePrelogin(data []byte) (Prelogin, error) {
	p := Prelogin{Encryption: EncryptNotSupported}
	for at := 0; ; at += 5 {
		if at >= len(data) {
			return p, wrong("the options of a PRELOGIN have no end")
		}
		if data[at] == optionEnd {
			return p, nil
		}
		if at+5 > len(data) {
			return p, wrong("an option of a PRELOGIN is cut short")
		}
		from := int(binary.BigEndian.Uint16(data[at+1:]))
		size := int(binary.BigEndian.Uint16(data[at+3:]))
		if from+size > len(data) {
			return p, wrong("an option of a PRELOGIN is outside the message")
		}
		value := data[from : from+size]
		switch {
		case data[at] == optionEncryption && size > 0:
			p.Encryption = value[0]
		case data[at] == optionFederated:
			p.Federated = true
		}
	}
}

// PreloginAnswer is what the server says first. It offers to take a token where the client asked for that.
func PreloginAnswer(encryption byte, federated bool) []byte {
	options := []struct {
		token byte
		value []byte
	}{
		{optionVersion, []byte{12, 0, 0x07, 0xD0, 0, 0}}, // what Azure SQL says it is
		{optionEncryption, []byte{encryption}},
		{optionInstance, []byte{0}},
		{optionMARS, []byte{0}},
	}
	if federated {
		options = append(options, struct {
			token byte
			value []byte
		}{optionFederated, []byte{1}})
	}
	at := 5*len(options) + 1
	var head, body []byte
	for _, o := range options {
		head = append(head, o.token)
		head = binary.BigEndian.AppendUint16(head, uint16(at+len(body)))
		head = binary.BigEndian.AppendUint16(head, uint16(len(o.value)))
		body = append(body, o.value...)
	}
	return append(append(head, optionEnd), body...)
}

// A Login is who wants to come in.
type Login struct {
	PacketSize     int
	User, Password string
	Application    string
	Database       string
	Token          string // of a federated login
}

const (
	loginFixed   = 94 // bytes before the variable part
	hasExtension = 0x10
	extensionEnd = 0xFF
	federated    = 0x02
	maxToken     = 1 << 20
)

// ParseLogin reads a LOGIN7 message (section 2.2.6.4).
func ParseLogin(data []byte) (Login, error) {
	if len(data) < loginFixed {
		return Login{}, wrong("a LOGIN7 has %d bytes", len(data))
	}
	if n := binary.LittleEndian.Uint32(data); int64(n) != int64(len(data)) {
		return Login{}, wrong("a LOGIN7 of %d bytes says that it has %d", len(data), n)
	}
	l := Login{PacketSize: int(min(binary.LittleEndian.Uint32(data[8:]), maxPacket))}
	field := func(at, unit int) (*reader, error) {
		from, size := int(binary.LittleEndian.Uint16(data[at:])), int(binary.LittleEndian.Uint16(data[at+2:]))*unit
		if size == 0 {
			return &reader{}, nil
		}
		if from+size > len(data) {
			return nil, wrong("a field of a LOGIN7 is outside the message")
		}
		return &reader{data: data[from : from+size]}, nil
	}
	for _, f := range []struct {
		at     int
		into   *string
		secret bool
	}{{40, &l.User, false}, {44, &l.Password, true}, {48, &l.Application, false}, {68, &l.Database, false}} {
		r, err := field(f.at, 2)
		if err != nil {
			return Login{}, err
		}
		b := r.data
		if f.secret {
			b = unmangle(b)
		}
		if *f.into = r.text(b); r.err != nil {
			return Login{}, r.err
		}
	}
	if data[27]&hasExtension == 0 {
		return l, nil
	}
	r, err := field(56, 1)
	if err != nil {
		return Login{}, err
	}
	at := r.uint32()
	if r.err != nil || int64(at) > int64(len(data)) {
		return Login{}, wrong("the extension of a LOGIN7 is outside the message")
	}
	l.Token, err = token(data[at:])
	return l, err
}

// unmangle turns a password back that was made unreadable at a glance and no more than that (section 2.2.6.4).
func unmangle(b []byte) []byte {
	plain := make([]byte, len(b))
	for i, c := range b {
		c ^= 0xA5
		plain[i] = c<<4 | c>>4
	}
	return plain
}

// token finds the security token among the features of a login.
func token(data []byte) (string, error) {
	r := &reader{data: data}
	for r.err == nil {
		feature := r.byte()
		if feature == extensionEnd {
			return "", r.err
		}
		body := &reader{data: r.take(int(r.uint32()))}
		if r.err != nil || feature != federated {
			continue
		}
		if library := body.byte() >> 1; library != 1 {
			return "", wrong("a login wants the federated library %d, and only security tokens (1) are taken", library)
		}
		size := body.uint32()
		if size > maxToken {
			return "", wrong("a security token has %d bytes", size)
		}
		t := body.text(body.take(int(size)))
		return t, body.err
	}
	return "", r.err
}
