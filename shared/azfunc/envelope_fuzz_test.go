package azfunc_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
)

// Whatever the body of an invocation is, the answer is one that the host accepts, and messages that were understood
// are understood in the same way when the host sends them in its own form.
func FuzzInvocation(f *testing.F) {
	files, err := filepath.Glob("testdata/invocations/*.json")
	if err != nil || len(files) == 0 {
		f.Fatal("no captured invocations", err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`{"Data":{"req":{"Url":"https://x/api/v1/ask?q=1","Method":"POST","Headers":{"Host":["x"]},"Params":{"id":null},"Body":"\"x\""}}}`))
	var got []azfunc.Message
	take := func(_ context.Context, m []azfunc.Message) error { got = m; return nil }
	s, err := azfunc.NewServer([]azfunc.Function{
		queueFunction("One", false, take), queueFunction("Many", true, take),
		timerFunction(func(context.Context, azfunc.Timer) error { return nil }),
		httpFunction("Ask", "v1/ask/{id}", describe),
	}, azfunc.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		f.Fatal(err)
	}
	invoke := func(t *testing.T, name string, body []byte) bool {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/"+name, bytes.NewReader(body)))
		var answer map[string]json.RawMessage
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || answer == nil || w.Header().Get("Content-Type") != "application/json" {
			t.Fatalf("%s: the host does not accept the answer %q", name, w.Body)
		}
		return w.Code == http.StatusOK
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		invoke(t, "Tick", body)
		invoke(t, "Ask", body)
		for _, name := range []string{"One", "Many"} {
			if !invoke(t, name, body) {
				continue
			}
			first := got
			again := azfunctest.EncodeBatch("msg", first)
			if name == "One" {
				again = azfunctest.EncodeMessage("msg", first[0])
			}
			if !invoke(t, name, again) || !same(first, got) {
				t.Fatalf("%s: first %+v, then %+v", name, first, got)
			}
		}
	})
}

// same compares messages; JSON text may have been spaced differently, and nothing may have become an empty object.
func same(a, b []azfunc.Message) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		x, y := a[i], b[i]
		if !bytes.Equal(x.Body, y.Body) || x.ID != y.ID || x.Session != y.Session || x.DeliveryCount != y.DeliveryCount ||
			!reflect.DeepEqual(values(x), values(y)) {
			return false
		}
	}
	return true
}

func values(m azfunc.Message) map[string]any {
	values := map[string]any{}
	for name, raw := range m.Properties {
		var v any
		_ = json.Unmarshal(raw, &v)
		values[name] = v
	}
	return values
}
