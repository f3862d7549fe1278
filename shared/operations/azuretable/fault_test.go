package azuretable_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/operations/azuretable"
	"waybill/shared/operations/operationstest"
	"waybill/shared/tables"
)

// A storm is what stands between the store and the service: one request in four is refused, lost on its way, or lost on
// the way back.
type storm struct {
	mu     sync.Mutex
	chance *rand.Rand
	hits   map[string]int
}

// Do carries the request, or does not.
func (s *storm) Do(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	fate := []string{"429", "503", "500", "lost", "unanswered"}[s.chance.IntN(5)]
	writes := strings.Contains(r.URL.Path, "$batch")
	if s.chance.IntN(4) > 0 || !writes && (fate == "lost" || !strings.Contains(r.URL.Path, "(")) {
		fate = "" // a reading without answer is repeated by the library, after a time that a test has not got
	}
	s.hits[fate]++
	s.mu.Unlock()
	answer := func(status int, code string) (*http.Response, error) {
		return &http.Response{
			StatusCode: status, Request: r, Body: io.NopCloser(strings.NewReader("")),
			Header: http.Header{"X-Ms-Error-Code": {code}, "Retry-After-Ms": {"1"}},
		}, nil
	}
	switch fate {
	case "429":
		return answer(http.StatusTooManyRequests, "TooManyRequests")
	case "503":
		return answer(http.StatusServiceUnavailable, "ServerBusy")
	case "500":
		return answer(http.StatusInternalServerError, "OperationTimedOut")
	case "lost":
		return nil, errors.New("connection refused")
	}
	response, err := http.DefaultClient.Do(r)
	if err == nil && fate == "unanswered" {
		response.Body.Close()
		return answer(http.StatusInternalServerError, "OperationTimedOut")
	}
	return response, err
}

// Through a storm, callers who repeat what was not answered get everything done once: each operation is created by one at
// most, open ones have no common claims, and the counts are exact.
func TestAStorm(t *testing.T) {
	t.Parallel()
	place := newPlace(t)
	calm := openAt(t, place, time.Now)
	weather := &storm{chance: rand.New(rand.NewPCG(1, 2)), hits: map[string]int{}}
	place.Transport = weather
	var created atomic.Int32
	var all errgroup.Group
	const workers, each = 3, 2
	insist := func(do func() error) {
		for t.Context().Err() == nil && do() != nil {
		}
	}
	for w := range workers {
		store, err := openThrough(t.Context(), place)
		if err != nil {
			t.Fatal(err)
		}
		all.Go(func() error {
			for i := range each {
				o := operationstest.Sample(fmt.Sprint(w, "/", i), "everybody's", fmt.Sprint("mine ", w))
				o.AcceptedAt, o.UpdatedAt = time.Now(), time.Now()
				insist(func() error {
					_, is, err := store.Create(t.Context(), o)
					if is {
						created.Add(1)
					}
					return err
				})
				holder, err := calm.Claimant(t.Context(), "everybody's")
				if err != nil || holder != o.ID {
					return fmt.Errorf("%s was accepted, and the claim is %q's, %w", o.ID, holder, err)
				}
				for _, status := range []operations.Status{operations.Submitted, operations.Confirmed, operations.Recorded} {
					insist(func() error {
						return store.Advance(t.Context(), o.Organization, o.ID, operations.Outcome{Status: status})
					})
				}
			}
			return nil
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	counts, err := calm.Counts(t.Context())
	if want := map[operations.Status]int{operations.Recorded: workers * each}; err != nil || !reflect.DeepEqual(counts, want) {
		t.Errorf("there are %v, %v", counts, err)
	}
	if n := created.Load(); n > workers*each {
		t.Errorf("%d were created", n)
	}
	for _, fate := range []string{"429", "503", "500", "lost", "unanswered"} {
		if weather.hits[fate] == 0 {
			t.Errorf("no request was hit by %s", fate)
		}
	}
}

// A creator that dies after its first write leaves up to a megabyte. When it is old it is removed, in the service too, and
// only the short reference from its command may be left.
func TestWhatADeadCreatorLeftIsRemoved(t *testing.T) {
	t.Parallel()
	place := newPlace(t)
	now := time.Now()
	calm := openAt(t, place, func() time.Time { return now })
	raw, err := tables.Open(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	dead := place
	var written atomic.Bool
	dead.Transport = dying(func(r *http.Request) (*http.Response, error) {
		if strings.Contains(r.URL.Path, "$batch") && written.Swap(true) {
			return nil, errors.New("this process has died")
		}
		return http.DefaultClient.Do(r)
	})
	o := operationstest.Sample("left", "a")
	o.AcceptedAt, o.UpdatedAt, o.Payload = now, now, bytes.Repeat([]byte("payload "), 128<<10)
	if _, _, err := openAt(t, dead, time.Now).Create(t.Context(), o); err == nil || !written.Load() {
		t.Fatalf("the creator did not die: %v", err)
	}
	rows := func() (n int) {
		for shard := range 16 {
			err := raw.List(t.Context(), tables.Range{Partition: fmt.Sprintf("o%02x", shard)}, 0, func(tables.Entity) error {
				n++
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		return n
	}
	if n, err := calm.RemoveAbandoned(t.Context(), 10); n != 0 || err != nil || rows() < 3 {
		t.Fatalf("while it is young, %d were removed, %v", n, err)
	}
	now = now.Add(time.Hour)
	if n, err := calm.RemoveAbandoned(t.Context(), 10); n != 1 || err != nil || rows() != 0 {
		t.Fatalf("%d were removed, %v, and %d entities are left", n, err, rows())
	}
	if _, created, err := calm.Create(t.Context(), o); err != nil || !created {
		t.Errorf("repeated: created %v, %v", created, err)
	}
}

// dying carries requests while its process lives.
type dying func(*http.Request) (*http.Response, error)

// Do carries the request.
func (d dying) Do(r *http.Request) (*http.Response, error) { return d(r) }

// openThrough opens a store whose table is there.
func openThrough(ctx context.Context, p azuretable.Place) (*azuretable.Store, error) {
	for {
		store, err := azuretable.Open(ctx, p)
		if err == nil || ctx.Err() != nil {
			return store, err
		}
	}
}

// The longest command with the longest claims is kept, refused without a trace and moved on, and the longest message of
// the bus is set aside.
func TestLongBodies(t *testing.T) {
	t.Parallel()
	store := openAt(t, newPlace(t), time.Now)
	long := operationstest.Sample("long")
	long.Payload, long.Instruction = bytes.Repeat([]byte("payload "), 128<<10), bytes.Repeat([]byte("instr "), 50<<10)
	for i := range 40 { // a command has up to 512 of up to 2 KiB; it is their size that matters here
		long.Claims = append(long.Claims, fmt.Sprint(i, strings.Repeat("x", custody.MaxChildren*custody.MaxText/40)))
	}
	short := operationstest.Sample("short", long.Claims[17])
	if _, _, err := store.Create(t.Context(), short); err != nil {
		t.Fatal(err)
	}
	claimed := (*operations.ClaimedError)(nil)
	if _, _, err := store.Create(t.Context(), long); !errors.As(err, &claimed) || claimed.Operation != short.ID {
		t.Fatalf("the claim is not kept: %v", err)
	}
	if _, found, err := store.Get(t.Context(), long.Organization, long.ID); found || err != nil {
		t.Fatalf("what was refused is there: %v", err)
	}
	if err := store.Advance(t.Context(), short.Organization, short.ID, operations.Outcome{Status: operations.Recorded}); err != nil {
		t.Fatal(err)
	}
	stored, created, err := store.Create(t.Context(), long)
	if err != nil || !created || !reflect.DeepEqual(stored, long) {
		t.Fatalf("created %v, %v", created, err)
	}
	if got, found, err := store.Get(t.Context(), long.Organization, long.ID); err != nil || !found || !reflect.DeepEqual(got, long) {
		t.Fatalf("found %v, %v", found, err)
	}
	if err := store.Advance(t.Context(), long.Organization, long.ID, operations.Outcome{Status: operations.Failed}); err != nil {
		t.Fatal(err)
	}
	message := operations.SetAside{Queue: "commands", MessageID: "1", Body: bytes.Repeat([]byte{0, 255}, 128<<10), Reason: strings.Repeat("no ", 20<<10), At: time.Unix(1, 0).UTC()}
	if err := store.SetAside(t.Context(), message); err != nil {
		t.Fatal(err)
	}
	if all, err := store.SetAsides(t.Context(), 10); err != nil || len(all) != 1 || !reflect.DeepEqual(all[0], message) {
		t.Errorf("%d messages, %v", len(all), err)
	}
}

// What keys of the service must not contain may be in ids, organisations, claims and messages.
func TestAnyCharacters(t *testing.T) {
	t.Parallel()
	store := openAt(t, newPlace(t), time.Now)
	const odd = "/\\#?'\"%20 +&=ü\x01\n~"
	o := operationstest.Sample("odd", odd, "it's "+odd)
	o.ID, o.Organization = "op"+odd, custody.OrganizationID("Org"+odd)
	if _, created, err := store.Create(t.Context(), o); err != nil || !created {
		t.Fatalf("created %v, %v", created, err)
	}
	if holder, err := store.Claimant(t.Context(), odd); err != nil || holder != o.ID {
		t.Errorf("claimed by %q, %v", holder, err)
	}
	if got, found, err := store.Get(t.Context(), o.Organization, o.ID); err != nil || !found || !reflect.DeepEqual(got, o) {
		t.Errorf("got %+v, %v, %v", got, found, err)
	}
	waiting, err := store.Waiting(t.Context(), []operations.Status{operations.Accepted, operations.Accepted, "none"}, operations.Operation{}, o.UpdatedAt.Add(1), 5)
	if err != nil || len(waiting) != 1 || waiting[0].ID != o.ID {
		t.Errorf("waiting are %v, %v", waiting, err)
	}
	if backlogs, err := store.Backlogs(t.Context()); err != nil || len(backlogs) != 1 || backlogs[0] != (operations.Backlog{Organization: o.Organization, Signer: o.Signer, Open: 1}) {
		t.Errorf("the backlogs are %+v, %v", backlogs, err)
	}
	m := operations.SetAside{Queue: odd, MessageID: odd, Body: []byte(odd), Reason: odd, At: time.Unix(1, 0).UTC()}
	if err := store.SetAside(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if all, err := store.SetAsides(t.Context(), 10); err != nil || len(all) != 1 || !reflect.DeepEqual(all[0], m) {
		t.Errorf("set aside are %+v, %v", all, err)
	}
}
