package sqlite_test

import (
	"context"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/partner"
	"waybill/shared/partner/partnertest"
	"waybill/shared/partner/sqlite"
)

const miner custody.OrganizationID = "northern-silicon"

var pepper = []byte("a pepper of thirty-two bytes or more")

func rowsIn(tb testing.TB, file string) *sqlite.Rows {
	tb.Helper()
	rows, err := sqlite.Open(context.Background(), file)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = rows.Close() })
	return rows
}

func credentialsIn(tb testing.TB, file string) *partner.Credentials {
	tb.Helper()
	c, err := partner.NewCredentials(rowsIn(tb, file), pepper, "test")
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// The file keeps the port's promises, also when two have it open.
func TestRows(t *testing.T) {
	file := partnertest.Shared(func(t *testing.T) string { return filepath.Join(t.TempDir(), "credentials.db") })
	partnertest.RunRows(t, func(t *testing.T) partner.CredentialRows { return rowsIn(t, file(t)) })
}

// A file that an earlier version has written opens, and its tokens are good.
func TestFileOfAnEarlierVersionOpens(t *testing.T) {
	t.Parallel()
	written, err := os.ReadFile("testdata/v1.db")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "credentials.db")
	if err := os.WriteFile(file, written, 0o600); err != nil {
		t.Fatal(err)
	}
	c := credentialsIn(t, file)
	c.Now = func() time.Time { return time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC) }
	const token = "wb_test_b1c1cdf9c758e414_cc0821f3947dfeac982a0b2daa5a8bd3ef04ccb11f9f1f45f2112a96a5b48723905a7c30"
	caller, err := c.Authenticate(t.Context(), token)
	if err != nil || caller.Organization != miner || !caller.Administrator {
		t.Errorf("%+v, %v", caller, err)
	}
}

// Neither the file nor the log beside it holds the secret, in digits or in bytes.
func TestSecretIsNotStored(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "credentials.db")
	c := credentialsIn(t, file)
	token, _, err := c.Create(t.Context(), miner, false, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Authenticate(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	secret := token[strings.LastIndex(token, "_")+1:]
	for _, suffix := range []string{"", "-wal"} {
		content, err := os.ReadFile(file + suffix)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		for i := 0; i+16 <= len(secret); i += 2 {
			raw, err := hex.DecodeString(secret[i : i+16])
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(content), secret[i:i+16]) || strings.Contains(string(content), string(raw)) {
				t.Fatalf("a part of the secret is in credentials.db%s", suffix)
			}
		}
	}
}

// Every request is authenticated.
func BenchmarkAuthenticate(b *testing.B) {
	c := credentialsIn(b, filepath.Join(b.TempDir(), "credentials.db"))
	token, _, err := c.Create(b.Context(), miner, false, time.Time{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := c.Authenticate(b.Context(), token); err != nil {
			b.Fatal(err)
		}
	}
}
