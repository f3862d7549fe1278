package partner

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"time"

	"waybill/shared/custody"
)

// A Credential is what may be known of an app credential: everything but the secret.
type Credential struct {
	ID            string
	Environment   string
	Organization  custody.OrganizationID
	Administrator bool
	Created       time.Time
	Expires       time.Time // zero if it does not expire
	Revoked       time.Time // zero if it is not revoked
	LastUsed      time.Time // to the minute; zero if it was never used
}

// Active reports whether the credential is good at the given time.
func (c Credential) Active(at time.Time) bool {
	return c.Revoked.IsZero() && (c.Expires.IsZero() || at.Before(c.Expires))
}

// mac binds the secret to everything the row promises, so that a row that was changed by hand, or copied from another
// environment, is good for nothing. A random secret of 256 bits needs no slow hash. Revocation is not covered: it has to
// work without the secret.
func (c Credential) mac(pepper, salt, secret []byte) []byte {
	h := hmac.New(sha256.New, pepper)
	h.Write([]byte("waybill/v1/credential\x00" + c.Environment + "\x00" + c.ID + "\x00" + string(c.Organization) + "\x00"))
	administrator := byte(0)
	if c.Administrator {
		administrator = 1
	}
	h.Write(binary.BigEndian.AppendUint64([]byte{administrator}, uint64(seconds(c.Expires))))
	h.Write(salt)
	h.Write(secret)
	return h.Sum(nil)
}

// seconds gives a time as it is stored; the zero time is 0.
func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// toSecond gives a time as rows have it: whole seconds, in UTC.
func toSecond(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Second)
}
