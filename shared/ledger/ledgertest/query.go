package ledgertest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/problem"
)

// outline writes a trace as indented short names.
func outline(n *ledger.Node, depth int) string {
	name := string(n.ID[strings.LastIndex(string(n.ID), "/")+1:])
	if n.Link != nil {
		name += " by " + string(n.Link.Relation)
		if n.Link.Quantity > 0 {
			name += " of " + n.Link.Quantity.String()
		}
	}
	if n.Repeated {
		name += " (again)"
	}
	if n.Truncated {
		name += " (more)"
	}
	text := strings.Repeat("  ", depth) + name + "\n"
	for _, below := range slices.Concat(n.From, n.Into) {
		text += outline(below, depth+1)
	}
	return text
}

// everyNode fails if a node of an upstream trace lacks a field: readers of the JSON rely on finding them everywhere.
func everyNode(t *testing.T, n *ledger.Node) {
	t.Helper()
	if n.Holder == "" || n.Owner == "" || n.Certificates == nil || n.Transaction == nil || n.From == nil || n.Into != nil {
		t.Errorf("%s does not say all there is to say: %+v", n.ID, n)
	}
	for _, below := range n.From {
		everyNode(t, below)
	}
}

// A trace goes up to the origin and down to the products, tells each asset once, and stops where it is told to.
func traceFollowsTheGenealogy(t *testing.T, open func(*testing.T) Store) {
	s, c := told(t, open)
	q := ledger.Queries{Store: s, Now: func() time.Time { return Later }}
	for _, test := range []struct {
		name, asset, direction string
		depth                  int
		want                   string
	}{
		{"up from the board", Board, ledger.Upstream, 0, `
board
  chip0 by transformation
    wafers by transformation of 25
      copper by transformation of 40
  chip1 by transformation
    wafers by transformation of 25 (again)
`},
		{"up from the board, two steps", Board, ledger.Upstream, 1, `
board
  chip0 by transformation (more)
  chip1 by transformation (more)
`},
		{"down from the copper", CopperLot, ledger.Downstream, 0, `
copper
  wafers by transformation of 40
    chip0 by transformation of 25
      board by transformation
    chip1 by transformation of 25
      board by transformation (again)
    chip2 by transformation of 25
    chip3 by transformation of 25
`},
		{"up from the copper", CopperLot, ledger.Upstream, 0, "\ncopper\n"},
	} {
		node, err := q.Trace(t.Context(), custody.AssetID(test.asset), test.direction, test.depth)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		if test.direction == ledger.Upstream {
			everyNode(t, node)
		}
		if got := "\n" + outline(node, 0); got != test.want {
			t.Errorf("%s gave%s", test.name, got)
		}
	}

	copper, err := q.Trace(t.Context(), CopperLot, ledger.Upstream, 0)
	if err != nil {
		t.Fatal(err)
	}
	if copper.Quantity == nil || *copper.Quantity != 60_000 || copper.Holder != Fab || copper.Transaction == nil || copper.Description != "cathode copper" {
		t.Errorf("the copper is %+v", copper)
	}
	if len(copper.Documents) != 1 || copper.Documents[0] != "doc-origin" || len(copper.Certificates) != 2 {
		t.Fatalf("the copper has documents %v and certificates %+v", copper.Documents, copper.Certificates)
	}
	for _, view := range copper.Certificates {
		want := ledger.CertificateActive
		if view.ID == Conformity {
			want = ledger.CertificateRevoked
		}
		if view.Status != want || len(view.Claims) != 1 {
			t.Errorf("a certificate is %+v", view)
		}
	}

	c.Do(Retailer, "pack", &custody.Aggregate{Parent: Tray, Children: []string{Chip(3)}})
	Project(t, s, c)
	if node, err := q.Trace(t.Context(), Tray, ledger.Upstream, 1); err != nil || outline(node, 0) != "095060001343520017\n  chip3 by aggregation (more)\n" {
		t.Errorf("up from the tray: %v\n%s", err, outline(node, 0))
	}
	if node, err := q.Trace(t.Context(), custody.AssetID(Chip(3)), ledger.Downstream, 1); err != nil || outline(node, 0) != "chip3\n  095060001343520017 by aggregation\n" {
		t.Errorf("down from a packed chip: %v\n%s", err, outline(node, 0))
	}

	if _, err := q.Trace(t.Context(), "https://example.com/nothing", ledger.Upstream, 0); !errors.Is(err, problem.UnknownAsset) {
		t.Errorf("an unknown asset gave %v", err)
	}
	if _, err := q.Trace(t.Context(), Board, "sideways", 0); !errors.Is(err, problem.InvalidField) {
		t.Errorf("an unknown direction gave %v", err)
	}
	if _, err := q.Trace(t.Context(), Board, ledger.Upstream, ledger.MaxDepth+1); !errors.Is(err, problem.InvalidField) {
		t.Errorf("too deep a trace gave %v", err)
	}
}

// Pages of any size give the same events in the same order, and each filter narrows them.
func eventsComeInPages(t *testing.T, open func(*testing.T) Store) {
	s, c := told(t, open)
	q := ledger.Queries{Store: s}
	all := func(query ledger.EventQuery) (ids []string) {
		for {
			page, err := q.Events(t.Context(), query)
			if err != nil {
				t.Fatalf("events: %v", err)
			}
			for _, e := range page.Events {
				ids = append(ids, e.ID)
			}
			if query.After = page.Next; page.Next == "" {
				return ids
			}
		}
	}
	whole := all(ledger.EventQuery{})
	if len(whole) != len(c.commands) {
		t.Fatalf("%d events of %d commands", len(whole), len(c.commands))
	}
	for limit := range 5 {
		if got := all(ledger.EventQuery{Limit: limit}); !slices.Equal(got, whole) {
			t.Errorf("pages of %d gave %d events in another order or number", limit, len(got))
		}
	}
	for name, test := range map[string]struct {
		query ledger.EventQuery
		want  int
	}{
		"asset":        {ledger.EventQuery{Asset: CopperLot}, 7},
		"kind":         {ledger.EventQuery{Type: "Transform"}, 3},
		"EPCIS type":   {ledger.EventQuery{Type: "AggregationEvent"}, 4},
		"organisation": {ledger.EventQuery{Organization: Distributor}, 2},
		"from":         {ledger.EventQuery{From: Later}, 0},
		"until":        {ledger.EventQuery{To: Genesis.Add(5 * time.Second)}, 2},
		"both":         {ledger.EventQuery{Asset: Board, Organization: Retailer}, 3},
	} {
		if got := all(test.query); len(got) != test.want {
			t.Errorf("by %s there are %d events, not %d", name, len(got), test.want)
		}
	}
	page, err := q.Events(t.Context(), ledger.EventQuery{Type: "Transform", Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	e := page.Events[0]
	if fmt.Sprint(e.Assets) != fmt.Sprintf("[{%s input} {%s output}]", CopperLot, WaferLot) || e.EventTime == nil || e.ReadPoint == "" || !strings.Contains(string(e.Payload), `"inputs"`) {
		t.Errorf("the first transformation is %+v", e)
	}
	for _, query := range []ledger.EventQuery{{Limit: -1}, {Limit: ledger.MaxPage + 1}, {After: "x"}} {
		if _, err := q.Events(t.Context(), query); !errors.Is(err, problem.InvalidField) {
			t.Errorf("%+v gave %v", query, err)
		}
	}
}
