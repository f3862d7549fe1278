package partnertest

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"sync"
	"time"

	"waybill/shared/partner"
)

// Rows are credentials' rows in memory, which a test can change and make fail. The zero value is empty and ready.
type Rows struct {
	mu                sync.Mutex
	rows              map[string]partner.CredentialRow
	finds, uses       int
	failFind, failUse error
}

var _ partner.CredentialRows = (*Rows)(nil)

// Insert adds the row.
func (r *Rows) Insert(_ context.Context, row partner.CredentialRow) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if there, ok := r.rows[row.ID]; ok && !bytes.Equal(there.MAC, row.MAC) {
		return partner.ErrCredentialExists
	} else if ok {
		return nil
	}
	if r.rows == nil {
		r.rows = map[string]partner.CredentialRow{}
	}
	r.rows[row.ID] = row
	return nil
}

// Find gives the row with the id.
func (r *Rows) Find(_ context.Context, id string) (partner.CredentialRow, bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.finds++
	row, ok := r.rows[id]
	return row, ok, r.failFind
}

// All gives every row.
func (r *Rows) All(context.Context) ([]partner.CredentialRow, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []partner.CredentialRow
	for _, row := range r.rows {
		all = append(all, row)
	}
	slices.SortFunc(all, func(a, b partner.CredentialRow) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// Revoke notes when the credential was first revoked.
func (r *Rows) Revoke(_ context.Context, id string, at time.Time) (bool, error) {
	return r.Change(id, func(row *partner.CredentialRow) {
		if row.Revoked.IsZero() {
			row.Revoked = at
		}
	}), nil
}

// Use notes when the credential was last used.
func (r *Rows) Use(_ context.Context, id string, at time.Time) error {
	r.mu.Lock()
	failed := r.failUse
	r.uses++
	r.mu.Unlock()
	if failed == nil {
		r.Change(id, func(row *partner.CredentialRow) { row.LastUsed = at })
	}
	return failed
}

// Close does nothing.
func (r *Rows) Close() error { return nil }

// Change changes a row behind everybody's back, false if there is none.
func (r *Rows) Change(id string, change func(*partner.CredentialRow)) bool {
	r.mu.Lock()
	row, ok := r.rows[id]
	r.mu.Unlock()
	if !ok {
		return false
	}
	change(&row)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.rows[id] = row
	return true
}

// FailFind makes every Find give the error; nil ends that.
func (r *Rows) FailFind(err error) { r.mu.Lock(); defer r.mu.Unlock(); r.failFind = err }

// FailUse makes every Use give the error; nil ends that.
func (r *Rows) FailUse(err error) { r.mu.Lock(); defer r.mu.Unlock(); r.failUse = err }

// Finds says how often Find was called.
func (r *Rows) Finds() int { r.mu.Lock(); defer r.mu.Unlock(); return r.finds }

// Uses says how often Use was called.
func (r *Rows) Uses() int { r.mu.Lock(); defer r.mu.Unlock(); return r.uses }

// WithSecretOf gives the app credential with another one's secret, in the right form: what somebody can make who knows
// its id.
func WithSecretOf(token, other string) string {
	secret := other[strings.LastIndex(other, "_")+1:]
	body := token[:strings.LastIndex(token, "_")+1] + secret[:len(secret)-8]
	return body + fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(body)))
}
