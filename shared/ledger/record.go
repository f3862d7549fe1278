package ledger

import (
	"time"

	"waybill/shared/custody"
)

// A Record is a row of one of the tables that follow from the log. Its exported fields are the table's columns, named
// in snake_case; embedded structs count as if their fields stood there. Lists and maps are kept as JSON.
type Record interface {
	// Table is the table's name.
	Table() string
	// Keys are the columns of the primary key.
	Keys() []string
}

// An Organization is a member of the network.
type Organization struct {
	custody.Organization
	Transaction custody.Digest // that let it join
}

// An Asset is a thing under custody. ID is "key:0x..." if only its name on chain is known.
type Asset struct {
	custody.Asset
	Seq         uint64           // row that registered it; inputs have a lower one than what is made of them
	Time        time.Time        // of that row's block
	Amount      custody.Quantity // what was registered of a lot
	Portion     Share            // of all outputs of its transformation; 0 if that is not known
	Mass        Mass             // as it was registered; 0 if nobody can say
	MassDerived bool             // nobody declared it: it is what went in
	Description string
	Attributes  map[string]string
	Operation   string         // that brought it about: of a RegisterAsset or a Transform
	Transaction custody.Digest // in which it came about
}

// A Handover is an offer of custody and its answer.
type Handover struct {
	custody.Handover
	Offered     time.Time      // of the offer's block
	Answered    time.Time      // of the answer's block, zero while there is none
	Transaction custody.Digest // of the offer
}

// A Bundle is a set of assets packed in a parent.
type Bundle struct {
	custody.Bundle
	Packed      time.Time      // block's time
	Transaction custody.Digest // in which it was packed
}

// A Certificate says something about assets.
type Certificate struct {
	custody.Certificate
	Claims      map[string]string
	Document    string // id of a sealed document, "" if none
	Operation   string
	Transaction custody.Digest // in which it was issued
}

// A CertificateSubject links an asset to a certificate.
type CertificateSubject struct {
	Asset       custody.AssetID
	Certificate custody.Digest // the certificate's key
}

// A CertificateChange says from when on a certificate has a status.
type CertificateChange struct {
	Certificate custody.Digest // its key
	Seq         uint64         // row that says so
	Status      CertificateStatus
	Time        time.Time // of the block
}

// A RecallNotice is one organisation's warning of an asset and of what was made of it.
type RecallNotice struct {
	custody.Recall
	Reason         string         // that it was opened for last, "" if that happened past Waybill
	Opened, Closed time.Time      // of blocks; Closed is zero while it is open
	Transaction    custody.Digest // that opened it last
}

// An ErrorDeclaration says that an event was wrong. It counts if the event is of the organisation that says so.
type ErrorDeclaration struct {
	Erroneous    custody.Digest // hash of the event
	Seq          uint64         // row that says so
	Organization custody.OrganizationID
	Reason       custody.ErrorReason
	Correction   custody.Digest // hash of the event in its place, zero if there is none
	Corrective   custody.Digest // the command behind Correction, zero if that is not known
	Time         time.Time      // of the block
	Operation    string         // of the declaration
}

// An Edge is a step of the genealogy: an input that an output was made of. Assets go by their Seq.
type Edge struct {
	Output, Input uint64
	Quantity      custody.Quantity // of the input, for all outputs together; 0 for an item, which is used up as a whole
	Share         Share            // of the output that came from this input; those of one output add up to Whole
	Basis         Basis            // of the shares
}

// A Packing is an asset's stay in a bundle. Assets go by their Seq, times are those of blocks.
type Packing struct {
	Bundle           string
	Child, Parent    uint64
	Packed, Released time.Time // Released is zero while it lasts
}

// A Document is the commitment to a sealed document.
type Document struct {
	ID           string
	ManifestHash custody.Digest
	Organization custody.OrganizationID // that recorded it
	Transaction  custody.Digest
}

// An AssetDocument links an asset to a document that was recorded for it or named in a command about it.
type AssetDocument struct {
	Asset    custody.AssetID
	Document string
}

// A RecordedEvent is one command as it happened: what EPCIS calls an event. One command may cause several events of
// the contract; Seq is the row of the first.
type RecordedEvent struct {
	Seq          uint64
	Command      custody.Digest
	Operation    string // "key:0x..." of the transaction if it is foreign
	Organization custody.OrganizationID
	Kind         custody.CommandKind // for a foreign one the name of the contract's event
	Type         string              // EPCIS event type
	Time         time.Time           // of the block
	EventTime    time.Time           // when it happened in the world, zero if nobody said so
	ReadPoint    string
	BizLocation  string
	Source       string
	Transaction  custody.Digest
	Block        uint64
	Foreign      string         // why it is not one of ours, "" if it is
	EventHash    custody.Digest // that the chain has of it
}

// An EventAsset links an event to an asset it is about.
type EventAsset struct {
	Seq   uint64
	Asset custody.AssetID
	Role  Role
}

// A Role is the part an asset has in an event.
type Role string

// The roles of EPCIS: epcList, parentID, childEPCs, inputEPCList and outputEPCList.
const (
	RoleSubject Role = "subject"
	RoleParent  Role = "parent"
	RoleChild   Role = "child"
	RoleInput   Role = "input"
	RoleOutput  Role = "output"
)

// An Anchor is a root that was left on chain.
type Anchor struct {
	Actor       uint32 // number of the organisation, 0 for the administrator
	Size        uint64
	Root        custody.Digest
	Transaction custody.Digest
}

// A Mismatch is what the chain says and the accepted commands do not explain. It is for people to look into.
type Mismatch struct {
	Seq    uint64
	Reason string
}

// A Payload is the body of an accepted command that was carried out. It is kept apart from the log, which only commits
// to it.
type Payload struct {
	Command     custody.Digest
	Transaction custody.Digest // that carried it out
	Body        []byte
}

// Tables gives one empty record of each table that follows from the log and the payloads, all that a replay rebuilds.
func Tables() []Record {
	return []Record{
		&Organization{}, &Asset{}, &Handover{}, &Bundle{}, &Certificate{}, &CertificateSubject{}, &CertificateChange{},
		&RecallNotice{}, &Edge{}, &Packing{}, &Document{}, &AssetDocument{}, &RecordedEvent{}, &EventAsset{}, &Anchor{}, &Mismatch{},
		&ErrorDeclaration{},
	}
}

func (*Organization) Table() string       { return "organization" }
func (*Asset) Table() string              { return "asset" }
func (*Handover) Table() string           { return "handover" }
func (*Bundle) Table() string             { return "bundle" }
func (*Certificate) Table() string        { return "certificate" }
func (*CertificateSubject) Table() string { return "certificate_subject" }
func (*CertificateChange) Table() string  { return "certificate_change" }
func (*RecallNotice) Table() string       { return "recall" }
func (*Edge) Table() string               { return "edge" }
func (*Packing) Table() string            { return "packing" }
func (*Document) Table() string           { return "document" }
func (*AssetDocument) Table() string      { return "asset_document" }
func (*RecordedEvent) Table() string      { return "event" }
func (*EventAsset) Table() string         { return "event_asset" }
func (*Anchor) Table() string             { return "anchor" }
func (*Mismatch) Table() string           { return "mismatch" }
func (*Payload) Table() string            { return "payload" }
func (*ErrorDeclaration) Table() string   { return "error_declaration" }

func (*Organization) Keys() []string       { return []string{"number"} }
func (*Asset) Keys() []string              { return []string{"key"} }
func (*Handover) Keys() []string           { return []string{"id"} }
func (*Bundle) Keys() []string             { return []string{"id"} }
func (*Certificate) Keys() []string        { return []string{"key"} }
func (*CertificateSubject) Keys() []string { return []string{"asset", "certificate"} }
func (*CertificateChange) Keys() []string  { return []string{"certificate", "seq"} }
func (*RecallNotice) Keys() []string       { return []string{"asset", "organization"} }
func (*Edge) Keys() []string               { return []string{"output", "input"} }
func (*Packing) Keys() []string            { return []string{"bundle", "child"} }
func (*Document) Keys() []string           { return []string{"id"} }
func (*AssetDocument) Keys() []string      { return []string{"asset", "document"} }
func (*RecordedEvent) Keys() []string      { return []string{"command", "transaction"} }
func (*EventAsset) Keys() []string         { return []string{"asset", "seq", "role"} }
func (*Anchor) Keys() []string             { return []string{"actor", "size"} }
func (*Mismatch) Keys() []string           { return []string{"seq", "reason"} }
func (*Payload) Keys() []string            { return []string{"command"} }
func (*ErrorDeclaration) Keys() []string   { return []string{"erroneous", "seq"} }
