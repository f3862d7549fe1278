package azuretable_test

import (
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"waybill/internal/azurite"
	"waybill/shared/partner"
	"waybill/shared/partner/azuretable"
	"waybill/shared/partner/partnertest"
)

var pepper = []byte("a pepper of thirty-two bytes or more")

// newPlace gives a place for a table of its own in Azurite.
func newPlace(t *testing.T) azuretable.Place {
	t.Helper()
	at := azurite.NewTable(t)
	return azuretable.Place{Endpoint: at.Endpoint, Connection: at.Connection, Table: at.Name}
}

func openAt(t *testing.T, p azuretable.Place) *azuretable.Rows {
	t.Helper()
	rows, err := azuretable.Open(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// The table keeps the port's promises.
func TestRows(t *testing.T) {
	place := partnertest.Shared(newPlace)
	partnertest.RunRows(t, func(t *testing.T) partner.CredentialRows { return openAt(t, place(t)) })
}

// A wire carries requests, and lets a test look at them and spoil their answers.
type wire struct {
	reads, writes atomic.Int32
	spoil         func(request *http.Request, write int32, answer *http.Response) (*http.Response, error)
}

// Do carries one request.
func (w *wire) Do(request *http.Request) (*http.Response, error) {
	answer, err := http.DefaultClient.Do(request)
	if !strings.HasSuffix(request.URL.Path, "$batch") {
		w.reads.Add(1)
		return answer, err
	}
	n := w.writes.Add(1)
	if err != nil || w.spoil == nil {
		return answer, err
	}
	return w.spoil(request, n, answer)
}

// loseFirst loses the answer to the first write.
func loseFirst(_ *http.Request, write int32, answer *http.Response) (*http.Response, error) {
	if write > 1 {
		return answer, nil
	}
	_ = answer.Body.Close()
	return nil, errors.New("connection reset by peer")
}

var noon = time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)

func row() partner.CredentialRow {
	return partner.CredentialRow{
		Credential: partner.Credential{ID: "0123456789abcdef", Environment: "test", Organization: "northern-silicon", Created: noon},
		Salt:       make([]byte, 16), MAC: make([]byte, 32),
	}
}

// A row whose first answer was lost is added once, and a revocation whose first answer was lost keeps its time.
func TestLostAnswers(t *testing.T) {
	t.Parallel()
	place, inserting, revoking := newPlace(t), &wire{spoil: loseFirst}, &wire{spoil: loseFirst}
	place.Transport = inserting
	if err := openAt(t, place).Insert(t.Context(), row()); err != nil || inserting.writes.Load() != 2 {
		t.Fatalf("%v after %d writes", err, inserting.writes.Load())
	}
	place.Transport = revoking
	if ok, err := openAt(t, place).Revoke(t.Context(), row().ID, noon); !ok || err != nil || revoking.writes.Load() != 1 {
		t.Fatalf("%v, %v after %d writes", ok, err, revoking.writes.Load())
	}
	place.Transport = nil
	got, _, err := openAt(t, place).Find(t.Context(), row().ID)
	if err != nil || !got.Revoked.Equal(noon) {
		t.Errorf("%+v, %v", got, err)
	}
}

// A credential that is in use all the time is revoked all the same.
func TestRevocationAgainstAStreamOfUses(t *testing.T) {
	t.Parallel()
	place, w := newPlace(t), &wire{}
	other := openAt(t, place)
	if err := other.Insert(t.Context(), row()); err != nil {
		t.Fatal(err)
	}
	place.Transport = overtaking{w, func() {
		if err := other.Use(t.Context(), row().ID, noon); err != nil {
			t.Error(err)
		}
	}}
	if ok, err := openAt(t, place).Revoke(t.Context(), row().ID, noon.Add(time.Hour)); !ok || err != nil {
		t.Fatal(ok, err)
	}
	got, _, err := other.Find(t.Context(), row().ID)
	if err != nil || !got.Revoked.Equal(noon.Add(time.Hour)) || !got.LastUsed.Equal(noon) || w.writes.Load() != 5 {
		t.Errorf("%+v, %v after %d writes", got, err, w.writes.Load())
	}
}

// An overtaking wire lets somebody else write before each write.
type overtaking struct {
	*wire
	first func()
}

// Do carries one request.
func (o overtaking) Do(request *http.Request) (*http.Response, error) {
	if strings.HasSuffix(request.URL.Path, "$batch") {
		o.first()
	}
	return o.wire.Do(request)
}

// A request costs one read, and a write once a minute; while the table takes no writes, callers are let in.
func TestWhatARequestCosts(t *testing.T) {
	t.Parallel()
	place, w := newPlace(t), &wire{}
	place.Transport = w
	c, err := partner.NewCredentials(openAt(t, place), pepper, "test")
	if err != nil {
		t.Fatal(err)
	}
	now := noon
	c.Now = func() time.Time { return now }
	token, _, err := c.Create(t.Context(), "northern-silicon", false, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	authenticate := func(times int) (reads, writes int32) {
		before, written := w.reads.Load(), w.writes.Load()
		for range times {
			if _, err := c.Authenticate(t.Context(), token); err != nil {
				t.Fatal(err)
			}
		}
		return w.reads.Load() - before, w.writes.Load() - written
	}
	if reads, writes := authenticate(5); reads != 5 || writes != 1 {
		t.Errorf("5 requests cost %d reads and %d writes", reads, writes)
	}
	now = now.Add(time.Minute)
	w.spoil = func(request *http.Request, _ int32, answer *http.Response) (*http.Response, error) {
		_ = answer.Body.Close()
		return nil, errors.New("no route to host")
	}
	if reads, writes := authenticate(5); reads != 5 || writes != 1 {
		t.Errorf("5 requests that cannot note their use cost %d reads and %d writes", reads, writes)
	}
}

// An entity that somebody has changed so that it cannot be read is an error, and never a caller.
func TestBrokenEntityIsAnError(t *testing.T) {
	t.Parallel()
	place := newPlace(t)
	rows := openAt(t, place)
	broken := row()
	broken.MAC = nil
	if err := rows.Insert(t.Context(), broken); err != nil {
		t.Fatal(err)
	}
	if _, err := rows.Revoke(t.Context(), broken.ID, noon); err != nil {
		t.Fatal(err)
	}
	spoil(t, place, broken.ID)
	if got, found, err := rows.Find(t.Context(), broken.ID); err == nil || found {
		t.Errorf("%+v, %v, %v", got, found, err)
	}
	if all, err := rows.All(t.Context()); err == nil {
		t.Errorf("listed %v", all)
	}
}

// In Azure nothing is asked at the start, and what cannot be a place is an error at once.
func TestPlaces(t *testing.T) {
	t.Parallel()
	for _, p := range []azuretable.Place{{}, {Endpoint: "http://waybill.table.core.windows.net"}, {Connection: "AccountKey=" + azurite.Key}} {
		if _, err := azuretable.Open(t.Context(), p); err == nil || strings.Contains(err.Error(), azurite.Key[:20]) {
			t.Errorf("%v: %v", p, err)
		}
	}
}
