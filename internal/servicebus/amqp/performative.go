package amqp

import "time"

// A Performative is the body of a frame, AMQP 1.0 part 2 section 2.7 and part 5 section 5.3.3.
type Performative interface {
	code() uint64
	fields() List
}

// Roles of a link's end.
const (
	RoleSender   = false
	RoleReceiver = true
)

// Settle modes. A receiver that settles second waits for the answer to its disposition.
const (
	SenderUnsettled uint8 = 0
	SenderSettled   uint8 = 1
	SenderMixed     uint8 = 2
	ReceiverFirst   uint8 = 0
	ReceiverSecond  uint8 = 1
)

// Open begins a connection.
type Open struct {
	ContainerID  string
	Hostname     string
	MaxFrameSize uint32
	ChannelMax   uint16
	IdleTimeout  time.Duration // 0 for none
	Properties   Map
}

// Begin begins a session.
type Begin struct {
	RemoteChannel  *uint16
	NextOutgoingID uint32
	IncomingWindow uint32
	OutgoingWindow uint32
	HandleMax      uint32
}

// Attach begins a link. Source and Target are nil where an end has none, which is how a link is refused.
type Attach struct {
	Name                 string
	Handle               uint32
	Role                 bool
	SenderSettleMode     uint8
	ReceiverSettleMode   uint8
	Source               *Source
	Target               *Target
	InitialDeliveryCount uint32
	MaxMessageSize       uint64
	Properties           Map
}

// A Source is where messages of a link come from, with the fields that a broker looks at.
type Source struct {
	Address string
	Filter  Map
}

// A Target is where messages of a link go.
type Target struct{ Address string }

// Flow tells the state of a session, and of a link if it has a handle.
type Flow struct {
	NextIncomingID *uint32
	IncomingWindow uint32
	NextOutgoingID uint32
	OutgoingWindow uint32
	Handle         *uint32
	DeliveryCount  *uint32
	LinkCredit     *uint32
	Available      *uint32
	Drain          bool
	Echo           bool
}

// Transfer carries a message or a part of it.
type Transfer struct {
	Handle        uint32
	DeliveryID    *uint32
	DeliveryTag   []byte
	MessageFormat uint32
	Settled       bool
	More          bool
	Aborted       bool
}

// Disposition tells what became of deliveries.
type Disposition struct {
	Role    bool
	First   uint32
	Last    uint32
	Settled bool
	State   any // a Described delivery state, or nil
}

// Detach ends a link.
type Detach struct {
	Handle uint32
	Closed bool
	Error  *Error
}

// End ends a session.
type End struct{ Error *Error }

// Close ends a connection.
type Close struct{ Error *Error }

// SASLMechanisms offers ways to sign in.
type SASLMechanisms struct{ Mechanisms []Symbol }

// SASLInit chooses one.
type SASLInit struct{ Mechanism Symbol }

// SASLOutcome ends the exchange; code 0 is success.
type SASLOutcome struct{ Code uint8 }

func (*Open) code() uint64           { return 0x10 }
func (*Begin) code() uint64          { return 0x11 }
func (*Attach) code() uint64         { return 0x12 }
func (*Flow) code() uint64           { return 0x13 }
func (*Transfer) code() uint64       { return 0x14 }
func (*Disposition) code() uint64    { return 0x15 }
func (*Detach) code() uint64         { return 0x16 }
func (*End) code() uint64            { return 0x17 }
func (*Close) code() uint64          { return 0x18 }
func (*SASLMechanisms) code() uint64 { return 0x40 }
func (*SASLInit) code() uint64       { return 0x41 }
func (*SASLOutcome) code() uint64    { return 0x44 }

// optional writes nil for a field that is not there.
func optional[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

// present writes nil for a zero value that stands for itself.
func present[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

func presentMap(m Map) any {
	if len(m) == 0 {
		return nil
	}
	return m
}

func (p *Open) fields() List {
	return List{
		p.ContainerID, present(p.Hostname), p.MaxFrameSize, p.ChannelMax, present(uint32(p.IdleTimeout / time.Millisecond)),
		nil, nil, nil, nil, presentMap(p.Properties),
	}
}

func (p *Begin) fields() List {
	return List{optional(p.RemoteChannel), p.NextOutgoingID, p.IncomingWindow, p.OutgoingWindow, p.HandleMax}
}

func (p *Attach) fields() List {
	var initial any // only a sender tells it
	if !p.Role {    // a sender
		initial = p.InitialDeliveryCount
	}
	return List{
		p.Name, p.Handle, p.Role, p.SenderSettleMode, p.ReceiverSettleMode, p.Source.described(), p.Target.described(),
		nil, nil, initial, present(p.MaxMessageSize), nil, nil, presentMap(p.Properties),
	}
}

// described leaves the fields after the last one out: a client refuses a source or target with more than the standard has.
func (s *Source) described() any {
	if s == nil {
		return nil
	}
	return Described{uint64(0x28), trimmed(List{s.Address, nil, nil, nil, nil, nil, nil, presentMap(s.Filter)})}
}

func (t *Target) described() any {
	if t == nil {
		return nil
	}
	return Described{uint64(0x29), List{t.Address}}
}

func (p *Flow) fields() List {
	return List{
		optional(p.NextIncomingID), p.IncomingWindow, p.NextOutgoingID, p.OutgoingWindow, optional(p.Handle),
		optional(p.DeliveryCount), optional(p.LinkCredit), optional(p.Available), present(p.Drain), present(p.Echo),
	}
}

func (p *Transfer) fields() List {
	var tag any
	if p.DeliveryTag != nil {
		tag = p.DeliveryTag
	}
	return List{
		p.Handle, optional(p.DeliveryID), tag, p.MessageFormat, p.Settled, present(p.More), nil, nil, nil, present(p.Aborted),
	}
}

func (p *Disposition) fields() List {
	return List{p.Role, p.First, p.Last, p.Settled, p.State}
}

func (p *Detach) fields() List         { return List{p.Handle, p.Closed, p.Error.described()} }
func (p *End) fields() List            { return List{p.Error.described()} }
func (p *Close) fields() List          { return List{p.Error.described()} }
func (p *SASLMechanisms) fields() List { return List{Symbols(p.Mechanisms...)} }
func (p *SASLInit) fields() List       { return List{p.Mechanism} }
func (p *SASLOutcome) fields() List    { return List{p.Code} }
