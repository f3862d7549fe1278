package entra

import (
	"crypto/rsa"
	"time"
)

const (
	// refreshAfter is the age at which the keys are read again, behind the back of the requests. The directory announces
	// a new key long before it signs with it.
	//
	// https://learn.microsoft.com/entra/identity-platform/signing-key-rollover
	refreshAfter = 24 * time.Hour

	// goodFor is how long keys are believed that cannot be read again: one day more.
	goodFor = 48 * time.Hour

	// pause is the time between two reads while there are keys, whatever tokens come: an unknown key id costs nobody a
	// request more than that.
	pause = 5 * time.Minute

	// urgentPause is the time between two reads while there are no keys, when nobody can be let in.
	urgentPause = 10 * time.Second
)

// An advice is what to do about a token's key.
type advice int

const (
	use     advice = iota // the key is there
	refresh               // the key is there, and all should be read again meanwhile
	read                  // the keys have to be read first
	unknown               // there are keys, this one is not among them, and they were read lately
	nothing               // there are no keys, and reading them has failed a moment ago
)

// A keyring is what is known of the directory's keys. It has no clock and no network.
type keyring struct {
	keys  map[string]*rsa.PublicKey
	got   time.Time // when the keys were read
	tried time.Time // when reading them was last begun
}

// look gives the key and what to do about it.
func (r *keyring) look(kid string, now time.Time) (*rsa.PublicKey, advice) {
	since := now.Sub(r.tried)
	if !r.usable(now) {
		if r.tried.IsZero() || since >= urgentPause {
			return nil, read
		}
		return nil, nothing
	}
	key, ok := r.keys[kid]
	switch {
	case ok && now.Sub(r.got) >= refreshAfter && since >= pause:
		return key, refresh
	case ok:
		return key, use
	case since >= pause:
		return nil, read
	}
	return nil, unknown
}

// usable reports whether there are keys that are still believed.
func (r *keyring) usable(now time.Time) bool { return r.keys != nil && now.Sub(r.got) < goodFor }

// begin notes that the keys are being read.
func (r *keyring) begin(now time.Time) { r.tried = now }

// put takes keys that were asked for at the given time, in place of those that are there.
func (r *keyring) put(keys map[string]*rsa.PublicKey, asked time.Time) { r.keys, r.got = keys, asked }
