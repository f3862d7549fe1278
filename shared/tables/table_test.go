package tables_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"waybill/shared/retry"
	"waybill/shared/tables"
)

// What is written is read again: numbers and texts, and bytes that take several properties.
func TestWhatIsWrittenIsRead(t *testing.T) {
	t.Parallel()
	table := openAt(t, newPlace(t))
	for _, size := range []int{0, 1, 64 << 10, 64<<10 + 1, tables.MaxBytes} {
		e := tables.NewEntity("p", fmt.Sprint(size))
		e.SetText("Name", "chip \"å\"")
		e.SetNumber("Count", -1<<62)
		body := bytes.Repeat([]byte{0, 255, 7}, size)[:size]
		if err := e.SetBytes("Body", body); err != nil {
			t.Fatal(err)
		}
		etags, err := table.Commit(t.Context(), tables.Insert(e))
		if err != nil {
			t.Fatal(err)
		}
		got, found, err := table.Get(t.Context(), "p", fmt.Sprint(size))
		if !found || err != nil || got.ETag != etags[0] || got.Text("Name") != "chip \"å\"" {
			t.Fatalf("%d bytes: %v, %v, %q after %q", size, found, err, got.ETag, etags[0])
		}
		if n, err := got.Number("Count"); err != nil || n != -1<<62 {
			t.Errorf("the number is %d, %v", n, err)
		}
		if b, err := got.Bytes("Body"); err != nil || !bytes.Equal(b, body) {
			t.Errorf("of %d bytes there are %d, %v", size, len(b), err)
		}
	}
	if err := tables.NewEntity("p", "1").SetBytes("Body", make([]byte, tables.MaxBytes+1)); err == nil {
		t.Error("more bytes than there may be are taken")
	}
}

// A condition that does not hold keeps the whole transaction from being written.
func TestAConditionGuardsTheWholeTransaction(t *testing.T) {
	t.Parallel()
	table := openAt(t, newPlace(t))
	one, two := tables.NewEntity("p", "1"), tables.NewEntity("p", "2")
	etags, err := table.Commit(t.Context(), tables.Insert(one))
	if err != nil {
		t.Fatal(err)
	}
	stale := etags[0]
	if etags, err = table.Commit(t.Context(), tables.Replace(one, stale)); err != nil {
		t.Fatal(err)
	}
	for name, w := range map[string]tables.Write{
		"it exists":        tables.Insert(one),
		"replaced since":   tables.Replace(one, stale),
		"merged since":     tables.Merge(one, stale),
		"deleted since":    tables.Delete(one, stale),
		"not there":        tables.Replace(tables.NewEntity("p", "3"), tables.Any),
		"no version at it": tables.Replace(one, ""),
	} {
		if _, err := table.Commit(t.Context(), tables.Insert(two), w); !errors.Is(err, tables.ErrConflict) || retry.VerdictOf(err) != retry.Again {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, found, err := table.Get(t.Context(), "p", "2"); found || err != nil {
		t.Errorf("half of a transaction is there: %v, %v", found, err)
	}
	if _, err := table.Commit(t.Context(), tables.Delete(one, etags[0]), tables.Insert(two)); err != nil {
		t.Error(err)
	}
}

// What the service would not take, or the emulator would and the service not, is refused for good and not sent.
func TestTransactionsThatCannotBe(t *testing.T) {
	t.Parallel()
	place, sent := newPlace(t), 0
	place.Transport = transport(func(r *http.Request) (*http.Response, error) {
		if strings.HasSuffix(r.URL.Path, "$batch") {
			sent++
		}
		return http.DefaultClient.Do(r)
	})
	table := openAt(t, place)
	many := func(n, size int) (writes []tables.Write) {
		for i := range n {
			e := tables.NewEntity("p", fmt.Sprint(i))
			if err := e.SetBytes("Body", make([]byte, size)); err != nil {
				t.Fatal(err)
			}
			writes = append(writes, tables.Insert(e))
		}
		return writes
	}
	for name, writes := range map[string][]tables.Write{
		"more than 100 entities": many(101, 1),
		"more than 4 MiB":        many(49, 100<<10),
		"one entity twice":       append(many(1, 1), many(1, 1)...),
		"two partitions":         {tables.Insert(tables.NewEntity("p", "1")), tables.Insert(tables.NewEntity("q", "2"))},
	} {
		if _, err := table.Commit(t.Context(), writes...); retry.VerdictOf(err) != retry.Never {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := table.Commit(t.Context()); err != nil || sent != 0 {
		t.Errorf("%d transactions were sent, %v", sent, err)
	}
}

// A range is read in order of its keys, over as many pages as it has, and no further than wanted.
func TestARangeIsReadInOrder(t *testing.T) {
	t.Parallel()
	table := openAt(t, newPlace(t))
	const all = 1100
	for first := 0; first < all; first += tables.MaxWrites {
		var writes []tables.Write
		for i := range tables.MaxWrites {
			writes = append(writes, tables.Insert(tables.NewEntity("p", fmt.Sprintf("%04d", all-1-first-i))))
		}
		if _, err := table.Commit(t.Context(), writes...); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := table.Commit(t.Context(), tables.Insert(tables.NewEntity("q", "0000"))); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		r                  tables.Range
		limit, first, want int
	}{
		{tables.Range{Partition: "p"}, 0, 0, all},
		{tables.Range{Partition: "p"}, 1050, 0, 1050},
		{tables.Range{Partition: "p", From: "0010"}, 3, 10, 3},
		{tables.Range{Partition: "p", From: "0010", Before: "0012"}, 3, 10, 2},
		{tables.Range{Partition: "p", From: "0010", Before: "0010"}, 0, 10, 0},
		{tables.Range{Partition: "r"}, 0, 0, 0},
	} {
		n := 0
		err := table.List(t.Context(), c.r, c.limit, func(e tables.Entity) error {
			if want := fmt.Sprintf("%04d", c.first+n); e.RowKey != want || e.PartitionKey != "p" || e.ETag == "" {
				return fmt.Errorf("%s of %s with version %q, want %s", e.RowKey, e.PartitionKey, e.ETag, want)
			}
			n++
			return nil
		})
		if err != nil || n != c.want {
			t.Errorf("%+v, limit %d: %d entities, %v; want %d", c.r, c.limit, n, err, c.want)
		}
	}
}

// A service that is too busy has done nothing, so the same transaction is sent again after the time that it asks for,
// and whoever only reads asks again after any failure.
func TestABusyServiceIsAskedAgain(t *testing.T) {
	t.Parallel()
	place, storm := newPlace(t), 0
	place.Transport = transport(func(r *http.Request) (*http.Response, error) {
		storm--
		switch {
		case storm < 0:
			return http.DefaultClient.Do(r)
		case storm%2 == 0:
			return answer(r, http.StatusServiceUnavailable, "ServerBusy", "Retry-After-Ms", "1"), nil
		}
		return answer(r, http.StatusTooManyRequests, "TooManyRequests", "Retry-After-Ms", "1"), nil
	})
	table := openAt(t, place)
	storm = 3
	if _, err := table.Commit(t.Context(), tables.Insert(tables.NewEntity("p", "1"))); err != nil || storm != -1 {
		t.Errorf("%v; the storm is at %d", err, storm)
	}
	storm = 3
	if _, found, err := table.Get(t.Context(), "p", "1"); !found || err != nil {
		t.Errorf("found %v, %v", found, err)
	}
	storm = 3
	if err := table.Put(t.Context(), tables.NewEntity("p", "1")); err != nil {
		t.Error(err)
	}
}

// A transaction whose answer is lost, or that a gateway gave up on, is not sent again: the second would find a conflict
// that is its own doing.
func TestALostAnswerIsNoConflict(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(*http.Request) (*http.Response, error){
		"broken":  func(*http.Request) (*http.Response, error) { return nil, errors.New("connection reset by peer") },
		"gateway": func(r *http.Request) (*http.Response, error) { return answer(r, http.StatusBadGateway, ""), nil },
		"timeout": func(r *http.Request) (*http.Response, error) {
			return answer(r, http.StatusInternalServerError, "OperationTimedOut"), nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			place, sent := newPlace(t), 0
			place.Transport = transport(func(r *http.Request) (*http.Response, error) {
				response, err := http.DefaultClient.Do(r)
				if err != nil || !strings.HasSuffix(r.URL.Path, "$batch") {
					return response, err
				}
				sent++
				response.Body.Close()
				return lose(r)
			})
			table := openAt(t, place)
			if _, err := table.Commit(t.Context(), tables.Insert(tables.NewEntity("p", "1"))); err == nil || retry.VerdictOf(err) != retry.Later {
				t.Errorf("the commit ends with %v", err)
			}
			if _, found, err := table.Get(t.Context(), "p", "1"); !found || err != nil || sent != 1 {
				t.Errorf("found %v, %v, sent %d times", found, err, sent)
			}
		})
	}
}
