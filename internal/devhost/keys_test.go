package devhost_test

import (
	"testing"

	"waybill/internal/devhost"
)

// With EnableAuth each level asks for its key, in the header or else in the query; without it nothing does.
func TestFunctionKeys(t *testing.T) {
	t.Parallel()
	content := files{
		"host.json":           hostJSON("", proxying),
		"Open/function.json":  function(`{"type":"httpTrigger","direction":"in","name":"req","authLevel":"anonymous"}`, resOut),
		"Keyed/function.json": function(`{"type":"httpTrigger","direction":"in","name":"req"}`, resOut),
		"Admin/function.json": function(`{"type":"httpTrigger","direction":"in","name":"req","authLevel":"admin"}`, resOut),
		"Off/function.json":   `{"disabled":true,"bindings":[{"type":"httpTrigger","direction":"in","name":"req"},` + resOut + `]}`,
	}
	data := t.TempDir()
	f := start(t, answer(""), content, func(o *devhost.Options) { o.EnableAuth, o.DataDir = true, data })
	keys := f.Keys()
	for _, c := range []struct {
		path, key string
		want      int
	}{
		{"/api/Open", "", 200},
		{"/api/Keyed", "", 401},
		{"/api/Keyed", "wrong", 401},
		{"/api/Keyed", keys.Functions["Open"], 401},
		{"/api/Keyed", keys.Functions["Keyed"], 200},
		{"/api/Keyed", keys.Host, 200},
		{"/api/Keyed", keys.Master, 200},
		{"/api/Admin", keys.Functions["Admin"], 401},
		{"/api/Admin", keys.Host, 401},
		{"/api/Admin", keys.Master, 200},
		{"/api/Off", keys.Host, 404},
		{"/api/Off", keys.Master, 200},
		{"/admin/host/status", keys.Host, 401},
		{"/admin/host/status", keys.Master, 200},
		{"/admin/host/ping", "", 200},
	} {
		if got, body := f.request("GET", c.path, "", "x-functions-key", c.key); got != c.want || got == 401 && body != "" {
			t.Errorf("%s: got %d %q, want %d", c.path, got, body, c.want)
		}
	}
	if got, _ := f.request("GET", "/api/Keyed?code="+keys.Host, ""); got != 200 {
		t.Errorf("the query's key gets %d", got)
	}
	if got, _ := f.request("GET", "/api/Keyed?code="+keys.Host, "", "x-functions-key", "wrong"); got != 401 {
		t.Errorf("the header does not go first: %d", got)
	}

	again := start(t, answer(""), content, func(o *devhost.Options) { o.DataDir = data })
	if again.Keys().Master != keys.Master || again.Keys().Functions["Keyed"] != keys.Functions["Keyed"] {
		t.Error("the keys are new after a restart")
	}
	if got, _ := again.request("GET", "/api/Admin", ""); got != 200 {
		t.Errorf("without EnableAuth: got %d", got)
	}
}
