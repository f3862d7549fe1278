package custody

// A Rule is a reason for which the contract refuses a call. Its value is the name of the contract's error, whose
// documentation says when it applies.
type Rule string

// The rules, in the order in which they stand in the contract's interface.
const (
	NotAdministrator          Rule = "NotAdministrator"
	NotOrganization           Rule = "NotOrganization"
	UnknownOrganization       Rule = "UnknownOrganization"
	InvalidKey                Rule = "InvalidKey"
	KeyInUse                  Rule = "KeyInUse"
	NotKeyOf                  Rule = "NotKeyOf"
	RemovesItself             Rule = "RemovesItself"
	OrganizationSuspended     Rule = "OrganizationSuspended"
	LedgerPaused              Rule = "LedgerPaused"
	StaleOrganization         Rule = "StaleOrganization"
	InvalidOrganizationStatus Rule = "InvalidOrganizationStatus"
	StaleRound                Rule = "StaleRound"
	InvalidThreshold          Rule = "InvalidThreshold"
	AlreadyConfirmed          Rule = "AlreadyConfirmed"
	AssetExists               Rule = "AssetExists"
	UnknownAsset              Rule = "UnknownAsset"
	StaleVersion              Rule = "StaleVersion"
	NotCustodian              Rule = "NotCustodian"
	NotOwner                  Rule = "NotOwner"
	NotActive                 Rule = "NotActive"
	NotOffered                Rule = "NotOffered"
	NotPending                Rule = "NotPending"
	OfferToSelf               Rule = "OfferToSelf"
	DeadlinePassed            Rule = "DeadlinePassed"
	InvalidKind               Rule = "InvalidKind"
	NotExpired                Rule = "NotExpired"
	NothingHandedOver         Rule = "NothingHandedOver"
	InvalidSignature          Rule = "InvalidSignature"
	InvalidQuantity           Rule = "InvalidQuantity"
	InsufficientQuantity      Rule = "InsufficientQuantity"
	OtherMeasure              Rule = "OtherMeasure"
	NothingToBalance          Rule = "NothingToBalance"
	Unbalanced                Rule = "Unbalanced"
	NoModel                   Rule = "NoModel"
	NothingRegistered         Rule = "NothingRegistered"
	AlreadyPacked             Rule = "AlreadyPacked"
	NotPacked                 Rule = "NotPacked"
	InvalidCount              Rule = "InvalidCount"
	ContentsMismatch          Rule = "ContentsMismatch"
	ChildNotReleasable        Rule = "ChildNotReleasable"
	NoInputs                  Rule = "NoInputs"
	CertificateExists         Rule = "CertificateExists"
	UnknownCertificate        Rule = "UnknownCertificate"
	NotIssuer                 Rule = "NotIssuer"
	AlreadyRevoked            Rule = "AlreadyRevoked"
	StaleCertificate          Rule = "StaleCertificate"
	InvalidCertificateStatus  Rule = "InvalidCertificateStatus"
	NotParty                  Rule = "NotParty"
	StaleRecall               Rule = "StaleRecall"
	InvalidRecall             Rule = "InvalidRecall"
	NoReason                  Rule = "NoReason"
	AnchorExists              Rule = "AnchorExists"
	AnchorNotGrowing          Rule = "AnchorNotGrowing"
)

// A Refusal says which rule a call breaks.
type Refusal struct{ Rule Rule }

func refuse(rule Rule) *Refusal { return &Refusal{Rule: rule} }
