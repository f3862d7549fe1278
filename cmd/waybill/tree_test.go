package main

import (
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// Neighbours that differ only in their ids are told once, with how many there are; one that differs in more is told in
// full.
func TestATreeTellsNeighboursThatAreAlikeOnce(t *testing.T) {
	t.Parallel()
	part := func(id, holder string) *ledger.Node {
		return &ledger.Node{ID: custody.AssetID(id), Holder: custody.OrganizationID(holder), Owner: "owner", Status: custody.StatusActive}
	}
	var b strings.Builder
	board := part("urn:board", "shop")
	board.From = []*ledger.Node{
		part("urn:a", "maker"), part("urn:chip:1", "shop"), part("urn:chip:2", "shop"), part("urn:chip:3", "shop"), part("urn:chip:4", "shop"),
		part("urn:z:1", "maker"), part("urn:z:2", "maker"),
	}
	if err := printTree(&b, board); err != nil {
		t.Fatal(err)
	}
	want := strings.TrimPrefix(`
urn:board
│   held by shop, owned by owner, active
├── urn:a
│       held by maker, owned by owner, active
├── urn:chip:1
│       held by shop, owned by owner, active
├── 3 more like it: urn:chip:2 to urn:chip:4
├── urn:z:1
│       held by maker, owned by owner, active
└── 1 more like it: urn:z:2
`, "\n")
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
