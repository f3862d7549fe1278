package ledgertest

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"

	"waybill/shared/ledger"
)

// RunDigests tests that what open gives is a store of digests as the port promises. Each test opens an empty one.
func RunDigests(t *testing.T, open func(t *testing.T) ledger.DigestStore) {
	for name, test := range map[string]func(*testing.T, ledger.DigestStore){
		"a name is written once":                        writesOnce,
		"of many that write one name at once, one does": writesOnceAtOnce,
		"strange names are refused":                     refusesStrangeNames,
		"a digest is found by its name":                 findsByName,
		"digests come in the order of their names":      keepsOrder,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

// digestsOf gives names and bodies in the order in which the store has them.
func digestsOf(t *testing.T, s ledger.DigestStore) (got []string) {
	t.Helper()
	err := s.Each(t.Context(), func(name string, body []byte) error {
		got = append(got, name+"="+string(body))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// The same bytes again are no error, others are, and what was there stays.
func writesOnce(t *testing.T, s ledger.DigestStore) {
	for name, body := range map[string]string{"b.json": "2", "a.json": "1", "empty.json": ""} {
		for range 2 {
			if err := s.Put(t.Context(), name, []byte(body)); err != nil {
				t.Fatalf("put %s: %v", name, err)
			}
		}
	}
	for _, name := range []string{"a.json", "empty.json"} {
		if err := s.Put(t.Context(), name, []byte("3")); err == nil {
			t.Errorf("%s was overwritten", name)
		}
	}
	if got := digestsOf(t, s); !slices.Equal(got, []string{"a.json=1", "b.json=2", "empty.json="}) {
		t.Errorf("the digests are %q", got)
	}
}

func writesOnceAtOnce(t *testing.T, s ledger.DigestStore) {
	var all errgroup.Group
	var written atomic.Value
	var count atomic.Int32
	for i := range 8 {
		all.Go(func() error {
			body := fmt.Sprint("body ", i)
			if s.Put(t.Context(), "block.json", []byte(body)) == nil {
				count.Add(1)
				written.Store(body)
			}
			return nil
		})
	}
	_ = all.Wait() // none gives an error
	if count.Load() != 1 {
		t.Fatalf("%d have written", count.Load())
	}
	if got := digestsOf(t, s); !slices.Equal(got, []string{"block.json=" + written.Load().(string)}) {
		t.Errorf("the digests are %q, and %q was written", got, written.Load())
	}
}

// What is found is what was put, and a name under which nothing is kept is no error.
func findsByName(t *testing.T, s ledger.DigestStore) {
	for name, body := range map[string]string{"a.json": "1", "empty.json": ""} {
		if got, found, err := s.Get(t.Context(), name); found || err != nil {
			t.Errorf("before %s was put, there is %q, %v, %v", name, got, found, err)
		}
		if err := s.Put(t.Context(), name, []byte(body)); err != nil {
			t.Fatal(err)
		}
		if got, found, err := s.Get(t.Context(), name); !found || err != nil || string(got) != body {
			t.Errorf("%s is %q, %v, %v", name, got, found, err)
		}
	}
	if got, found, err := s.Get(t.Context(), "a"); found || err != nil {
		t.Errorf("a is %q, %v, %v", got, found, err)
	}
}

func refusesStrangeNames(t *testing.T, s ledger.DigestStore) {
	for _, name := range []string{"", "../x", "x/y", "..", "."} {
		if err := s.Put(t.Context(), name, nil); err == nil {
			t.Errorf("%q was taken for a name", name)
		}
		if _, _, err := s.Get(t.Context(), name); err == nil {
			t.Errorf("%q was looked for", name)
		}
	}
	if got := digestsOf(t, s); len(got) != 0 {
		t.Errorf("the digests are %q", got)
	}
}

// Each ends with the first error of the one that reads, and gives it.
func keepsOrder(t *testing.T, s ledger.DigestStore) {
	var want []string
	for i := range 30 {
		name := fmt.Sprintf("block-%020d.json", (i*7)%30)
		if err := s.Put(t.Context(), name, []byte{'x'}); err != nil {
			t.Fatal(err)
		}
		want = append(want, name+"=x")
	}
	slices.Sort(want)
	if got := digestsOf(t, s); !slices.Equal(got, want) {
		t.Errorf("the digests are %q", got)
	}
	enough, calls := errors.New("enough"), 0
	err := s.Each(t.Context(), func(string, []byte) error { calls++; return enough })
	if !errors.Is(err, enough) || calls != 1 {
		t.Errorf("after %d calls: %v", calls, err)
	}
}
