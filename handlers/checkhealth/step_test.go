package checkhealth_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"waybill/handlers/checkhealth"
	"waybill/shared/azfunc/azfunctest"
)

func check(name string, err error) checkhealth.Check {
	return checkhealth.Check{Name: name, Try: func(context.Context) error { return err }}
}

// A system all of whose parts answer is well.
func TestASystemIsWellIfAllPartsAre(t *testing.T) {
	t.Parallel()
	answer := azfunctest.New(t, checkhealth.New(time.Now, check("chain", nil), check("bus", nil))).HTTP(http.MethodGet, "/api/health", nil, "")
	if want := `{"parts":{"bus":"ok","chain":"ok"},"status":"ok"}`; answer.Code != http.StatusOK || strings.TrimSpace(answer.Body.String()) != want || answer.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v %s", answer.Code, answer.Header(), answer.Body)
	}
}

// A part that fails is named, and why it fails is not: anybody may ask.
func TestAFailingPartIsNamedWithoutTheReason(t *testing.T) {
	t.Parallel()
	host := azfunctest.New(t, checkhealth.New(time.Now, check("chain", errors.New("dial 10.0.0.7: refused")), check("bus", nil), check("ledger", errors.New("disk full"))))
	answer := host.HTTP(http.MethodGet, "/api/health", nil, "")
	if want := `{"parts":{"bus":"ok","chain":"failing","ledger":"failing"},"status":"failing"}`; answer.Code != http.StatusServiceUnavailable || strings.TrimSpace(answer.Body.String()) != want {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
}

// A caller who comes within five seconds is told what the last one was told, good or bad, and nothing is tried for them.
func TestAnAnswerIsKeptForSeconds(t *testing.T) {
	t.Parallel()
	now, tries, fails := time.Unix(0, 0), 0, error(nil)
	host := azfunctest.New(t, checkhealth.New(func() time.Time { return now }, checkhealth.Check{Name: "bus", Try: func(context.Context) error {
		tries++
		return fails
	}}))
	for i, ask := range []struct {
		after time.Duration
		fails error
		tries int
		code  int
	}{
		{0, nil, 1, 200},
		{0, nil, 1, 200},
		{4 * time.Second, errors.New("down"), 1, 200},
		{time.Second, errors.New("down"), 2, 503},
		{4 * time.Second, nil, 2, 503},
		{time.Second, nil, 3, 200},
	} {
		now, fails = now.Add(ask.after), ask.fails
		if answer := host.HTTP(http.MethodGet, "/api/health", nil, ""); tries != ask.tries || answer.Code != ask.code {
			t.Errorf("caller %d: %d after %d tries, want %d after %d", i, answer.Code, tries, ask.code, ask.tries)
		}
	}
}

// Many callers at once have the parts tried once, and one who goes away meanwhile spoils it for nobody.
func TestManyCallersAreOneTry(t *testing.T) {
	t.Parallel()
	var tries atomic.Int32
	trying, goOn := make(chan struct{}), make(chan struct{})
	f := checkhealth.New(time.Now, checkhealth.Check{Name: "bus", Try: func(ctx context.Context) error {
		tries.Add(1)
		close(trying)
		<-goOn
		return ctx.Err()
	}})
	ask := func(ctx context.Context) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		f.HTTP.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/api/health", nil))
		return w
	}
	first, leave := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() { ask(first) })
	<-trying
	leave()
	gone, leaveToo := context.WithCancel(t.Context())
	leaveToo()
	if answer := ask(gone); answer.Body.Len() != 0 {
		t.Errorf("somebody who is gone is told %s", answer.Body)
	}
	for range 20 {
		all.Go(func() {
			if answer := ask(t.Context()); answer.Code != http.StatusOK {
				t.Errorf("told %d %s", answer.Code, answer.Body)
			}
		})
	}
	close(goOn)
	all.Wait()
	if n := tries.Load(); n != 1 {
		t.Errorf("%d tries", n)
	}
}
