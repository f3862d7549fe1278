package devhost_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"waybill/internal/devhost"
)

// onHTTP is a script root with one function of request and response, F, at a route.
func onHTTP(handler, trigger string) files {
	return files{"host.json": hostJSON("", handler), "F/function.json": function(httpIn(trigger), resOut)}
}

// In the default protocol the function gets a description of the request.
func TestTheDescriptionOfARequest(t *testing.T) {
	t.Parallel()
	h := &recorder{answer: func(int, envelope) string { return `{"Outputs":{"res":{}}}` }}
	f := start(t, h, onHTTP("", `"route":"orders/{id}/{opt?}"`))
	f.request("POST", "/api/orders/4%2F2?x=1&x=2&code=secret", `{"id":"9","a":{"b":1.0}}`, "Content-Type", "application/json", "X-Two", "b")
	e := h.envelopes(t, 1)[0]
	var req struct {
		URL, Method string `json:",omitempty"`
		Query       map[string]string
		Headers     map[string][]string
		Params      map[string]*string
		Identities  []any
		Body        *string
	}
	if err := json.Unmarshal(e.Data["req"], &req); err != nil {
		t.Fatal(err)
	}
	if want := f.URL() + "/api/orders/4%2F2?x=1&x=2&code=secret"; !strings.Contains(string(e.Data["req"]), `"Url":"`+want+`"`) {
		t.Errorf("the URL is not %s in %s", want, e.Data["req"])
	}
	if req.Method != "POST" || req.Query["x"] != "1,2" || len(req.Identities) != 1 {
		t.Errorf("the request is %+v", req)
	}
	if opt, ok := req.Params["opt"]; *req.Params["id"] != "4/2" || !ok || opt != nil {
		t.Errorf("the parameters are %v", req.Params)
	}
	if h := req.Headers["X-Two"]; len(h) != 1 || h[0] != "b" || len(req.Headers["Host"]) != 1 {
		t.Errorf("the headers are %v", req.Headers)
	}
	if req.Body == nil || *req.Body != `{"id":"9","a":{"b":1.0}}` {
		t.Errorf("the body is %v", req.Body)
	}
	for name, want := range map[string]string{
		"Query": `{"code":"secret","x":"1,2"}`, "x": `"\"1,2\""`, "id": `"\"9\""`, "a": `{"b":1.0}`, "code": "", "opt": "",
	} {
		if got := string(e.Metadata[name]); got != want {
			t.Errorf("Metadata.%s is %s, want %s", name, got, want)
		}
	}
}

// The body is text, base64 for binary media types, and lost if its length was not announced.
func TestTheBodyOfARequestInTheDefaultProtocol(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		contentType string
		body        io.Reader
		want        string
	}{
		"text":    {"text/csv", strings.NewReader("a,b"), `"a,b"`},
		"octets":  {"application/octet-stream", strings.NewReader("a,b"), `"YSxi"`},
		"form":    {"multipart/form-data; boundary=x", strings.NewReader("a,b"), `"YSxi"`},
		"chunked": {"text/csv", struct{ io.Reader }{strings.NewReader("a,b")}, ``},
		"none":    {"text/csv", strings.NewReader(""), ``},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := &recorder{}
			f := start(t, h, onHTTP("", ""))
			f.respond("POST", "/api/F", c.body, "Content-Type", c.contentType)
			var req map[string]json.RawMessage
			if err := json.Unmarshal(h.envelopes(t, 1)[0].Data["req"], &req); err != nil || string(req["Body"]) != c.want {
				t.Errorf("got %s, %v; want %s", req["Body"], err, c.want)
			}
		})
	}
}

// Which mode a request takes is decided by the switches and by the bindings: only a function of request and response
// can get the request itself.
func TestTheModeOfARequest(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ switches, bindings, path string }{
		"default":                   {"", resOut, "/F"},
		"proxying":                  {proxying, resOut, "/api/F"},
		"forwarding":                {forwarding, resOut, "/api/F"},
		"proxying goes first":       {proxying + "," + forwarding, resOut, "/api/F"},
		"another output: default":   {proxying, resOut + "," + busOut, "/F"},
		"no http output: default":   {proxying, busOut, "/F"},
		"forwarding, other outputs": {forwarding, resOut + "," + busOut, "/F"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			paths := make(chan string, 1)
			f := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/" {
					paths <- r.URL.Path
				}
				answer("{}").ServeHTTP(w, r)
			}), files{"host.json": hostJSON("", c.switches), "F/function.json": function(httpIn(""), c.bindings)})
			f.request("POST", "/api/F", "")
			if got := <-paths; got != c.path {
				t.Errorf("the handler is called at %s, want %s", got, c.path)
			}
		})
	}
}

// echo tells what arrived.
var echo = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	for _, name := range []string{"Content-Type", "Content-Encoding", "X-Own", "User-Agent", "X-Forwarded-For"} {
		w.Header().Set("Got-"+name, r.Header.Get(name))
	}
	for _, name := range []string{"X-Azure-Functions-HostVersion", "X-Azure-Functions-InvocationId", "x-ms-invocation-id"} {
		if r.Header.Get(name) != "" {
			w.Header().Add("Got", name)
		}
	}
	w.Header().Set("Location", "/elsewhere")
	w.WriteHeader(http.StatusTemporaryRedirect)
	_, _ = fmt.Fprintf(w, "%s %s %s %q", r.Method, r.Host, r.URL.RequestURI(), body)
})

// A forwarded request is rebuilt: repeated query keys are joined, content headers are lost, a body whose length was
// not announced is lost. Status and headers of the answer reach the caller, redirects too.
func TestAForwardedRequest(t *testing.T) {
	t.Parallel()
	f := start(t, echo, onHTTP(forwarding, `"route":"orders/{*rest}"`))
	host := strings.TrimPrefix(f.URL(), "http://")
	headers := []string{"Content-Type", "text/csv", "Content-Encoding", "identity", "X-Own", "1", "User-Agent", "curl"}
	status, header, body := f.respond("PUT", "/api/orders/a%2Fb/c?x=1&x=2", strings.NewReader("body"), headers...)
	if want := fmt.Sprintf(`PUT %s /api/orders/a%%2Fb/c?x=1%%2C2 "body"`, host); status != 307 || body != want {
		t.Errorf("got %d %s, want %s", status, body, want)
	}
	for name, want := range map[string]string{
		"Got-Content-Type": "text/csv", "Got-Content-Encoding": "", "Got-X-Own": "1",
		"Got-User-Agent": "curl Azure-Functions-Host/4.1037.0.0", "Location": "/elsewhere",
	} {
		if got := header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := strings.Join(header.Values("Got"), " "); got != "X-Azure-Functions-HostVersion X-Azure-Functions-InvocationId" {
		t.Errorf("the handler got %s", got)
	}
	if _, _, body := f.respond("PUT", "/api/orders/a", struct{ io.Reader }{strings.NewReader("body")}); !strings.HasSuffix(body, `""`) {
		t.Errorf("a chunked body arrives: %s", body)
	}
}

// A proxied request arrives as it was sent, chunked bodies and all.
func TestAProxiedRequest(t *testing.T) {
	t.Parallel()
	f := start(t, echo, onHTTP(proxying, `"route":"orders/{*rest}"`))
	host := strings.TrimPrefix(f.URL(), "http://")
	headers := []string{"Content-Type", "text/csv", "Content-Encoding", "identity", "X-Own", "1", "X-Forwarded-For", "192.0.2.1"}
	status, header, body := f.respond("PUT", "/api/orders/a%2Fb/c?x=1&x=2;3", struct{ io.Reader }{strings.NewReader("body")}, headers...)
	if want := fmt.Sprintf(`PUT %s /api/orders/a%%2Fb/c?x=1&x=2;3 "body"`, host); status != 307 || body != want {
		t.Errorf("got %d %s, want %s", status, body, want)
	}
	for name, want := range map[string]string{
		"Got-Content-Type": "text/csv", "Got-Content-Encoding": "identity", "Got-X-Own": "1", "Got-X-Forwarded-For": "192.0.2.1",
	} {
		if got := header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := strings.Join(header.Values("Got"), " "); got != "X-Azure-Functions-HostVersion X-Azure-Functions-InvocationId x-ms-invocation-id" {
		t.Errorf("the handler got %s", got)
	}
}

// A proxied response streams: the caller reads the first part before the handler has written the second.
func TestAProxiedResponseStreams(t *testing.T) {
	t.Parallel()
	read := make(chan struct{})
	f := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			return
		}
		_, _ = fmt.Fprintln(w, "first")
		_ = http.NewResponseController(w).Flush()
		<-read
		_, _ = fmt.Fprintln(w, "second")
	}), onHTTP(proxying, ""))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, f.URL()+"/api/F", nil)
	if err != nil {
		t.Fatal(err)
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	lines := bufio.NewScanner(resp.Body)
	if !lines.Scan() || lines.Text() != "first" {
		t.Errorf("got %q", lines.Text())
	}
	close(read)
	if !lines.Scan() || lines.Text() != "second" {
		t.Errorf("got %q", lines.Text())
	}
}

// A function that runs into functionTimeout takes its handler with it, and all that was under way there.
func TestATimeoutKillsEverythingInTheHandler(t *testing.T) {
	t.Parallel()
	arrived := make(chan struct{}, 2)
	h := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			return
		}
		arrived <- struct{}{}
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	})
	f := start(t, h, files{
		"host.json":       hostJSON(`"functionTimeout":"00:00:00.5"`, proxying),
		"F/function.json": function(httpIn(""), resOut), "B/function.json": function(busIn(`"dataType":"binary"`)),
	})
	f.send("orders", "x")
	<-arrived
	if status, _ := f.request("POST", "/api/F", ""); status != 502 {
		t.Errorf("got %d", status)
	}
	eventually(t, "the message has failed, too", func() bool { return f.log.has("function=B", "function failed") })
	if !f.log.has("function timeout") {
		t.Error("the log does not tell why")
	}
}

// A route decides by its template, the method and the switch for disabled functions; all the rest is 404.
func TestRoutes(t *testing.T) {
	t.Parallel()
	content := files{
		"host.json":              hostJSON(`"extensions":{"http":{"routePrefix":"v0/api"}}`, proxying),
		"Any/function.json":      function(httpIn(`"route":"assets/{id}"`), resOut),
		"One/function.json":      function(httpIn(`"route":"assets/one","methods":["get"]`), resOut),
		"Number/function.json":   function(httpIn(`"route":"assets/{id:int}"`), resOut),
		"Named/function.json":    function(httpIn(""), resOut),
		"Off/function.json":      `{"disabled":true,"bindings":[` + httpIn("") + `,` + resOut + `]}`,
		"Setting/function.json":  function(httpIn(""), resOut),
		"Wrong/function.json":    function(httpIn(`"route":"/leading"`), resOut),
		"Greeting/function.json": function(httpIn(`"methods":["post"]`), resOut),
	}
	f := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprint(w, r.URL.Path)
	}), content, func(o *devhost.Options) { o.Settings = map[string]string{"AzureWebJobs.Setting.Disabled": "true"} })
	for request, want := range map[string]int{
		"GET /v0/api/assets/7": 200, "GET /v0/api/assets/one": 200, "POST /v0/api/assets/one": 200, "DELETE /v0/api/ASSETS/x": 200,
		"GET /v0/api/Named": 200, "GET /v0/api/named/": 200, "GET /api/Named": 404, "GET /v0/api/assets": 404,
		"GET /v0/api/assets/7/8": 404, "GET /v0/api/Off": 404, "GET /v0/api/Setting": 404, "GET /v0/api/leading": 404,
		"GET /v0/api/Greeting": 404, "POST /v0/api/Greeting": 200, "GET /": 200, "GET /admin/nothing": 404,
	} {
		method, path, _ := strings.Cut(request, " ")
		if got, _ := f.request(method, path, ""); got != want {
			t.Errorf("%s: got %d, want %d", request, got, want)
		}
	}
	if !f.log.has("function is skipped", "Wrong") {
		t.Error("the wrong route is not logged")
	}
}

// A body over the limit is refused; more requests at once than host.json allows, too.
func TestLimitsOfRequests(t *testing.T) {
	t.Parallel()
	entered, release := make(chan struct{}), make(chan struct{})
	f := start(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if body, err := io.ReadAll(r.Body); err == nil && r.URL.Path != "/" && len(body) == 0 {
			entered <- struct{}{}
			<-release
		}
	}), files{
		"host.json":       hostJSON(`"extensions":{"http":{"maxOutstandingRequests":1}}`, proxying),
		"F/function.json": function(httpIn(""), resOut),
	}, func(o *devhost.Options) { o.Settings = map[string]string{"FUNCTIONS_REQUEST_BODY_SIZE_LIMIT": "3"} })
	if status, _ := f.request("POST", "/api/F", "four"); status != 413 {
		t.Errorf("got %d for a long body", status)
	}
	if status, _, _ := f.respond("POST", "/api/F", struct{ io.Reader }{strings.NewReader("four")}); status != 413 {
		t.Errorf("got %d for a long body in chunks", status)
	}
	first := make(chan int)
	go func() {
		status, _ := f.request("POST", "/api/F", "")
		first <- status
	}()
	<-entered
	if status, _ := f.request("POST", "/api/F", ""); status != 429 {
		t.Errorf("got %d for the second request", status)
	}
	close(release)
	if status := <-first; status != 200 {
		t.Errorf("got %d for the first request", status)
	}
}
