package azuretable_test

import (
	"testing"

	"waybill/internal/azurite"
	"waybill/shared/chain"
	"waybill/shared/chain/azuretable"
	"waybill/shared/chain/chaintest"
)

// newPlace gives a place for a table of its own of the test's own.
func newPlace(t *testing.T) azuretable.Place {
	t.Helper()
	at := azurite.NewTable(t)
	return azuretable.Place{Endpoint: at.Endpoint, Connection: at.Connection, Table: at.Name}
}

func openAt(t *testing.T, p azuretable.Place) *azuretable.Journal {
	t.Helper()
	j, err := azuretable.Open(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// open gives what opens one new table as often as wanted.
func open(t *testing.T) func(*testing.T) chain.Journal {
	place := newPlace(t)
	return func(t *testing.T) chain.Journal { return openAt(t, place) }
}

// The journal in a table is a journal.
func TestJournal(t *testing.T) {
	t.Parallel()
	chaintest.RunJournal(t, open)
}

// Two engines get on with one table.
func TestTwoEnginesOnOneTable(t *testing.T) {
	t.Parallel()
	chaintest.RunEngines(t, open)
}
