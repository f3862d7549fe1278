package custody

import (
	"bytes"
	"fmt"
)

// A Machine is the custody ledger as a state machine: what the contract keeps, and the rules by which it changes. It
// predicts every call, without a chain: [Decide] asks one whether the contract would refuse, and tests compare it with
// the contract call by call.
//
// A Machine is one party's picture: a zero one made with [NewMachine] and fed with every call is complete, one that holds
// only what a call is about answers for that call alone. It is not safe for concurrent use.
type Machine struct {
	// Signed reports whether the key signed the handover. It is asked for the parties of a [HandOver]; nil trusts them.
	Signed func(h *HandOver, by KeySignature) bool

	keys          map[Address]keyState
	organizations map[uint32]*organizationState
	joined        uint32
	round         uint32
	threshold     uint8
	confirmations map[string]map[Address]bool
	assets        map[Digest]Holding
	certificates  map[Digest]CertificateState
	recalls       map[recallKey]RecallState
	anchors       map[anchorKey]uint64

	undo []func()
}

type keyState struct {
	organization uint32 // that it speaks for
	former       uint32 // that it spoke for until it was removed
	round        uint32 // in which it is an administrator
}

// An organizationState is an organisation; number 0 stands for the administrators, and is active unless the ledger is
// paused.
type organizationState struct {
	active       bool
	changes      uint32
	lastAnchored uint64
}

// NewMachine gives the machine right after the deployment by the administrator.
func NewMachine(administrator Address) *Machine {
	return &Machine{
		keys:          map[Address]keyState{administrator: {round: 1}},
		organizations: map[uint32]*organizationState{0: {active: true}},
		round:         1, threshold: 1,
		confirmations: map[string]map[Address]bool{},
		assets:        map[Digest]Holding{}, certificates: map[Digest]CertificateState{},
		recalls: map[recallKey]RecallState{}, anchors: map[anchorKey]uint64{},
	}
}

// A Call is an instruction with who sends it and when.
type Call struct {
	Sender      Address
	Command     Digest
	EventHash   Digest
	Time        uint64 // of the block, in Unix seconds
	Instruction Instruction
}

// Apply makes the call: nil if the contract would carry it out, else a *[Refusal], after which nothing has changed.
func (m *Machine) Apply(c Call) *Refusal {
	m.undo = m.undo[:0]
	refusal := m.apply(c)
	if refusal != nil {
		for i := len(m.undo) - 1; i >= 0; i-- {
			m.undo[i]()
		}
	}
	return refusal
}

func (m *Machine) apply(c Call) *Refusal {
	switch i := c.Instruction.(type) {
	case *JoinOrganization, *SetOrganizationStatus, *Pause, *Unpause, *SetAdministrators:
		return m.administer(c)
	case *Anchor:
		return m.anchor(c, i)
	case *HandOver:
		return m.handOver(c, i)
	case *Balance:
		if i.Model == 0 {
			return refuse(NoModel)
		}
	}
	actor, refusal := m.actor(c.Sender)
	if refusal != nil {
		return refusal
	}
	switch i := c.Instruction.(type) {
	case *AddKey:
		return m.enrol(i.Key, actor)
	case *RemoveKey:
		return m.removeKey(c.Sender, actor, i.Key)
	case *RotateKey:
		if refusal := m.enrol(i.Key, actor); refusal != nil {
			return refusal
		}
		m.retire(c.Sender)
		return nil
	case *Record:
		return nil
	case *DeclareError:
		if i.Reason == 0 {
			return refuse(NoReason)
		}
		return nil
	case *Certify, *Revoke, *Suspend, *Reinstate:
		return m.certify(actor, i)
	case *OpenRecall:
		return m.openRecall(actor, i)
	case *CloseRecall:
		return m.changeRecall(actor, i.Asset, i.ExpectedVersion, false)
	}
	return m.move(c, actor)
}

// move makes the calls that change assets.
func (m *Machine) move(c Call, actor uint32) *Refusal {
	switch i := c.Instruction.(type) {
	case *Register:
		return m.register(actor, Output(*i))
	case *RegisterBatch:
		if len(i.Assets) == 0 {
			return refuse(NothingRegistered)
		}
		return m.registerAll(actor, i.Assets)
	case *Offer:
		return m.offer(c, actor, i)
	case *TransferOwnership:
		return m.transferOwnership(c, actor, i)
	case *Accept:
		return m.accept(c, actor, i)
	case *Reject:
		return m.reject(actor, i)
	case *Cancel:
		return m.cancel(actor, i)
	case *Expire:
		return m.expire(c, i)
	case *Pack:
		return m.pack(actor, i)
	case *Unpack:
		return m.unpack(actor, i)
	case *Release:
		return m.release(actor, i)
	case *Make:
		return m.make(actor, i)
	case *Balance:
		return m.balance(actor, i)
	case *Consume:
		return m.consume(actor, Input(*i))
	case *Decommission:
		return m.decommission(actor, i)
	}
	panic(fmt.Sprintf("the machine has no rule for %s", c.Instruction.Function()))
}

// actor gives the organisation that the sender speaks for, if it may act.
func (m *Machine) actor(sender Address) (uint32, *Refusal) {
	actor := m.keys[sender].organization
	if actor == 0 {
		return 0, refuse(NotOrganization)
	}
	return actor, m.checkActive(actor)
}

func (m *Machine) checkActive(organization uint32) *Refusal {
	if !m.organizations[0].active {
		return refuse(LedgerPaused)
	}
	if !m.organizations[organization].active {
		return refuse(OrganizationSuspended)
	}
	return nil
}

// receiver checks that something may be given to the organisation.
func (m *Machine) receiver(organization uint32) *Refusal {
	o, known := m.organizations[organization]
	if !known || organization == 0 {
		return refuse(UnknownOrganization)
	}
	if !o.active {
		return refuse(OrganizationSuspended)
	}
	return nil
}

// change sets an entry and remembers how to set it back.
func change[K comparable, V any](m *Machine, in map[K]V, key K, value V) {
	before, was := in[key]
	m.undo = append(m.undo, func() {
		if was {
			in[key] = before
		} else {
			delete(in, key)
		}
	})
	in[key] = value
}

// adjust sets a variable and remembers how to set it back.
func adjust[V any](m *Machine, variable *V, value V) {
	before := *variable
	m.undo = append(m.undo, func() { *variable = before })
	*variable = value
}

// sameCall gives what tells one call of the administrators from another: its bytes, and the round.
func (m *Machine) sameCall(c Call) string {
	encoded, err := EncodeInstruction(c.Instruction)
	if err != nil {
		panic(err) // instructions are plain values
	}
	return fmt.Sprint(m.round) + string(bytes.Join([][]byte{encoded, c.Command[:], c.EventHash[:]}, nil))
}
