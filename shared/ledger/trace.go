package ledger

import (
	"cmp"
	"context"
	"fmt"
	"slices"
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

// A Link is one step in the genealogy.
type Link struct {
	Relation  Relation         `json:"relation"`
	Operation string           `json:"operation"`          // the transformation or the packing
	Quantity  custody.Quantity `json:"quantity,omitempty"` // of a lot that was used up
	Share     Share            `json:"share,omitempty"`    // of the product that came from the input
	Basis     Basis            `json:"basis,omitzero"`     // what the share was measured by
}

// A Relation says how two assets are linked.
type Relation string

// The relations: one was used up to make the other, or one is packed in the other now.
const (
	RelationMadeOf   Relation = "transformation"
	RelationPackedIn Relation = "aggregation"
)

// A Node is one asset in a trace.
type Node struct {
	ID           custody.AssetID        `json:"id"`
	Type         string                 `json:"type,omitempty"`
	Status       custody.Status         `json:"status,omitempty"`
	Holder       custody.OrganizationID `json:"holder"`
	Owner        custody.OrganizationID `json:"owner"`
	Quantity     *custody.Quantity      `json:"quantity,omitempty"` // what is left of a lot
	Unit         string                 `json:"unit,omitempty"`
	Mass         Mass                   `json:"massKilograms,omitempty"` // when it came about
	MassDerived  bool                   `json:"massDerived,omitempty"`   // nobody declared it: it is what went in
	Description  string                 `json:"description,omitempty"`
	Certificates []CertificateView      `json:"certificates"`
	Recalls      []RecallView           `json:"recalls,omitempty"` // open ones of the asset itself
	Documents    []string               `json:"documents,omitempty"`
	Footprint    *Footprint             `json:"footprint,omitempty"`   // in an upstream trace
	Time         *time.Time             `json:"time,omitempty"`        // of the block in which it came about
	Transaction  *custody.Digest        `json:"transaction,omitempty"` // in which it came about
	Operation    string                 `json:"operation,omitempty"`
	Link         *Link                  `json:"link,omitempty"`      // to the asset above it
	Repeated     bool                   `json:"repeated,omitempty"`  // it stands elsewhere in the trace, with what is above and below it
	Truncated    bool                   `json:"truncated,omitempty"` // there is more, beyond the depth or the number of assets asked for
	From         []*Node                `json:"from,omitzero"`       // upstream; nil in a downstream trace
	Into         []*Node                `json:"into,omitzero"`       // downstream; nil in an upstream trace
	Warnings     []Warning              `json:"warnings,omitempty"`  // of the whole trace, at its root
}

// A RecallView is an open recall.
type RecallView struct {
	ID           string                 `json:"id"`           // of the operation that opened it
	Organization custody.OrganizationID `json:"organization"` // who warns
	Reason       string                 `json:"reason,omitempty"`
	Opened       time.Time              `json:"opened"`
	Transaction  custody.Digest         `json:"transaction"`
}

// RecallViewOf shows a recall.
func RecallViewOf(n RecallNotice) RecallView {
	return RecallView{ID: n.ID, Organization: n.Organization, Reason: n.Reason, Opened: n.Opened, Transaction: n.Transaction}
}

// A Warning is something in a trace that does not count any more, or that somebody recalled.
type Warning struct {
	Asset        custody.AssetID        `json:"asset"`
	Organization custody.OrganizationID `json:"organization"`          // the certificate's issuer, or who recalls
	Status       CertificateStatus      `json:"status"`                // of the certificate now, or recalled
	Certificate  string                 `json:"certificate,omitempty"` // its id
	Type         string                 `json:"type,omitempty"`        // of the certificate
	AtEvent      CertificateStatus      `json:"atEvent,omitempty"`     // of the certificate when the asset was used up
}

// Recalled is the status of a warning of a recall.
const Recalled CertificateStatus = "recalled"

// Trace gives an asset and what lies upstream or downstream of it, depth steps far (DefaultDepth if 0). Each asset is
// told in full once, where it is first met going outwards; elsewhere it is a reference. Reading is by level, so the
// number of statements follows the depth and not the number of assets; what is met again is not followed again, so a
// circle ends.
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
	asset, err := q.asset(ctx, id)
	if err != nil {
		return nil, err
	}
	root := &Node{ID: asset.ID}
	t := trace{
		ctx: ctx, store: q.Store, now: q.Now(), direction: direction, most: cmp.Or(q.MaxNodes, MaxTraceNodes), root: root,
		nodes: map[uint64]*Node{asset.Seq: root}, above: map[*Node]uint64{},
	}
	level := []uint64{asset.Seq}
	for step := 0; len(level) > 0; step++ {
		if level, err = t.step(level, step < depth); err != nil {
			return nil, fmt.Errorf("trace %s: %w", id, err)
		}
	}
	if err := t.describe(); err != nil {
		return nil, fmt.Errorf("trace %s: %w", id, err)
	}
	return root, nil
}

// asset gives an asset that somebody asks about.
func (q Queries) asset(ctx context.Context, id custody.AssetID) (Asset, error) {
	found, err := q.Store.Assets(ctx, []custody.AssetID{id})
	if err != nil {
		return Asset{}, fmt.Errorf("read asset %s: %w", id, err)
	}
	if len(found) == 0 {
		return Asset{}, problem.UnknownAsset.At("query:id", fmt.Sprintf("%s is not registered; correct the id", id))
	}
	return found[0], nil
}

type trace struct {
	ctx       context.Context
	store     Lineage
	now       time.Time
	direction string
	most      int
	root      *Node

	nodes map[uint64]*Node // those that are told in full, by Seq
	again []repetition     // those that are told again
	above map[*Node]uint64 // asset that a node hangs on; the root on none
	edges []Edge           // that were followed
}

// A repetition is a node of an asset that is told elsewhere.
type repetition struct {
	node *Node
	seq  uint64
}

// A step is a link from an asset of one level to one of the next.
type step struct {
	of, to uint64
	link   Link
}

// step hangs the next level below the nodes of this one; if it may not, it only marks where there is more.
func (t *trace) step(level []uint64, mayGoOn bool) (next []uint64, err error) {
	steps, err := t.steps(level)
	if err != nil {
		return nil, err
	}
	for _, s := range steps {
		above := t.nodes[s.of]
		known := t.nodes[s.to]
		if !mayGoOn || len(t.nodes)+len(t.again) >= t.most {
			above.Truncated = true
			continue
		}
		node := &Node{Link: &s.link}
		t.above[node] = s.of
		if known != nil {
			t.again = append(t.again, repetition{node, s.to})
		} else {
			t.nodes[s.to] = node
			next = append(next, s.to)
		}
		if t.direction == Upstream {
			above.From = append(above.From, node)
		} else {
			above.Into = append(above.Into, node)
		}
	}
	return next, nil
}

// steps reads all links of a level, in two statements.
func (t *trace) steps(level []uint64) ([]step, error) {
	edges, err := t.store.Edges(t.ctx, level, t.direction)
	if err != nil {
		return nil, fmt.Errorf("read edges: %w", err)
	}
	packings, err := t.store.Packings(t.ctx, level, t.direction, time.Time{})
	if err != nil {
		return nil, fmt.Errorf("read packings: %w", err)
	}
	t.edges = append(t.edges, edges...)
	steps := make([]step, 0, len(edges)+len(packings))
	for _, e := range edges {
		s := step{e.Output, e.Input, Link{Relation: RelationMadeOf, Quantity: e.Quantity, Share: e.Share, Basis: e.Basis}}
		if t.direction == Downstream {
			s.of, s.to = s.to, s.of
		}
		steps = append(steps, s)
	}
	for _, p := range packings {
		s := step{p.Parent, p.Child, Link{Relation: RelationPackedIn, Operation: p.Bundle}}
		if t.direction == Downstream {
			s.of, s.to = s.to, s.of
		}
		steps = append(steps, s)
	}
	slices.SortFunc(steps, func(a, b step) int { return cmp.Or(cmp.Compare(a.of, b.of), cmp.Compare(a.to, b.to)) })
	return steps, nil
}
