package archtest

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"waybill/handlers/showmetrics"
	"waybill/internal/observe"
	"waybill/shared/azfunc"
	"waybill/shared/telemetry"
)

// metrics are the names that the page for Prometheus has, with what a summary adds to its own.
func metrics(t *testing.T) map[string]bool {
	t.Helper()
	silent, err := telemetry.Start(t.Context(), telemetry.Options{})
	if err != nil {
		t.Fatal(err)
	}
	observer := observe.New(silent)
	observer.End(t.Context(), azfunc.Call{Function: "ShowMetrics"}, azfunc.Ending{Outcome: azfunc.Succeeded})
	page := showmetrics.Text(append(showmetrics.Figures{
		Reachable: true, Signers: []showmetrics.Signer{{}}, DeadLetters: map[string]int{"commands": 1},
	}.Families(time.Time{}), observer.Counters()...))
	names := map[string]bool{}
	for line := range strings.Lines(page) {
		if !strings.HasPrefix(line, "#") {
			names[line[:strings.IndexAny(line, "{ ")]] = true
		} else if name, isType := strings.CutPrefix(line, "# TYPE "); isType && !strings.Contains(name, " summary") {
			names[strings.Fields(name)[0]] = true // a family that has no sample just now
		}
	}
	return names
}

// A rule is an alert of docs/dashboards/alerts.yaml.
type rule struct {
	Alert, Expr string
	Annotations map[string]string
}

func rules(t *testing.T) (all []rule) {
	t.Helper()
	var file struct{ Groups []struct{ Rules []rule } }
	if err := yaml.Unmarshal(read(t, "../../docs/dashboards/alerts.yaml"), &file); err != nil {
		t.Fatal(err)
	}
	for _, g := range file.Groups {
		all = append(all, g.Rules...)
	}
	return all
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Dashboard and rules ask for metrics that there are, and every metric that there is can be seen somewhere.
func TestEveryMetricIsGivenAndShown(t *testing.T) {
	t.Parallel()
	var board struct {
		Panels []struct{ Targets []struct{ Expr string } }
	}
	if err := json.Unmarshal(read(t, "../../docs/dashboards/waybill.json"), &board); err != nil {
		t.Fatal(err)
	}
	var asked []string
	for _, p := range board.Panels {
		for _, target := range p.Targets {
			asked = append(asked, target.Expr)
		}
	}
	for _, r := range rules(t) {
		asked = append(asked, r.Expr)
	}
	given, shown := metrics(t), map[string]bool{}
	name := regexp.MustCompile(`\b(?:waybill|process)_[a-z_]+`)
	for _, expression := range asked {
		for _, metric := range name.FindAllString(expression, -1) {
			shown[metric] = true
			if !given[metric] {
				t.Errorf("%s asks for %s, which the page for Prometheus does not have", expression, metric)
			}
		}
	}
	for metric := range given {
		if !shown[metric] {
			t.Errorf("%s is neither on the dashboard nor in a rule", metric)
		}
	}
	if len(shown) == 0 {
		t.Error("nothing is asked for")
	}
}

// Every metric that the handbook names is one that there is.
func TestTheRunbooksNameMetricsThatThereAre(t *testing.T) {
	t.Parallel()
	given := metrics(t)
	found := regexp.MustCompile("`(waybill_[a-z_]+|process_[a-z_]+)`").FindAllStringSubmatch(string(read(t, "../../docs/operations.md")), -1)
	for _, m := range found {
		if !given[m[1]] {
			t.Errorf("docs/operations.md names %s, which the page for Prometheus does not have", m[1])
		}
	}
	if len(found) == 0 {
		t.Error("docs/operations.md names no metric")
	}
}

// Every alert has a runbook of its name, which says who raises it, what it means, how to look, what to do and when it is
// over; and every runbook has its alert.
func TestEveryAlertHasARunbook(t *testing.T) {
	t.Parallel()
	_, books, found := strings.Cut(string(read(t, "../../docs/operations.md")), "\n## When an alert is raised\n")
	if !found {
		t.Fatal("docs/operations.md has no runbooks")
	}
	byName := map[string]string{}
	for _, book := range strings.Split(books, "\n### ")[1:] {
		name, text, _ := strings.Cut(book, "\n")
		byName[name] = text
		for _, part := range []string{"\nRaised by ", "**It means** ", "**Look.** ", "**Do.** ", "**It is over** "} {
			if strings.Count(text, part) != 1 {
				t.Errorf("the runbook of %s does not say once: %s", name, strings.TrimSpace(part))
			}
		}
	}
	var raised []string
	for _, r := range rules(t) {
		raised = append(raised, r.Alert)
		if !strings.Contains(byName[r.Alert], "Raised by Prometheus") {
			t.Errorf("%s has no runbook that Prometheus raises", r.Alert)
		}
		if r.Annotations["runbook_url"] != "docs/operations.md#"+r.Alert || r.Annotations["summary"] == "" {
			t.Errorf("%s does not lead to its runbook: %v", r.Alert, r.Annotations)
		}
	}
	for name, text := range byName {
		if strings.Contains(text, "Raised by Prometheus") != slices.Contains(raised, name) {
			t.Errorf("the runbook of %s says wrongly who raises it", name)
		}
	}
}
