package credentials_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/partner"
	"waybill/shared/partner/credentials"
	"waybill/shared/partner/partnertest"
	"waybill/shared/problem"
)

const miner custody.OrganizationID = "northern-silicon"

var pepper = []byte("a pepper of thirty-two bytes or more")

// A shop is a store whose clock the test moves.
type shop struct {
	*testing.T
	*credentials.Store
	path string
	now  time.Time
}

func open(t *testing.T) *shop {
	s := &shop{T: t, path: filepath.Join(t.TempDir(), "credentials.db"), now: time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)}
	s.Store = s.open(pepper, "test")
	return s
}

func (s *shop) open(pepper []byte, environment string) *credentials.Store {
	s.Helper()
	store, err := credentials.Open(context.Background(), s.path, pepper, environment)
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { store.Close() })
	store.Now = func() time.Time { return s.now }
	return store
}

func (s *shop) create(administrator bool, expires time.Time) (string, credentials.Credential) {
	s.Helper()
	token, c, err := s.Create(s.Context(), miner, administrator, expires)
	if err != nil {
		s.Fatal(err)
	}
	return token, c
}

func (s *shop) refused(why string, store *credentials.Store, token string) {
	s.Helper()
	if c, err := store.Authenticate(s.Context(), token); !errors.Is(err, problem.Unauthenticated) {
		s.Errorf("%s: %+v, %v; want problem.Unauthenticated", why, c, err)
	}
}

func (s *shop) accepted(token string) partner.Caller {
	s.Helper()
	c, err := s.Authenticate(s.Context(), token)
	if err != nil {
		s.Fatal(err)
	}
	return c
}

// The store keeps the port's promises.
func TestStore(t *testing.T) {
	partnertest.Run(t, func(t *testing.T) (partner.Authenticator, string, partner.Caller) {
		s := open(t)
		token, c := s.create(true, time.Time{})
		return s, token, partner.Caller{Organization: miner, Administrator: true, Credential: c.ID}
	})
}

// A token has the form that secret scanners look for, and no two are alike.
func TestTokenForm(t *testing.T) {
	t.Parallel()
	s := open(t)
	first, c := s.create(false, time.Time{})
	second, _ := s.create(false, time.Time{})
	if !regexp.MustCompile(`^wb_test_[0-9a-f]{16}_[0-9a-f]{72}$`).MatchString(first) || !strings.Contains(first, c.ID) || first == second {
		t.Errorf("the tokens of %s are %d and %d characters long", c.ID, len(first), len(second))
	}
}

// A credential is good until it expires or is revoked; a second one of the organisation stays good.
func TestExpiryAndRevocation(t *testing.T) {
	t.Parallel()
	s := open(t)
	short, _ := s.create(false, s.now.Add(time.Hour))
	long, c := s.create(false, time.Time{})
	s.now = s.now.Add(time.Hour - time.Second)
	s.accepted(short)
	s.now = s.now.Add(time.Second)
	s.refused("expired", s.Store, short)
	s.accepted(long)
	for range 2 {
		if err := s.Revoke(t.Context(), c.ID); err != nil {
			t.Fatal(err)
		}
	}
	s.refused("revoked", s.Store, long)
	if err := s.Revoke(t.Context(), "none"); !errors.Is(err, problem.NotFound) {
		t.Errorf("revoke one that is not there: %v", err)
	}
}

// A token is good only in its environment and under its pepper.
func TestOtherEnvironmentAndPepper(t *testing.T) {
	t.Parallel()
	s := open(t)
	token, _ := s.create(false, time.Time{})
	s.refused("environment prod", s.open(pepper, "prod"), token)
	s.refused("another pepper", s.open([]byte("another pepper, also long enough for it"), "test"), token)
	s.accepted(token)
}

// A row that somebody changed in the file speaks for nobody.
func TestChangedRowIsRefused(t *testing.T) {
	t.Parallel()
	for _, change := range []string{
		"organization = 'metro-electronics'", "administrator = 1", "expires_at = 4000000000", "environment = 'prod'", "salt = zeroblob(16)",
	} {
		s := open(t)
		token, _ := s.create(false, s.now.Add(time.Hour))
		db, err := sql.Open("sqlite", s.path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec("UPDATE credential SET " + change); err != nil {
			t.Fatal(err)
		}
		db.Close()
		s.refused(change, s.Store, token)
	}
}

// The list shows everything but secrets, and the last use to the minute.
func TestListAndLastUse(t *testing.T) {
	t.Parallel()
	s := open(t)
	token, created := s.create(true, s.now.Add(time.Hour))
	use := func(after time.Duration) time.Time {
		s.now = s.now.Add(after)
		s.accepted(token)
		all, err := s.List(t.Context())
		if err != nil || len(all) != 1 {
			t.Fatalf("listed %v, %v", all, err)
		}
		got := all[0].LastUsed
		if all[0].LastUsed = (time.Time{}); all[0] != created {
			t.Errorf("listed %+v, created %+v", all[0], created)
		}
		return got
	}
	first := use(time.Second)
	if !first.Equal(s.now) {
		t.Errorf("first used at %s, want %s", first, s.now)
	}
	if got := use(30 * time.Second); !got.Equal(first) {
		t.Errorf("a use within the same minute was written down: %s", got)
	}
	if got := use(30 * time.Second); !got.Equal(s.now) {
		t.Errorf("last used at %s, want %s", got, s.now)
	}
}

// Neither the file nor the log beside it holds the secret, in digits or in bytes.
func TestSecretIsNotStored(t *testing.T) {
	t.Parallel()
	s := open(t)
	token, _ := s.create(false, time.Time{})
	s.accepted(token)
	secret := token[strings.LastIndex(token, "_")+1:]
	for _, suffix := range []string{"", "-wal"} {
		content, err := os.ReadFile(s.path + suffix)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		for i := 0; i+16 <= len(secret); i++ {
			if strings.Contains(string(content), secret[i:i+16]) {
				t.Fatalf("a part of the secret is in credentials.db%s", suffix)
			}
		}
	}
}

// A pepper that is too short, an environment that would make tokens ambiguous and an organisation that cannot be are
// refused.
func TestRefusedSettings(t *testing.T) {
	t.Parallel()
	s := open(t)
	if _, err := credentials.Open(t.Context(), s.path, pepper[:31], "test"); err == nil {
		t.Error("a short pepper was taken")
	}
	for _, environment := range []string{"", "a_b", "Prod"} {
		if _, err := credentials.Open(t.Context(), s.path, pepper, environment); err == nil {
			t.Errorf("the environment %q was taken", environment)
		}
	}
	if _, _, err := s.Create(t.Context(), "No Such Name", false, time.Time{}); !errors.Is(err, problem.InvalidID) {
		t.Errorf("an impossible organisation: %v", err)
	}
}

// Every request is authenticated.
func BenchmarkAuthenticate(b *testing.B) {
	store, err := credentials.Open(b.Context(), filepath.Join(b.TempDir(), "credentials.db"), pepper, "test")
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	token, _, err := store.Create(b.Context(), miner, false, time.Time{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := store.Authenticate(b.Context(), token); err != nil {
			b.Fatal(err)
		}
	}
}
