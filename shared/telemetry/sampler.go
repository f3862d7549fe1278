package telemetry

import (
	"fmt"
	"strconv"
	"strings"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

// samplerOf reads which traces are recorded, as the OpenTelemetry SDK does: all of them by default, and with
// traceidratio the part that OTEL_TRACES_SAMPLER_ARG says. What begins with parentbased_ means the same here, because
// nobody's decision is followed but that of the trace's id: a caller must not decide what is recorded.
func samplerOf(lookup func(string) (string, bool)) (sdktrace.Sampler, error) {
	name, _ := lookup("OTEL_TRACES_SAMPLER")
	switch strings.TrimPrefix(strings.ToLower(strings.TrimSpace(name)), "parentbased_") {
	case "", "always_on":
		return sdktrace.AlwaysSample(), nil
	case "always_off":
		return sdktrace.NeverSample(), nil
	case "traceidratio":
		text, _ := lookup("OTEL_TRACES_SAMPLER_ARG")
		if text = strings.TrimSpace(text); text == "" {
			return sdktrace.AlwaysSample(), nil
		}
		ratio, err := strconv.ParseFloat(text, 64)
		if err != nil || !(ratio >= 0 && ratio <= 1) {
			return nil, fmt.Errorf("OTEL_TRACES_SAMPLER_ARG is %q; give a number from 0 to 1", text)
		}
		return sdktrace.TraceIDRatioBased(ratio), nil
	}
	return nil, fmt.Errorf("OTEL_TRACES_SAMPLER is %q; take always_on, always_off or traceidratio", name)
}
