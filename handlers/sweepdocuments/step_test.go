package sweepdocuments_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"waybill/handlers/sweepdocuments"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/documents/documentstest"
)

func fire(t *testing.T, store sweepdocuments.Store, now time.Time) (log string, err error) {
	t.Helper()
	var lines bytes.Buffer
	f := sweepdocuments.New(store, func() time.Time { return now })
	err = azfunctest.NewWith(t, f, azfunc.Options{Log: slog.New(slog.NewTextHandler(&lines, nil))}).Timer(azfunc.Timer{})
	return lines.String(), err
}

// What was abandoned goes a day later and not before; a document stays.
func TestAbandonedUploadsGoAfterADay(t *testing.T) {
	t.Parallel()
	store, begun := documentstest.NewMemory(), time.Now()
	vault := documents.Vault{Store: store, Keyring: documentstest.NewKeyring(), Now: time.Now}
	id := documents.DocumentID("mine", "key")
	if _, err := vault.Seal(t.Context(), documents.Draft{ID: id, Organization: "mine"}, strings.NewReader("report")); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"key", "another"} {
		if _, err := store.Create(t.Context(), documents.DocumentID("mine", key)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		after time.Duration
		left  int
		says  string
	}{{23 * time.Hour, 2, "removed=0"}, {25 * time.Hour, 0, "removed=2"}} {
		log, err := fire(t, store, begun.Add(c.after))
		if left := store.Unfinished(); err != nil || left != c.left || !strings.Contains(log, c.says) {
			t.Errorf("after %s: %v, left are %d, logged %s", c.after, err, left, log)
		}
	}
	_, body, err := vault.Open(t.Context(), custody.OrganizationID("mine"), id)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(body); err != nil || string(text) != "report" {
		t.Errorf("the document is %q, %v", text, err)
	}
}

// half removes something and then fails.
type half struct{ why error }

// Sweep fails.
func (h half) Sweep(context.Context, time.Time) (int, error) { return 3, h.why }

// A run that fails says so, and how far it came.
func TestAFailureSaysHowFarItCame(t *testing.T) {
	t.Parallel()
	log, err := fire(t, half{errors.New("the account is throttled")}, time.Now())
	if err == nil || !strings.Contains(log, "removed=3") {
		t.Errorf("%v, logged %s", err, log)
	}
}
