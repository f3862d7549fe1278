package anchordigest_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"waybill/handlers/anchordigest"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
)

var now = time.Date(2026, 10, 5, 8, 0, 0, 0, time.UTC)

// A book closes blocks, and its desk notes what is to be anchored.
type book struct {
	digest   ledger.Digest
	fresh    bool
	at       time.Time
	closeErr error
	deskErr  error
	accepted []string
}

// CloseBlock gives the digest.
func (b *book) CloseBlock(_ context.Context, now time.Time) (ledger.Digest, bool, error) {
	b.at = now
	return b.digest, b.fresh, b.closeErr
}

// Accept notes the command.
func (b *book) Accept(_ context.Context, caller custody.OrganizationID, key string, c custody.Command) (operations.Operation, error) {
	b.accepted = append(b.accepted, fmt.Sprintf("%s %s %s", caller, key, custody.EncodeCommand(c)))
	return operations.Operation{ID: "op-1"}, b.deskErr
}

func fire(t *testing.T, b *book) error {
	t.Helper()
	return azfunctest.New(t, anchordigest.New(b, b, func() time.Time { return now })).Timer(azfunc.Timer{})
}

func digest(size uint64) ledger.Digest {
	root := custody.Digest{7}
	return ledger.Digest{TreeSize: size, RootHash: root[:]}
}

// The newest digest is anchored by the operator.
func TestTheNewestDigestIsAnchored(t *testing.T) {
	t.Parallel()
	b := &book{digest: digest(42), fresh: true}
	if err := fire(t, b); err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf(`operator anchor/42 {"root":"%s","size":42}`, custody.Digest{7})
	if len(b.accepted) != 1 || b.accepted[0] != want || !b.at.Equal(now) {
		t.Errorf("accepted %v at %v, want %s", b.accepted, b.at, want)
	}
}

// The same digest has the same key each time: killed after the digest was stored, the next run anchors it, and none is
// anchored twice.
func TestTheSameDigestHasTheSameKey(t *testing.T) {
	t.Parallel()
	b := &book{digest: digest(42), fresh: true, deskErr: errors.New("connection refused")}
	if err := fire(t, b); err == nil {
		t.Error("the run succeeds although nothing was accepted")
	}
	b.fresh, b.deskErr = false, nil
	for range 2 {
		if err := fire(t, b); err != nil {
			t.Fatal(err)
		}
	}
	if len(b.accepted) != 3 || b.accepted[0] != b.accepted[1] || b.accepted[1] != b.accepted[2] {
		t.Errorf("accepted %v", b.accepted)
	}
	b.digest = digest(43)
	if err := fire(t, b); err != nil || b.accepted[3] == b.accepted[2] {
		t.Errorf("%v, accepted %v", err, b.accepted)
	}
}

// An empty ledger has nothing to anchor, and a digest that could not be stored is not anchored.
func TestNothingIsAnchoredWithoutADigest(t *testing.T) {
	t.Parallel()
	b := &book{}
	if err := fire(t, b); err != nil || len(b.accepted) != 0 {
		t.Errorf("empty: %v, accepted %v", err, b.accepted)
	}
	b = &book{digest: digest(42), closeErr: errors.New("disk full")}
	if err := fire(t, b); err == nil || len(b.accepted) != 0 {
		t.Errorf("not stored: %v, accepted %v", err, b.accepted)
	}
}
