package amqp_test

import (
	"bytes"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	goamqp "github.com/Azure/go-amqp"
	"pgregory.net/rapid"

	"waybill/internal/servicebus/amqp"
)

// anyValue draws a value of any AMQP type.
func anyValue(depth int) *rapid.Generator[any] {
	return rapid.Custom(func(t *rapid.T) any {
		kinds := 22
		if depth == 0 {
			kinds = 18
		}
		switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
		case 0:
			return nil
		case 1:
			return rapid.Bool().Draw(t, "bool")
		case 2:
			return rapid.Uint8().Draw(t, "ubyte")
		case 3:
			return rapid.Uint16().Draw(t, "ushort")
		case 4:
			return rapid.Uint32().Draw(t, "uint")
		case 5:
			return rapid.Uint64().Draw(t, "ulong")
		case 6:
			return rapid.Int8().Draw(t, "byte")
		case 7:
			return rapid.Int16().Draw(t, "short")
		case 8:
			return rapid.Int32().Draw(t, "int")
		case 9:
			return rapid.Int64().Draw(t, "long")
		case 10:
			return rapid.Float32().Draw(t, "float")
		case 11:
			return rapid.Float64().Draw(t, "double")
		case 12:
			return amqp.Char(rapid.Int32Range(0, 0x10ffff).Draw(t, "char"))
		case 13:
			return time.UnixMilli(rapid.Int64Range(-1<<50, 1<<50).Draw(t, "timestamp")).UTC()
		case 14:
			return amqp.UUID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "uuid"))
		case 15:
			return rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "binary")
		case 16:
			return strings.Repeat(rapid.String().Draw(t, "string"), rapid.IntRange(0, 30).Draw(t, "times"))
		case 17:
			return amqp.Symbol(rapid.StringMatching(`[a-z:.-]{0,40}`).Draw(t, "symbol"))
		case 18:
			return amqp.List(append([]any{}, rapid.SliceOfN(anyValue(depth-1), 0, 5).Draw(t, "list")...))
		case 19:
			m := amqp.Map{}
			for i, v := range rapid.SliceOfN(anyValue(depth-1), 0, 5).Draw(t, "map") {
				m = append(m, amqp.Entry{Key: fmt.Sprint(i), Value: v})
			}
			return m
		case 20:
			return amqp.Longs(append([]int64{}, rapid.SliceOfN(rapid.Int64(), 0, 5).Draw(t, "array")...)...)
		}
		return amqp.Described{Descriptor: rapid.Uint64().Draw(t, "descriptor"), Value: anyValue(depth-1).Draw(t, "described")}
	})
}

func TestAValueIsDecodedAsItWasEncoded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyValue(3).Draw(t, "value")
		encoded := amqp.Append(nil, want)
		got, rest, err := amqp.Decode(append(bytes.Clone(encoded), 1, 2))
		if err != nil || !bytes.Equal(rest, []byte{1, 2}) {
			t.Fatalf("decoded with %v, %d bytes left", err, len(rest))
		}
		if !reflect.DeepEqual(got, want) && !strings.Contains(fmt.Sprint(want), "NaN") {
			t.Fatalf("decoded %#v, want %#v", got, want)
		}
		if !bytes.Equal(amqp.Append(nil, got), encoded) {
			t.Fatal("encoded again it differs")
		}
		for i := range encoded {
			if _, _, err := amqp.Decode(encoded[:i]); err == nil {
				t.Fatalf("the first %d bytes of %d are taken for a whole value", i, len(encoded))
			}
		}
	})
}

// What go-amqp writes is read, and what is written go-amqp reads, with the same types.
func TestMessagesAreThoseOfGoAMQP(t *testing.T) {
	group, subject := "s", "order"
	at := time.UnixMilli(1700000000123).UTC()
	sent := &goamqp.Message{
		Header:      &goamqp.MessageHeader{Durable: true, TTL: time.Minute, DeliveryCount: 4},
		Annotations: goamqp.Annotations{"x-opt-partition-key": "p"},
		Properties:  &goamqp.MessageProperties{MessageID: "m", GroupID: &group, Subject: &subject, CorrelationID: uint64(7), CreationTime: &at},
		ApplicationProperties: map[string]any{
			"long": int64(1), "int": int32(-1), "time": at, "id": goamqp.UUID{1}, "bytes": []byte{0}, "float": float32(1.5),
		},
		Data: [][]byte{bytes.Repeat([]byte("x"), 1000), {}},
	}
	encoded, err := sent.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	m, err := amqp.ParseMessage(encoded)
	if err != nil {
		t.Fatal(err)
	}
	if id, _ := m.Properties.GroupID(); id != group || m.Properties.MessageID() != "m" || m.Properties.CorrelationID() != uint64(7) {
		t.Errorf("properties %+v", m.Properties)
	}
	if !m.HasHeader || !m.Durable || m.TTL != time.Minute || m.DeliveryCount != 4 {
		t.Errorf("header %+v", m)
	}
	var reference, back goamqp.Message
	if err := reference.UnmarshalBinary(encoded); err != nil {
		t.Fatal(err)
	}
	if err := back.UnmarshalBinary(m.Append(nil)); err != nil {
		t.Fatal(err)
	}
	reference.Header.Priority = back.Header.Priority // is not kept
	for _, pair := range [][2]any{
		{back.Header, reference.Header},
		{back.Annotations, reference.Annotations},
		{back.Properties, reference.Properties},
		{back.ApplicationProperties, reference.ApplicationProperties},
		{back.Data, reference.Data},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("came back as %+v, was %+v", pair[0], pair[1])
		}
	}
}

func TestPerformativesAreReadAsTheyAreWritten(t *testing.T) {
	one, two, channel := uint32(1), uint32(2), uint16(3)
	failure := &amqp.Error{Condition: "amqp:not-found", Description: "Not there.", Info: amqp.Map{{Key: amqp.Symbol("k"), Value: "v"}}}
	for _, want := range []amqp.Performative{
		&amqp.Open{ContainerID: "c", Hostname: "h", MaxFrameSize: 512, ChannelMax: 9, IdleTimeout: time.Second, Properties: amqp.Map{{Key: amqp.Symbol("k"), Value: int64(1)}}},
		&amqp.Begin{RemoteChannel: &channel, NextOutgoingID: 1, IncomingWindow: 2, OutgoingWindow: 3, HandleMax: 4},
		&amqp.Begin{HandleMax: math.MaxUint32},
		&amqp.Attach{
			Name: "n", Handle: 1, Role: amqp.RoleReceiver, SenderSettleMode: 1, ReceiverSettleMode: 1,
			Source: &amqp.Source{Address: "q", Filter: amqp.Map{{Key: amqp.Symbol("f"), Value: amqp.Described{Descriptor: uint64(5), Value: nil}}}},
			Target: &amqp.Target{Address: "t"}, MaxMessageSize: 9, Properties: amqp.Map{{Key: amqp.Symbol("k"), Value: uint32(1)}},
		},
		&amqp.Attach{Name: "n", Role: amqp.RoleSender, InitialDeliveryCount: 7},
		&amqp.Flow{NextIncomingID: &one, IncomingWindow: 1, NextOutgoingID: 2, OutgoingWindow: 3, Handle: &two, DeliveryCount: &one, LinkCredit: &two, Available: &one, Drain: true, Echo: true},
		&amqp.Transfer{Handle: 1, DeliveryID: &one, DeliveryTag: []byte{1}, MessageFormat: amqp.FormatBatch, Settled: true, More: true, Aborted: true},
		&amqp.Disposition{Role: amqp.RoleSender, First: 1, Last: 2, Settled: true, State: amqp.RejectedState(failure)},
		&amqp.Detach{Handle: 1, Closed: true, Error: failure},
		&amqp.End{Error: failure}, &amqp.Close{Error: failure}, &amqp.Close{},
		&amqp.SASLMechanisms{Mechanisms: []amqp.Symbol{"A", "B"}}, &amqp.SASLInit{Mechanism: "A"}, &amqp.SASLOutcome{Code: 1},
	} {
		encoded := amqp.AppendFrame(nil, amqp.FrameAMQP, 7, want, []byte("payload"))
		frame, err := amqp.ReadFrame(bytes.NewReader(encoded), 1024)
		if err != nil || frame.Channel != 7 {
			t.Fatalf("read %+v, %v", frame, err)
		}
		got, payload, err := amqp.ParseBody(frame.Body)
		if err != nil || string(payload) != "payload" || !reflect.DeepEqual(got, want) {
			t.Errorf("read %+v, %q, %v, want %+v", got, payload, err, want)
		}
	}
}

func TestOutcomesAreRead(t *testing.T) {
	described := func(code uint64, fields ...any) any {
		return amqp.Described{Descriptor: code, Value: amqp.List(fields)}
	}
	for _, c := range []struct {
		state any
		want  amqp.State
	}{
		{nil, amqp.State{}},
		{described(0x23, uint32(0), uint64(0)), amqp.State{}},
		{amqp.AcceptedState(), amqp.State{Outcome: amqp.Accepted}},
		{amqp.RejectedState(&amqp.Error{Condition: "c"}), amqp.State{Outcome: amqp.Rejected, Error: &amqp.Error{Condition: "c"}}},
		{described(0x26), amqp.State{Outcome: amqp.Released}},
		{described(0x27, true, true, amqp.Map{{Key: "k", Value: int64(1)}}), amqp.State{Outcome: amqp.Modified, UndeliverableHere: true, Annotations: amqp.Map{{Key: "k", Value: int64(1)}}}},
	} {
		if got, err := amqp.ParseState(c.state); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("read %+v, %v, want %+v", got, err, c.want)
		}
	}
	if _, err := amqp.ParseState(described(0x99)); err == nil {
		t.Error("an unknown state was read")
	}
}

func TestBytesThatAreNoAMQPAreRefused(t *testing.T) {
	deep := append(bytes.Repeat([]byte{0xc0, 0xff, 0x01}, 60), 0x40)
	for name, encoded := range map[string][]byte{
		"nothing":                     {},
		"an unknown code":             {0x10},
		"a count without elements":    {0xd0, 0, 0, 0, 4, 0x7f, 0xff, 0xff, 0xff},
		"a size over the bytes":       {0xb0, 0x7f, 0xff, 0xff, 0xff, 1},
		"a size over 2 GiB":           {0xb0, 0xff, 0xff, 0xff, 0xff, 1},
		"an array of many nulls":      {0xf0, 0, 0, 0, 5, 0x7f, 0xff, 0xff, 0xff, 0x40},
		"a map with half an entry":    {0xc1, 2, 1, 0x40},
		"bytes left over in a list":   {0xc0, 3, 1, 0x40, 0x40},
		"a string that is not UTF-8":  {0xa1, 1, 0xff},
		"a boolean of 2":              {0x56, 2},
		"a descriptor that is a list": {0x00, 0x45, 0x40},
		"values nested without end":   deep,
		"descriptors without end":     bytes.Repeat([]byte{0x00, 0x44}, 100),
	} {
		if v, _, err := amqp.Decode(encoded); err == nil {
			t.Errorf("%s: decoded %#v", name, v)
		}
	}
	for name, encoded := range map[string][]byte{
		"too long":             {0, 0, 4, 1, 2, 0, 0, 0},
		"shorter than a head":  {0, 0, 0, 7, 2, 0, 0, 0},
		"a body before itself": {0, 0, 0, 8, 1, 0, 0, 0},
		"a body after itself":  {0, 0, 0, 8, 3, 0, 0, 0},
		"not all there":        {0, 0, 0, 9, 2, 0, 0, 0},
	} {
		if f, err := amqp.ReadFrame(bytes.NewReader(encoded), 1024); err == nil {
			t.Errorf("a frame that is %s: read %+v", name, f)
		}
	}
	if _, err := amqp.ReadHeader(strings.NewReader("GET / HT")); err == nil {
		t.Error("HTTP was taken for AMQP")
	}
}

// Whatever a client sends, reading it ends without panic, keeps to what is there, and what was read is written and read
// as the same.
func FuzzDecode(f *testing.F) {
	f.Add(amqp.Append(nil, amqp.List{nil, true, int64(1), "a", amqp.Symbols("b"), amqp.Map{{Key: "k", Value: amqp.UUID{}}}}))
	f.Add(amqp.AppendFrame(nil, 0, 1, &amqp.Attach{Name: "n", Source: &amqp.Source{Address: "q"}, Target: &amqp.Target{}}, nil)[8:])
	f.Add((&amqp.Message{HasHeader: true, Annotations: amqp.Map{{Key: amqp.Symbol("a"), Value: int32(1)}}, Body: amqp.ValueBody("x")}).Append(nil))
	f.Add([]byte{0xf0, 0, 0, 0, 5, 0, 0, 0, 1, 0x40})
	f.Fuzz(func(t *testing.T, data []byte) {
		if v, rest, err := amqp.Decode(data); err == nil {
			encoded := amqp.Append(nil, v)
			again, left, err := amqp.Decode(encoded)
			if err != nil || len(left) != 0 || len(rest) > len(data) {
				t.Fatalf("%#v cannot be read again: %v", v, err)
			}
			if !bytes.Equal(amqp.Append(nil, again), encoded) {
				t.Fatalf("%#v is written in two ways", v)
			}
		}
		if p, _, err := amqp.ParseBody(data); err == nil {
			amqp.AppendFrame(nil, 0, 0, p, nil)
			if d, ok := p.(*amqp.Disposition); ok {
				_, _ = amqp.ParseState(d.State)
			}
		}
		if m, err := amqp.ParseMessage(data); err == nil {
			if _, err := amqp.ParseMessage(m.Append(nil)); err != nil {
				t.Fatalf("a message cannot be read again: %v", err)
			}
			_, _ = m.Data()
			_, _ = m.Value()
		}
		_, _ = amqp.ReadFrame(bytes.NewReader(data), 1<<16)
	})
}
