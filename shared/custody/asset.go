package custody

import "time"

// An AssetID is the canonical URI of an asset: a GS1 Digital Link at https://id.gs1.org, or any other absolute URI.
// Make one with [ParseAssetID].
type AssetID string

// Kind says what sort of thing an asset is; the values are those of the contract.
type Kind uint8

// The kinds of assets.
const (
	KindItem Kind = 1 // one serialised thing: a chip, a board
	KindLot  Kind = 2 // a quantity of one material, consumed in parts
	KindUnit Kind = 3 // a logistic unit: a pallet, a tray; holds other assets
)

// Status says where an asset is in its life.
type Status string

// The states of an asset; docs/state-machine.md draws them. Bundled is known off chain only: a child's slot on chain
// is not touched when its parent is packed.
const (
	StatusActive         Status = "active"
	StatusOffered        Status = "offered"
	StatusBundled        Status = "bundled"
	StatusConsumed       Status = "consumed"
	StatusDecommissioned Status = "decommissioned"
)

// An Asset is what the ledger knows of one thing.
type Asset struct {
	ID       AssetID
	Key      Digest // its name on chain
	Kind     Kind
	Status   Status
	Holder   OrganizationID // who has it: the possessing party
	Owner    OrganizationID // whose it is: the owning party
	Maker    OrganizationID // who registered it, or made it of something else
	Quantity Quantity       // what is left of a lot; 0 for items and units
	Unit     string         // UN/ECE Rec 20 code of Quantity, such as KGM; "" for items and units
	Version  uint32         // counts the asset's changes on chain, from 1, without gaps
	Handover string         // id of the open handover, "" if none
	Bundle   string         // id of the bundle it is packed in, "" if none
	Contents string         // for a unit: id of the bundle it holds now, "" if none
}

// A Handover is one offer of custody, ownership or both, and its answer. Its id is the id of the operation that made the offer.
type Handover struct {
	ID            string
	Asset         AssetID
	From, To      OrganizationID
	WithOwnership bool
	OwnershipOnly bool // the ownership alone is offered; the asset stays where it is
	State         HandoverState
	Deadline      time.Time // zero if the offer never expires
}

// HandoverState is the state of a handover.
type HandoverState string

// The states of a handover; all but Pending are final.
const (
	HandoverPending   HandoverState = "pending"
	HandoverAccepted  HandoverState = "accepted"
	HandoverRejected  HandoverState = "rejected"
	HandoverCancelled HandoverState = "cancelled"
)

// A Bundle is a set of assets packed in a parent. Its id is the id of the operation that packed it.
type Bundle struct {
	ID       string
	Parent   AssetID
	PackedBy OrganizationID
	Owner    OrganizationID // owner of parent and children when they were packed
	Root     Digest         // RFC 9162 root over the children's leaves, in the order of Children
	Children []BundledAsset // in the order of the leaves
	Open     bool           // false once unpacked
}

// A BundledAsset is one leaf of a bundle: an asset at the version it had when it was packed.
type BundledAsset struct {
	Asset   AssetID
	Key     Digest
	Version uint32
}

// A Certificate says something about assets on somebody's authority. Its id is a URI chosen by the issuer, or the id
// of the operation that issued it.
type Certificate struct {
	ID         string
	Key        Digest
	Type       CertificateType
	Issuer     OrganizationID
	Subjects   []AssetID
	ValidUntil time.Time // zero if it does not expire
	Revoked    bool
	Suspended  bool   // until it is reinstated or revoked
	Version    uint32 // counts the certificate's changes on chain, from 1
}

// CertificateType is what a certificate certifies; the values are those of the contract.
type CertificateType uint8

// The types of certificates.
const (
	CertificateQuality         CertificateType = 1
	CertificateOrigin          CertificateType = 2
	CertificateCarbonFootprint CertificateType = 3
	CertificateRecycledContent CertificateType = 4
)
