package azuretable_test

import (
	"testing"

	"waybill/shared/partner/azuretable"
	"waybill/shared/tables"
)

// spoil writes a text where the entity has a number.
func spoil(t *testing.T, place azuretable.Place, id string) {
	t.Helper()
	table, err := tables.Open(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	e := tables.NewEntity("c"+id[:1], id)
	e.SetText("Expires", "never")
	if _, err := table.Commit(t.Context(), tables.Merge(e, tables.Any)); err != nil {
		t.Fatal(err)
	}
}
