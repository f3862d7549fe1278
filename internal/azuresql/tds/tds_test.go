package tds_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"testing"

	"waybill/internal/azuresql/tds"
)

// A stream is one that says what was put in, and keeps what is written.
type stream struct {
	io.Reader
	bytes.Buffer
}

func (s *stream) Read(p []byte) (int, error) { return s.Reader.Read(p) }

// What was split into packets of any size is joined again to the same message.
func TestMessagesAreSplitAndJoined(t *testing.T) {
	t.Parallel()
	for _, size := range []int{0, 512, 4096, 1 << 20} {
		for _, length := range []int{0, 1, 503, 504, 505, 1008, 4088, 4089, 300_000} {
			message := bytes.Repeat([]byte{7}, length)
			out := &stream{}
			c := tds.NewConn(out)
			c.SetPacketSize(size)
			if err := c.WriteMessage(tds.KindBatch, message); err != nil {
				t.Fatal(err)
			}
			for at := 0; at < out.Len(); {
				n := int(binary.BigEndian.Uint16(out.Bytes()[at+2:]))
				if n > tds.PacketSize(size) {
					t.Errorf("a packet has %d bytes, at the size %d", n, size)
				}
				at += n
			}
			m, err := tds.NewConn(&stream{Reader: &out.Buffer}).ReadMessage()
			if err != nil || m.Kind != tds.KindBatch || !bytes.Equal(m.Data, message) {
				t.Errorf("%d bytes in packets of %d came back as %d: %v", length, size, len(m.Data), err)
			}
		}
	}
}

// Packets that end early, are too long or too short, or do not belong together are refused.
func TestWrongPacketsAreRefused(t *testing.T) {
	t.Parallel()
	for what, in := range map[string][]byte{
		"shorter than its header": {1, 1, 0, 7, 0, 0, 1, 0},
		"longer than allowed":     {1, 1, 0xFF, 0xFF, 0, 0, 1, 0},
		"cut in the header":       {1, 1, 0},
		"cut in the body":         {1, 1, 0, 9, 0, 0, 1, 0},
		"of two kinds":            {1, 0, 0, 8, 0, 0, 1, 0, 3, 1, 0, 8, 0, 0, 2, 0},
		"without an end":          {1, 0, 0, 8, 0, 0, 1, 0},
	} {
		_, err := tds.NewConn(&stream{Reader: bytes.NewReader(in)}).ReadMessage()
		if !errors.Is(err, tds.ErrProtocol) && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("a packet %s: %v", what, err)
		}
	}
	if _, err := tds.NewConn(&stream{Reader: bytes.NewReader(nil)}).ReadMessage(); !errors.Is(err, io.EOF) {
		t.Errorf("the end between messages is %v", err)
	}
}

// Half of a surrogate pair is no text.
func TestBrokenTextIsRefused(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "a", "ä🚢"} {
		if got, ok := tds.FromUTF16(tds.ToUTF16(s)); !ok || got != s {
			t.Errorf("%q came back as %q", s, got)
		}
	}
	for _, b := range [][]byte{{0}, {0x00, 0xD8}, {0x00, 0xDC, 0x00, 0xD8}} {
		if got, ok := tds.FromUTF16(b); ok {
			t.Errorf("%x is %q", b, got)
		}
	}
}

// call makes the start of a call of sp_executesql.
func call(params ...byte) []byte {
	return append([]byte{4, 0, 0, 0, 0xFF, 0xFF, 10, 0, 0, 0}, params...)
}

// Values are read as their types say, and lengths that go beyond the message or the type are refused.
func TestParametersHaveTheirTypes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		param []byte
		want  any
	}{
		{[]byte{0, 0, 0x26, 8, 8, 1, 0, 0, 0, 0, 0, 0, 0x80}, int64(-1<<63 + 1)},
		{[]byte{0, 0, 0x26, 1, 1, 0xFF}, int64(255)},
		{[]byte{0, 0, 0x26, 4, 0}, nil},
		{[]byte{0, 0, 0x68, 1, 1, 1}, true},
		{[]byte{0, 0, 0x1F}, nil},
		{[]byte{0, 0, 0xE7, 4, 0, 0, 0, 0, 0, 0, 2, 0, 'x', 0}, "x"},
		{[]byte{0, 0, 0xE7, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2, 0, 0, 0, 'x', 0, 2, 0, 0, 0, 'y', 0, 0, 0, 0, 0}, "xy"},
	} {
		got, err := tds.ParseCall(call(c.param...))
		if err != nil || len(got.Params) != 1 || got.Params[0].Value != c.want {
			t.Errorf("%x: %+v, %v", c.param, got, err)
		}
	}
	for what, param := range map[string][]byte{
		"an integer of 3 bytes":          {0, 0, 0x26, 3, 3, 1, 2, 3},
		"a type that nobody knows":       {0, 0, 0x99},
		"a value longer than its type":   {0, 0, 0xA5, 2, 0, 3, 0, 1, 2, 3},
		"a value longer than the call":   {0, 0, 0xA5, 8, 0, 8, 0, 1},
		"a chunk longer than the call":   {0, 0, 0xA5, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F},
		"chunks of another length":       {0, 0, 0xA5, 0xFF, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 0},
		"half a character":               {0, 0, 0xE7, 4, 0, 0, 0, 0, 0, 0, 1, 0, 'x'},
		"half a pair":                    {0, 0, 0xE7, 4, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0xD8},
		"a type longer than there is":    {0, 0, 0xA5, 0x50, 0xC3, 0, 0},
		"a parameter that is encrypted":  {0, 8, 0x1F},
		"a time with 8 decimals":         {0, 0, 0x2A, 8, 0},
		"a day beyond the year 9999":     {0, 0, 0x28, 3, 0xFF, 0xFF, 0xFF},
		"a date of the wrong length":     {0, 0, 0x28, 2, 0, 0},
		"a name longer than there is":    {200, 0},
		"an offset of more than 14 hour": {0, 0, 0x2B, 0, 8, 0, 0, 0, 0, 0, 0, 0xFF, 0x7F},
	} {
		if got, err := tds.ParseCall(call(param...)); !errors.Is(err, tds.ErrProtocol) {
			t.Errorf("%s: %+v, %v", what, got, err)
		}
	}
}

// Whatever comes, it is read or refused, and takes no more memory than it has bytes.
func FuzzRequests(f *testing.F) {
	f.Add(call(0, 0, 0x26, 8, 8, 1, 0, 0, 0, 0, 0, 0, 0x80))
	f.Add(call(2, '@', 0, 'p', 0, 0, 0xE7, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2, 0, 0, 0, 'x', 0, 0, 0, 0, 0))
	f.Add([]byte{22, 0, 0, 0, 18, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 5, 0, 5, 0})
	f.Add(tds.PreloginAnswer(tds.EncryptOn, true))
	login := make([]byte, 120)
	binary.LittleEndian.PutUint32(login, 120)
	login[27] = 0x10
	login[56], login[58], login[94], login[98] = 94, 4, 98, 0xFF
	f.Add(login)
	f.Fuzz(func(t *testing.T, data []byte) {
		whole := append([]byte{}, data...)
		_, _ = tds.ParsePrelogin(data)
		_, _ = tds.ParseLogin(data)
		_, _, _ = tds.ParseBatch(data)
		_, _ = tds.ParseTransaction(data)
		if c, err := tds.ParseCall(data); err == nil {
			for _, p := range c.Params {
				switch v := p.Value.(type) {
				case string:
					if len(v) > 2*len(data) {
						t.Errorf("%d bytes of text came out of %d", len(v), len(data))
					}
				case []byte:
					if len(v) > len(data) {
						t.Errorf("%d bytes came out of %d", len(v), len(data))
					}
				}
			}
		}
		_, _ = tds.NewConn(&stream{Reader: bytes.NewReader(data)}).ReadMessage()
		if !bytes.Equal(whole, data) {
			t.Error("what was read was changed")
		}
	})
}
