package azureblob_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"waybill/shared/blobs"
	"waybill/shared/blobs/blobstest"
	"waybill/shared/custody"
	"waybill/shared/documents"
)

type send = func() (*http.Response, error)

// manifest says that a request would create one.
func manifest(r *http.Request) bool {
	return r.Method == http.MethodPut && strings.Contains(r.URL.Path, "/manifests/")
}

// dieAtManifest refuses for good what would make parts a document.
func dieAtManifest(r *http.Request, send send) (*http.Response, error) {
	if manifest(r) {
		return blobstest.Answer(r, http.StatusBadRequest, "InvalidHeaderValue"), nil
	}
	return send()
}

// A document whose every request is answered with failures that pass, or whose answers are lost after the service did what
// was asked, is there once and as a whole, and its upload is told so.
func TestDocumentSurvivesFailuresThatPass(t *testing.T) {
	t.Parallel()
	for name, first := range map[string]func(*http.Request, send) (*http.Response, error){
		"answers are lost": func(_ *http.Request, send send) (*http.Response, error) { return blobstest.Lose(send) },
		"the service is busy": func(r *http.Request, _ send) (*http.Response, error) {
			return blobstest.Answer(r, http.StatusServiceUnavailable, "ServerBusy", "retry-after-ms", "1"), nil
		},
		"the service throttles": func(r *http.Request, _ send) (*http.Response, error) {
			return blobstest.Answer(r, http.StatusTooManyRequests, "TooManyRequests", "Retry-After", "0"), nil
		},
		"a gateway gives up after the service wrote": func(r *http.Request, send send) (*http.Response, error) {
			_, _ = blobstest.Lose(send)
			return blobstest.Answer(r, http.StatusGatewayTimeout, "", "retry-after-ms", "1"), nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			wire := &blobstest.Wire{}
			p.Transport = wire
			s, id := openStore(t, p), documents.DocumentID(miner, "key")
			spoilt := 0
			last := ""
			wire.Spoil = func(r *http.Request, send send) (*http.Response, error) {
				if this := r.Method + r.URL.String() + r.Header.Get("x-ms-client-request-id"); this != last {
					last = this
					spoilt++
					return first(r, send)
				}
				return send()
			}
			body := strings.Repeat("sealed ", 5<<20/7) // two blocks
			if created, err := commit(t, s, id, body); err != nil || !created {
				t.Fatalf("created: %v, %v", created, err)
			}
			if created, err := commit(t, s, id, "another"); err != nil || created {
				t.Errorf("created again: %v, %v", created, err)
			}
			if put, err := s.PutCapsule(t.Context(), id, maker, []byte("capsule")); err != nil || !put {
				t.Errorf("put: %v, %v", put, err)
			}
			r, err := s.Body(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(r); err != nil || string(got) != body || r.Close() != nil {
				t.Errorf("the body has %d bytes, %v", len(got), err)
			}
			if err := s.DeleteCapsules(t.Context(), id); err != nil {
				t.Error(err)
			}
			if left := names(t, p); len(left) != 3 || spoilt < 12 {
				t.Errorf("left are %q; %d requests were spoilt", left, spoilt)
			}
		})
	}
}

// A commit that never learns its outcome is an error, and its parts stay, because it may have been carried out: here it was.
func TestUnknownCommitKeepsItsParts(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	wire := &blobstest.Wire{Spoil: func(r *http.Request, send send) (*http.Response, error) {
		if manifest(r) {
			_, _ = blobstest.Lose(send)
			return blobstest.Answer(r, http.StatusServiceUnavailable, "ServerBusy", "retry-after-ms", "1"), nil
		}
		return send()
	}}
	p.Transport = wire
	s, id := openStore(t, p), documents.DocumentID(miner, "key")
	if created, err := commit(t, s, id, "body"); err == nil || created {
		t.Fatalf("created: %v, %v", created, err)
	}
	wire.Spoil = nil
	if capsule, found, err := s.Capsule(t.Context(), id, miner); err != nil || !found || string(capsule) != "capsule of body" {
		t.Errorf("the capsule is %q, %v, %v", capsule, found, err)
	}
	if created, err := commit(t, s, id, "body"); err != nil || created {
		t.Errorf("created again: %v, %v", created, err)
	}
}

// A commit that a machine's sleep held up for a day sends no manifest any more: its parts may have been swept.
func TestACommitThatWasHeldUpGivesUp(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	now := time.Now()
	p.Transport = &blobstest.Wire{Spoil: func(r *http.Request, send send) (*http.Response, error) {
		if strings.HasSuffix(r.URL.Path, "/capsules.json") && r.Method == http.MethodPut {
			now = now.Add(24 * time.Hour)
		}
		return send()
	}}
	s := openStore(t, p)
	s.SetClock(func() time.Time { return now })
	if created, err := commit(t, s, documents.DocumentID(miner, "key"), "body"); created || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("created: %v, %v", created, err)
	}
	if left := names(t, p); len(left) != 0 {
		t.Errorf("left are %q", left)
	}
}

// A document whose manifest does not say which upload it was keeps everything that may be its own.
func TestADamagedDocumentIsNotSwept(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	s, id := openStore(t, p), documents.DocumentID(miner, "key")
	if _, err := commit(t, s, id, "body"); err != nil {
		t.Fatal(err)
	}
	c, err := blobs.Open(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Overwrite(t.Context(), "manifests/"+id+".jws", []byte("without metadata")); err != nil {
		t.Fatal(err)
	}
	if removed, err := s.Sweep(t.Context(), time.Now().Add(time.Hour)); removed != 0 || err != nil {
		t.Errorf("removed %d, %v", removed, err)
	}
}

// A sweep that is interrupted tells what it has removed, and the next one removes the rest.
func TestAnInterruptedSweepGoesOn(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	wire := &blobstest.Wire{Spoil: dieAtManifest}
	p.Transport = wire
	s := openStore(t, p)
	if _, err := commit(t, s, documents.DocumentID(miner, "key"), "abandoned"); err == nil {
		t.Fatal("it did not die")
	}
	deleted := 0
	wire.Spoil = func(r *http.Request, send send) (*http.Response, error) {
		if r.Method == http.MethodDelete {
			if deleted++; deleted == 2 {
				return blobstest.Answer(r, http.StatusForbidden, "AuthorizationPermissionMismatch"), nil
			}
		}
		return send()
	}
	for _, ends := range []bool{false, true} {
		if removed, err := s.Sweep(t.Context(), time.Now().Add(time.Hour)); removed != 1 || (err == nil) != ends {
			t.Errorf("removed %d, %v", removed, err)
		}
	}
	if left := names(t, p); len(left) != 0 {
		t.Errorf("left are %q", left)
	}
}

// A shredding that comes while a capsule is being put is not undone, wherever the two meet.
func TestShreddingWinsOverPutCapsule(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	other, id := openStore(t, p), documents.DocumentID(miner, "key")
	if _, err := commit(t, other, id, "body"); err != nil {
		t.Fatal(err)
	}
	wire := &blobstest.Wire{}
	p.Transport = wire
	s := openStore(t, p)
	met := false
	wire.Spoil = func(r *http.Request, send send) (*http.Response, error) {
		if r.Method == http.MethodPut && !met {
			met = true
			if err := other.DeleteCapsules(context.Background(), id); err != nil {
				t.Error(err)
			}
		}
		return send()
	}
	if put, err := s.PutCapsule(t.Context(), id, maker, []byte("capsule")); put || err != nil || !met {
		t.Errorf("put: %v, %v", put, err)
	}
	if _, found, err := s.Capsule(t.Context(), id, maker); found || err != nil {
		t.Errorf("a capsule came in after the shredding, %v", err)
	}
}

// A request of an upload that arrives after the document was shredded does not bring its capsules back.
func TestALateRequestDoesNotUndoAShredding(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	wire := &blobstest.Wire{}
	p.Transport = wire
	s, id := openStore(t, p), documents.DocumentID(miner, "key")
	var late *http.Request
	wire.Spoil = func(r *http.Request, send send) (*http.Response, error) {
		if r.Method == http.MethodPut && strings.HasSuffix(r.URL.Path, "/capsules.json") && late == nil {
			text, err := io.ReadAll(r.Body)
			if err != nil {
				return nil, err
			}
			late = r.Clone(context.Background())
			late.Body = io.NopCloser(strings.NewReader(string(text)))
			return nil, blobstest.ErrBroken // it is still on its way
		}
		return send()
	}
	if created, err := commit(t, s, id, "body"); err != nil || !created {
		t.Fatal(created, err)
	}
	if err := s.DeleteCapsules(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(late)
	if err != nil {
		t.Fatal(err)
	}
	if response.Body.Close() != nil || response.StatusCode != http.StatusConflict {
		t.Errorf("the late request was answered %s", response.Status)
	}
	if _, found, err := s.Capsule(t.Context(), id, miner); found || err != nil {
		t.Errorf("the capsule came back, %v", err)
	}
}

// An account that keeps earlier versions of blobs does not shred, and that is an error.
func TestVersionsAreNoShredding(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	wire := &blobstest.Wire{}
	p.Transport = wire
	s, id := openStore(t, p), documents.DocumentID(miner, "key")
	if _, err := commit(t, s, id, "body"); err != nil {
		t.Fatal(err)
	}
	wire.Spoil = func(_ *http.Request, send send) (*http.Response, error) {
		response, err := send()
		if err == nil {
			response.Header.Set("x-ms-version-id", "2026-11-29T18:00:00.0000000Z")
		}
		return response, err
	}
	if err := s.DeleteCapsules(t.Context(), id); err == nil || !strings.Contains(err.Error(), "versioning") {
		t.Errorf("shredded: %v", err)
	}
}

// A body whose connection breaks while it is read is read on from there.
func TestBrokenDownloadGoesOn(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	wire := &blobstest.Wire{}
	p.Transport = wire
	s, id := openStore(t, p), documents.DocumentID(miner, "key")
	body := strings.Repeat("0123456789", 1<<17)
	if _, err := commit(t, s, id, body); err != nil {
		t.Fatal(err)
	}
	breaks := 0
	wire.Spoil = func(r *http.Request, send send) (*http.Response, error) {
		response, err := send()
		if err == nil && strings.HasSuffix(r.URL.Path, "/body.age") && breaks < 3 {
			breaks++
			response.Body = broken{io.LimitReader(response.Body, 100_000), response.Body}
		}
		return response, err
	}
	r, err := s.Body(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || string(got) != body || breaks != 3 || r.Close() != nil {
		t.Errorf("read %d of %d bytes over %d breaks, %v", len(got), len(body), breaks, err)
	}
}

// broken is a body that ends with an error.
type broken struct {
	io.Reader
	io.Closer
}

// Read reads on.
func (b broken) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if errors.Is(err, io.EOF) {
		err = blobstest.ErrBroken
	}
	return n, err
}

// A credential gives a token that is good for a moment only, and counts how often it is asked.
type credential struct {
	asked  atomic.Int32
	scopes []string
}

// GetToken gives the token.
func (c *credential) GetToken(_ context.Context, o policy.TokenRequestOptions) (azcore.AccessToken, error) {
	c.asked.Add(1)
	c.scopes = o.Scopes
	return azcore.AccessToken{Token: "the-token", ExpiresOn: time.Now().Add(-time.Second)}, nil
}

// In Azure the program shows who it is instead of a key, asks nobody before it is used, asks for a token again when the last
// one has expired, and says which role or container is missing.
func TestIdentityInsteadOfKey(t *testing.T) {
	t.Parallel()
	who := &credential{}
	var refusal func(*http.Request) *http.Response
	wire := &blobstest.Wire{Spoil: func(r *http.Request, _ send) (*http.Response, error) {
		if r.Header.Get("Authorization") != "Bearer the-token" || !strings.HasPrefix("https://"+r.URL.Host+r.URL.Path, "https://waybill.blob.core.windows.net/documents/manifests/") {
			t.Errorf("authorization %q for %s", r.Header.Get("Authorization"), r.URL)
		}
		return refusal(r), nil
	}}
	s := openStore(t, blobs.Place{Endpoint: "https://waybill.blob.core.windows.net", Credential: who, Transport: wire})
	if n := wire.Sent.Load(); n != 0 {
		t.Fatalf("asked %d times", n)
	}
	for _, c := range []struct {
		status    int
		code, say string
	}{
		{404, "BlobNotFound", ""},
		{404, "ContainerNotFound", "the container documents is not there"},
		{403, "AuthorizationPermissionMismatch", "Storage Blob Data Contributor"},
		{403, "AuthorizationFailure", "network rules"},
	} {
		refusal = func(r *http.Request) *http.Response { return blobstest.Answer(r, c.status, c.code) }
		_, found, err := s.Manifest(t.Context(), documents.DocumentID(miner, "key"))
		if found || c.say == "" && err != nil || c.say != "" && (err == nil || !strings.Contains(err.Error(), c.say)) {
			t.Errorf("%s: %v, %v", c.code, found, err)
		}
	}
	if who.asked.Load() != 4 || who.scopes[0] != "https://storage.azure.com/.default" {
		t.Errorf("asked %d times for %v", who.asked.Load(), who.scopes)
	}
}

// More readers than fit in one blob are refused for good.
func TestTooManyReadersAreRefused(t *testing.T) {
	t.Parallel()
	s := openStore(t, newPlace(t))
	u, err := s.Create(t.Context(), documents.DocumentID(miner, "key"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := u.Commit(t.Context(), nil, map[custody.OrganizationID][]byte{miner: make([]byte, 4<<20)}); err == nil {
		t.Error("they were taken")
	}
}
