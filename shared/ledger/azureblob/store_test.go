package azureblob_test

import (
	"net/http"
	"slices"
	"testing"

	"waybill/internal/azurite"
	"waybill/shared/blobs"
	"waybill/shared/blobs/blobstest"
	"waybill/shared/ledger"
	"waybill/shared/ledger/azureblob"
	"waybill/shared/ledger/ledgertest"
)

// newStore opens a container of its own in Azurite.
func newStore(t *testing.T, wire *blobstest.Wire) *azureblob.Store {
	t.Helper()
	at := azurite.NewContainer(t)
	s, err := azureblob.Open(t.Context(), blobs.Place{Endpoint: at.Endpoint, Connection: at.Connection, Container: at.Name, Transport: wire})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A container of digests keeps the port's promises.
func TestStore(t *testing.T) {
	t.Parallel()
	ledgertest.RunDigests(t, func(t *testing.T) ledger.DigestStore { return newStore(t, &blobstest.Wire{}) })
}

// A digest whose answer was lost, or that a write-once policy speaks for, is known by its bytes: the same are no error,
// and others are.
func TestALostAnswerIsNoOverwriting(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*http.Request, func() (*http.Response, error)) (*http.Response, error){
		"the answer is lost": func(_ *http.Request, send func() (*http.Response, error)) (*http.Response, error) {
			return blobstest.Lose(send)
		},
		"the service times out after it wrote": func(r *http.Request, send func() (*http.Response, error)) (*http.Response, error) {
			_, _ = blobstest.Lose(send)
			return blobstest.Answer(r, http.StatusInternalServerError, "OperationTimedOut", "retry-after-ms", "1"), nil
		},
		"the policy speaks first": func(r *http.Request, send func() (*http.Response, error)) (*http.Response, error) {
			_, _ = blobstest.Lose(send)
			return blobstest.Answer(r, http.StatusConflict, "BlobImmutableDueToPolicy"), nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wire := &blobstest.Wire{}
			s := newStore(t, wire)
			puts := 0
			wire.Spoil = func(r *http.Request, send func() (*http.Response, error)) (*http.Response, error) {
				if r.Method == http.MethodPut {
					if puts++; puts == 1 {
						return spoil(r, send)
					}
				}
				return send()
			}
			if err := s.Put(t.Context(), "a.json", []byte("1")); err != nil {
				t.Error(err)
			}
			if err := s.Put(t.Context(), "a.json", []byte("2")); err == nil {
				t.Error("it was overwritten")
			}
			var got []string
			err := s.Each(t.Context(), func(name string, body []byte) error {
				got = append(got, name+"="+string(body))
				return nil
			})
			if err != nil || !slices.Equal(got, []string{"a.json=1"}) {
				t.Errorf("the digests are %q, %v", got, err)
			}
		})
	}
}

// Nothing is ever asked of the service but to create a blob where there is none, to list and to read.
func TestOnlyAdds(t *testing.T) {
	t.Parallel()
	wire := &blobstest.Wire{}
	s := newStore(t, wire)
	wire.Spoil = func(r *http.Request, send func() (*http.Response, error)) (*http.Response, error) {
		if r.Method == http.MethodPut && r.Header.Get("If-None-Match") != "*" || r.Method != http.MethodPut && r.Method != http.MethodGet {
			t.Errorf("%s with If-None-Match %q", r.Method, r.Header.Get("If-None-Match"))
		}
		return send()
	}
	for _, body := range []string{"1", "1", "2"} {
		_ = s.Put(t.Context(), "a.json", []byte(body))
	}
	if err := s.Each(t.Context(), func(string, []byte) error { return nil }); err != nil {
		t.Error(err)
	}
	if wire.Sent.Load() < 5 {
		t.Errorf("only %d requests were sent", wire.Sent.Load())
	}
}
