package observe_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"waybill/handlers/showmetrics"
	endurance "waybill/internal/endurance/process"
	"waybill/internal/observe"
	"waybill/shared/azfunc"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
	"waybill/shared/telemetry"
)

const (
	silicon = `{"id":"https://id.gs1.org/01/09521141200018/21/CANARY-ASSET","type":"item"}`
	parent  = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
)

// Each step in a process of its own: accept, record, confirm and project are one trace all the same. What comes again, a
// request, a message or a pass, adds to it, and never begins another one.
func TestFourProcessesMakeOneTrace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.process().accept("key", silicon, nil)
	w.process().record(id)
	w.chain.Mine(10)
	w.process().confirm()
	w.process().project(id)
	once := names(w.trace(id))
	for _, name := range []string{
		"accept " + string(custody.KindRegisterAsset), "send transactions", "journal signed", "submitted", "broadcast", "receipt",
		"journal final", "confirmed", "journal done", "record AssetRegistered", "recorded",
	} {
		if once[name] != 1 {
			t.Errorf("%s: %d times", name, once[name])
		}
	}
	if o, _, err := w.store.Get(t.Context(), mine, id); err != nil || o.Status != operations.Recorded {
		t.Fatalf("%+v, %v", o, err)
	}

	again := w.process()
	if again.accept("key", silicon, nil) != id {
		t.Fatal("another operation")
	}
	again.record(id)
	again.confirm()
	again.project(id)
	spans := w.trace(id)
	if n := names(spans); n["accept "+string(custody.KindRegisterAsset)] != 2 || n["record AssetRegistered"] != 2 {
		t.Errorf("after the repetition: %v", n)
	}
	origin, firsts := operations.OriginOf(id), 0
	for _, s := range spans {
		if s.SpanContext.SpanID() == origin.Span && !s.Parent.IsValid() {
			firsts++
		} else if s.Parent.SpanID() != origin.Span {
			t.Errorf("%s is a child of %s", s.Name, s.Parent.SpanID())
		}
		if len(s.Links) != 1 {
			t.Errorf("%s links to %d invocations", s.Name, len(s.Links))
		}
	}
	if firsts != 1 {
		t.Errorf("there are %d first spans", firsts)
	}
}

// A batch is one invocation, and each of its operations has a trace of its own.
func TestABatchIsManyTraces(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.process()
	var ids []string
	for i := range 60 {
		ids = append(ids, p.accept(fmt.Sprint(i), fmt.Sprintf(`{"id":"https://id.gs1.org/01/09521141200018/21/%d","type":"item"}`, i), nil))
	}
	p.record(ids...)
	for _, id := range ids {
		if n := names(w.trace(id)); n["journal signed"] != 1 || n["broadcast"] != 1 || n["submitted"] != 1 {
			t.Fatalf("%s: %v", id, n)
		}
	}
	var batch []tracetest.SpanStub
	for _, s := range w.spans.GetSpans() {
		if s.Name == "RecordOnChain" {
			batch = append(batch, s)
		}
	}
	if len(batch) != 1 || attribute(batch[0], "messaging.batch.message_count") != "60" {
		t.Errorf("invocations: %v", batch)
	}
}

func attribute(s tracetest.SpanStub, name string) string {
	for _, a := range s.Attributes {
		if string(a.Key) == name {
			return a.Value.String()
		}
	}
	return ""
}

// What a caller sends as traceparent is a link of the invocation and nothing else; what is none is left out. Call and
// operation lead to each other.
func TestATraceParentIsALink(t *testing.T) {
	t.Parallel()
	for sent, linked := range map[string]bool{parent: true, "00-not-a-parent-01": false, strings.Repeat("0", 5000): false, "": false} {
		w := newWorld(t)
		id := w.process().accept("key", silicon, http.Header{"Traceparent": {sent}})
		var call tracetest.SpanStub
		for _, s := range w.spans.GetSpans() {
			if attribute(s, "faas.name") != "" {
				call = s
			}
		}
		first := w.trace(id)[slices.IndexFunc(w.trace(id), func(s tracetest.SpanStub) bool { return !s.Parent.IsValid() })]
		var causes, operations []string
		for _, l := range call.Links {
			if l.SpanContext.TraceID() == first.SpanContext.TraceID() {
				operations = append(operations, l.SpanContext.SpanID().String())
			} else {
				causes = append(causes, l.SpanContext.TraceID().String())
			}
		}
		if call.Parent.IsValid() || call.SpanContext.TraceID().String() == parent[3:35] || len(causes) != len(map[bool][]int{true: {1}}[linked]) {
			t.Errorf("%.60q: the call is %v below %v with the causes %v", sent, call.SpanContext, call.Parent, causes)
		}
		if len(operations) != 1 || first.Links[0].SpanContext.SpanID() != call.SpanContext.SpanID() {
			t.Errorf("%.60q: call and operation do not lead to each other", sent)
		}
	}
}

// Nothing of headers, URLs and bodies gets into spans or metrics, and metrics have labels from sets that do not grow with
// the goods.
func TestNothingSecretAndNothingEndlessIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.process()
	for i := range 20 {
		p.accept(fmt.Sprint("CANARY-KEY-", i), strings.Replace(silicon, "CANARY-ASSET", fmt.Sprint("CANARY-ASSET-", i), 1), http.Header{
			"Authorization": {"Bearer CANARY-TOKEN"}, "Cookie": {"CANARY-COOKIE"}, "X-Functions-Key": {"CANARY-FUNCTION"},
		})
	}
	failing := azfunc.Function{
		Definition: azfunc.Definition{Name: "Failing", Trigger: azfunc.TimerTrigger{Schedule: "0 * * * * *"}},
		Timer:      func(context.Context, azfunc.Timer) error { return errors.New("CANARY-ERROR") },
	}
	_ = p.host(failing).Timer(azfunc.Timer{})
	var told metricdata.ResourceMetrics
	if err := p.metrics.Collect(t.Context(), &told); err != nil {
		t.Fatal(err)
	}
	if text := fmt.Sprintf("%+v %+v", w.spans.GetSpans(), told); strings.Contains(text, "CANARY") || !strings.Contains(text, "Failing") {
		t.Error("a canary was told")
	}
	allowed := map[string][]string{
		"function": {"Failing", "RegisterAsset"}, "outcome": {"succeeded", "refused", "failed", "panicked", "cut"},
		"state":   {"accepted", "submitted", "confirmed", "recorded", "failed", "refused"},
		"meaning": {"unclear", "taken", "known", "nonce_used", "outbid", "underpriced", "gapped", "blocked", "rejected"},
	}
	points := 0
	check := func(name, key, value string) {
		points++
		if !slices.Contains(allowed[key], value) {
			t.Errorf("%s has %s=%q", name, key, value)
		}
	}
	for _, m := range told.ScopeMetrics[0].Metrics {
		each(m, func(key, value string) { check(m.Name, key, value) })
	}
	if points == 0 {
		t.Error("there are no labels")
	}
}

// each calls do for every label of a metric.
func each(m metricdata.Metrics, do func(key, value string)) {
	switch data := m.Data.(type) {
	case metricdata.Sum[float64]:
		for _, p := range data.DataPoints {
			for _, a := range p.Attributes.ToSlice() {
				do(string(a.Key), a.Value.String())
			}
		}
	case metricdata.Gauge[float64]:
		for _, p := range data.DataPoints {
			for _, a := range p.Attributes.ToSlice() {
				do(string(a.Key), a.Value.String())
			}
		}
	case metricdata.Histogram[float64]:
		for _, p := range data.DataPoints {
			for _, a := range p.Attributes.ToSlice() {
				do(string(a.Key), a.Value.String())
			}
		}
	}
}

// The page for Prometheus and the collector are told the same numbers.
func TestPrometheusAndTheCollectorAreToldTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.process()
	id := p.accept("key", silicon, nil)
	p.record(id)
	var told metricdata.ResourceMetrics
	if err := p.metrics.Collect(t.Context(), &told); err != nil {
		t.Fatal(err)
	}
	collected := map[string]float64{}
	for _, m := range told.ScopeMetrics[0].Metrics {
		if sum, is := m.Data.(metricdata.Sum[float64]); is {
			for _, point := range sum.DataPoints {
				collected[m.Name] += point.Value
			}
		}
	}
	text := showmetrics.Text(p.observer.Counters())
	for name, want := range map[string]float64{
		"waybill_invocations_total": 2, "waybill_operation_moves_total": 2, "waybill_journaled_transactions_total": 1, "waybill_node_answers_total": 1,
	} {
		page := 0.0
		for line := range strings.Lines(text) {
			var value float64
			if strings.HasPrefix(line, name) {
				_, _ = fmt.Sscan(line[strings.LastIndexByte(line, ' '):], &value)
			}
			page += value
		}
		if collected[name] != want || page != want {
			t.Errorf("%s is %v at the collector and %v on the page, not %v", name, collected[name], page, want)
		}
	}
}

// An announced event whose operation this process has never met gets its span once the store has been asked.
func TestAnAnnouncementFindsItsOperation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.process().accept("key", silicon, nil)
	o, _, err := w.store.Get(t.Context(), mine, id)
	if err != nil {
		t.Fatal(err)
	}
	webhook := w.process()
	inbox := webhook.observer.Inbox(took{}, w.store)
	item := ledger.InboxItem{Transaction: custody.Digest{7}, Block: 3, Raw: []byte(`{"data":{"commandId":"` + o.Command.Hex() + `"}}`)}
	unknown := ledger.InboxItem{Raw: []byte(`{"data":{"commandId":"` + custody.Digest{9}.Hex() + `"}}`)}
	if n, err := inbox.Receive(t.Context(), []ledger.InboxItem{unknown, {Raw: []byte("?")}, item}); n != 3 || err != nil {
		t.Fatal(n, err)
	}
	endurance.Eventually(t, "the announcement is in the trace", func() bool { return names(w.trace(id))["announce"] == 1 })
}

// took takes everything.
type took struct{}

func (took) Receive(_ context.Context, items []ledger.InboxItem) (int, error) { return len(items), nil }

// A move that the store refused is a failed one in its operation's trace, and no other is.
func TestARefusedMoveIsSeen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.process()
	good, bad := p.accept("good", silicon, nil), "op-that-nobody-has"
	err := p.store.AdvanceAll(t.Context(), []operations.Move{
		{Organization: mine, Operation: good, Outcome: operations.Outcome{Status: operations.Submitted}},
		{Organization: mine, Operation: bad, Outcome: operations.Outcome{Status: operations.Submitted}},
	})
	if !errors.As(err, new(operations.MoveErrors)) {
		t.Fatal(err)
	}
	for id, want := range map[string]codes.Code{good: codes.Unset, bad: codes.Error} {
		for _, s := range w.trace(id) {
			if s.Name == "submitted" && s.Status.Code != want {
				t.Errorf("%s: %v", id, s.Status)
			}
		}
	}
	if len(w.trace(bad)) != 1 {
		t.Error("the refused move is not seen")
	}
}

// What a backend can do beside the port, it can do under observation.
func TestABackendCanWhatItCould(t *testing.T) {
	t.Parallel()
	o := newWorld(t).process().observer
	for name, b := range map[string]chain.Backend{"neither": plainBackend{}, "several": several{}, "background": background{}, "both": both{}} {
		_, hadSeveral := b.(chain.Endpoints)
		_, hadBackground := b.(chain.BackgroundSender)
		watched := o.Backend(b)
		endpoints, hasSeveral := watched.(chain.Endpoints)
		_, hasBackground := watched.(chain.BackgroundSender)
		if hasSeveral != hadSeveral || hasBackground != hadBackground {
			t.Errorf("%s: several endpoints %v, background %v", name, hasSeveral, hasBackground)
		}
		if hasSeveral {
			if _, stillBackground := endpoints.Pass().(chain.BackgroundSender); stillBackground != hadBackground {
				t.Errorf("%s: in a pass, background %v", name, stillBackground)
			}
		}
	}
}

type (
	plainBackend struct{ chain.Backend }
	several      struct{ chain.Backend }
	background   struct{ chain.Backend }
	both         struct{ chain.Backend }
)

func (several) Pass() chain.Backend { return plainBackend{} }
func (both) Pass() chain.Backend    { return background{} }

func (background) Post(context.Context, [][]byte) func() ([]chain.Answer, error) { return nil }
func (both) Post(context.Context, [][]byte) func() ([]chain.Answer, error)       { return nil }

// Figures are told with the timer that takes them, and no longer than they are of the moment: an instance that has lost
// the timer falls silent. A timer does not fail because there are none.
func TestFiguresAreToldWhileTheyAreFresh(t *testing.T) {
	t.Parallel()
	p := newWorld(t).process()
	runs := 0
	timer := azfunc.Function{
		Definition: azfunc.Definition{Name: "SweepOperations", Trigger: azfunc.TimerTrigger{Schedule: "0 * * * * *"}},
		Timer:      func(context.Context, azfunc.Timer) error { runs++; return nil },
	}
	var down error
	host := p.host(p.observer.Figures(timer, func(context.Context) (showmetrics.Figures, error) {
		return showmetrics.Figures{SetAside: 4}, down
	}))
	if err := host.Timer(azfunc.Timer{}); err != nil {
		t.Fatal(err)
	}
	if n := gauge(t, p, "waybill_set_aside_messages"); !slices.Equal(n, []float64{4}) {
		t.Errorf("told %v", n)
	}
	down = errors.New("the store is down")
	if err := host.Timer(azfunc.Timer{}); err != nil || runs != 2 {
		t.Errorf("%v after %d runs", err, runs)
	}
	p.observer.Age(time.Hour)
	if n := gauge(t, p, "waybill_set_aside_messages"); len(n) != 0 {
		t.Errorf("an hour later %v is still told", n)
	}
}

func gauge(t *testing.T, p *process, name string) (values []float64) {
	t.Helper()
	var told metricdata.ResourceMetrics
	if err := p.metrics.Collect(t.Context(), &told); err != nil {
		t.Fatal(err)
	}
	for _, m := range told.ScopeMetrics[0].Metrics {
		if m.Name == name {
			for _, point := range m.Data.(metricdata.Gauge[float64]).DataPoints {
				values = append(values, point.Value)
			}
		}
	}
	return values
}

// Without telemetry an observer counts and does nothing else: no span, and no more memory for an invocation than without
// an observer.
func TestWithoutTelemetryAnObserverOnlyCounts(t *testing.T) {
	silent, err := telemetry.Start(t.Context(), telemetry.Options{})
	if err != nil {
		t.Fatal(err)
	}
	o := observe.New(silent)
	call, ending := azfunc.Call{Function: "RegisterAsset", Trigger: "http"}, azfunc.Ending{Outcome: azfunc.Succeeded}
	o.End(t.Context(), call, ending)
	if n := testing.AllocsPerRun(100, func() { o.End(o.Begin(t.Context(), call), call, ending) }); n != 0 {
		t.Errorf("%v allocations for an invocation", n)
	}
	text := showmetrics.Text(o.Counters())
	if !strings.Contains(text, `waybill_invocations_total{function="RegisterAsset",outcome="succeeded"} 102`) {
		t.Error(text)
	}
}
