package azfunc_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/problem"
)

func nothing(http.ResponseWriter, *http.Request) {}

// The paths that the host and its clients can reach: readiness, functions by name, routes by method.
func TestWhatIsAnsweredWhere(t *testing.T) {
	t.Parallel()
	get := httpFunction("GetThing", "v1/things/{id}", nothing)
	get.Definition.Trigger = azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "v1/things/{id}"}
	put := httpFunction("PutThing", "v1/things/{id}", nothing)
	put.Definition.Trigger = azfunc.HTTPTrigger{Methods: []string{http.MethodPut}, Route: "v1/things/{id}"}
	s, err := azfunc.NewServer([]azfunc.Function{get, put}, azfunc.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		method, path string
		status       int
		problem      *problem.Problem
		allow        string
	}{
		{http.MethodGet, "/", http.StatusOK, nil, ""},
		{http.MethodGet, "/api/v1/things/1", http.StatusOK, nil, ""},
		{http.MethodPut, "/api/v1/things/1", http.StatusOK, nil, ""},
		{http.MethodDelete, "/api/v1/things/1", http.StatusMethodNotAllowed, problem.MethodNotKnown, "GET, PUT"},
		{http.MethodGet, "/api/v1/things", http.StatusNotFound, problem.NotFound, ""},
		{http.MethodGet, "/api/v1/things/1/2", http.StatusNotFound, problem.NotFound, ""},
		{http.MethodGet, "/v1/things/1", http.StatusNotFound, problem.NotFound, ""},
		{http.MethodGet, "/GetThing", http.StatusMethodNotAllowed, problem.MethodNotKnown, "POST"},
		{http.MethodPost, "/Unknown", http.StatusNotFound, problem.NotFound, ""},
	} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), test.method, test.path, http.NoBody))
		if w.Code != test.status || w.Header().Get("Allow") != test.allow {
			t.Errorf("%s %s: %d, Allow %q", test.method, test.path, w.Code, w.Header().Get("Allow"))
		}
		if test.problem == nil {
			continue
		}
		var p problem.Problem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || p.Type != test.problem.Type {
			t.Errorf("%s %s: %s", test.method, test.path, w.Body)
		}
	}
}

// Wiring that the host could not start, or could not tell apart, is refused with the function's name.
func TestWrongWiringIsRefused(t *testing.T) {
	t.Parallel()
	ask := httpFunction("Ask", "v1/ask/{id}", nothing)
	take := queueFunction("Take", false, func(context.Context, []azfunc.Message) error { return nil })
	both := take
	both.HTTP = http.HandlerFunc(nothing)
	wrong := take
	wrong.Messages, wrong.Timer = nil, func(context.Context, azfunc.Timer) error { return nil }
	for name, test := range map[string]struct {
		functions []azfunc.Function
		want      string
	}{
		"the same name in another case":    {[]azfunc.Function{take, queueFunction("TAKE", false, take.Messages)}, "two of this name"},
		"the same method and route":        {[]azfunc.Function{ask, httpFunction("Again", "v1/ask/{id}", nothing)}, "has a function already"},
		"routes that cannot be told apart": {[]azfunc.Function{ask, httpFunction("Again", "v1/{x}/1", nothing)}, "route"},
		"no handler":                       {[]azfunc.Function{{Definition: take.Definition}}, "handler"},
		"two handlers":                     {[]azfunc.Function{both}, "handler"},
		"the handler of another trigger":   {[]azfunc.Function{wrong}, "handler"},
		"a definition that is not valid":   {[]azfunc.Function{{}}, "name"},
	} {
		_, err := azfunc.NewServer(test.functions, azfunc.Options{})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// The middleware stands before the step in both shapes, knows which function it is, and may answer by itself.
func TestMiddlewareStandsBeforeTheStep(t *testing.T) {
	t.Parallel()
	host := azfunctest.NewWith(t, httpFunction("Ask", "v1/ask", nothing), azfunc.Options{
		Middleware: func(d azfunc.Definition, next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Authorization") == "" {
					azfunc.Fail(w, r, problem.Unauthenticated.With(d.Name))
					return
				}
				next.ServeHTTP(w, r)
			})
		},
	})
	known := http.Header{"Authorization": {"Bearer x"}}
	for name, call := range map[string]func(string, string, http.Header, string) *httptest.ResponseRecorder{"proxied": host.HTTP, "envelope": host.EnvelopeHTTP} {
		if r := call(http.MethodGet, "/api/v1/ask", nil, ""); r.Code != http.StatusUnauthorized || r.Header().Get("WWW-Authenticate") == "" {
			t.Errorf("%s: status %d, header %v", name, r.Code, r.Header())
		}
		if r := call(http.MethodGet, "/api/v1/ask", known, ""); r.Code != http.StatusOK {
			t.Errorf("%s: status %d for a known caller", name, r.Code)
		}
	}
}

// An envelope that no body within the limit can fill is not read to its end.
func TestEnvelopesAreBounded(t *testing.T) {
	t.Parallel()
	server := serve(t, azfunc.Options{MaxBody: 1}, queueFunction("Take", false, func(context.Context, []azfunc.Message) error {
		t.Error("the step was called")
		return nil
	}))
	body := `{"Data":{"msg":"` + strings.Repeat("A", 1<<20+2) + `"}}`
	response := send(t, http.MethodPost, server.URL+"/Take", struct{ io.Reader }{strings.NewReader(body)}) // in chunks
	_ = response.Body.Close()
	if response.StatusCode != http.StatusInternalServerError {
		t.Errorf("status %d", response.StatusCode)
	}
}

// The host gives the port; without one, the program says who should have set it.
func TestThePortComesFromTheHost(t *testing.T) {
	t.Parallel()
	for _, port := range []string{"", "0", "http", "65536", "-1"} {
		s, err := azfunc.NewServer(nil, azfunc.Options{Port: port})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.ListenAndServe(t.Context()); err == nil || !strings.Contains(err.Error(), "FUNCTIONS_CUSTOMHANDLER_PORT") {
			t.Errorf("port %q: %v", port, err)
		}
	}
}

// A port that is taken is an error at once, not a handler that never becomes ready.
func TestATakenPortIsAnError(t *testing.T) {
	t.Parallel()
	l := listen(t)
	_, port, _ := net.SplitHostPort(l.Addr().String())
	s, err := azfunc.NewServer(nil, azfunc.Options{Port: port})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ListenAndServe(t.Context()); err == nil {
		t.Error("it listens twice")
	}
	_ = l.Close()
}

// When its context ends, the server lets the invocation in flight come to its end and takes no more.
func TestTheServerDrainsWhenItsContextEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s, err := azfunc.NewServer([]azfunc.Function{queueFunction("Take", false, func(invocation context.Context, _ []azfunc.Message) error {
		cancel() // in the middle of an invocation
		return invocation.Err()
	})}, azfunc.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	l := listen(t)
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	status, answer := post(t, "http://"+l.Addr().String()+"/Take", "i-1", azfunctest.EncodeMessage("msg", azfunc.Message{}))
	if status != http.StatusOK {
		t.Errorf("the invocation in flight: %d %s", status, answer)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if c, err := new(net.Dialer).DialContext(t.Context(), "tcp", l.Addr().String()); err == nil {
		_ = c.Close()
		t.Error("it still listens")
	}
}

// A listener that breaks ends the server with an error.
func TestABrokenListenerEndsTheServer(t *testing.T) {
	t.Parallel()
	s, err := azfunc.NewServer(nil, azfunc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	l := listen(t)
	_ = l.Close()
	if err := s.Serve(t.Context(), l); err == nil {
		t.Error("no error")
	}
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}
