// Package azfunctest calls a function the way the Functions host does: through a real server, over a connection, with
// the host's encoding of values and its judgement of answers. Reach for [New] in a step's test.
package azfunctest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"waybill/shared/azfunc"
)

// InvocationID is the id of every invocation of a [Host].
const InvocationID = "7c1d6c1e-0000-4000-8000-000000000001"

// A Host calls one function. Messages, Timer and Invoke may be called from several goroutines at once.
type Host struct {
	t       testing.TB
	url     string
	name    string
	route   string
	binding string // name of the trigger's binding
	batch   bool
	prefix  string
}

// client leaves redirects to the test, as the host leaves them to its client.
var client = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// New starts a host for the function with default options; its log goes to the test's output. It ends with the test.
func New(t testing.TB, f azfunc.Function) *Host {
	t.Helper()
	return NewWith(t, f, azfunc.Options{})
}

// NewWith is New with options, for example a middleware that says who is calling.
func NewWith(t testing.TB, f azfunc.Function, o azfunc.Options) *Host {
	t.Helper()
	if o.Log == nil {
		o.Log = slog.New(slog.NewJSONHandler(t.Output(), nil))
	}
	if o.RoutePrefix == "" {
		o.RoutePrefix = "api"
	}
	server, err := azfunc.NewServer([]azfunc.Function{f}, o)
	if err != nil {
		t.Fatal(err)
	}
	// What the host knows of a function is its name and this file.
	var file struct {
		Bindings []struct{ Name, Route, Cardinality string }
	}
	if err := json.Unmarshal(f.Definition.FunctionJSON(), &file); err != nil {
		t.Fatal(err)
	}
	trigger := file.Bindings[0]
	listening := httptest.NewServer(server)
	t.Cleanup(listening.Close)
	return &Host{
		t: t, url: listening.URL, name: f.Definition.Name, route: trigger.Route, binding: trigger.Name,
		batch: trigger.Cardinality == "many", prefix: "/" + o.RoutePrefix + "/",
	}
}

// HTTP passes a request on as it is, which is what the host does with enableProxyingHttpRequest. path includes the
// prefix and the query: "/api/v1/trace?id=x".
func (h *Host) HTTP(method, path string, header http.Header, body string) *httptest.ResponseRecorder {
	h.t.Helper()
	r := h.request(method, h.url+path, header, body)
	r.Header.Set("X-Azure-Functions-InvocationId", InvocationID)
	response, err := client.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	got := httptest.NewRecorder()
	maps.Copy(got.Header(), response.Header)
	got.WriteHeader(response.StatusCode)
	if _, err := got.Body.ReadFrom(response.Body); err != nil {
		h.t.Fatal(err)
	}
	return got
}

// EnvelopeHTTP sends the same request in an envelope, as hosts do that do not proxy, and gives the response that the
// client of such a host gets: 500 without a body if the function failed.
func (h *Host) EnvelopeHTTP(method, path string, header http.Header, body string) *httptest.ResponseRecorder {
	h.t.Helper()
	sent := h.request(method, "http://waybill.test"+path, header, body)
	got := httptest.NewRecorder()
	a, err := h.invoke(EncodeRequest(h.binding, sent, h.params(sent), []byte(body)))
	if err != nil {
		got.WriteHeader(http.StatusInternalServerError)
		return got
	}
	var res struct {
		StatusCode int
		Headers    map[string]string
		Body       string
	}
	if err := json.Unmarshal(a.Outputs["res"], &res); err != nil {
		h.t.Fatal("Outputs.res: ", err)
	}
	for name, value := range res.Headers {
		got.Header().Set(name, value)
	}
	got.WriteHeader(res.StatusCode)
	got.Body.WriteString(res.Body)
	return got
}

// Messages delivers messages: all at once if the function takes batches, one after another if not. It stops at the
// first error, which says that the host would give the messages back.
func (h *Host) Messages(messages ...azfunc.Message) error {
	h.t.Helper()
	if h.batch {
		_, err := h.invoke(EncodeBatch(h.binding, messages))
		return err
	}
	for _, m := range messages {
		if _, err := h.invoke(EncodeMessage(h.binding, m)); err != nil {
			return err
		}
	}
	return nil
}

// Timer lets a timer fire. An error says that the host would note a failure.
func (h *Host) Timer(t azfunc.Timer) error {
	h.t.Helper()
	_, err := h.invoke(EncodeTimer(h.binding, t))
	return err
}

// Invoke sends an envelope as it is, for what a test has captured.
func (h *Host) Invoke(envelope []byte) error {
	h.t.Helper()
	_, err := h.invoke(envelope)
	return err
}

func (h *Host) request(method, url string, header http.Header, body string) *http.Request {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	for name, values := range header {
		r.Header[http.CanonicalHeaderKey(name)] = values
	}
	return r
}

// params are the values that the host's router finds in the path.
func (h *Host) params(r *http.Request) map[string]string {
	params := map[string]string{}
	mux := http.NewServeMux()
	mux.HandleFunc(h.prefix+h.route, func(_ http.ResponseWriter, r *http.Request) {
		for segment := range strings.SplitSeq(h.route, "/") {
			if name, ok := strings.CutPrefix(segment, "{"); ok {
				name = strings.TrimSuffix(name, "}")
				params[name] = r.PathValue(name)
			}
		}
	})
	mux.ServeHTTP(httptest.NewRecorder(), r.Clone(r.Context()))
	return params
}

// invoke posts an envelope in chunks and judges the answer as the host does.
func (h *Host) invoke(envelope []byte) (answer, error) {
	h.t.Helper()
	chunked := struct{ io.Reader }{bytes.NewReader(envelope)}
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.url+"/"+h.name, chunked)
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("X-Azure-Functions-InvocationId", InvocationID)
	response, err := client.Do(r)
	if err != nil {
		return answer{}, fmt.Errorf("invoke %s: %w", h.name, err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{}, fmt.Errorf("invoke %s: %w", h.name, err)
	}
	a, err := judge(response, body)
	if err != nil {
		return answer{}, fmt.Errorf("invoke %s: %w", h.name, err)
	}
	return a, nil
}
