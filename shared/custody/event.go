package custody

// An Event is what the contract says it did, decoded from one log.
type Event interface {
	// EventName is the name of the Solidity event.
	EventName() string
	// Head gives what every event carries.
	Head() EventHead
}

// EventHead is what every event of the contract carries.
type EventHead struct {
	Command   Digest // id of the command that caused it
	Actor     uint32 // number of the organisation that signed; 0 for the administrator
	EventHash Digest // commitment to the command's payload
}

// Head gives the EventHead itself.
func (h EventHead) Head() EventHead { return h }

// OrganizationJoined says that a key now speaks for an organisation.
type OrganizationJoined struct {
	EventHead
	Organization uint32
	Key          Address
	IdentityHash Digest
}

// KeyAdded says that one more key speaks for the actor.
type KeyAdded struct {
	EventHead
	Key Address
}

// KeyRemoved says that a key speaks for nobody any more, for good.
type KeyRemoved struct {
	EventHead
	Key Address
}

// KeyRotated says that a key speaks for the actor in place of another one.
type KeyRotated struct {
	EventHead
	Key      Address
	Previous Address
}

// AssetRegistered says that the actor holds and owns a new asset; its version is 1.
type AssetRegistered struct {
	EventHead
	Asset    Digest
	Type     Kind
	Quantity Quantity
	Version  uint32
	Measure  [3]byte // of the quantity, see [MeasureOf]
}

// CustodyOffered says that the actor offers an asset to To.
type CustodyOffered struct {
	EventHead
	Asset         Digest
	To            uint32
	WithOwnership bool
	Deadline      uint64
	Version       uint32
}

// CustodyAccepted says that the actor now holds the asset.
type CustodyAccepted struct {
	EventHead
	Asset         Digest
	From          uint32
	WithOwnership bool
	Version       uint32
}

// CustodyClosed says that an offer ended without a handover.
type CustodyClosed struct {
	EventHead
	Asset   Digest
	Outcome ClosedOutcome
	Version uint32
}

// ClosedOutcome says how an offer ended; the values are those of the contract.
type ClosedOutcome uint8

// How an offer may end without a handover.
const (
	ClosedRejected  ClosedOutcome = 1
	ClosedCancelled ClosedOutcome = 2
)

// Aggregated says that the actor packed children into the parent.
type Aggregated struct {
	EventHead
	Parent       Digest
	ChildrenRoot Digest
	Count        uint32
	Version      uint32
}

// Disaggregated says that the parent is empty again; a [ChildReleased] for each child came before it.
type Disaggregated struct {
	EventHead
	Parent  Digest
	Version uint32
}

// ChildReleased says that a child has its parent's holder and owner.
type ChildReleased struct {
	EventHead
	Parent  Digest
	Child   Digest
	Version uint32 // the child's
}

// InputConsumed says that an input was used up; Remaining is what is left of a lot, 0 for an item.
type InputConsumed struct {
	EventHead
	Asset     Digest
	Quantity  Quantity
	Remaining Quantity
	Version   uint32
}

// Transformed ends the events of one transformation: InputConsumed for each input, AssetRegistered for each output.
type Transformed struct {
	EventHead
	Inputs  uint32
	Outputs uint32
}

// CertificateIssued says that the actor issued a certificate.
type CertificateIssued struct {
	EventHead
	Certificate Digest
	Type        CertificateType
	ValidUntil  uint64
}

// CertificateRevoked says that the actor withdrew a certificate.
type CertificateRevoked struct {
	EventHead
	Certificate Digest
}

// EventRecorded says that the actor left an event hash.
type EventRecorded struct {
	EventHead
	Subject Digest
}

// Anchored says that the root of a tree was left on chain.
type Anchored struct {
	EventHead
	Root Digest
	Size uint64
}

// EventName of OrganizationJoined.
func (OrganizationJoined) EventName() string { return "OrganizationJoined" }

// EventName of KeyAdded.
func (KeyAdded) EventName() string { return "KeyAdded" }

// EventName of KeyRemoved.
func (KeyRemoved) EventName() string { return "KeyRemoved" }

// EventName of KeyRotated.
func (KeyRotated) EventName() string { return "KeyRotated" }

// EventName of AssetRegistered.
func (AssetRegistered) EventName() string { return "AssetRegistered" }

// EventName of CustodyOffered.
func (CustodyOffered) EventName() string { return "CustodyOffered" }

// EventName of CustodyAccepted.
func (CustodyAccepted) EventName() string { return "CustodyAccepted" }

// EventName of CustodyClosed.
func (CustodyClosed) EventName() string { return "CustodyClosed" }

// EventName of Aggregated.
func (Aggregated) EventName() string { return "Aggregated" }

// EventName of Disaggregated.
func (Disaggregated) EventName() string { return "Disaggregated" }

// EventName of ChildReleased.
func (ChildReleased) EventName() string { return "ChildReleased" }

// EventName of InputConsumed.
func (InputConsumed) EventName() string { return "InputConsumed" }

// EventName of Transformed.
func (Transformed) EventName() string { return "Transformed" }

// EventName of CertificateIssued.
func (CertificateIssued) EventName() string { return "CertificateIssued" }

// EventName of CertificateRevoked.
func (CertificateRevoked) EventName() string { return "CertificateRevoked" }

// EventName of EventRecorded.
func (EventRecorded) EventName() string { return "EventRecorded" }

// EventName of Anchored.
func (Anchored) EventName() string { return "Anchored" }
