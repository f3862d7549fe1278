package ledger

import (
	"context"
	"fmt"
	"time"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// Limits of a trace.
const (
	DefaultDepth  = 32
	MaxDepth      = 100
	MaxTraceNodes = 50_000
)

// Directions of a trace.
const (
	Upstream   = "upstream"   // what it was made of, and what is in it
	Downstream = "downstream" // what was made of it, and what it is in
)

// Lineage reads the genealogy of many assets at once.
type Lineage interface {
	// Assets gives those of the assets that are registered.
	Assets(ctx context.Context, ids []custody.AssetID) ([]Asset, error)
	// Links gives what is one step upstream, or downstream, of the assets; ordered by Of, then ID.
	Links(ctx context.Context, ids []custody.AssetID, direction string) ([]Link, error)
	// Certificates gives the certificates of the assets, ordered by asset, then id.
	Certificates(ctx context.Context, ids []custody.AssetID) ([]AssetCertificate, error)
	// Documents gives the documents of the assets, ordered by asset, then id.
	Documents(ctx context.Context, ids []custody.AssetID) ([]AssetDocument, error)
}

// A Link is one step in the genealogy.
type Link struct {
	Of        custody.AssetID  `json:"-"`
	ID        custody.AssetID  `json:"-"`
	Relation  Relation         `json:"relation"`
	Operation string           `json:"operation"`          // the transformation or the packing
	Quantity  custody.Quantity `json:"quantity,omitempty"` // of a lot that was used up
}

// A Relation says how two assets are linked.
type Relation string

// The relations: one was used up to make the other, or one is packed in the other now.
const (
	RelationMadeOf   Relation = "transformation"
	RelationPackedIn Relation = "aggregation"
)

// An AssetCertificate is a certificate of one asset.
type AssetCertificate struct {
	Asset custody.AssetID
	Certificate
}

// A Node is one asset in a trace.
type Node struct {
	ID           custody.AssetID        `json:"id"`
	Type         string                 `json:"type,omitempty"`
	Status       custody.Status         `json:"status,omitempty"`
	Holder       custody.OrganizationID `json:"holder"`
	Owner        custody.OrganizationID `json:"owner"`
	Quantity     *custody.Quantity      `json:"quantity,omitempty"` // what is left of a lot
	Unit         string                 `json:"unit,omitempty"`
	Description  string                 `json:"description,omitempty"`
	Certificates []CertificateView      `json:"certificates"`
	Documents    []string               `json:"documents,omitempty"`
	Transaction  *custody.Digest        `json:"transaction,omitempty"` // in which it came about
	Operation    string                 `json:"operation,omitempty"`
	Link         *Link                  `json:"link,omitempty"`      // to the asset above it
	Repeated     bool                   `json:"repeated,omitempty"`  // it stands elsewhere in the trace, with what is above and below it
	Truncated    bool                   `json:"truncated,omitempty"` // there is more, beyond the depth asked for
	From         []*Node                `json:"from,omitzero"`       // upstream; nil in a downstream trace
	Into         []*Node                `json:"into,omitzero"`       // downstream; nil in an upstream trace
}

// A CertificateView is a certificate as it stands now.
type CertificateView struct {
	ID          string                 `json:"id"`
	Type        string                 `json:"type"`
	Issuer      custody.OrganizationID `json:"issuer"`
	Status      CertificateStatus      `json:"status"`
	ValidUntil  *time.Time             `json:"validUntil,omitempty"`
	Claims      map[string]string      `json:"claims,omitempty"`
	Document    string                 `json:"document,omitempty"`
	Transaction custody.Digest         `json:"transaction"`
}

// A CertificateStatus says whether a certificate counts.
type CertificateStatus string

// The states of a certificate.
const (
	CertificateActive  CertificateStatus = "active"
	CertificateRevoked CertificateStatus = "revoked"
	CertificateExpired CertificateStatus = "expired"
)

// Trace gives an asset and what lies upstream or downstream of it, depth steps far (DefaultDepth if 0). Each asset is
// told in full once, where it is first met going outwards; elsewhere it is a reference. Reading is by level, so the
// number of statements follows the depth and not the number of assets.
func (q Queries) Trace(ctx context.Context, id custody.AssetID, direction string, depth int) (*Node, error) {
	if direction != Upstream && direction != Downstream {
		return nil, problem.InvalidField.At("query:direction", "it must be upstream or downstream")
	}
	if depth == 0 {
		depth = DefaultDepth
	}
	if depth < 0 || depth > MaxDepth {
		return nil, problem.InvalidField.At("query:depth", fmt.Sprintf("it must be from 1 to %d", MaxDepth))
	}
	t := trace{ctx: ctx, store: q.Store, now: q.Now(), direction: direction, nodes: map[custody.AssetID]*Node{}}
	root := &Node{ID: id}
	level, err := t.describe([]*Node{root})
	if err != nil {
		return nil, fmt.Errorf("trace %s: %w", id, err)
	}
	if len(level) == 0 {
		return nil, problem.UnknownAsset.At("query:id", fmt.Sprintf("%s is not registered; correct the id", id))
	}
	for step := 0; len(level) > 0; step++ {
		if level, err = t.step(level, step < depth); err != nil {
			return nil, fmt.Errorf("trace %s: %w", id, err)
		}
	}
	t.finish()
	return root, nil
}

type trace struct {
	ctx       context.Context
	store     Lineage
	now       time.Time
	direction string
	nodes     map[custody.AssetID]*Node // those that are told in full
	repeated  []*Node                   // those that are told again
}

// finish says of a repeated asset what it says of the first, but for what is below it, and makes lists of what has no
// entry: whoever reads the JSON finds the same fields everywhere.
func (t *trace) finish() {
	for _, n := range t.repeated {
		link := n.Link
		*n = *t.nodes[n.ID]
		n.Link, n.Repeated, n.Truncated, n.From, n.Into = link, true, false, nil, nil
		t.fill(n)
	}
	for _, n := range t.nodes {
		t.fill(n)
	}
}

func (t *trace) fill(n *Node) {
	if n.Certificates == nil {
		n.Certificates = []CertificateView{}
	}
	if t.direction == Upstream && n.From == nil {
		n.From = []*Node{}
	}
	if t.direction == Downstream && n.Into == nil {
		n.Into = []*Node{}
	}
}

// step hangs the next level below the nodes of this one; if it may not, it only marks where there is more.
func (t *trace) step(level []*Node, mayGoOn bool) ([]*Node, error) {
	links, err := t.store.Links(t.ctx, idsOf(level), t.direction)
	if err != nil {
		return nil, fmt.Errorf("read links: %w", err)
	}
	var next []*Node
	for _, link := range links {
		above := t.nodes[link.Of]
		if !mayGoOn || len(t.nodes) >= MaxTraceNodes {
			above.Truncated = true
			continue
		}
		node := &Node{ID: link.ID, Link: &link}
		if t.nodes[link.ID] != nil {
			node.Repeated = true
			t.repeated = append(t.repeated, node)
		} else {
			t.nodes[link.ID] = node
			next = append(next, node)
		}
		if t.direction == Upstream {
			above.From = append(above.From, node)
		} else {
			above.Into = append(above.Into, node)
		}
	}
	return t.describe(next)
}

// describe fills in what is known of the nodes and gives those that are registered.
func (t *trace) describe(nodes []*Node) ([]*Node, error) {
	if len(nodes) == 0 {
		return nil, nil
	}
	ids := idsOf(nodes)
	for _, n := range nodes {
		t.nodes[n.ID] = n
	}
	assets, err := t.store.Assets(t.ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read assets: %w", err)
	}
	known := make([]*Node, 0, len(assets))
	for _, a := range assets {
		n := t.nodes[a.ID]
		n.Type, n.Status, n.Holder, n.Owner = a.Kind.String(), a.Status, a.Holder, a.Owner
		n.Unit, n.Description, n.Operation, n.Transaction = a.Unit, a.Description, a.Operation, &a.Transaction
		if a.Kind == custody.KindLot {
			n.Quantity = &a.Quantity
		}
		known = append(known, n)
	}
	certificates, err := t.store.Certificates(t.ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read certificates: %w", err)
	}
	for _, c := range certificates {
		n := t.nodes[c.Asset]
		n.Certificates = append(n.Certificates, viewOf(c.Certificate, t.now))
	}
	documents, err := t.store.Documents(t.ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read documents: %w", err)
	}
	for _, d := range documents {
		n := t.nodes[d.Asset]
		n.Documents = append(n.Documents, d.Document)
	}
	return known, nil
}

func idsOf(nodes []*Node) []custody.AssetID {
	ids := make([]custody.AssetID, len(nodes))
	for i, n := range nodes {
		ids[i] = n.ID
	}
	return ids
}

func viewOf(c Certificate, now time.Time) CertificateView {
	v := CertificateView{
		ID: c.ID, Type: c.Type.String(), Issuer: c.Issuer, Status: CertificateActive, Claims: c.Claims, Document: c.Document, Transaction: c.Transaction,
	}
	if !c.ValidUntil.IsZero() {
		v.ValidUntil = &c.ValidUntil
		if !now.Before(c.ValidUntil) {
			v.Status = CertificateExpired
		}
	}
	if c.Revoked {
		v.Status = CertificateRevoked
	}
	return v
}
