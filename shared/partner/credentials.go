package partner

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"sync"
	"time"

	"waybill/shared/azfunc"
	"waybill/shared/custody"
	"waybill/shared/problem"
)

var _ Authenticator = (*Credentials)(nil)

var environmentPattern = regexp.MustCompile(`^[a-z0-9]{1,16}$`)

const (
	saltBytes = 16

	// usedEvery is how exactly the last use is known. Writing it down at each request would make every read a write.
	usedEvery = time.Minute

	// noteWithin bounds how long a request waits for the note of its use, which it does not need.
	noteWithin = 2 * time.Second
)

// Credentials are the app credentials of partners' programs in one environment.
//
// A token is shown once, when it is made; the rows have only a keyed hash of it. To change a token without an
// interruption, make a second credential for the organisation, move the programs over, and revoke the first: two
// active ones per organisation are what one needs, more are not refused.
//
// Every request reads its row: nothing is remembered, so a revocation counts from the next request on, everywhere.
type Credentials struct {
	// Now is the clock for expiry; time.Now if NewCredentials made them.
	Now func() time.Time

	// Log is told why a credential was refused, never the token. Default: the log of the function that asks.
	Log *slog.Logger

	rows        CredentialRows
	pepper      []byte
	environment string

	mu    sync.Mutex
	noted map[string]time.Time // when the use of which credential was last noted, or was tried to be; by this process
}

// NewCredentials gives the credentials of the rows, which it takes over: it closes them when it fails. The pepper, at
// least 32 random bytes, is kept apart from the rows: without it their hashes can be neither checked nor made. The
// environment is a short lower-case word that is part of every token and hash. Close the credentials after use.
func NewCredentials(rows CredentialRows, pepper []byte, environment string) (*Credentials, error) {
	if len(pepper) < 32 {
		return nil, errors.Join(fmt.Errorf("open credentials: the pepper has %d bytes, it needs 32", len(pepper)), rows.Close())
	}
	if !environmentPattern.MatchString(environment) {
		return nil, errors.Join(fmt.Errorf("open credentials: the environment %q is not a short lower-case word", environment), rows.Close())
	}
	return &Credentials{Now: time.Now, rows: rows, pepper: pepper, environment: environment, noted: map[string]time.Time{}}, nil
}

// Close closes the rows.
func (s *Credentials) Close() error { return s.rows.Close() }

// Create makes a credential for the organisation and gives its token, which nobody can show again. expires is zero for
// one that does not expire. The credential is durable on return.
func (s *Credentials) Create(ctx context.Context, organization custody.OrganizationID, administrator bool, expires time.Time) (string, Credential, error) {
	if _, err := custody.ParseOrganizationID(string(organization), "/organization"); err != nil {
		return "", Credential{}, err
	}
	t := newToken(s.environment)
	row := CredentialRow{Salt: make([]byte, saltBytes), Credential: Credential{
		ID: t.id, Environment: s.environment, Organization: organization, Administrator: administrator,
		Created: toSecond(s.Now()), Expires: toSecond(expires),
	}}
	_, _ = rand.Read(row.Salt) // never fails
	row.MAC = row.mac(s.pepper, row.Salt, t.secret[:])
	if err := s.rows.Insert(ctx, row); err != nil {
		return "", Credential{}, fmt.Errorf("create a credential for %s: %w", organization, err)
	}
	return t.text(), row.Credential, nil
}

// List gives all credentials, the oldest first, those that are no longer good among them.
func (s *Credentials) List(ctx context.Context) ([]Credential, error) {
	rows, err := s.rows.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list credentials: %w", err)
	}
	all := make([]Credential, len(rows))
	for i, row := range rows {
		all[i] = row.Credential
	}
	return all, nil
}

// Revoke ends a credential from the next request on; it is durable on return and may be repeated. problem.NotFound if
// there is no such credential.
func (s *Credentials) Revoke(ctx context.Context, id string) error {
	found := idPattern.MatchString(id)
	var err error
	if found {
		found, err = s.rows.Revoke(ctx, id, toSecond(s.Now()))
	}
	if err != nil {
		return fmt.Errorf("revoke credential %s: %w", id, err)
	}
	if !found {
		return problem.NotFound.At("/id", "there is no credential "+id)
	}
	return nil
}

// Authenticate gives the caller that the token belongs to, or problem.Unauthenticated without saying why; the log is
// told. For an unknown id it does the same work as for a wrong secret.
func (s *Credentials) Authenticate(ctx context.Context, text string) (Caller, error) {
	t, ok := parseToken(text)
	if !ok {
		return Caller{}, s.refuse(ctx, "it does not have the form of one", "")
	}
	row, found, err := s.rows.Find(ctx, t.id)
	if err != nil {
		return Caller{}, fmt.Errorf("look for a credential: %w", err)
	}
	if !found {
		row = CredentialRow{Salt: make([]byte, saltBytes), MAC: make([]byte, 32)}
	}
	known := subtle.ConstantTimeCompare(row.mac(s.pepper, row.Salt, t.secret[:]), row.MAC) == 1 && row.ID == t.id
	now := s.Now()
	switch {
	case !known:
		return Caller{}, s.refuse(ctx, "its id or its secret is wrong, or its row was changed", "")
	case row.Environment != s.environment || t.environment != s.environment:
		return Caller{}, s.refuse(ctx, "it is good in another environment", row.ID)
	case !row.Revoked.IsZero():
		return Caller{}, s.refuse(ctx, "it is revoked", row.ID)
	case !row.Active(now):
		return Caller{}, s.refuse(ctx, "it has expired", row.ID)
	}
	s.note(ctx, row.Credential, now)
	return Caller{Organization: row.Organization, Administrator: row.Administrator, Credential: row.ID}, nil
}

// refuse tells the log why, and the caller nothing. id is "" unless the caller has proved to have the secret.
func (s *Credentials) refuse(ctx context.Context, why, id string) error {
	s.log(ctx).InfoContext(ctx, "an app credential was refused", "reason", why, "credential", id)
	return Refused()
}

// note writes down that the credential was used, at most once a minute. A request whose use cannot be written down is
// as good as any other.
func (s *Credentials) note(ctx context.Context, c Credential, now time.Time) {
	if now.Sub(c.LastUsed) < usedEvery || !s.mayNote(c.ID, now) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, noteWithin)
	defer cancel()
	if err := s.rows.Use(ctx, c.ID, toSecond(now)); err != nil {
		s.log(ctx).WarnContext(ctx, "the use of a credential was not noted", "credential", c.ID, "error", err)
	}
}

// mayNote keeps the requests of one minute from noting their use all at once, and again at once when it fails. The map
// has good credentials only, so it is no larger than their number.
func (s *Credentials) mayNote(id string, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if last, ok := s.noted[id]; ok && now.Sub(last) < usedEvery {
		return false
	}
	s.noted[id] = now
	return true
}

func (s *Credentials) log(ctx context.Context) *slog.Logger {
	if s.Log == nil {
		return azfunc.Logger(ctx)
	}
	return s.Log
}
