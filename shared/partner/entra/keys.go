package entra

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"sync"
	"time"

	"waybill/shared/problem"
)

// errUnknownKey says that the directory's keys are known and the token's is not among them.
var errUnknownKey = errors.New("the directory has no key with its id")

// fetchWithin bounds how long reading the keys may take.
const fetchWithin = 10 * time.Second

// retryAfter is what a caller is asked to wait who came while there were no keys, in seconds.
const retryAfter = int(urgentPause / time.Second)

// keys read the directory's keys when the keyring says so: one at a time, and for all who wait. It is safe for
// concurrent use.
type keys struct {
	now   func() time.Time
	fetch func(ctx context.Context) (map[string]*rsa.PublicKey, error)

	mu      sync.Mutex
	ring    keyring
	reading *reading // nil if nobody reads
	failed  error    // why the last reading failed
}

// A reading is one request for the keys that is under way.
type reading struct{ done chan struct{} }

// find gives the key with the id. It waits for the keys if there are none or this one may be new. errUnknownKey says that
// there is no such key, problem.Unavailable that there are no keys at all.
func (k *keys) find(ctx context.Context, kid string) (*rsa.PublicKey, error) {
	key, under, err := k.look(ctx, kid)
	if under == nil {
		return key, err
	}
	select {
	case <-under.done:
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for the keys of Entra ID: %w", ctx.Err())
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.now()
	key, _ = k.ring.look(kid, now)
	return key, k.judge(key, now)
}

// look gives the key, or the reading to wait for.
func (k *keys) look(ctx context.Context, kid string) (*rsa.PublicKey, *reading, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.now()
	key, advice := k.ring.look(kid, now)
	if (advice == read || advice == refresh) && k.reading == nil {
		k.begin(ctx, now)
	}
	if key == nil && k.reading != nil {
		return nil, k.reading, nil
	}
	return key, nil, k.judge(key, now)
}

// judge gives the error for a key that is not there.
func (k *keys) judge(key *rsa.PublicKey, now time.Time) error {
	switch {
	case key != nil:
		return nil
	case k.ring.usable(now):
		return errUnknownKey
	}
	unavailable := problem.Unavailable.With("the keys of Entra ID cannot be read; try again").After(retryAfter)
	if k.failed == nil {
		return unavailable
	}
	return fmt.Errorf("%w: %w", unavailable, k.failed)
}

// begin reads the keys. The reading belongs to all who wait for it, so it does not end with the request that began it.
func (k *keys) begin(ctx context.Context, now time.Time) {
	under := &reading{make(chan struct{})}
	k.reading = under
	k.ring.begin(now)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), fetchWithin)
	go func() {
		defer cancel()
		got, err := k.fetch(ctx)
		k.mu.Lock()
		defer k.mu.Unlock()
		if k.failed = err; err == nil {
			k.ring.put(got, now)
		}
		k.reading = nil
		close(under.done)
	}()
}
