package devhost_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// A function that no request can start is started by hand: the input is the trigger's value, and the answer does not
// wait.
func TestStartingAFunctionByHand(t *testing.T) {
	t.Parallel()
	h := &recorder{}
	f := start(t, h, files{
		"host.json":           hostJSON("", ""),
		"Bus/function.json":   function(busIn("")),
		"Raw/function.json":   function(strings.Replace(busIn(`"dataType":"binary"`), "orders", "raw", 1)),
		"Queue/function.json": function(`{"type":"queueTrigger","direction":"in","name":"msg","queueName":"q"}`),
		"Blob/function.json":  function(`{"type":"blobTrigger","direction":"in","name":"msg","path":"c/{name}"}`),
		"Timer/function.json": function(`{"type":"timerTrigger","direction":"in","name":"msg","schedule":"0 0 0 1 1 *"}`),
		"Http/function.json":  function(httpIn(`"route":"x/{id}"`), resOut),
	})
	for n, c := range []struct{ name, want string }{
		{"Bus", `"\"text\""`}, {"raw", `"dGV4dA=="`}, {"Queue", `"\"text\""`}, {"Blob", `"\"text\""`}, {"Timer", `{"Schedule":`},
	} {
		status, _ := f.request("POST", "/admin/functions/"+c.name, `{"input":"text"}`)
		got := h.envelopes(t, n+1)[n]
		if status != 202 || !strings.HasPrefix(string(got.Data["msg"]), c.want) {
			t.Errorf("%s: got %d %s, want %s", c.name, status, got.Data["msg"], c.want)
		}
	}
	for request, want := range map[string]int{
		`Nobody {}`: 404, `Bus {`: 400, `Bus {"input":7}`: 400, `Http {"input":""}`: 400,
	} {
		name, body, _ := strings.Cut(request, " ")
		if status, _ := f.request("POST", "/admin/functions/"+name, body); status != want {
			t.Errorf("%s: got %d, want %d", request, status, want)
		}
	}
}

// The host tells about itself and its functions.
func TestWhatTheHostTells(t *testing.T) {
	t.Parallel()
	f := start(t, answer("{}"), onHTTP("", `"route":"x/{id}"`))
	if err := f.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	var status struct{ State, Version string }
	code, body := f.request("GET", "/admin/host/status", "")
	if err := json.Unmarshal([]byte(body), &status); err != nil || code != 200 || status.State != "Running" {
		t.Errorf("status %d %s", code, body)
	}
	var list []struct {
		Name   string
		Config struct{ Bindings []any }
		Invoke string `json:"invoke_url_template"`
	}
	code, body = f.request("GET", "/admin/functions", "")
	if err := json.Unmarshal([]byte(body), &list); err != nil || code != 200 || len(list) != 1 {
		t.Fatalf("functions %d %s", code, body)
	}
	if fn := list[0]; fn.Name != "F" || len(fn.Config.Bindings) != 2 || fn.Invoke != f.URL()+"/api/x/{id}" {
		t.Errorf("the function is %+v", fn)
	}
	if code, body := f.request("GET", "/admin/functions/F", ""); code != 200 || !strings.HasPrefix(body, `{"name":"F"`) {
		t.Errorf("one function: %d %s", code, body)
	}
	if code, _ := f.request("GET", "/admin/host/ping", ""); code != 200 {
		t.Errorf("ping: %d", code)
	}
}
