package ledgertest

import (
	"slices"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// An organisation's keys are those that the chain says, in the order in which they came: the one it joined with, those
// that were added, and those that it put there past Waybill. A retired key is remembered as such.
func keysComeAndGo(t *testing.T, open func(*testing.T) Store) {
	s, c := told(t, open)
	joined, found, err := s.Organization(t.Context(), Fab)
	if err != nil || !found || !slices.Equal(joined.Signers(), []custody.Address{joined.Key}) {
		t.Fatalf("it joined with %+v, %v, %v", joined.SigningKeys, found, err)
	}
	second, third, own := custody.Address{0xb2}, custody.Address{0xb3}, custody.Address{0xb4}
	c.Do(Fab, "add second", &custody.AddSigner{Key: &second})
	c.Do(Fab, "add third", &custody.AddSigner{Key: &third})
	c.Do(Fab, "remove second", &custody.RemoveSigner{Signer: second})
	foreign := custody.EventHead{Command: custody.Digest{1}, Actor: joined.Number, EventHash: custody.Digest{2}}
	c.Mine(custody.KeyRotated{EventHead: foreign, Key: own, Previous: joined.Key})
	administrator := foreign
	administrator.Actor = 0
	c.Mine(custody.KeyAdded{EventHead: administrator, Key: custody.Address{0xee}})
	if progress := Project(t, s, c); len(progress.Recorded) != 3 {
		t.Errorf("recorded %+v", progress.Recorded)
	}
	got, _, err := s.Organization(t.Context(), Fab)
	want := []custody.SigningKey{{Address: joined.Key, Retired: true}, {Address: second, Retired: true}, {Address: third}, {Address: own}}
	if err != nil || !slices.Equal(got.SigningKeys, want) || !slices.Equal(got.Signers(), []custody.Address{third, own}) {
		t.Errorf("the keys are %+v, %v", got.SigningKeys, err)
	}
	if other, _, err := s.Organization(t.Context(), Mine); err != nil || len(other.SigningKeys) != 1 {
		t.Errorf("another organisation has %+v, %v", other.SigningKeys, err)
	}

	// A key on chain that is not the one that was accepted counts, since the contract takes it, and is noted.
	operation, head := c.accept(Fab, "add fifth", &custody.AddSigner{Key: &custody.Address{0xb5}})
	c.Mine(custody.KeyAdded{EventHead: head, Key: custody.Address{0xb6}})
	Project(t, s, c)
	if got, _, err = s.Organization(t.Context(), Fab); err != nil || !slices.Contains(got.Signers(), custody.Address{0xb6}) {
		t.Errorf("after %s the keys are %+v, %v", operation, got.SigningKeys, err)
	}
	reasons := 0
	err = s.Snapshot(t.Context(), func(a ledger.Archive) error {
		return a.Records(t.Context(), &ledger.Mismatch{}, func(r ledger.Record) error {
			if r.(*ledger.Mismatch).Reason == "the key on chain is not the one that was accepted" {
				reasons++
			}
			return nil
		})
	})
	if err != nil || reasons != 1 {
		t.Errorf("noted %d times, %v", reasons, err)
	}
}
