package main

import (
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// A graph has each asset once, an arrow for each link in the direction in which the goods went, and quotes what it says.
func TestAGraphHasEachAssetOnce(t *testing.T) {
	t.Parallel()
	wafer := &ledger.Node{ID: `urn:"wafer"`, Holder: "fab", Status: custody.StatusActive, Description: `a\b`, Link: &ledger.Link{Relation: ledger.RelationMadeOf, Share: ledger.Whole / 2}}
	again := *wafer
	again.Repeated = true
	packed := &ledger.Node{ID: "urn:packed", Holder: "fab", Status: custody.StatusBundled, Link: &ledger.Link{Relation: ledger.RelationPackedIn}}
	revoked := &ledger.Node{
		ID: "urn:chip", Holder: "fab", Status: custody.StatusConsumed, From: []*ledger.Node{wafer}, Link: &ledger.Link{},
		Certificates: []ledger.CertificateView{{Status: ledger.CertificateRevoked}},
	}
	root := &ledger.Node{
		ID: "urn:tray", Holder: "shop", Status: custody.StatusActive, From: []*ledger.Node{revoked, &again, packed},
		Into: []*ledger.Node{{ID: "urn:box", Status: custody.StatusActive, Holder: "shop"}},
	}
	var b strings.Builder
	if err := printDot(&b, root); err != nil {
		t.Fatal(err)
	}
	want := strings.TrimPrefix(`
digraph trace {
  rankdir=LR
  node [shape=box]
  "urn:tray" [label="urn:tray\nactive at shop"]
  "urn:chip" -> "urn:tray"
  "urn:chip" [label="urn:chip\nconsumed at fab", color=red]
  "urn:\"wafer\"" -> "urn:chip" [label="50 %"]
  "urn:\"wafer\"" [label="a\\b\nurn:\"wafer\"\nactive at fab"]
  "urn:\"wafer\"" -> "urn:tray" [label="50 %"]
  "urn:packed" -> "urn:tray" [style=dashed]
  "urn:packed" [label="urn:packed\nbundled at fab"]
  "urn:tray" -> "urn:box"
  "urn:box" [label="urn:box\nactive at shop"]
}
`, "\n")
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}
