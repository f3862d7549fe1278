// Package credentials knows the app credentials of partners' programs. Reach for [Open], then [Store.Create]; the
// store itself is a partner.Authenticator.
//
// A token is shown once, when it is made; the store keeps only a keyed hash of it. To change a token without an
// interruption, make a second credential for the organisation, move the programs over, and revoke the first: two
// active ones per organisation are what one needs, more are not refused.
package credentials

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"time"

	"waybill/shared/custody"
	"waybill/shared/partner"
	"waybill/shared/problem"
	"waybill/shared/sqldb"
)

//go:embed schema.sql
var schema string

var _ partner.Authenticator = (*Store)(nil)

var environmentPattern = regexp.MustCompile(`^[a-z0-9]{1,16}$`)

const (
	saltBytes = 16

	// usedEvery is how exactly the last use is known. Writing it down at each request would make every read a write.
	usedEvery = time.Minute
)

// A Store keeps the credentials of one environment in one file.
type Store struct {
	// Now is the clock for expiry; time.Now if Open made the store.
	Now func() time.Time

	db          *sqldb.Group
	pepper      []byte
	environment string
}

// Open opens the store's file and creates it if it is missing. The pepper, at least 32 random bytes, is kept apart
// from the file: without it the file's hashes can be neither checked nor made. Close the store after use.
func Open(ctx context.Context, path string, pepper []byte, environment string) (*Store, error) {
	if len(pepper) < 32 {
		return nil, fmt.Errorf("open credentials: the pepper has %d bytes, it needs 32", len(pepper))
	}
	if !environmentPattern.MatchString(environment) {
		return nil, fmt.Errorf("open credentials: the environment %q is not a short lower-case word", environment)
	}
	db, err := sqldb.Open(ctx, path, []string{schema})
	if err != nil {
		return nil, fmt.Errorf("open credentials: %w", err)
	}
	return &Store{Now: time.Now, db: sqldb.NewGroup(db), pepper: pepper, environment: environment}, nil
}

// Close closes the file.
func (s *Store) Close() error { return s.db.Close() }

// Create makes a credential for the organisation and gives its token, which nobody can show again. expires is zero for
// one that does not expire. The credential is durable on return.
func (s *Store) Create(ctx context.Context, organization custody.OrganizationID, administrator bool, expires time.Time) (string, Credential, error) {
	if _, err := custody.ParseOrganizationID(string(organization), "/organization"); err != nil {
		return "", Credential{}, err
	}
	t := newToken(s.environment)
	c := Credential{
		ID: t.id, Environment: s.environment, Organization: organization, Administrator: administrator,
		Created: fromSeconds(seconds(s.Now())), Expires: fromSeconds(seconds(expires)),
	}
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // never fails
	_, err := s.write(ctx, "INSERT INTO credential VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
		c.ID, c.Environment, string(c.Organization), c.Administrator, salt, c.mac(s.pepper, salt, t.secret[:]), seconds(c.Created), seconds(c.Expires))
	if err != nil {
		return "", Credential{}, fmt.Errorf("create a credential for %s: %w", organization, err)
	}
	return t.text(), c, nil
}

// List gives all credentials, the oldest first, those that are no longer good among them.
func (s *Store) List(ctx context.Context) ([]Credential, error) {
	rows, err := s.db.QueryContext(ctx, selectCredential+"ORDER BY created_at, id")
	if err != nil {
		return nil, fmt.Errorf("list credentials: %w", err)
	}
	defer rows.Close()
	var all []Credential
	for rows.Next() {
		c, _, _, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("list credentials: %w", err)
		}
		all = append(all, c)
	}
	return all, rows.Err()
}

// Revoke ends a credential from the next request on; it is durable on return and may be repeated. problem.NotFound if
// there is no such credential.
func (s *Store) Revoke(ctx context.Context, id string) error {
	revoked, err := s.write(ctx, "UPDATE credential SET revoked_at = iif(revoked_at = 0, ?, revoked_at) WHERE id = ?", s.Now().Unix(), id)
	if err != nil {
		return fmt.Errorf("revoke credential %s: %w", id, err)
	}
	if revoked == 0 {
		return problem.NotFound.At("/id", "there is no credential "+id)
	}
	return nil
}

// Authenticate gives the caller that the token belongs to, or problem.Unauthenticated without saying why. For an
// unknown id it does the same work as for a wrong secret.
func (s *Store) Authenticate(ctx context.Context, text string) (partner.Caller, error) {
	refused := problem.Unauthenticated.With("send Authorization: Bearer and an app credential that is good here")
	t, ok := parseToken(text)
	if !ok {
		return partner.Caller{}, refused
	}
	c, salt, want, err := scan(s.db.QueryRowContext(ctx, selectCredential+"WHERE id = ?", t.id))
	if errors.Is(err, sql.ErrNoRows) {
		salt, want = make([]byte, saltBytes), make([]byte, 32)
	} else if err != nil {
		return partner.Caller{}, fmt.Errorf("look for a credential: %w", err)
	}
	known := subtle.ConstantTimeCompare(c.mac(s.pepper, salt, t.secret[:]), want) == 1
	now := s.Now()
	if !known || c.Environment != s.environment || t.environment != s.environment || !c.Active(now) {
		return partner.Caller{}, refused
	}
	if now.Sub(c.LastUsed) >= usedEvery {
		if _, err := s.write(ctx, "UPDATE credential SET last_used_at = ? WHERE id = ?", now.Unix(), c.ID); err != nil {
			return partner.Caller{}, fmt.Errorf("note the use of credential %s: %w", c.ID, err)
		}
	}
	return partner.Caller{Organization: c.Organization, Administrator: c.Administrator, Credential: c.ID}, nil
}

// write runs one statement and gives how many rows it wrote.
func (s *Store) write(ctx context.Context, statement string, args ...any) (rows int64, err error) {
	err = s.db.Write(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		result, err := tx.ExecContext(ctx, statement, args...)
		if err != nil {
			return err
		}
		rows, err = result.RowsAffected()
		return err
	})
	return rows, err
}

const selectCredential = `SELECT id, environment, organization, administrator, salt, mac,
	created_at, expires_at, revoked_at, last_used_at FROM credential `

func scan(row interface{ Scan(...any) error }) (c Credential, salt, mac []byte, err error) {
	var created, expires, revoked, used int64
	err = row.Scan(&c.ID, &c.Environment, &c.Organization, &c.Administrator, &salt, &mac, &created, &expires, &revoked, &used)
	c.Created, c.Expires, c.Revoked, c.LastUsed = fromSeconds(created), fromSeconds(expires), fromSeconds(revoked), fromSeconds(used)
	return c, salt, mac, err
}
