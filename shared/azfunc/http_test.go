package azfunc_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/problem"
)

// describe answers with everything that a step may look at in a request.
func describe(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Add("Vary", "Accept")
	w.Header().Add("Vary", "Authorization")
	_, _ = fmt.Fprintf(w, "%s %s host=%v path=%s id=%s q=%q a=%q length=%d body=%q absolute=%v", r.Method, r.RequestURI, r.Host != "",
		r.URL.Path, r.PathValue("id"), r.URL.Query()["q"], r.Header.Get("Authorization"), r.ContentLength, body, r.URL.IsAbs())
}

// A step cannot tell whether the host proxies a request or describes it in an envelope, and neither can its client.
func TestBothShapesOfARequestGetTheSameAnswer(t *testing.T) {
	t.Parallel()
	host := azfunctest.NewWith(t, httpFunction("Describe", "v1/things/{id}", describe), azfunc.Options{MaxBody: 64})
	header := func(pairs ...string) http.Header {
		h := http.Header{"Authorization": {"Bearer x"}}
		for i := 0; i < len(pairs); i += 2 {
			h.Set(pairs[i], pairs[i+1])
		}
		return h
	}
	for name, test := range map[string]struct {
		method, path string
		header       http.Header
		body         string
	}{
		"no body":                       {http.MethodGet, "/api/v1/things/42?q=a&q=b%26c", header(), ""},
		"an escaped parameter":          {http.MethodGet, "/api/v1/things/a%20b?q=1", header(), ""},
		"JSON":                          {http.MethodPost, "/api/v1/things/42", header("Content-Type", "application/json"), `{"a":"<&>"}`},
		"a body that looks quoted":      {http.MethodPost, "/api/v1/things/42", header("Content-Type", "application/json"), `"\"x\""`},
		"a body that looks like base64": {http.MethodPost, "/api/v1/things/42", header("Content-Type", "text/plain"), "abcd"},
		"bytes":                         {http.MethodPost, "/api/v1/things/42", header("Content-Type", "application/octet-stream"), "\x00\xff\xfe"},
		"parts":                         {http.MethodPost, "/api/v1/things/42", header("Content-Type", "multipart/mixed; boundary=b"), "--b\r\n\r\n\xff\r\n--b--"},
		"over the limit":                {http.MethodPost, "/api/v1/things/42", header("Content-Type", "text/plain"), strings.Repeat("x", 65)},
		"only the header":               {http.MethodHead, "/api/v1/things/42", header(), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			proxied := host.HTTP(test.method, test.path, test.header, test.body)
			enveloped := host.EnvelopeHTTP(test.method, test.path, test.header, test.body)
			compare(t, proxied, enveloped)
		})
	}
}

// Answers of every kind pass both shapes alike, but for bytes, which an envelope cannot carry.
func TestBothShapesOfAnAnswerAreTheSame(t *testing.T) {
	t.Parallel()
	for name, step := range map[string]http.HandlerFunc{
		"nothing written": func(http.ResponseWriter, *http.Request) {},
		"no content":      func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) },
		"created": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "/api/v1/operations/1")
			w.WriteHeader(http.StatusCreated)
			w.Header().Set("Too-Late", "yes")
		},
		"a redirect": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusSeeOther) },
		"JSON": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = fmt.Fprint(w, `{"date":"2026-01-02T10:00:00Z","<":"é"}`)
		},
		"text that is sniffed": func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, "abcd") },
		"a length of its own": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "2")
			_, _ = fmt.Fprint(w, "ok")
		},
		"a refusal": func(w http.ResponseWriter, r *http.Request) {
			azfunc.Fail(w, r, problem.NotFound.At("path:id", "unknown"))
		},
		"a failure": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Disposition", "attachment")
			azfunc.Fail(w, r, errors.New("server=sql;password=secret"))
		},
		"a panic": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Etag", `"1"`)
			panic("secret")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := azfunctest.New(t, httpFunction("Answer", "v1/answer", step))
			proxied := host.HTTP(http.MethodGet, "/api/v1/answer", nil, "")
			enveloped := host.EnvelopeHTTP(http.MethodGet, "/api/v1/answer", nil, "")
			if body := compare(t, proxied, enveloped); strings.Contains(body, "secret") {
				t.Errorf("the answer tells what it should not: %s", body)
			}
		})
	}
}

// compare reports how two answers differ and gives the body.
func compare(t *testing.T, proxied, enveloped *httptest.ResponseRecorder) string {
	t.Helper()
	if proxied.Code != enveloped.Code {
		t.Errorf("proxied: status %d, in an envelope: %d", proxied.Code, enveloped.Code)
	}
	for _, name := range []string{"Date", "Content-Length", "Connection"} { // of the connection
		proxied.Header().Del(name)
	}
	for name := range proxied.Header() {
		if p, e := strings.Join(proxied.Header()[name], ", "), enveloped.Header().Get(name); p != e {
			t.Errorf("%s: proxied %q, in an envelope %q", name, p, e)
		}
	}
	for name := range enveloped.Header() {
		if proxied.Header()[name] == nil {
			t.Errorf("%s: only in an envelope", name)
		}
	}
	if p, e := proxied.Body.String(), enveloped.Body.String(); p != e {
		t.Errorf("proxied: %s\nin an envelope: %s", p, e)
	}
	return proxied.Body.String()
}

// An envelope cannot carry bytes. The client gets an error rather than a damaged document, and the log the remedy.
func TestBytesDoNotPassAnEnvelope(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	host := azfunctest.NewWith(t, httpFunction("Download", "v1/download", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte{0xff, 0xfe, 0x00})
	}), azfunc.Options{Log: slog.New(slog.NewJSONHandler(&log, nil))})
	if r := host.EnvelopeHTTP(http.MethodGet, "/api/v1/download", nil, ""); r.Code != http.StatusInternalServerError {
		t.Errorf("status %d", r.Code)
	}
	if !strings.Contains(log.String(), "enableProxyingHttpRequest") {
		t.Errorf("the log does not name the remedy: %s", &log)
	}
}

// A download that breaks off is not taken for a whole one, in whatever way the step finds out.
func TestAnAnswerThatBreaksOffIsCut(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]http.HandlerFunc{
		"by an error": func(w http.ResponseWriter, r *http.Request) { azfunc.Fail(w, r, io.ErrUnexpectedEOF) },
		"by a panic":  func(http.ResponseWriter, *http.Request) { panic("broken") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := httpFunction("Download", "v1/download", func(w http.ResponseWriter, r *http.Request) {
				_, _ = fmt.Fprint(w, "the first half")
				_ = http.NewResponseController(w).Flush()
				end(w, r)
			})
			server := serve(t, azfunc.Options{}, f)
			response := send(t, http.MethodGet, server.URL+"/api/v1/download", http.NoBody)
			body, err := io.ReadAll(response.Body)
			_ = response.Body.Close()
			if err == nil {
				t.Errorf("the client takes %q for the whole", body)
			}
			if r := azfunctest.New(t, f).EnvelopeHTTP(http.MethodGet, "/api/v1/download", nil, ""); r.Code != http.StatusInternalServerError {
				t.Errorf("in an envelope: status %d", r.Code)
			}
		})
	}
}

// A proxied body streams: the step answers to its first part before the client has sent the second.
func TestProxiedBodiesStream(t *testing.T) {
	t.Parallel()
	server := serve(t, azfunc.Options{}, httpFunction("Echo", "v1/echo", func(w http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(w).EnableFullDuplex()
		part := make([]byte, 5)
		for {
			if _, err := io.ReadFull(r.Body, part); err != nil {
				return
			}
			_, _ = w.Write(part)
			_ = http.NewResponseController(w).Flush()
		}
	}))
	in, out := io.Pipe()
	go func() { _, _ = out.Write([]byte("first")) }()
	response := send(t, http.MethodPost, server.URL+"/api/v1/echo", in)
	defer func() { _ = response.Body.Close() }()
	for _, want := range []string{"first", "after"} {
		got := make([]byte, 5)
		if _, err := io.ReadFull(response.Body, got); err != nil || string(got) != want {
			t.Fatalf("got %q, %v; want %q", got, err, want)
		}
		if want == "first" {
			go func() { _, _ = out.Write([]byte("after")); _ = out.Close() }()
		}
	}
}

func send(t *testing.T, method, url string, body io.Reader) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	return response
}

// serve is a server on a connection, for tests that look at the wire.
func serve(t testing.TB, o azfunc.Options, functions ...azfunc.Function) *httptest.Server {
	t.Helper()
	if o.Log == nil {
		o.Log = slog.New(slog.NewJSONHandler(t.Output(), nil))
	}
	s, err := azfunc.NewServer(functions, o)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return server
}
