package e2e_test

import (
	"bytes"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"testing"

	tracespb "go.opentelemetry.io/proto/otlp/trace/v1"

	"waybill/internal/system"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/telemetry"
	"waybill/shared/telemetry/telemetrytest"
)

// From the API call over the bus, the transaction, the webhook and the ledger's row, an operation is one trace at the
// collector, which has the id that the API tells. Messages that come twice and a request that is repeated add to it. No
// secret is ever told.
func TestAnOperationIsOneTrace(t *testing.T) {
	collector := telemetrytest.Start(t)
	t.Setenv(telemetry.EndpointVariable, collector.URL)
	s := newScene(t, system.Options{Adversity: system.Adversity{Duplicate: true}})
	var report operations.Report
	s.ask(t, "mine", http.MethodGet, operations.Path(s.operation), "").decode(t, http.StatusOK, &report)
	if report.TraceID != operations.TraceID(s.operation) {
		t.Fatalf("the operation is said to be traced as %q", report.TraceID)
	}
	again := s.do(t, "mine", &custody.RegisterAsset{ID: chip1, Type: "item"})
	if again != s.operation {
		t.Fatalf("the repetition made %s", again)
	}

	// What every operation goes through. Which of the last ones come first is a matter of luck.
	want := []string{
		"accept " + string(custody.KindRegisterAsset), "send transactions", "journal signed", "submitted", "broadcast", "receipt",
		"journal final", "journal done", "confirmed", "announce", "record " + custody.AssetRegistered{}.EventName(), "recorded",
	}
	var trace []*tracespb.Span
	eventually(t, "the trace is complete", func() bool {
		trace = nil
		for _, span := range collector.Spans() {
			if hex.EncodeToString(span.TraceId) == report.TraceID {
				trace = append(trace, span)
			}
		}
		names := map[string]int{}
		for _, span := range trace {
			names[span.Name]++
		}
		for _, name := range want {
			if names[name] == 0 {
				return false
			}
		}
		return names[want[0]] == 2 // the repetition
	})
	origin := operations.OriginOf(s.operation)
	roots := 0
	for _, span := range trace {
		if telemetrytest.Attribute(span.Attributes, "waybill.operation") != s.operation {
			t.Errorf("%s is of %v", span.Name, span.Attributes)
		}
		if len(span.Links) != 1 {
			t.Errorf("%s links to %d invocations", span.Name, len(span.Links))
		}
		if bytes.Equal(span.SpanId, origin.Span[:]) && len(span.ParentSpanId) == 0 {
			roots++
		} else if !bytes.Equal(span.ParentSpanId, origin.Span[:]) {
			t.Errorf("%s is a child of %x", span.Name, span.ParentSpanId)
		}
	}
	if roots != 1 {
		t.Errorf("the trace has %d first spans", roots)
	}
	if about := collector.Resource(); about["service.name"] != "waybill" || about["deployment.environment.name"] != s.Settings.Environment {
		t.Errorf("the resource is %v", about)
	}

	eventually(t, "logs and metrics have come", func() bool {
		metric := func(name string) bool {
			for _, m := range collector.Metrics() {
				if m.Name == name {
					return true
				}
			}
			return false
		}
		return len(collector.Logs()) > 0 && metric("waybill_invocations_total") && metric("waybill_invocation_seconds")
	})
	s.Stop() // what is queued is sent
	secrets := slices.Concat(s.Settings.StreamSecrets, []string{
		s.AdminToken, s.tokens["mine"], s.Settings.Passphrase, s.Settings.DigestKey, readable,
		hex.EncodeToString(s.Settings.NetworkSecret), hex.EncodeToString(s.Settings.Pepper),
	})
	told := string(collector.Raw())
	for i, secret := range secrets {
		if secret == "" || strings.Contains(told, secret) {
			t.Errorf("secret %d was told, or is empty", i)
		}
	}
}
