package amqp

// An Error tells the peer what is wrong, AMQP 1.0 part 2 section 2.8.14.
type Error struct {
	Condition   Symbol
	Description string
	Info        Map
}

func (e *Error) described() any {
	if e == nil {
		return nil
	}
	return Described{uint64(0x1d), trimmed(List{e.Condition, present(e.Description), presentMap(e.Info)})}
}

func parseError(v any) *Error {
	d, ok := v.(Described)
	if !ok || d.Descriptor != uint64(0x1d) {
		return nil
	}
	list, ok := d.Value.(List)
	if !ok {
		return nil
	}
	f := &fields{list: list}
	return &Error{Condition: Symbol(Text(f.field())), Description: Text(f.field()), Info: orZero[Map](f)}
}

// Codes of delivery states, AMQP 1.0 part 3 section 3.4.
const (
	stateReceived uint64 = 0x23
	stateAccepted uint64 = 0x24
	stateRejected uint64 = 0x25
	stateReleased uint64 = 0x26
	stateModified uint64 = 0x27
)

// An Outcome is what a receiver says about a delivery.
type Outcome int

// The outcomes. None is a state that ends nothing.
const (
	None Outcome = iota
	Accepted
	Rejected
	Released
	Modified
)

// A State is an outcome with what belongs to it.
type State struct {
	Outcome           Outcome
	Error             *Error // of Rejected
	UndeliverableHere bool   // of Modified
	Annotations       Map    // of Modified
}

// AcceptedState is the state of a delivery that was taken.
func AcceptedState() any { return Described{stateAccepted, List{}} }

// RejectedState is the state of a delivery that was refused.
func RejectedState(e *Error) any { return Described{stateRejected, trimmed(List{e.described()})} }

// ParseState reads a delivery state.
func ParseState(v any) (State, error) {
	d, ok := v.(Described)
	if !ok {
		return State{}, nil
	}
	list, ok := d.Value.(List)
	if !ok {
		return State{}, malformed("a delivery state is no list")
	}
	f := &fields{list: list}
	switch d.Descriptor {
	case stateReceived:
		return State{}, nil
	case stateAccepted:
		return State{Outcome: Accepted}, nil
	case stateRejected:
		return State{Outcome: Rejected, Error: parseError(f.field())}, nil
	case stateReleased:
		return State{Outcome: Released}, nil
	case stateModified:
		f.skip(1)
		s := State{Outcome: Modified, UndeliverableHere: orZero[bool](f), Annotations: orZero[Map](f)}
		return s, f.err
	}
	return State{}, malformed("delivery state %v is unknown", d.Descriptor)
}
