package ledgertest

import (
	"context"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// What organisations do past Waybill, with their own keys, is followed all the same: recalls, certificates that do not
// count for a while, ownership, goods that are gone, and what the contract's administrators do.
func whatHappensPastWaybillIsFollowed(t *testing.T, open func(*testing.T) Store) {
	s, c := told(t, open)
	q := ledger.Queries{Store: s, Now: func() time.Time { return Later }}
	command := byte(100)
	head := func(actor uint32) custody.EventHead {
		command++
		return custody.EventHead{Command: custody.Digest{command}, Actor: actor, EventHash: custody.Digest{command}}
	}
	warnings := func() (found []ledger.CertificateStatus) {
		t.Helper()
		Project(t, s, c)
		board, err := q.Trace(t.Context(), Board, ledger.Upstream, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range board.Warnings {
			if w.Status != ledger.CertificateRevoked { // the story ends with that
				found = append(found, w.Status)
			}
		}
		return found
	}
	asset := func(id string) custody.Asset {
		t.Helper()
		Project(t, s, c)
		a, _, err := s.Asset(t.Context(), custody.AssetID(id))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}

	copper, footprint := Secret.AssetKey(CopperLot), Secret.AssetKey(custody.OperationID(Mine, "footprint"))
	for _, step := range []struct {
		name  string
		event custody.Event
		want  ledger.CertificateStatus // "" for no warning
	}{
		{"a recall", custody.RecallOpened{EventHead: head(1), Asset: copper, Version: 1}, ledger.Recalled},
		{"its end", custody.RecallClosed{EventHead: head(1), Asset: copper, Version: 2}, ""},
		{"a suspended certificate", custody.CertificateSuspended{EventHead: head(1), Certificate: footprint, Version: 1}, ledger.CertificateSuspended},
		{"a reinstated certificate", custody.CertificateReinstated{EventHead: head(1), Certificate: footprint, Version: 2}, ""},
	} {
		c.Mine(step.event)
		if got := warnings(); step.want == "" && len(got) != 0 || step.want != "" && (len(got) != 1 || got[0] != step.want) {
			t.Errorf("after %s the board's trace warns of %v", step.name, got)
		}
	}

	key := Secret.AssetKey(Board)
	c.Mine(custody.OwnershipOffered{EventHead: head(4), Asset: key, To: 2, Version: c.bump(Board)})
	if a := asset(Board); a.Status != custody.StatusOffered || a.Owner != Retailer {
		t.Errorf("a board whose ownership is offered is %+v", a)
	}
	c.Mine(custody.OwnershipTransferred{EventHead: head(2), Asset: key, From: 4, Version: c.bump(Board)})
	if a := asset(Board); a.Status != custody.StatusActive || a.Owner != Fab || a.Holder != Retailer {
		t.Errorf("a board with another owner is %+v", a)
	}
	c.Mine(custody.CustodyHandedOver{EventHead: head(3), Asset: key, From: 4, Version: c.bump(Board)})
	if a := asset(Board); a.Holder != Distributor || a.Owner != Fab {
		t.Errorf("a board that was handed over by both signatures is %+v", a)
	}
	c.Mine(custody.AssetDecommissioned{EventHead: head(3), Asset: key, Version: c.bump(Board)})
	if a := asset(Board); a.Status != custody.StatusDecommissioned {
		t.Errorf("a board that is gone is %+v", a)
	}
	if recall, err := q.Recall(t.Context(), Board, 0); err != nil || recall.Existing != 0 {
		t.Errorf("a recall of what is gone is %+v, %v", recall, err)
	}

	packed := c.Do(Retailer, "pack", &custody.Aggregate{Parent: Tray, Children: []string{Chip(2), Chip(3)}})
	c.Mine(custody.ChildReleased{EventHead: head(4), Parent: Secret.AssetKey(Tray), Child: Secret.AssetKey(Chip(2)), Version: c.bump(Chip(2))})
	if a, b := asset(Chip(2)), asset(Chip(3)); a.Bundle != "" || a.Status != custody.StatusActive || b.Bundle != packed {
		t.Errorf("after one was taken out the chips are %+v and %+v", a, b)
	}
	c.Mine(custody.CustodyHandedOver{EventHead: head(3), Asset: Secret.AssetKey(Tray), From: 4, Version: c.bump(Tray)})
	if a, b := asset(Chip(2)), asset(Chip(3)); a.Holder != Retailer || b.Holder != Distributor {
		t.Errorf("when the tray goes on the chips are %+v and %+v", a, b)
	}
	c.Mine(custody.ChildSkipped{EventHead: head(3), Parent: Secret.AssetKey(Tray), Child: Secret.AssetKey(Chip(3)), Version: 2})
	if a := asset(Chip(3)); a.Bundle != "" || a.Status != custody.StatusActive {
		t.Errorf("a chip that was not there to be unpacked is %+v", a)
	}
	administratorsAreFollowed(t, s, c, open)
}

// administratorsAreFollowed plays what the contract's administrators do: it is believed without a command, and foreign to
// nobody.
func administratorsAreFollowed(t *testing.T, s Store, c *Chain, open func(*testing.T) Store) {
	t.Helper()
	foreign := func() (n int) {
		t.Helper()
		Project(t, s, c)
		err := s.Snapshot(t.Context(), func(a ledger.Archive) error {
			return a.Rows(t.Context(), 0, 1<<40, func(r ledger.Row) error {
				if r.Foreign != "" {
					n++
				}
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := foreign()
	admin := custody.EventHead{Command: custody.Digest{200}, EventHash: custody.Digest{201}}
	c.Mine(
		custody.AdministratorsSet{EventHead: admin, Threshold: 2, Round: 2},
		custody.Confirmed{EventHead: custody.EventHead{Command: custody.Digest{202}}, Confirmations: 1, Threshold: 2},
		custody.ConfirmationWithdrawn{EventHead: custody.EventHead{Command: custody.Digest{202}}},
		custody.Paused{EventHead: admin, Version: 2},
		custody.Unpaused{EventHead: admin, Version: 3},
		custody.OrganizationStatusChanged{EventHead: admin, Organization: 2, Status: 2, Version: 2},
	)
	if after := foreign(); after != before {
		t.Errorf("%d rows of the administrators are foreign", after-before)
	}
	if o, _, err := s.Organization(t.Context(), Fab); err != nil || o.Active {
		t.Errorf("the fab is %+v, %v", o, err)
	}
	verifier := &ledger.Verifier{Store: s, Secret: Secret, Scratch: func(context.Context) (ledger.Scratch, func() error, error) {
		return open(t), func() error { return nil }, nil
	}}
	if report, err := verifier.Verify(t.Context()); err != nil || !report.Verified {
		t.Errorf("verification: %q, %v", report.Problems, err)
	}
}
