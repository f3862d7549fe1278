package amqp

import (
	"math"
	"time"
)

// fields reads the list of a performative from the front. The first field of a wrong type is kept as the error; a
// field that is null or left out has its default.
type fields struct {
	list List
	next int
	err  error
}

func (f *fields) field() any {
	f.next++
	if f.next > len(f.list) {
		return nil
	}
	return f.list[f.next-1]
}

func (f *fields) skip(n int) { f.next += n }

// read gives the next field; ok is false if it is not there.
func read[T any](f *fields) (v T, ok bool) {
	raw := f.field()
	if raw == nil {
		return v, false
	}
	if v, ok = raw.(T); !ok && f.err == nil {
		f.err = malformed("field %d is a %T, not a %T", f.next, raw, v)
	}
	return v, ok
}

func need[T any](f *fields) T {
	v, ok := read[T](f)
	if !ok && f.err == nil {
		f.err = malformed("field %d is missing", f.next)
	}
	return v
}

func orZero[T any](f *fields) T {
	v, _ := read[T](f)
	return v
}

func or[T any](f *fields, fallback T) T {
	if v, ok := read[T](f); ok {
		return v
	}
	return fallback
}

func pointer[T any](f *fields) *T {
	if v, ok := read[T](f); ok {
		return &v
	}
	return nil
}

func parsePerformative(code uint64, f *fields) (Performative, error) {
	var p Performative
	switch code {
	case 0x10:
		p = parseOpen(f)
	case 0x11:
		p = &Begin{
			RemoteChannel: pointer[uint16](f), NextOutgoingID: need[uint32](f), IncomingWindow: need[uint32](f),
			OutgoingWindow: need[uint32](f), HandleMax: or[uint32](f, math.MaxUint32),
		}
	case 0x12:
		p = parseAttach(f)
	case 0x13:
		p = &Flow{
			NextIncomingID: pointer[uint32](f), IncomingWindow: need[uint32](f), NextOutgoingID: need[uint32](f),
			OutgoingWindow: need[uint32](f), Handle: pointer[uint32](f), DeliveryCount: pointer[uint32](f),
			LinkCredit: pointer[uint32](f), Available: pointer[uint32](f), Drain: orZero[bool](f), Echo: orZero[bool](f),
		}
	case 0x14:
		p = parseTransfer(f)
	case 0x15:
		d := &Disposition{Role: need[bool](f), First: need[uint32](f)}
		d.Last = or(f, d.First)
		d.Settled = orZero[bool](f)
		d.State = f.field()
		p = d
	case 0x16:
		p = &Detach{Handle: need[uint32](f), Closed: orZero[bool](f), Error: parseError(f.field())}
	case 0x17:
		p = &End{Error: parseError(f.field())}
	case 0x18:
		p = &Close{Error: parseError(f.field())}
	case 0x40:
		p = parseMechanisms(f)
	case 0x41:
		p = &SASLInit{Mechanism: need[Symbol](f)}
	case 0x44:
		p = &SASLOutcome{Code: need[uint8](f)}
	default:
		return nil, malformed("performative 0x%02x is unknown", code)
	}
	return p, f.err
}

func parseOpen(f *fields) *Open {
	p := &Open{
		ContainerID: need[string](f), Hostname: orZero[string](f), MaxFrameSize: or[uint32](f, math.MaxUint32),
		ChannelMax: or[uint16](f, math.MaxUint16), IdleTimeout: time.Duration(orZero[uint32](f)) * time.Millisecond,
	}
	f.skip(4)
	p.Properties = orZero[Map](f)
	return p
}

func parseAttach(f *fields) *Attach {
	p := &Attach{
		Name: need[string](f), Handle: need[uint32](f), Role: need[bool](f),
		SenderSettleMode: or(f, SenderMixed), ReceiverSettleMode: or(f, ReceiverFirst),
	}
	if list := terminus(f, 0x28); list != nil {
		in := &fields{list: list}
		p.Source = &Source{Address: Text(in.field())}
		in.skip(6)
		p.Source.Filter = orZero[Map](in)
		if f.err == nil {
			f.err = in.err
		}
	}
	if list := terminus(f, 0x29); list != nil {
		p.Target = &Target{Address: Text((&fields{list: list}).field())}
	}
	f.skip(2)
	p.InitialDeliveryCount = orZero[uint32](f)
	p.MaxMessageSize = orZero[uint64](f)
	f.skip(2)
	p.Properties = orZero[Map](f)
	return p
}

// terminus reads a source or target; nil if it is not there or of another kind, such as a transaction coordinator.
func terminus(f *fields, code uint64) List {
	d, ok := read[Described](f)
	if !ok || d.Descriptor != code {
		return nil
	}
	list, _ := d.Value.(List)
	return list
}

func parseTransfer(f *fields) *Transfer {
	p := &Transfer{
		Handle: need[uint32](f), DeliveryID: pointer[uint32](f), DeliveryTag: orZero[[]byte](f),
		MessageFormat: orZero[uint32](f), Settled: orZero[bool](f), More: orZero[bool](f),
	}
	f.skip(3)
	p.Aborted = orZero[bool](f)
	return p
}

func parseMechanisms(f *fields) *SASLMechanisms {
	p := &SASLMechanisms{}
	switch v := f.field().(type) {
	case Symbol:
		p.Mechanisms = []Symbol{v}
	case Array:
		for _, item := range v.Items {
			p.Mechanisms = append(p.Mechanisms, Symbol(Text(item)))
		}
	}
	return p
}
