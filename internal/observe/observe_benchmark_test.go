package observe_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"waybill/internal/observe"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/telemetry"
	"waybill/shared/telemetry/telemetrytest"
)

// What an invocation costs without an observer, with one that only counts, and with one that tells a collector.
func BenchmarkInvocation(b *testing.B) {
	collector := telemetrytest.Start(b)
	take := azfunc.Function{
		Definition: azfunc.Definition{Name: "Take", Trigger: azfunc.QueueTrigger{Queue: "things"}},
		Messages:   func(context.Context, []azfunc.Message) error { return nil },
	}
	envelope := azfunctest.EncodeMessage("msg", azfunc.Message{ID: "m-1", Session: "s1", DeliveryCount: 1, Body: bytes.Repeat([]byte("x"), 200)})
	for _, test := range []struct {
		name     string
		observed bool
		endpoint string
	}{{"nobody", false, ""}, {"off", true, ""}, {"on", true, collector.URL}} {
		b.Run(test.name, func(b *testing.B) {
			t, err := telemetry.Start(b.Context(), telemetry.Options{
				Log: slog.NewJSONHandler(new(nowhere), nil), TraceOf: observe.OriginOf,
				Lookup: func(name string) (string, bool) {
					if name == telemetry.EndpointVariable {
						return test.endpoint, true
					}
					return "", false
				},
			})
			if err != nil {
				b.Fatal(err)
			}
			options := azfunc.Options{Log: t.Logger()}
			if test.observed {
				options.Observer = observe.New(t)
			}
			s, err := azfunc.NewServer([]azfunc.Function{take}, options)
			if err != nil {
				b.Fatal(err)
			}
			r := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "/Take", http.NoBody)
			r.Header.Set("X-Azure-Functions-InvocationId", azfunctest.InvocationID)
			w := discard{http.Header{}}
			b.ReportAllocs()
			for b.Loop() {
				r.Body = io.NopCloser(bytes.NewReader(envelope))
				s.ServeHTTP(w, r)
			}
			b.StopTimer()
			_ = t.Close(b.Context())
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
