package chaintest_test

import (
	"testing"

	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
	"waybill/shared/custody"
)

var (
	_ chain.Backend = (*chaintest.Chain)(nil)
	_ chain.Encoder = chaintest.Encoder{}
)

// The journal in memory is a journal.
func TestJournal(t *testing.T) {
	t.Parallel()
	chaintest.RunJournal(t, func(*testing.T) func(*testing.T) chain.Journal {
		store := chaintest.NewJournal()
		return func(*testing.T) chain.Journal { return store }
	})
}

// The keys that everybody knows sign like all others.
func TestKeys(t *testing.T) {
	t.Parallel()
	chaintest.RunSigner(t, func(*testing.T) (chain.Signer, custody.Address) {
		keys, addresses := chaintest.NewKeys("one")
		return keys, addresses[0]
	})
}
