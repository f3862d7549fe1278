package partnertest

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"waybill/shared/partner"
	"waybill/shared/problem"
)

// RunRows tests that what open gives keeps rows as the port promises. open gives rows that are empty; called again with
// the same test, it gives another opening of the same rows, as another process has.
func RunRows(t *testing.T, open func(t *testing.T) partner.CredentialRows) {
	for name, test := range map[string]func(*testing.T, partner.CredentialRows, func() partner.CredentialRows){
		"what was inserted is found as it was":                   insertAndFind,
		"an insert may be repeated, an id is taken once":         insertAgain,
		"all are listed, the oldest first":                       listAll,
		"the first revocation stays":                             revoke,
		"a use changes nothing but the last use":                 use,
		"uses and a revocation at once lose nothing":             useAndRevoke,
		"a revocation counts from the next request on":           revocationCounts,
		"a credential made in one process is good in the others": shareCredential,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t), func() partner.CredentialRows { return open(t) })
		})
	}
}

var noon = time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)

// rowNumber gives one of many rows that differ in everything.
func rowNumber(n int) partner.CredentialRow {
	row := partner.CredentialRow{
		Credential: partner.Credential{
			ID: fmt.Sprintf("%016x", n), Environment: "test", Organization: "northern-silicon", Administrator: n%2 == 1,
			Created: noon.Add(time.Duration(n) * time.Second),
		},
		Salt: slices.Repeat([]byte{byte(n)}, 16), MAC: slices.Repeat([]byte{byte(n), 0xff}, 16),
	}
	if n%3 == 1 {
		row.Expires = noon.AddDate(1, 0, n)
	}
	return row
}

func insert(t *testing.T, rows partner.CredentialRows, row partner.CredentialRow) {
	t.Helper()
	if err := rows.Insert(t.Context(), row); err != nil {
		t.Fatal(err)
	}
}

func found(t *testing.T, rows partner.CredentialRows, want partner.CredentialRow) {
	t.Helper()
	if got, ok, err := rows.Find(t.Context(), want.ID); err != nil || !ok || !reflect.DeepEqual(got, want) {
		t.Fatalf("found %+v, %v, %v; want %+v", got, ok, err, want)
	}
}

func insertAndFind(t *testing.T, rows partner.CredentialRows, again func() partner.CredentialRows) {
	for n := range 6 {
		insert(t, rows, rowNumber(n))
	}
	other := again()
	for n := range 6 {
		found(t, rows, rowNumber(n))
		found(t, other, rowNumber(n))
	}
	if row, ok, err := rows.Find(t.Context(), rowNumber(6).ID); ok || err != nil {
		t.Errorf("found %+v, %v", row, err)
	}
}

func insertAgain(t *testing.T, rows partner.CredentialRows, _ func() partner.CredentialRows) {
	row := rowNumber(1)
	insert(t, rows, row)
	insert(t, rows, row)
	other := rowNumber(2)
	other.ID = row.ID
	if err := rows.Insert(t.Context(), other); !errors.Is(err, partner.ErrCredentialExists) {
		t.Errorf("another secret under the same id: %v", err)
	}
	found(t, rows, row)
	// A repeat whose first answer was lost does not take back what happened since.
	if ok, err := rows.Revoke(t.Context(), row.ID, noon); !ok || err != nil {
		t.Fatal(ok, err)
	}
	insert(t, rows, row)
	row.Revoked = noon
	found(t, rows, row)
}

func listAll(t *testing.T, rows partner.CredentialRows, again func() partner.CredentialRows) {
	if all, err := rows.All(t.Context()); err != nil || len(all) != 0 {
		t.Fatalf("%v, %v", all, err)
	}
	var want []partner.CredentialRow
	for n := range 25 {
		row := rowNumber(n)
		row.ID = fmt.Sprintf("%016x", 7*n%25) // the order of ids is another one
		row.Created = noon.Add(time.Duration(n/2) * time.Second)
		insert(t, rows, row)
		want = append(want, row)
	}
	slices.SortFunc(want, func(a, b partner.CredentialRow) int {
		if order := a.Created.Compare(b.Created); order != 0 {
			return order
		}
		return strings.Compare(a.ID, b.ID)
	})
	if all, err := again().All(t.Context()); err != nil || !reflect.DeepEqual(all, want) {
		t.Errorf("listed %v, %v; want %v", all, err, want)
	}
}

func revoke(t *testing.T, rows partner.CredentialRows, _ func() partner.CredentialRows) {
	row := rowNumber(4)
	insert(t, rows, row)
	insert(t, rows, rowNumber(5))
	for _, at := range []time.Time{noon.Add(time.Hour), noon.Add(2 * time.Hour)} {
		if ok, err := rows.Revoke(t.Context(), row.ID, at); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	row.Revoked = noon.Add(time.Hour)
	found(t, rows, row)
	found(t, rows, rowNumber(5))
	if ok, err := rows.Revoke(t.Context(), rowNumber(6).ID, noon); ok || err != nil {
		t.Errorf("revoked what is not there: %v, %v", ok, err)
	}
}

func use(t *testing.T, rows partner.CredentialRows, _ func() partner.CredentialRows) {
	row := rowNumber(3)
	insert(t, rows, row)
	for _, at := range []time.Time{noon.Add(time.Hour), noon.Add(2 * time.Hour)} {
		if err := rows.Use(t.Context(), row.ID, at); err != nil {
			t.Fatal(err)
		}
		row.LastUsed = at
		found(t, rows, row)
	}
	_ = rows.Use(t.Context(), rowNumber(6).ID, noon) // whether it complains is the adapter's own
	if _, ok, err := rows.Find(t.Context(), rowNumber(6).ID); ok || err != nil {
		t.Errorf("a use has made a credential: %v, %v", ok, err)
	}
}

func useAndRevoke(t *testing.T, rows partner.CredentialRows, again func() partner.CredentialRows) {
	row := rowNumber(1)
	insert(t, rows, row)
	openings := []partner.CredentialRows{rows, again()}
	var all sync.WaitGroup
	for n := range 20 {
		all.Go(func() {
			if err := openings[n%2].Use(t.Context(), row.ID, noon); err != nil {
				t.Error(err)
			}
		})
		if n%5 == 0 {
			all.Go(func() {
				if ok, err := openings[n%2].Revoke(t.Context(), row.ID, noon.Add(time.Minute)); !ok || err != nil {
					t.Error(ok, err)
				}
			})
		}
	}
	all.Wait()
	row.LastUsed, row.Revoked = noon, noon.Add(time.Minute)
	found(t, rows, row)
}

var pepper = []byte("the suite's pepper has 32 bytes and more")

func credentials(t *testing.T, rows partner.CredentialRows) *partner.Credentials {
	t.Helper()
	c, err := partner.NewCredentials(rows, pepper, "test")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func revocationCounts(t *testing.T, rows partner.CredentialRows, again func() partner.CredentialRows) {
	here, there := credentials(t, rows), credentials(t, again())
	token, c, err := here.Create(t.Context(), "northern-silicon", false, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := there.Authenticate(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	if err := here.Revoke(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*partner.Credentials{here, there} {
		if caller, err := s.Authenticate(t.Context(), token); !errors.Is(err, problem.Unauthenticated) {
			t.Errorf("%+v, %v", caller, err)
		}
	}
	for _, id := range []string{"none", "", "0123456789abcdef", "' or '1' eq '1", c.ID + "0"} {
		if err := here.Revoke(t.Context(), id); !errors.Is(err, problem.NotFound) {
			t.Errorf("revoke %q: %v", id, err)
		}
	}
}

func shareCredential(t *testing.T, rows partner.CredentialRows, again func() partner.CredentialRows) {
	here, there := credentials(t, rows), credentials(t, again())
	token, made, err := here.Create(t.Context(), "northern-silicon", true, time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	want := partner.Caller{Organization: "northern-silicon", Administrator: true, Credential: made.ID}
	if got, err := there.Authenticate(t.Context(), token); err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
	all, err := here.List(t.Context())
	if err != nil || len(all) != 1 || all[0].LastUsed.IsZero() {
		t.Fatalf("listed %+v, %v", all, err)
	}
	if all[0].LastUsed = (time.Time{}); all[0] != made {
		t.Errorf("listed %+v, made %+v", all[0], made)
	}
}
