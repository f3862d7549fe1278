package devhost_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"waybill/internal/devhost"
	"waybill/internal/devhost/protocol"
)

// The golden vectors of the protocol: twelve for what the host sends, thirteen for what it makes of an answer.
func TestTheTwelvePlusThirteenGoldenVectors(t *testing.T) {
	t.Parallel()
	t.Run("sent", sendsTheTwelve)
	t.Run("answered", judgesTheThirteen)
}

// sendsTheTwelve compares byte for byte.
func sendsTheTwelve(t *testing.T) {
	t.Parallel()
	at := time.Date(2019, 10, 16, 17, 58, 31, 123_000_000, time.UTC)
	for name, c := range map[string]struct {
		value any
		want  string
	}{
		"text":           {"hello", `"\"hello\""`},
		"JSON text":      {`{"a":1}`, `"\"{\\\"a\\\":1}\""`},
		"bytes":          {[]byte("hello"), `"aGVsbG8="`},
		"number":         {int64(5), `"5"`},
		"bool":           {true, `"true"`},
		"GUID":           {"c0ffee00-0000-4000-8000-000000000001", `"\"c0ffee00-0000-4000-8000-000000000001\""`},
		"array":          {[]string{"a", "b"}, `"[\"a\",\"b\"]"`},
		"null":           {nil, `"null"`},
		"DateTime":       {protocol.DateTime(at), `"2019-10-16T17:58:31"`},
		"DateTimeOffset": {protocol.DateTimeOffset(at), `"2019-10-16T17:58:31+00:00"`},
		"object":         {protocol.NewObject("Name", "x", "Id", 1), `{"Name":"x","Id":1}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := protocol.EncodeValue(c.value)
			if err != nil || string(got) != c.want {
				t.Errorf("got %s, %v; want %s", got, err, c.want)
			}
		})
	}

	t.Run("spoofed metadata", func(t *testing.T) {
		t.Parallel()
		var d protocol.BindingData
		d.Set("DeliveryCount", 3)
		d.Apply(`{"DeliveryCount":"0","x":{"y":1},"l":[1]}`)
		body, err := protocol.Request(nil, &d)
		if want := `{"Data":{},"Metadata":{"DeliveryCount":"\"0\"","x":{"y":1}}}`; err != nil || string(body) != want {
			t.Errorf("got %s, %v; want %s", body, err, want)
		}
	})
}

func judgesTheThirteen(t *testing.T) {
	t.Parallel()
	const json = "application/json"
	redirect := http.NewServeMux()
	redirect.Handle("/F", http.RedirectHandler("/x", http.StatusFound))
	redirect.Handle("/x", answer("{}"))
	for name, c := range map[string]struct {
		handler http.Handler
		check   func(*testing.T, http.Handler)
	}{
		"empty object completes":               {answer("{}"), completes},
		"204 hangs":                            {respondWith(http.StatusNoContent, "", ""), hangs},
		"200 without a body hangs":             {respondWith(http.StatusOK, json, ""), hangs},
		"null hangs":                           {answer("null"), hangs},
		"text/plain fails":                     {respondWith(http.StatusOK, "text/plain", "{}"), abandons},
		"404 fails":                            {respondWith(http.StatusNotFound, json, "{}"), abandons},
		"500 fails":                            {respondWith(http.StatusInternalServerError, json, "{}"), abandons},
		"a redirect is followed":               {redirect, completes},
		"a base64 string is a type name":       {answer(`{"Outputs":{"out":"abcd"}}`), sends("System.Byte[]")},
		"an array of strings is exact":         {answer(`{"Outputs":{"out":["abcd"]}}`), sends("abcd")},
		"an object is indented":                {answer(`{"Outputs":{"out":{"a":1}}}`), sends("{\n  \"a\": 1\n}")},
		"what looks like JSON must be":         {answer(`{"Outputs":{"out":"{bad}"}}`), abandons},
		"status does not count":                {answer(`{"Outputs":{"res":{"status":404,"body":"x"}}}`), responds(200, "x")},
		"statusCode counts":                    {answer(`{"Outputs":{"res":{"statusCode":404,"body":"x"}}}`), responds(404, "x")},
		"outputs without a response":           {answer(`{"Outputs":{}}`), responds(200, "{}")},
		"no outputs for an HTTP function: 204": {answer(`{}`), responds(204, "")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.check(t, c.handler)
		})
	}
}

// sent is a host with one function on the queue "orders", and a message that is already there.
func sent(t *testing.T, handler http.Handler) *fixture {
	t.Helper()
	f := start(t, handler, files{"host.json": hostJSON("", ""), "F/function.json": function(busIn(""), busOut)})
	f.send("orders", "a message")
	return f
}

func completes(t *testing.T, handler http.Handler) {
	f := sent(t, handler)
	f.depth("orders", 0)
	f.depth("orders/$DeadLetterQueue", 0)
}

func abandons(t *testing.T, handler http.Handler) {
	f := sent(t, handler)
	f.depth("orders/$DeadLetterQueue", 1)
	f.depth("sent", 0)
}

func sends(want string) func(*testing.T, http.Handler) {
	return func(t *testing.T, handler http.Handler) {
		f := sent(t, handler)
		f.depth("orders", 0)
		got, err := f.broker.Receive(context.Background(), "sent", false, 2, time.Minute)
		if err != nil || len(got) != 1 || string(got[0].Body) != want {
			t.Errorf("sent %+v, %v; want one message %q", got, err, want)
		}
	}
}

// hangs sees the invocation last until functionTimeout and the handler started again.
func hangs(t *testing.T, handler http.Handler) {
	f := start(t, handler, files{
		"host.json":       hostJSON(`"functionTimeout":"00:00:00.01"`, ""),
		"F/function.json": function(httpIn(""), resOut),
	})
	if status, body := f.request("POST", "/api/F", ""); status != 500 || body != "" {
		t.Errorf("got %d %q", status, body)
	}
	if !f.log.has("hangs until functionTimeout") || !f.log.has("function timeout: the handler is killed") {
		t.Error("the log does not tell")
	}
	if err := f.Ready(t.Context()); err != nil {
		t.Errorf("the handler was not started again: %v", err)
	}
}

func responds(status int, body string) func(*testing.T, http.Handler) {
	return func(t *testing.T, handler http.Handler) {
		f := start(t, handler, files{"host.json": hostJSON("", ""), "F/function.json": function(httpIn(""), resOut)})
		if s, b := f.request("GET", "/api/F", ""); s != status || b != body {
			t.Errorf("got %d %q, want %d %q", s, b, status, body)
		}
	}
}

// A host that is asked to be lenient fails such an invocation at once, where the real one hangs.
func TestALenientHostDoesNotHang(t *testing.T) {
	t.Parallel()
	f := start(t, answer("null"), files{
		"host.json": hostJSON("", ""), "F/function.json": function(httpIn(""), resOut),
	}, func(o *devhost.Options) { o.Lenient = true })
	if status, _ := f.request("GET", "/api/F", ""); status != 500 {
		t.Errorf("got %d", status)
	}
}

// The envelope has Data first, then Metadata, and comes in chunks with three headers of the host's and no traceparent.
func TestAnInvocationOnTheWire(t *testing.T) {
	t.Parallel()
	type seen struct {
		r    *http.Request
		body string
	}
	got := make(chan seen, 1)
	f := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			body, _ := io.ReadAll(r.Body)
			got <- seen{r, string(body)}
		}
		answer("{}").ServeHTTP(w, r)
	}), files{"host.json": hostJSON("", ""), "F/function.json": function(busIn(`"dataType":"binary"`))})
	f.send("orders", `{"DeliveryCount":"0"}`)
	s := <-got
	if s.r.Method != "POST" || s.r.URL.Path != "/F" || s.r.ContentLength != -1 {
		t.Errorf("%s %s with length %d", s.r.Method, s.r.URL, s.r.ContentLength)
	}
	for name, want := range map[string]string{
		"Content-Type": "application/json; charset=utf-8", "User-Agent": "Azure-Functions-Host/4.1037.0.0",
		"X-Azure-Functions-HostVersion": "4.1037.0.0", "Traceparent": "",
	} {
		if v := s.r.Header.Get(name); v != want {
			t.Errorf("%s is %q, want %q", name, v, want)
		}
	}
	if id := s.r.Header.Get("X-Azure-Functions-InvocationId"); len(id) != 36 {
		t.Errorf("the invocation id is %q", id)
	}
	if !strings.HasPrefix(s.body, `{"Data":{"msg":"eyJEZWxpdmVyeUNvdW50IjoiMCJ9"},"Metadata":{"sys":{"MethodName":"F","UtcNow":"`) {
		t.Errorf("the body is %s", s.body)
	}
	var e struct{ Metadata map[string]json.RawMessage }
	if err := json.Unmarshal([]byte(s.body), &e); err != nil || string(e.Metadata["DeliveryCount"]) != `"1"` {
		t.Errorf("metadata %s, %v; a binary body must not change it", e.Metadata["DeliveryCount"], err)
	}
}
