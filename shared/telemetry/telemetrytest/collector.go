// Package telemetrytest stands in for an OpenTelemetry collector: it takes OTLP over HTTP in protobuf, as a real one does
// (https://opentelemetry.io/docs/specs/otlp/#otlphttp), and keeps what it gets.
package telemetrytest

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	collectorlogs "go.opentelemetry.io/proto/otlp/collector/logs/v1"
	collectormetrics "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	collectortraces "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	commonpb "go.opentelemetry.io/proto/otlp/common/v1"
	logspb "go.opentelemetry.io/proto/otlp/logs/v1"
	metricspb "go.opentelemetry.io/proto/otlp/metrics/v1"
	tracespb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// A Collector keeps what is sent to it.
type Collector struct {
	URL string // for OTEL_EXPORTER_OTLP_ENDPOINT

	mu        sync.Mutex
	spans     []*tracespb.Span
	logs      []*logspb.LogRecord
	metrics   []*metricspb.Metric
	resources []*commonpb.KeyValue
	raw       bytes.Buffer
	requests  int
}

// Start starts a collector that ends with the test.
func Start(t testing.TB) *Collector {
	t.Helper()
	c := &Collector{}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/traces", func(w http.ResponseWriter, r *http.Request) {
		var m collectortraces.ExportTraceServiceRequest
		c.take(w, r, &m, func() {
			for _, resource := range m.ResourceSpans {
				c.resources = append(c.resources, resource.GetResource().GetAttributes()...)
				for _, scope := range resource.ScopeSpans {
					c.spans = append(c.spans, scope.Spans...)
				}
			}
		})
	})
	mux.HandleFunc("POST /v1/logs", func(w http.ResponseWriter, r *http.Request) {
		var m collectorlogs.ExportLogsServiceRequest
		c.take(w, r, &m, func() {
			for _, resource := range m.ResourceLogs {
				for _, scope := range resource.ScopeLogs {
					c.logs = append(c.logs, scope.LogRecords...)
				}
			}
		})
	})
	mux.HandleFunc("POST /v1/metrics", func(w http.ResponseWriter, r *http.Request) {
		var m collectormetrics.ExportMetricsServiceRequest
		c.take(w, r, &m, func() {
			for _, resource := range m.ResourceMetrics {
				for _, scope := range resource.ScopeMetrics {
					c.metrics = append(c.metrics, scope.Metrics...)
				}
			}
		})
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	c.URL = server.URL
	return c
}

// take reads one request.
func (c *Collector) take(w http.ResponseWriter, r *http.Request, into proto.Message, keep func()) {
	body := io.Reader(r.Body)
	if r.Header.Get("Content-Encoding") == "gzip" {
		unzipped, err := gzip.NewReader(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		body = unzipped
	}
	text, err := io.ReadAll(body)
	if err == nil {
		err = proto.Unmarshal(text, into)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.requests++
	c.raw.Write(text)
	keep()
	w.Header().Set("Content-Type", "application/x-protobuf") // and an empty message: all was taken
}

// Spans gives the spans that came, in the order in which they came.
func (c *Collector) Spans() []*tracespb.Span {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]*tracespb.Span(nil), c.spans...)
}

// Logs gives the log records that came.
func (c *Collector) Logs() []*logspb.LogRecord {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]*logspb.LogRecord(nil), c.logs...)
}

// Metrics gives the metrics that came, each as often as it was sent.
func (c *Collector) Metrics() []*metricspb.Metric {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]*metricspb.Metric(nil), c.metrics...)
}

// Resource gives the attributes of what sent spans.
func (c *Collector) Resource() map[string]string {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := map[string]string{}
	for _, a := range c.resources {
		all[a.Key] = a.Value.GetStringValue()
	}
	return all
}

// Raw gives all bytes that came, unzipped: what is not in them was not told.
func (c *Collector) Raw() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return bytes.Clone(c.raw.Bytes())
}

// Requests counts the requests that were well-formed.
func (c *Collector) Requests() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.requests
}

// Attribute gives the text of a span's or a record's attribute, "" if it has none of the name.
func Attribute(attributes []*commonpb.KeyValue, name string) string {
	for _, a := range attributes {
		if a.Key == name {
			return a.Value.GetStringValue()
		}
	}
	return ""
}
