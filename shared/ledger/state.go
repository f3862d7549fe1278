package ledger

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"waybill/shared/custody"
)

// A State is a picture of the ledger that does not show when and in which blocks things happened, nor the ids of
// operations: two runs of one story give the same State, whose JSON is equal byte for byte.
type State struct {
	Assets       []AssetState       `json:"assets"`
	Bundles      []BundleState      `json:"bundles"`
	Certificates []CertificateState `json:"certificates"`
	Genealogy    []GenealogyState   `json:"genealogy"`
	Handovers    []HandoverState    `json:"handovers"`
	Documents    []DocumentState    `json:"documents"`
	Recalls      []RecallState      `json:"recalls,omitempty"`
}

// An AssetState is an asset as it is now.
type AssetState struct {
	ID       custody.AssetID        `json:"id"`
	Type     string                 `json:"type"`
	Status   custody.Status         `json:"status"`
	Holder   custody.OrganizationID `json:"holder"`
	Owner    custody.OrganizationID `json:"owner"`
	Quantity custody.Quantity       `json:"quantity"`
	Version  uint32                 `json:"version"`
}

// A BundleState is a packing, open or not.
type BundleState struct {
	Parent   custody.AssetID        `json:"parent"`
	PackedBy custody.OrganizationID `json:"packedBy"`
	Open     bool                   `json:"open"`
	Children []custody.AssetID      `json:"children"`
}

// A CertificateState is a certificate; ID is left out if it is that of an operation.
type CertificateState struct {
	ID         string                 `json:"id,omitempty"`
	Type       string                 `json:"type"`
	Issuer     custody.OrganizationID `json:"issuer"`
	Subjects   []custody.AssetID      `json:"subjects"`
	ValidUntil *time.Time             `json:"validUntil,omitempty"`
	Revoked    bool                   `json:"revoked"`
	Suspended  bool                   `json:"suspended,omitempty"`
	Claims     map[string]string      `json:"claims,omitempty"`
}

// A GenealogyState is an edge from an input to an output.
type GenealogyState struct {
	Input    custody.AssetID  `json:"input"`
	Output   custody.AssetID  `json:"output"`
	Quantity custody.Quantity `json:"quantity"` // of the input, for all outputs together
}

// A HandoverState is an offer and what became of it.
type HandoverState struct {
	Asset         custody.AssetID        `json:"asset"`
	From          custody.OrganizationID `json:"from"`
	To            custody.OrganizationID `json:"to"`
	WithOwnership bool                   `json:"withOwnership"`
	OwnershipOnly bool                   `json:"ownershipOnly,omitempty"`
	State         custody.HandoverState  `json:"state"`
}

// A DocumentState says how many documents an asset has; their ids differ from run to run.
type DocumentState struct {
	Asset     custody.AssetID `json:"asset"`
	Documents int             `json:"documents"`
}

// A RecallState is a recall, open or not.
type RecallState struct {
	Asset        custody.AssetID        `json:"asset"`
	Organization custody.OrganizationID `json:"organization"`
	Open         bool                   `json:"open"`
}

// State gives the picture of the ledger as it is now.
func (q Queries) State(ctx context.Context) (State, error) {
	s := State{
		Assets: []AssetState{}, Bundles: []BundleState{}, Certificates: []CertificateState{},
		Genealogy: []GenealogyState{}, Handovers: []HandoverState{}, Documents: []DocumentState{},
	}
	err := q.Store.Snapshot(ctx, func(a Archive) error { return s.fill(ctx, a) })
	if err != nil {
		return State{}, fmt.Errorf("read the ledger's state: %w", err)
	}
	s.sort()
	return s, nil
}

func (s *State) fill(ctx context.Context, archive Archive) error {
	ids := map[uint64]custody.AssetID{} // by Seq
	documents := map[custody.AssetID]int{}
	for _, table := range []Record{&Asset{}, &Bundle{}, &Certificate{}, &Edge{}, &Handover{}, &AssetDocument{}, &RecallNotice{}} {
		err := archive.Records(ctx, table, func(r Record) error {
			switch r := r.(type) {
			case *Asset:
				ids[r.Seq] = r.ID
				s.Assets = append(s.Assets, AssetState{r.ID, r.Kind.String(), r.Status, r.Holder, r.Owner, r.Quantity, r.Version})
			case *Bundle:
				b := BundleState{Parent: r.Parent, PackedBy: r.PackedBy, Open: r.Open, Children: []custody.AssetID{}}
				for _, c := range r.Children {
					b.Children = append(b.Children, c.Asset)
				}
				s.Bundles = append(s.Bundles, b)
			case *Certificate:
				s.Certificates = append(s.Certificates, certificateState(r))
			case *Edge:
				s.Genealogy = append(s.Genealogy, GenealogyState{ids[r.Input], ids[r.Output], r.Quantity})
			case *Handover:
				s.Handovers = append(s.Handovers, HandoverState{r.Asset, r.From, r.To, r.WithOwnership, r.OwnershipOnly, r.State})
			case *RecallNotice:
				s.Recalls = append(s.Recalls, RecallState{r.Asset, r.Organization, r.Open})
			case *AssetDocument:
				documents[r.Asset]++
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for asset, n := range documents {
		s.Documents = append(s.Documents, DocumentState{asset, n})
	}
	return nil
}

func certificateState(c *Certificate) CertificateState {
	s := CertificateState{ID: c.ID, Type: c.Type.String(), Issuer: c.Issuer, Subjects: c.Subjects, Revoked: c.Revoked, Suspended: c.Suspended, Claims: c.Claims}
	if c.ID == c.Operation {
		s.ID = ""
	}
	if !c.ValidUntil.IsZero() {
		until := c.ValidUntil
		s.ValidUntil = &until
	}
	return s
}

func (s *State) sort() {
	slices.SortFunc(s.Assets, func(a, b AssetState) int { return cmp.Compare(a.ID, b.ID) })
	sortByText(s.Bundles)
	sortByText(s.Certificates)
	sortByText(s.Genealogy)
	sortByText(s.Handovers)
	sortByText(s.Documents)
	sortByText(s.Recalls)
}

// sortByText orders rows that have no key of their own, by their JSON.
func sortByText[T any](rows []T) {
	text := func(row T) []byte {
		b, _ := json.Marshal(row) // strings, numbers and times always have a JSON form
		return b
	}
	slices.SortFunc(rows, func(a, b T) int { return bytes.Compare(text(a), text(b)) })
}
