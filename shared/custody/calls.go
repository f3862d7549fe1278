package custody

// ErrorReason says why an event is declared an error (GS1 Core Business Vocabulary 2.0, section 7.6). The values are those
// of the contract.
type ErrorReason uint8

// The reasons.
const (
	DidNotOccur   ErrorReason = 1
	IncorrectData ErrorReason = 2
)

// RotateKey replaces the key that signs this very call.
type RotateKey struct {
	Key Address `json:"key"`
}

// SetOrganizationStatus suspends an organisation or lets it act again. Administrators only.
type SetOrganizationStatus struct {
	Organization    uint32 `json:"organization"`
	ExpectedVersion uint32 `json:"expectedVersion"`
	Active          bool   `json:"active"`
}

// Pause keeps every organisation from acting. Administrators only.
type Pause struct {
	ExpectedVersion uint32 `json:"expectedVersion"`
}

// Unpause ends a pause. Administrators only.
type Unpause struct {
	ExpectedVersion uint32 `json:"expectedVersion"`
}

// SetAdministrators replaces the administrators, and says how many of them must agree. Administrators only.
type SetAdministrators struct {
	ExpectedRound  uint32    `json:"expectedRound"`
	Administrators []Address `json:"administrators"`
	Threshold      uint8     `json:"threshold"`
}

// RegisterBatch creates several assets, all or none.
type RegisterBatch struct {
	Assets []Output `json:"assets"`
}

// TransferOwnership offers the ownership of an asset to another organisation, whoever holds it.
type TransferOwnership struct {
	Asset           Digest `json:"asset"`
	ExpectedVersion uint32 `json:"expectedVersion"`
	To              uint32 `json:"to"`
	Deadline        uint64 `json:"deadline"`
}

// Expire ends an offer whose deadline is past. Anybody may.
type Expire struct {
	Asset           Digest `json:"asset"`
	ExpectedVersion uint32 `json:"expectedVersion"`
}

// HandOver hands assets over in one step: both sides have signed it, and anybody may pass it on (EIP-712, ERC-1271).
type HandOver struct {
	Assets        []Child      `json:"assets"` // at the versions that they have now
	From          uint32       `json:"from"`
	To            uint32       `json:"to"`
	WithOwnership bool         `json:"withOwnership"`
	Deadline      uint64       `json:"deadline"`
	ByFrom        KeySignature `json:"byFrom"`
	ByTo          KeySignature `json:"byTo"`
}

// A KeySignature is what a key of an organisation signed: r, s and v of an account, or what a contract accepts.
type KeySignature struct {
	Key       Address `json:"key"`
	Signature []byte  `json:"signature"`
}

// Release gives one child of a parent its holder and owner, and leaves the others packed.
type Release struct {
	Parent          Digest   `json:"parent"`
	ExpectedVersion uint32   `json:"expectedVersion"`
	PackedBy        uint32   `json:"packedBy"`
	PackedOwner     uint32   `json:"packedOwner"`
	Child           Child    `json:"child"`
	Index           uint64   `json:"index"` // of the child among the leaves
	Size            uint64   `json:"size"`  // how many leaves there are
	Path            []Digest `json:"path"`  // RFC 9162, section 2.1.3
}

// Balance is Make with a balance: of one measure, what goes in is what comes out and what is lost.
type Balance struct {
	Make
	Loss    Quantity `json:"loss"`
	Measure Measure  `json:"measure"`
	Model   Model    `json:"model"`
}

// Consume uses up an item, or a quantity of a lot, and makes nothing of it.
type Consume struct {
	Asset           Digest   `json:"asset"`
	ExpectedVersion uint32   `json:"expectedVersion"`
	Quantity        Quantity `json:"quantity"`
	Measure         Measure  `json:"measure,omitempty"`
}

// Decommission ends the life of an asset.
type Decommission struct {
	Asset           Digest `json:"asset"`
	ExpectedVersion uint32 `json:"expectedVersion"`
}

// OpenRecall warns of an asset and of all that was made from it. ExpectedVersion is that of the caller's recall of it, 0
// if it has none yet.
type OpenRecall struct {
	Asset           Digest `json:"asset"`
	ExpectedVersion uint32 `json:"expectedVersion"`
}

// CloseRecall ends the caller's warning.
type CloseRecall struct {
	Asset           Digest `json:"asset"`
	ExpectedVersion uint32 `json:"expectedVersion"`
}

// Suspend takes a certificate out of force for a while.
type Suspend struct {
	Certificate     Digest `json:"certificate"`
	ExpectedVersion uint32 `json:"expectedVersion"`
}

// Reinstate puts a suspended certificate in force again.
type Reinstate struct {
	Certificate     Digest `json:"certificate"`
	ExpectedVersion uint32 `json:"expectedVersion"`
}

// DeclareError says that an earlier event was wrong. Correction is the hash of the event that stands in its place, zero if
// none does.
type DeclareError struct {
	Subject    Digest      `json:"subject"`
	Erroneous  Digest      `json:"erroneous"`
	Reason     ErrorReason `json:"reason"`
	Correction Digest      `json:"correction"`
}

// Function is rotateKey.
func (*RotateKey) Function() string { return "rotateKey" }

// Function is setOrganizationStatus.
func (*SetOrganizationStatus) Function() string { return "setOrganizationStatus" }

// Function is pause.
func (*Pause) Function() string { return "pause" }

// Function is unpause.
func (*Unpause) Function() string { return "unpause" }

// Function is setAdministrators.
func (*SetAdministrators) Function() string { return "setAdministrators" }

// Function is registerBatch.
func (*RegisterBatch) Function() string { return "registerBatch" }

// Function is transferOwnership.
func (*TransferOwnership) Function() string { return "transferOwnership" }

// Function is expire.
func (*Expire) Function() string { return "expire" }

// Function is handover.
func (*HandOver) Function() string { return "handover" }

// Function is release.
func (*Release) Function() string { return "release" }

// Function is transformBalanced.
func (*Balance) Function() string { return "transformBalanced" }

// Function is consume.
func (*Consume) Function() string { return "consume" }

// Function is decommission.
func (*Decommission) Function() string { return "decommission" }

// Function is openRecall.
func (*OpenRecall) Function() string { return "openRecall" }

// Function is closeRecall.
func (*CloseRecall) Function() string { return "closeRecall" }

// Function is suspendCertificate.
func (*Suspend) Function() string { return "suspendCertificate" }

// Function is reinstateCertificate.
func (*Reinstate) Function() string { return "reinstateCertificate" }

// Function is declareError.
func (*DeclareError) Function() string { return "declareError" }
