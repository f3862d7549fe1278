package telemetry_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	"waybill/shared/telemetry"
	"waybill/shared/telemetry/telemetrytest"
)

// variables is an environment.
func variables(pairs ...string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1], true
			}
		}
		return "", false
	}
}

func start(t *testing.T, o telemetry.Options) *telemetry.Telemetry {
	t.Helper()
	started, err := telemetry.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return started
}

func origin(operation string) telemetry.Origin {
	var o telemetry.Origin
	copy(o.Trace[:], operation+strings.Repeat("-", 16))
	copy(o.Span[:], operation+strings.Repeat("-", 8))
	return o
}

// Without a collector nothing is recorded, and the log is what it was.
func TestWithoutACollectorNothingIsRecorded(t *testing.T) {
	t.Parallel()
	var lines bytes.Buffer
	off := start(t, telemetry.Options{Log: slog.NewJSONHandler(&lines, nil), TraceOf: origin})
	_, span := off.Tracer().Start(t.Context(), "anything")
	if off.On() || span.IsRecording() || off.Sampled(origin("op-1")) {
		t.Error("something is recorded")
	}
	if tracer := off.Azure().NewTracer("a", "b"); tracer.Enabled() {
		t.Error("the Azure SDK traces")
	}
	off.Logger().Info("a line", "operation", "op-1")
	if strings.Contains(lines.String(), "traceId") || !strings.Contains(lines.String(), `"msg":"a line"`) {
		t.Errorf("the log is %s", lines.String())
	}
	if err := off.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

// Spans, log records and metrics come to the collector, with what says where they are from.
func TestTheCollectorGetsAllThreeSignals(t *testing.T) {
	t.Parallel()
	collector := telemetrytest.Start(t)
	on := start(t, telemetry.Options{
		TraceOf: origin, Environment: "test", Log: slog.NewTextHandler(new(bytes.Buffer), nil),
		Lookup: variables(telemetry.EndpointVariable, collector.URL, "WEBSITE_SITE_NAME", "func-waybill", "REGION_NAME", "westeurope",
			"WEBSITE_INSTANCE_ID", "i-1", "FUNCTIONS_CUSTOMHANDLER_WORKER_ID", "w-2"),
	})
	_, span := on.First(t.Context(), origin("op-1"), "accept")
	span.End()
	on.Logger().Warn("something happened", "operation", "op-1")
	counter, err := on.Meter().Int64Counter("things_total")
	if err != nil {
		t.Fatal(err)
	}
	counter.Add(t.Context(), 3)
	if err := on.Close(t.Context()); err != nil {
		t.Fatal(err)
	}

	want := origin("op-1")
	spans, logs, metrics := collector.Spans(), collector.Logs(), collector.Metrics()
	if len(spans) != 1 || !bytes.Equal(spans[0].TraceId, want.Trace[:]) || !bytes.Equal(spans[0].SpanId, want.Span[:]) || len(spans[0].ParentSpanId) != 0 {
		t.Errorf("spans: %v", spans)
	}
	if len(logs) != 1 || !bytes.Equal(logs[0].TraceId, want.Trace[:]) || logs[0].Body.GetStringValue() != "something happened" {
		t.Errorf("logs: %v", logs)
	}
	if len(metrics) != 1 || metrics[0].Name != "things_total" {
		t.Errorf("metrics: %v", metrics)
	}
	for name, value := range map[string]string{
		"service.name": "waybill", "deployment.environment.name": "test", "cloud.provider": "azure", "cloud.platform": "azure_functions",
		"faas.name": "func-waybill", "cloud.region": "westeurope", "service.instance.id": "i-1/w-2",
	} {
		if got := collector.Resource()[name]; got != value {
			t.Errorf("%s is %q, not %q", name, got, value)
		}
	}
}

// Nobody waits for a collector that takes a request and never answers: far more is recorded than the queues hold, and
// all of it returns. Closing gives up after a while. (Were anything to wait, the test would not end.)
func TestNobodyWaitsForACollectorThatHangs(t *testing.T) {
	t.Parallel()
	over := make(chan struct{})
	asked := make(chan struct{}, 1000)
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		asked <- struct{}{}
		<-over
	}))
	defer server.Close()
	defer close(over)
	on := start(t, telemetry.Options{Lookup: variables(telemetry.EndpointVariable, server.URL), TraceOf: origin, Every: time.Millisecond})
	_, first := on.Tracer().Start(t.Context(), "a step")
	first.End()
	<-asked // from here on the exporter hangs
	for range 50_000 {
		_, span := on.Tracer().Start(t.Context(), "a step")
		span.End()
		on.Logger().Info("a line")
	}
	if err := on.Close(t.Context()); err == nil {
		t.Error("what was never taken counts as sent")
	}
}

// A line that names an operation belongs to its trace; any other one to the span in the context.
func TestLinesSayToWhichTraceTheyBelong(t *testing.T) {
	t.Parallel()
	var lines bytes.Buffer
	on := start(t, telemetry.Options{Log: slog.NewJSONHandler(&lines, nil), TraceOf: origin, Spans: tracetest.NewInMemoryExporter()})
	ctx, span := on.Tracer().Start(t.Context(), "an invocation")
	own, operation := span.SpanContext().TraceID().String(), origin("op-1")
	for name, test := range map[string]struct {
		write func(*slog.Logger)
		want  any
	}{
		"of the operation":               {func(l *slog.Logger) { l.InfoContext(ctx, "", "operation", "op-1") }, hex.EncodeToString(operation.Trace[:])},
		"of the operation, named before": {func(l *slog.Logger) { l.With("operation", "op-1").InfoContext(ctx, "") }, hex.EncodeToString(operation.Trace[:])},
		"of the invocation":              {func(l *slog.Logger) { l.InfoContext(ctx, "", "other", "op-1") }, own},
		"of none":                        {func(l *slog.Logger) { l.Info("") }, nil},
	} {
		lines.Reset()
		test.write(on.Logger())
		var line map[string]any
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil || line["traceId"] != test.want || strings.Count(lines.String(), "traceId") > 1 {
			t.Errorf("%s: %s, %v", name, lines.String(), err)
		}
	}
}

// Whether a trace is recorded follows from its id: the same in every process, for the first span and for those that are
// added elsewhere, and for as many as the settings say. What a caller has decided does not count.
func TestTheSampleFollowsFromTheTrace(t *testing.T) {
	t.Parallel()
	settings := variables("OTEL_TRACES_SAMPLER", "parentbased_traceidratio", "OTEL_TRACES_SAMPLER_ARG", "0.25")
	var exported [2]*tracetest.InMemoryExporter
	var processes [2]*telemetry.Telemetry
	for i := range processes {
		exported[i] = tracetest.NewInMemoryExporter()
		processes[i] = start(t, telemetry.Options{Lookup: settings, Spans: exported[i]})
	}
	const traces = 4000
	sampled := 0
	for i := range traces {
		o := telemetry.Origin{Span: [8]byte{1}}
		sum := sha256.Sum256([]byte{byte(i), byte(i >> 8)})
		copy(o.Trace[:], sum[:])
		if processes[0].Sampled(o) {
			sampled++
		}
		_, first := processes[0].First(t.Context(), o, "first")
		first.End()
		_, later := processes[1].Tracer().Start(processes[1].Parent(t.Context(), o), "later")
		later.End()
	}
	if sampled < traces/5 || sampled > traces/3 {
		t.Errorf("%d of %d are recorded", sampled, traces)
	}
	for i, e := range exported {
		if n := len(e.GetSpans()); n != sampled {
			t.Errorf("process %d exported %d of %d", i, n, sampled)
		}
	}
}

// Settings that make no sense are refused with a sentence that names them, and never repeats credentials.
func TestSettingsThatMakeNoSenseAreRefused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, value, want string }{
		{telemetry.EndpointVariable, "localhost:4318", "http://host:4318"},
		{telemetry.EndpointVariable, "http://user:canary@host:4318", "OTEL_EXPORTER_OTLP_HEADERS"},
		{"OTEL_TRACES_SAMPLER", "sometimes", `"sometimes"`},
		{"OTEL_TRACES_SAMPLER_ARG", "2", "from 0 to 1"},
		{"OTEL_TRACES_SAMPLER_ARG", "NaN", "from 0 to 1"},
	} {
		pairs := []string{test.name, test.value, telemetry.EndpointVariable, "http://127.0.0.1:1", "OTEL_TRACES_SAMPLER", "traceidratio"}
		_, err := telemetry.Start(t.Context(), telemetry.Options{Lookup: variables(pairs...)})
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), test.name) || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s=%s: %v", test.name, test.value, err)
		}
	}
}

// The Azure SDK's spans are children of the span in the context.
func TestTheAzureSDKAddsToTheInvocation(t *testing.T) {
	t.Parallel()
	exported := tracetest.NewInMemoryExporter()
	on := start(t, telemetry.Options{Spans: exported})
	ctx, invocation := on.Tracer().Start(t.Context(), "an invocation")
	tracer := on.Azure().NewTracer("aztables", "v1")
	_, call := tracer.Start(ctx, "Client.AddEntity", nil)
	call.End()
	spans := exported.GetSpans()
	if len(spans) != 1 || spans[0].Parent.SpanID() != invocation.SpanContext().SpanID() || spans[0].Name != "Client.AddEntity" {
		t.Errorf("exported %v", spans)
	}
}

// A first span does not take over a span that is in the context.
func TestAFirstSpanIsNobodysChild(t *testing.T) {
	t.Parallel()
	exported := tracetest.NewInMemoryExporter()
	on := start(t, telemetry.Options{Spans: exported})
	ctx := trace.ContextWithSpanContext(t.Context(), trace.NewSpanContext(trace.SpanContextConfig{TraceID: [16]byte{9}, SpanID: [8]byte{9}, TraceFlags: trace.FlagsSampled}))
	_, span := on.First(ctx, origin("op-1"), "accept")
	span.End()
	if s := exported.GetSpans()[0]; s.Parent.IsValid() || s.SpanContext.TraceID() != trace.TraceID(origin("op-1").Trace) {
		t.Errorf("it is %v below %v", s.SpanContext, s.Parent)
	}
}
