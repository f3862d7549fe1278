package azfunc_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"waybill/shared/azfunc"
)

var update = flag.Bool("update", false, "write testdata/functions")

// function.json has the bindings that the host needs to hand over exact bytes and to pass HTTP requests on unchanged.
func TestFunctionJSONIsWhatTheHostNeeds(t *testing.T) {
	t.Parallel()
	for _, d := range []azfunc.Definition{
		{Name: "Accept", Trigger: azfunc.HTTPTrigger{Methods: []string{"POST", "PUT"}, Route: "v1/handovers/{id}/accept", Level: azfunc.AuthAnonymous}},
		{Name: "Webhook", Trigger: azfunc.HTTPTrigger{Methods: []string{"POST"}, Route: "events"}},
		{Name: "Take", Trigger: azfunc.QueueTrigger{Queue: "%ORDERS_QUEUE%"}, Outputs: []azfunc.Output{{Queue: "transactions"}}},
		{Name: "TakeBatch", Trigger: azfunc.QueueTrigger{Queue: "transactions", Sessions: true, Batch: true}},
		{Name: "Tick", Trigger: azfunc.TimerTrigger{Schedule: "0 */5 * * * *"}},
		{
			Name: "TickAgain", Trigger: azfunc.TimerTrigger{Schedule: "%TICK_SCHEDULE%"},
			Retry: &azfunc.Retry{MaxCount: -1, Delay: time.Hour + 2*time.Minute + 3*time.Second},
		},
	} {
		if err := d.Validate(); err != nil {
			t.Error(err)
		}
		file := filepath.Join("testdata", "functions", d.Name+".json")
		if *update {
			if err := os.WriteFile(file, d.FunctionJSON(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(d.FunctionJSON()); got != string(want) {
			t.Errorf("%s: got %s", d.Name, got)
		}
	}
}

// What the host would skip with a line in its log is refused, with the name of the function and what to write instead.
func TestDefinitionsThatTheHostWouldSkipAreRefused(t *testing.T) {
	t.Parallel()
	web := func(route string, methods ...string) azfunc.Trigger {
		return azfunc.HTTPTrigger{Methods: methods, Route: route}
	}
	queue, timer := azfunc.QueueTrigger{Queue: "orders"}, azfunc.TimerTrigger{Schedule: "0 0 * * * MON-FRI"}
	retry := func(count int, delay time.Duration) *azfunc.Retry {
		return &azfunc.Retry{MaxCount: count, Delay: delay}
	}
	for name, test := range map[string]struct {
		definition azfunc.Definition
		want       string // in the error; "" if the definition is valid
	}{
		"valid queue":              {azfunc.Definition{Name: "take_orders-2", Trigger: queue}, ""},
		"valid dead-letter queue":  {azfunc.Definition{Name: "Bury", Trigger: azfunc.QueueTrigger{Queue: "orders/$DeadLetterQueue"}}, ""},
		"valid timer":              {azfunc.Definition{Name: "Tick", Trigger: timer, Retry: retry(3, time.Second)}, ""},
		"no name":                  {azfunc.Definition{Trigger: queue}, "name must be"},
		"a digit first":            {azfunc.Definition{Name: "1st", Trigger: queue}, "name must be"},
		"a slash":                  {azfunc.Definition{Name: "a/b", Trigger: queue}, "name must be"},
		"too long":                 {azfunc.Definition{Name: strings.Repeat("x", 129), Trigger: queue}, "name must be"},
		"the host's own name":      {azfunc.Definition{Name: "Host", Trigger: queue}, "keeps this name"},
		"no trigger":               {azfunc.Definition{Name: "F"}, "no trigger"},
		"no queue":                 {azfunc.Definition{Name: "F", Trigger: azfunc.QueueTrigger{}}, "neither a queue"},
		"half a setting":           {azfunc.Definition{Name: "F", Trigger: azfunc.QueueTrigger{Queue: "%ORDERS"}}, "neither a queue"},
		"a bad output":             {azfunc.Definition{Name: "F", Trigger: queue, Outputs: []azfunc.Output{{Queue: "a b"}}}, "output"},
		"five fields":              {azfunc.Definition{Name: "F", Trigger: azfunc.TimerTrigger{Schedule: "*/5 * * * *"}}, "six fields"},
		"no cron expression":       {azfunc.Definition{Name: "F", Trigger: azfunc.TimerTrigger{Schedule: "a b c d e f!"}}, "six fields"},
		"retry on a queue":         {azfunc.Definition{Name: "F", Trigger: queue, Retry: retry(3, time.Second)}, "timers only"},
		"retry without a count":    {azfunc.Definition{Name: "F", Trigger: timer, Retry: retry(0, time.Second)}, "retry count"},
		"retry by the millisecond": {azfunc.Definition{Name: "F", Trigger: timer, Retry: retry(1, 1500*time.Millisecond)}, "whole seconds"},
		"retry after a day":        {azfunc.Definition{Name: "F", Trigger: timer, Retry: retry(1, 24*time.Hour)}, "less than a day"},
		"no method":                {azfunc.Definition{Name: "F", Trigger: web("v1/x")}, "no method"},
		"a method in lower case":   {azfunc.Definition{Name: "F", Trigger: web("v1/x", "get")}, `method "get"`},
		"a method twice":           {azfunc.Definition{Name: "F", Trigger: web("v1/x", "GET", "GET")}, "twice"},
		"no route":                 {azfunc.Definition{Name: "F", Trigger: web("", "GET")}, "route"},
		"a leading slash":          {azfunc.Definition{Name: "F", Trigger: web("/v1/x", "GET")}, "route"},
		"a constraint":             {azfunc.Definition{Name: "F", Trigger: web("v1/{id:int}", "GET")}, "{id:int}"},
		"a rest":                   {azfunc.Definition{Name: "F", Trigger: web("v1/{rest...}", "GET")}, "{rest...}"},
		"a parameter twice":        {azfunc.Definition{Name: "F", Trigger: web("v1/{id}/{id}", "GET")}, "twice"},
		"two dots":                 {azfunc.Definition{Name: "F", Trigger: web("v1/../x", "GET")}, "route"},
		"an unknown level": {azfunc.Definition{Name: "F", Trigger: azfunc.HTTPTrigger{
			Methods: []string{"GET"}, Route: "x", Level: "user",
		}}, `level "user"`},
	} {
		err := test.definition.Validate()
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%s: got %v, want %q in it", name, err, test.want)
		}
	}
}
