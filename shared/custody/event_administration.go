package custody

// An AdministrationEvent is what the contract's administrators did, in whose name no partner's command is given. It
// needs no command of ours to be believed.
type AdministrationEvent interface {
	Event
	administration()
}

// OrganizationStatusChanged says that an organisation may act again, or no longer.
type OrganizationStatusChanged struct {
	EventHead
	Organization uint32
	Status       uint8  // 1 may act, 2 may not
	Version      uint32 // counts the changes
}

// Paused says that no organisation may act until [Unpaused].
type Paused struct {
	EventHead
	Version uint32
}

// Unpaused says that organisations may act again.
type Unpaused struct {
	EventHead
	Version uint32
}

// AdministratorsSet says who the administrators are now.
type AdministratorsSet struct {
	EventHead
	Administrators Digest // SHA-256 of their addresses, one after the other; the log of the chain has them
	Threshold      uint8  // as many must agree
	Round          uint32
}

// Confirmed says that an administrator agreed to a call, which waits for others.
type Confirmed struct {
	EventHead
	Call          Digest
	Administrator Address
	Confirmations uint8
	Threshold     uint8
}

// ConfirmationWithdrawn says that an administrator no longer agrees to a call.
type ConfirmationWithdrawn struct {
	EventHead
	Call          Digest
	Administrator Address
}

func (OrganizationStatusChanged) administration() {}
func (Paused) administration()                    {}
func (Unpaused) administration()                  {}
func (AdministratorsSet) administration()         {}
func (Confirmed) administration()                 {}
func (ConfirmationWithdrawn) administration()     {}

// EventName of OrganizationStatusChanged.
func (OrganizationStatusChanged) EventName() string { return "OrganizationStatusChanged" }

// EventName of Paused.
func (Paused) EventName() string { return "Paused" }

// EventName of Unpaused.
func (Unpaused) EventName() string { return "Unpaused" }

// EventName of AdministratorsSet.
func (AdministratorsSet) EventName() string { return "AdministratorsSet" }

// EventName of Confirmed.
func (Confirmed) EventName() string { return "Confirmed" }

// EventName of ConfirmationWithdrawn.
func (ConfirmationWithdrawn) EventName() string { return "ConfirmationWithdrawn" }
