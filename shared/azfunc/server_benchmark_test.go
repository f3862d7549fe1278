package azfunc_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
)

// What the protocol costs for one invocation, without the connection: at most 100 µs and 30 allocations for a message
// of ordinary size.
func BenchmarkInvocation(b *testing.B) {
	done := func(context.Context, []azfunc.Message) error { return nil }
	s, err := azfunc.NewServer([]azfunc.Function{
		queueFunction("One", false, done), queueFunction("Many", true, done),
		httpFunction("Ask", "v1/ask/{id}", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusAccepted) }),
		// A handler that formats each line, because that is a part of the cost.
	}, azfunc.Options{Log: slog.New(slog.NewJSONHandler(new(nowhere), nil))})
	if err != nil {
		b.Fatal(err)
	}
	message := func(size int) azfunc.Message {
		return azfunc.Message{ID: "m-1", Session: "s1", DeliveryCount: 1, Body: bytes.Repeat([]byte("x"), size)}
	}
	batch := make([]azfunc.Message, 50)
	for i := range batch {
		batch[i] = message(200)
	}
	ask := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "/api/v1/ask/1", http.NoBody)
	for _, test := range []struct {
		name, path string
		body       []byte
	}{
		{"message/200B", "/One", azfunctest.EncodeMessage("msg", message(200))},
		{"message/4KiB", "/One", azfunctest.EncodeMessage("msg", message(4<<10))},
		{"message/256KiB", "/One", azfunctest.EncodeMessage("msg", message(256<<10))},
		{"batch/50x200B", "/Many", azfunctest.EncodeBatch("msg", batch)},
		{"envelope/1KiB", "/Ask", azfunctest.EncodeRequest("req", ask, map[string]string{"id": "1"}, bytes.Repeat([]byte("x"), 1<<10))},
		{"proxied/1KiB", "/api/v1/ask/1", bytes.Repeat([]byte("x"), 1<<10)},
	} {
		b.Run(test.name, func(b *testing.B) {
			r := httptest.NewRequestWithContext(b.Context(), http.MethodPost, test.path, http.NoBody)
			r.Header.Set("X-Azure-Functions-InvocationId", azfunctest.InvocationID)
			w := discard{http.Header{}}
			b.ReportAllocs()
			b.SetBytes(int64(len(test.body)))
			body := bytes.NewReader(test.body)
			whole := io.NopCloser(body) // made once, so that only the server's own allocations are counted
			for b.Loop() {
				body.Reset(test.body)
				r.Body = whole
				s.ServeHTTP(w, r)
			}
		})
	}
}

// nowhere takes what is logged.
type nowhere struct{}

func (*nowhere) Write(p []byte) (int, error) { return len(p), nil }

// A discard is a response that goes nowhere.
type discard struct{ header http.Header }

func (d discard) Header() http.Header       { return d.header }
func (discard) Write(p []byte) (int, error) { return len(p), nil }
func (discard) WriteHeader(int)             {}
