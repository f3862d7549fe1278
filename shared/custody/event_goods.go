package custody

// CustodyHandedOver says that the actor now holds the asset: both parties signed, and there was no offer.
type CustodyHandedOver struct {
	EventHead
	Asset         Digest
	From          uint32
	WithOwnership bool
	Version       uint32
}

// OwnershipOffered says that the actor offers the ownership of an asset, which stays where it is.
type OwnershipOffered struct {
	EventHead
	Asset    Digest
	To       uint32
	Deadline uint64
	Version  uint32
}

// OwnershipTransferred says that the actor now owns the asset, whoever holds it.
type OwnershipTransferred struct {
	EventHead
	Asset   Digest
	From    uint32
	Version uint32
}

// ChildSkipped says that a child stayed as it is when its parent was unpacked: it had left the bundle before.
type ChildSkipped struct {
	EventHead
	Parent  Digest
	Child   Digest
	Version uint32 // the child's, 0 if there is no such asset
}

// MassBalanced says that what came into a transformation is what went out and what was lost. Its [Transformed] came
// before.
type MassBalanced struct {
	EventHead
	Model       uint8 // of ISO 22095, by the contract's numbers
	Measure     [3]byte
	QuantityIn  Quantity
	QuantityOut Quantity
	Loss        Quantity
}

// AssetDecommissioned says that an asset is gone for good; Quantity is what was left of a lot.
type AssetDecommissioned struct {
	EventHead
	Asset    Digest
	Quantity Quantity
	Version  uint32
}

// RecallOpened says that the actor warns of an asset and of what was made of it.
type RecallOpened struct {
	EventHead
	Asset   Digest
	Version uint32 // of the recall, not of the asset
}

// RecallClosed says that the actor warns of the asset no longer.
type RecallClosed struct {
	EventHead
	Asset   Digest
	Version uint32 // of the recall, not of the asset
}

// CertificateSuspended says that a certificate does not count until it is reinstated.
type CertificateSuspended struct {
	EventHead
	Certificate Digest
	Version     uint32
}

// CertificateReinstated says that a suspended certificate counts again.
type CertificateReinstated struct {
	EventHead
	Certificate Digest
	Version     uint32
}

// ErrorDeclared says that the actor declares an earlier event wrong.
type ErrorDeclared struct {
	EventHead
	Subject    Digest // asset or certificate, zero if the event was about no single one
	Erroneous  Digest // hash of the event
	Reason     uint8  // of GS1's Core Business Vocabulary, by the contract's numbers
	Correction Digest // hash of the event that puts it right, zero if there is none
}

// What became possible with these events.
const (
	ClosedExpired   ClosedOutcome = 3
	HandoverExpired HandoverState = "expired"
)

// EventName of CustodyHandedOver.
func (CustodyHandedOver) EventName() string { return "CustodyHandedOver" }

// EventName of OwnershipOffered.
func (OwnershipOffered) EventName() string { return "OwnershipOffered" }

// EventName of OwnershipTransferred.
func (OwnershipTransferred) EventName() string { return "OwnershipTransferred" }

// EventName of ChildSkipped.
func (ChildSkipped) EventName() string { return "ChildSkipped" }

// EventName of MassBalanced.
func (MassBalanced) EventName() string { return "MassBalanced" }

// EventName of AssetDecommissioned.
func (AssetDecommissioned) EventName() string { return "AssetDecommissioned" }

// EventName of RecallOpened.
func (RecallOpened) EventName() string { return "RecallOpened" }

// EventName of RecallClosed.
func (RecallClosed) EventName() string { return "RecallClosed" }

// EventName of CertificateSuspended.
func (CertificateSuspended) EventName() string { return "CertificateSuspended" }

// EventName of CertificateReinstated.
func (CertificateReinstated) EventName() string { return "CertificateReinstated" }

// EventName of ErrorDeclared.
func (ErrorDeclared) EventName() string { return "ErrorDeclared" }
