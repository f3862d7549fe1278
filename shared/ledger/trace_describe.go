package ledger

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"waybill/shared/custody"
)

// describe fills in what is known of all nodes, in a statement for each table.
func (t *trace) describe() error {
	assets, err := t.store.AssetsAt(t.ctx, slices.Sorted(maps.Keys(t.nodes)))
	if err != nil {
		return fmt.Errorf("read assets: %w", err)
	}
	bySeq, ids := make(map[uint64]Asset, len(assets)), make([]custody.AssetID, len(assets))
	for i, a := range assets {
		bySeq[a.Seq], ids[i] = a, a.ID
	}
	papers, err := t.papers(ids)
	if err != nil {
		return err
	}
	for _, a := range assets {
		t.fill(t.nodes[a.Seq], a, bySeq, papers)
	}
	if t.direction == Upstream {
		t.footprints(assets, papers)
	}
	for _, r := range t.again { // of a repeated asset everything is said but what is below it
		full, link := t.nodes[r.seq], r.node.Link
		above := t.above[r.node]
		*r.node = *full
		r.node.Link, r.node.Repeated, r.node.Truncated, r.node.From, r.node.Into, r.node.Warnings = link, true, false, nil, nil, nil
		t.above[r.node] = above
		t.fill(r.node, bySeq[r.seq], bySeq, papers)
	}
	t.warn(assets)
	return nil
}

// fill says what is known of an asset. Whoever reads the JSON finds the same fields everywhere: a list without entries
// is there.
func (t *trace) fill(n *Node, a Asset, bySeq map[uint64]Asset, papers papers) {
	n.ID, n.Type, n.Status, n.Holder, n.Owner = a.ID, a.Kind.String(), a.Status, a.Holder, a.Owner
	n.Unit, n.Description, n.Operation, n.Transaction, n.Time = a.Unit, a.Description, a.Operation, &a.Transaction, &a.Time
	n.Mass, n.MassDerived, n.Documents, n.Recalls = a.Mass, a.MassDerived, papers.documents[a.ID], papers.recalls[a.ID]
	if a.Kind == custody.KindLot {
		n.Quantity = &a.Quantity
	}
	var event time.Time
	if n.Link != nil && n.Link.Relation == RelationMadeOf {
		product := a
		if t.direction == Upstream {
			product = bySeq[t.above[n]]
			event = product.Time
		}
		n.Link.Operation = product.Operation
	}
	n.Certificates = []CertificateView{}
	for _, c := range papers.certificates[a.ID] {
		n.Certificates = append(n.Certificates, viewOf(c, papers.changes[c.Key], event, t.now))
	}
	if t.direction == Upstream && n.From == nil {
		n.From = []*Node{}
	}
	if t.direction == Downstream && n.Into == nil {
		n.Into = []*Node{}
	}
}

// papers are what somebody says of assets.
type papers struct {
	certificates map[custody.AssetID][]Certificate
	changes      map[custody.Digest][]CertificateChange // by certificate
	documents    map[custody.AssetID][]string
	recalls      map[custody.AssetID][]RecallView
}

func (t *trace) papers(ids []custody.AssetID) (papers, error) {
	p := papers{map[custody.AssetID][]Certificate{}, map[custody.Digest][]CertificateChange{}, map[custody.AssetID][]string{}, map[custody.AssetID][]RecallView{}}
	certificates, err := t.store.Certificates(t.ctx, ids)
	if err != nil {
		return p, fmt.Errorf("read certificates: %w", err)
	}
	for _, c := range certificates {
		p.certificates[c.Asset] = append(p.certificates[c.Asset], c.Certificate)
	}
	changes, err := t.store.CertificateChanges(t.ctx, ids)
	if err != nil {
		return p, fmt.Errorf("read the history of certificates: %w", err)
	}
	for _, c := range changes {
		p.changes[c.Certificate] = append(p.changes[c.Certificate], c)
	}
	recalls, err := t.store.Recalls(t.ctx, ids)
	if err != nil {
		return p, fmt.Errorf("read recalls: %w", err)
	}
	for _, r := range recalls {
		p.recalls[r.Asset] = append(p.recalls[r.Asset], RecallViewOf(r))
	}
	documents, err := t.store.Documents(t.ctx, ids)
	if err != nil {
		return p, fmt.Errorf("read documents: %w", err)
	}
	for _, d := range documents {
		p.documents[d.Asset] = append(p.documents[d.Asset], d.Document)
	}
	return p, nil
}

// warn lists at the root what does not count any more, wherever it stands.
func (t *trace) warn(assets []Asset) {
	for _, a := range assets {
		for _, r := range t.nodes[a.Seq].Recalls {
			t.root.Warnings = append(t.root.Warnings, Warning{Asset: a.ID, Organization: r.Organization, Status: Recalled})
		}
		for _, c := range t.nodes[a.Seq].Certificates {
			if c.Status != CertificateActive {
				t.root.Warnings = append(t.root.Warnings, Warning{
					Asset: a.ID, Organization: c.Issuer, Status: c.Status, Certificate: c.ID, Type: c.Type, AtEvent: c.AtEvent,
				})
			}
		}
	}
}
