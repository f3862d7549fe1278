package partner_test

import (
	"bytes"
	"errors"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/partner"
	"waybill/shared/partner/partnertest"
	"waybill/shared/problem"
)

const miner custody.OrganizationID = "northern-silicon"

var pepper = []byte("a pepper of thirty-two bytes or more")

// A shop has credentials whose clock the test moves and whose log it reads.
type shop struct {
	*testing.T
	*partner.Credentials
	rows *partnertest.Rows
	log  bytes.Buffer
	now  time.Time
}

func open(t *testing.T) *shop {
	s := &shop{T: t, rows: &partnertest.Rows{}, now: time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)}
	s.Credentials = s.open(pepper, "test")
	return s
}

func (s *shop) open(pepper []byte, environment string) *partner.Credentials {
	s.Helper()
	store, err := partner.NewCredentials(s.rows, pepper, environment)
	if err != nil {
		s.Fatal(err)
	}
	store.Now = func() time.Time { return s.now }
	store.Log = slog.New(slog.NewTextHandler(&s.log, nil))
	return store
}

func (s *shop) create(administrator bool, expires time.Time) (string, partner.Credential) {
	s.Helper()
	token, c, err := s.Create(s.Context(), miner, administrator, expires)
	if err != nil {
		s.Fatal(err)
	}
	return token, c
}

// refused checks that the token is refused, and that the log says why and does not repeat it.
func (s *shop) refused(why string, store *partner.Credentials, token string) {
	s.Helper()
	s.log.Reset()
	if c, err := store.Authenticate(s.Context(), token); !errors.Is(err, problem.Unauthenticated) || err.Error() != partner.Refused().Error() {
		s.Errorf("%s: %+v, %v; want problem.Unauthenticated", why, c, err)
	}
	secret := token[strings.LastIndex(token, "_")+1:]
	if !strings.Contains(s.log.String(), why) || strings.Contains(s.log.String(), secret[:16]) {
		s.Errorf("the log does not say %q, or repeats the token: %s", why, s.log.String())
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

// The credentials keep the port's promises.
func TestCredentials(t *testing.T) {
	partnertest.Run(t, func(t *testing.T) (partner.Authenticator, string, partner.Caller) {
		s := open(t)
		s.Log = slog.New(slog.DiscardHandler)
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
	s.refused("it has expired", s.Credentials, short)
	s.accepted(long)
	for range 2 {
		if err := s.Revoke(t.Context(), c.ID); err != nil {
			t.Fatal(err)
		}
	}
	s.refused("it is revoked", s.Credentials, long)
	if err := s.Revoke(t.Context(), "none"); !errors.Is(err, problem.NotFound) {
		t.Errorf("revoke one that is not there: %v", err)
	}
}

// A token is good only in its environment and under its pepper.
func TestOtherEnvironmentAndPepper(t *testing.T) {
	t.Parallel()
	s := open(t)
	token, _ := s.create(false, time.Time{})
	s.refused("it is good in another environment", s.open(pepper, "prod"), token)
	s.refused("its id or its secret is wrong", s.open([]byte("another pepper, also long enough for it"), "test"), token)
	s.accepted(token)
}

// A row that somebody changed speaks for nobody.
func TestChangedRowIsRefused(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*partner.CredentialRow){
		"organisation":  func(r *partner.CredentialRow) { r.Organization = "metro-electronics" },
		"administrator": func(r *partner.CredentialRow) { r.Administrator = true },
		"expiry":        func(r *partner.CredentialRow) { r.Expires = r.Expires.Add(time.Hour) },
		"no expiry":     func(r *partner.CredentialRow) { r.Expires = time.Time{} },
		"environment":   func(r *partner.CredentialRow) { r.Environment = "prod" },
		"salt":          func(r *partner.CredentialRow) { r.Salt = make([]byte, 16) },
		"mac":           func(r *partner.CredentialRow) { r.MAC = make([]byte, 32) },
		"no mac":        func(r *partner.CredentialRow) { r.MAC = nil },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			token, c := s.create(false, s.now.Add(time.Hour))
			s.accepted(token)
			s.rows.Change(c.ID, change)
			s.refused("its id or its secret is wrong, or its row was changed", s.Credentials, token)
		})
	}
}

// One credential's row does not answer for another's id, even with that row's own hash.
func TestRowUnderAnotherIDIsRefused(t *testing.T) {
	t.Parallel()
	s := open(t)
	token, c := s.create(false, time.Time{})
	other, d := s.create(false, time.Time{})
	s.rows.Change(c.ID, func(r *partner.CredentialRow) {
		row, _, _ := s.rows.Find(t.Context(), d.ID)
		*r = row
	})
	s.refused("its id or its secret is wrong", s.Credentials, token)
	s.refused("its id or its secret is wrong", s.Credentials, partnertest.WithSecretOf(token, other))
	s.accepted(other)
}

// An id that is not there and a wrong secret cost the same reads and get the same line in the log.
func TestUnknownIDIsLikeAWrongSecret(t *testing.T) {
	t.Parallel()
	s := open(t)
	token, _ := s.create(false, time.Time{})
	other := open(t)
	foreign, _ := other.create(false, time.Time{})
	forged := partnertest.WithSecretOf(token, foreign)
	line := func(token string) string {
		before := s.rows.Finds()
		s.refused("its id or its secret is wrong", s.Credentials, token)
		if s.rows.Finds() != before+1 {
			t.Errorf("it cost %d reads", s.rows.Finds()-before)
		}
		_, text, _ := strings.Cut(s.log.String(), "level=")
		return text
	}
	if unknown, wrong := line(foreign), line(forged); unknown != wrong {
		t.Errorf("the log tells them apart: %s, %s", unknown, wrong)
	}
}

// A use that cannot be written down lets the request pass and is not tried again before the minute is over; many requests
// at once write it down once.
func TestNotingTheUseKeepsNobodyOut(t *testing.T) {
	t.Parallel()
	s := open(t)
	token, c := s.create(false, time.Time{})
	s.rows.FailUse(errors.New("the table is busy"))
	s.accepted(token)
	s.accepted(token)
	if got := s.rows.Uses(); got != 1 {
		t.Errorf("it was tried %d times within a second", got)
	}
	if !strings.Contains(s.log.String(), c.ID) || !strings.Contains(s.log.String(), "the table is busy") {
		t.Errorf("the log does not say it: %s", s.log.String())
	}
	s.rows.FailUse(nil)
	s.now = s.now.Add(time.Minute)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, err := s.Authenticate(t.Context(), token); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := s.rows.Uses(); got != 2 {
		t.Errorf("20 requests at once noted %d uses", got-1)
	}
}

// Rows that cannot be read are no refusal: the caller may try again.
func TestUnreadableRowsAreNoRefusal(t *testing.T) {
	t.Parallel()
	s := open(t)
	token, _ := s.create(false, time.Time{})
	cause := errors.New("no answer")
	s.rows.FailFind(cause)
	if _, err := s.Authenticate(t.Context(), token); !errors.Is(err, cause) || errors.Is(err, problem.Unauthenticated) {
		t.Errorf("%v", err)
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

// A pepper that is too short, an environment that would make tokens ambiguous and an organisation that cannot be are
// refused.
func TestRefusedSettings(t *testing.T) {
	t.Parallel()
	s := open(t)
	if _, err := partner.NewCredentials(s.rows, pepper[:31], "test"); err == nil {
		t.Error("a short pepper was taken")
	}
	for _, environment := range []string{"", "a_b", "Prod"} {
		if _, err := partner.NewCredentials(s.rows, pepper, environment); err == nil {
			t.Errorf("the environment %q was taken", environment)
		}
	}
	if _, _, err := s.Create(t.Context(), "No Such Name", false, time.Time{}); !errors.Is(err, problem.InvalidID) {
		t.Errorf("an impossible organisation: %v", err)
	}
}
