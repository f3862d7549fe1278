package showmetrics

import (
	"fmt"
	"strings"
)

// ContentType is the text format of Prometheus, version 0.0.4
// (https://prometheus.io/docs/instrumenting/exposition_formats/).
const ContentType = "text/plain; version=0.0.4; charset=utf-8"

// A Family is one metric: what it is called and means, and its values. Names follow Prometheus' conventions
// (https://prometheus.io/docs/practices/naming/), and OpenTelemetry has them under the same names.
type Family struct {
	Name, Help string
	Type       Type
	Samples    []Sample
}

// A Type is what may be done with a metric's values.
type Type string

// The types.
const (
	Gauge   Type = "gauge"   // goes up and down
	Counter Type = "counter" // grows until the process ends
	Summary Type = "summary" // sum and count of what was measured
)

// A Sample is one value.
type Sample struct {
	Suffix string   // "" except in a summary, which has _sum and _count
	Labels []string // names, each followed by its value; values come from sets that do not grow with the goods
	Value  string   // decimal, as long as it takes: a balance in wei is too long for a float64
}

// Text gives the metrics as a page for Prometheus.
func Text(families []Family) string {
	var p page
	for _, f := range families {
		fmt.Fprintf(&p, "# HELP %s %s\n# TYPE %s %s\n", f.Name, f.Help, f.Name, f.Type)
		for _, s := range f.Samples {
			p.sample(f.Name+s.Suffix, s.Value, s.Labels...)
		}
	}
	return p.String()
}

// A page is text in the exposition format.
type page struct{ strings.Builder }

// escape is what a label's value needs.
var escape = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

func (p *page) sample(name, value string, labels ...string) {
	var pairs []string
	for i := 0; i < len(labels); i += 2 {
		pairs = append(pairs, fmt.Sprintf(`%s="%s"`, labels[i], escape.Replace(labels[i+1])))
	}
	if len(pairs) > 0 {
		name += "{" + strings.Join(pairs, ",") + "}"
	}
	fmt.Fprintf(p, "%s %s\n", name, value)
}
