package custody

import (
	"encoding/json"
	"time"
)

// A Command is what a partner asks for. Its JSON form is the request body of the API and the payload that the event
// hash commits to; field names are those of EPCIS where EPCIS has them.
type Command interface {
	// Kind is the command's stable name, such as "RegisterAsset".
	Kind() CommandKind
}

// CommandKind names a type of command, in the API's messages, the operations rows and the ledger.
type CommandKind string

// The kinds of commands.
const (
	KindRegisterOrganization CommandKind = "RegisterOrganization"
	KindRegisterAsset        CommandKind = "RegisterAsset"
	KindOfferHandover        CommandKind = "OfferHandover"
	KindAnswerHandover       CommandKind = "AnswerHandover"
	KindAggregate            CommandKind = "Aggregate"
	KindDisaggregate         CommandKind = "Disaggregate"
	KindTransform            CommandKind = "Transform"
	KindIssueCertificate     CommandKind = "IssueCertificate"
	KindRevokeCertificate    CommandKind = "RevokeCertificate"
	KindRecordDocument       CommandKind = "RecordDocument"
	KindRecordEvent          CommandKind = "RecordEvent"
	KindAnchorDigest         CommandKind = "AnchorDigest"
	KindAddSigner            CommandKind = "AddSigner"
	KindRemoveSigner         CommandKind = "RemoveSigner"
)

// Context is what EPCIS says about the circumstances of an event; every field may be left out.
type Context struct {
	EventTime   *time.Time `json:"eventTime,omitempty"`   // when it happened in the world
	ReadPoint   string     `json:"readPoint,omitempty"`   // where, as a URI
	BizLocation string     `json:"bizLocation,omitempty"` // where it is afterwards, as a URI
	Documents   []string   `json:"documents,omitempty"`   // ids of sealed documents that belong to it
	Source      string     `json:"source,omitempty"`      // where it was imported from, such as "epcis:<event id>"
}

// RegisterOrganization lets an organisation join the network. Administrators only.
type RegisterOrganization struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	GLN  string `json:"gln,omitempty"`
	// Key is the Ethereum address that signs for the organisation. It is filled in when the command is accepted.
	Key *Address `json:"key,omitempty"`
}

// RegisterAsset brings an asset under custody; the caller becomes its holder and owner.
type RegisterAsset struct {
	ID          string            `json:"id"`
	Type        string            `json:"type"` // item, lot or unit
	Quantity    *Quantity         `json:"quantity,omitempty"`
	Unit        string            `json:"unit,omitempty"` // UN/ECE Rec 20 code
	Description string            `json:"description,omitempty"`
	Attributes  map[string]string `json:"attributes,omitempty"`
	Context
}

// OfferHandover offers custody, and ownership if so said, of an asset that the caller holds.
type OfferHandover struct {
	Asset         string     `json:"asset"`
	To            string     `json:"to"`
	WithOwnership bool       `json:"withOwnership,omitempty"`
	Deadline      *time.Time `json:"deadline,omitempty"`
	Context
}

// Answer is what became of an offer.
type Answer string

// The answers to an offer: the receiver accepts or rejects, the giver cancels; once the deadline is past, anybody lets it
// expire.
const (
	AnswerAccept Answer = "accept"
	AnswerReject Answer = "reject"
	AnswerCancel Answer = "cancel"
	AnswerExpire Answer = "expire"
)

// AnswerHandover accepts, rejects, cancels or lets expire a handover. Handover and Answer come from the path of the request.
type AnswerHandover struct {
	Handover string `json:"handover"`
	Answer   Answer `json:"answer"`
	Reason   string `json:"reason,omitempty"`
	Context
}

// Aggregate packs assets that the caller holds into a unit that it holds.
type Aggregate struct {
	Parent   string   `json:"parent"`
	Children []string `json:"children"`
	Context
}

// Disaggregate unpacks a bundle. Bundle comes from the path of the request.
type Disaggregate struct {
	Bundle string `json:"bundle"`
	Context
}

// Transform uses up inputs that the caller holds and owns, and makes outputs that did not exist before.
type Transform struct {
	Inputs  []TransformInput  `json:"inputs"`
	Outputs []TransformOutput `json:"outputs"`
	// Balance, if it is there, is claimed of the transformation, and checked on chain.
	Balance *TransformBalance `json:"balance,omitempty"`
	Context
}

// TransformInput is an item that is used up, or a quantity of a lot.
type TransformInput struct {
	Asset    string    `json:"asset"`
	Quantity *Quantity `json:"quantity,omitempty"` // required for a lot
}

// TransformOutput is an asset that the transformation makes.
type TransformOutput struct {
	ID          string            `json:"id"`
	Type        string            `json:"type"`
	Quantity    *Quantity         `json:"quantity,omitempty"`
	Unit        string            `json:"unit,omitempty"`
	Description string            `json:"description,omitempty"`
	Attributes  map[string]string `json:"attributes,omitempty"`
}

// IssueCertificate certifies something about assets.
type IssueCertificate struct {
	ID         string            `json:"id,omitempty"` // a URI; the operation's id if left out
	Type       string            `json:"type"`         // quality, origin, carbon-footprint or recycled-content
	Subjects   []string          `json:"subjects"`     // asset ids
	ValidUntil *time.Time        `json:"validUntil,omitempty"`
	Document   string            `json:"document,omitempty"` // id of a sealed document
	Claims     map[string]string `json:"claims,omitempty"`   // such as kgCO2e or recycledShare
	Context
}

// RevokeCertificate withdraws a certificate that the caller issued. Certificate comes from the path of the request.
type RevokeCertificate struct {
	Certificate string `json:"certificate"`
	Reason      string `json:"reason,omitempty"`
	Context
}

// RecordDocument puts the commitment to a sealed document on chain. SealDocument makes it.
type RecordDocument struct {
	Document     string `json:"document"`     // its id
	ManifestHash Digest `json:"manifestHash"` // SHA-256 of the canonical signed manifest
	Asset        string `json:"asset,omitempty"`
	Context
}

// RecordEvent keeps an event that changes no custody: an observation, or an imported event that has no meaning for
// custody yet.
type RecordEvent struct {
	Type   string          `json:"type"`             // EPCIS event type
	Assets []string        `json:"assets,omitempty"` // what it is about; need not be registered
	Reason string          `json:"reason"`           // why it is kept and not acted on
	Event  json.RawMessage `json:"event"`            // as it was given
	Context
}

// AnchorDigest puts a digest of the ledger on chain. The AnchorDigest step makes it.
type AnchorDigest struct {
	Root Digest `json:"root"`
	Size uint64 `json:"size"`
}

// AddSigner gives the caller's organisation one more signing key, so that more of its commands are on their way at once.
type AddSigner struct {
	// Key is the new key's Ethereum address. It is filled in when the command is accepted.
	Key *Address `json:"key,omitempty"`
}

// RemoveSigner takes a signing key from the caller's organisation: it gets no new commands from the moment of acceptance,
// finishes those that it has, and is then removed on chain. Signer comes from the path of the request.
type RemoveSigner struct {
	Signer Address `json:"signer"`
}

// Kind of RegisterOrganization.
func (*RegisterOrganization) Kind() CommandKind { return KindRegisterOrganization }

// Kind of RegisterAsset.
func (*RegisterAsset) Kind() CommandKind { return KindRegisterAsset }

// Kind of OfferHandover.
func (*OfferHandover) Kind() CommandKind { return KindOfferHandover }

// Kind of AnswerHandover.
func (*AnswerHandover) Kind() CommandKind { return KindAnswerHandover }

// Kind of Aggregate.
func (*Aggregate) Kind() CommandKind { return KindAggregate }

// Kind of Disaggregate.
func (*Disaggregate) Kind() CommandKind { return KindDisaggregate }

// Kind of Transform.
func (*Transform) Kind() CommandKind { return KindTransform }

// Kind of IssueCertificate.
func (*IssueCertificate) Kind() CommandKind { return KindIssueCertificate }

// Kind of RevokeCertificate.
func (*RevokeCertificate) Kind() CommandKind { return KindRevokeCertificate }

// Kind of RecordDocument.
func (*RecordDocument) Kind() CommandKind { return KindRecordDocument }

// Kind of RecordEvent.
func (*RecordEvent) Kind() CommandKind { return KindRecordEvent }

// Kind of AnchorDigest.
func (*AnchorDigest) Kind() CommandKind { return KindAnchorDigest }

// Kind of AddSigner.
func (*AddSigner) Kind() CommandKind { return KindAddSigner }

// Kind of RemoveSigner.
func (*RemoveSigner) Kind() CommandKind { return KindRemoveSigner }
