package devhost_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"waybill/internal/devhost"
)

// Only direct children of the script root are functions, and a wrong one is logged and left out while the others start.
func TestAWrongFunctionIsSkipped(t *testing.T) {
	t.Parallel()
	content := files{
		"host.json":               hostJSON(`"functions":[]`, proxying),
		"Good/function.json":      function(httpIn(""), resOut),
		"deep/Down/function.json": function(httpIn(""), resOut),
		"empty/keep":              "",
		"notAFolder":              "",
	}
	wrong := files{
		"host":      function(httpIn("")),
		"1st":       function(httpIn("")),
		"NotJSON":   `{`,
		"NoTrigger": function(resOut),
		"TwoOfThem": function(httpIn(""), strings.Replace(httpIn(""), "req", "two", 1)),
		"SameNames": function(httpIn(""), strings.Replace(resOut, "res", "REQ", 1)),
		"BadName":   function(strings.Replace(httpIn(""), "req", "a_b", 1)),
		"Direction": function(`{"type":"httpTrigger","name":"req"}`),
		"Untyped":   function(httpIn(""), `{"direction":"out","name":"res"}`),
		"Script":    `{"scriptFile":"missing.js","bindings":[` + httpIn("") + `]}`,
		"Schedule":  function(`{"type":"timerTrigger","direction":"in","name":"t","schedule":"often"}`),
		"Setting":   function(busIn(`"subscriptionName":"%NO_SUCH_SETTING%"`)),
		"NoQueue":   function(`{"type":"serviceBusTrigger","direction":"in","name":"m"}`),
		"Retry":     `{"retry":{"strategy":"never"},"bindings":[` + httpIn("") + `]}`,
		"good":      function(httpIn("")),
	}
	for name, text := range wrong {
		content[name+"/function.json"] = text
	}
	f := start(t, answer("{}"), content)
	for name := range maps.Keys(wrong) {
		if !f.log.has("function is skipped", "function="+name) {
			t.Errorf("%s is not skipped", name)
		}
	}
	if f.log.has("deep") || f.log.has("empty") || f.log.has("function=Good") {
		t.Error("more is skipped")
	}
	if status, _ := f.request("GET", "/api/Good", ""); status != 200 {
		t.Errorf("the good one gives %d", status)
	}
}

// Settings are named in bindings as %NAME% and override host.json under AzureFunctionsJobHost__.
func TestSettingsInBindingsAndOverHostJSON(t *testing.T) {
	t.Parallel()
	h := &recorder{}
	f := start(t, h, files{
		"host.json":               hostJSON(`"functions":["F","G"]`, ""),
		"F/function.json":         function(strings.Replace(busIn(""), "orders", "%PREFIX%-%QUEUE%", 1)),
		"G/function.json":         function(httpIn(""), resOut),
		"NotListed/function.json": function(httpIn(""), resOut),
	}, func(o *devhost.Options) {
		o.Settings = map[string]string{
			"PREFIX": "test", "QUEUE": "orders",
			"AzureFunctionsJobHost__customHandler__enableProxyingHttpRequest": "true",
			"AzureFunctionsJobHost__extensions__http__routePrefix":            "",
		}
	})
	f.send("test-orders", "x")
	h.envelopes(t, 1)
	if status, _ := f.request("GET", "/G", ""); status != 200 {
		t.Errorf("without prefix: %d", status)
	}
	if status, _ := f.request("GET", "/NotListed", ""); status != 404 {
		t.Errorf("a function that is not listed: %d", status)
	}
}

// What makes the whole host wrong stops it before it starts, with a sentence.
func TestAHostThatDoesNotStart(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]struct {
		text   string
		change func(*devhost.Options)
	}{
		"read host.json":                    {text: ""},
		`it must be "2.0"`:                  {text: `{"version":"1.0"}`},
		"missing worker description":        {text: `{"version":"2.0","customHandler":{}}`},
		"defaultExecutablePath":             {text: `{"version":"2.0","customHandler":{"description":{}}}`},
		"host.json functionTimeout":         {text: hostJSON(`"functionTimeout":"soon"`, "")},
		"customHandler.http.routes":         {text: hostJSON("", `"http":{"routes":[{}]}`)},
		`customHandler.port is "0"`:         {text: hostJSON("", `"port":"0"`)},
		"is not loopback":                   {change: func(o *devhost.Options) { o.Addr = "0.0.0.0:0" }},
		`address "nowhere"`:                 {change: func(o *devhost.Options) { o.Addr = "nowhere" }},
		"the redeliver rate is 2":           {change: func(o *devhost.Options) { o.RedeliverRate = 2 }},
		"crash after is -1":                 {change: func(o *devhost.Options) { o.CrashAfter = -1 }},
		"no such file":                      {change: func(o *devhost.Options) { o.ScriptRoot = "/there/is/none" }},
		"keys.json is not valid; delete it": {change: func(o *devhost.Options) { o.DataDir = o.ScriptRoot }},
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			if c.change != nil {
				c.text = hostJSON("", "")
			}
			_, o := prepare(t, http.NotFoundHandler(), files{
				"host.json": c.text, "keys.json": "{", "F/function.json": function(httpIn("")),
			})
			if c.change != nil {
				c.change(&o)
			}
			h, err := devhost.Start(t.Context(), o)
			if err == nil {
				h.Stop(t.Context())
			}
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// Without a broker the functions on the bus are left out, and the others start.
func TestAHostWithoutABroker(t *testing.T) {
	t.Parallel()
	content := onBus("")
	content["G/function.json"] = function(httpIn(""), resOut)
	f := start(t, answer("{}"), content, func(o *devhost.Options) { o.Broker = nil })
	if !f.log.has("function is skipped", "there is no broker") {
		t.Error("the log does not tell")
	}
	if status, _ := f.request("GET", "/api/G", ""); status != 204 {
		t.Errorf("got %d", status)
	}
}
