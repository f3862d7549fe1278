package azfunc_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"

	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/problem"
)

// Each invocation leaves one line, with its outcome; nothing of the request is in it.
func TestEachInvocationLeavesOneLine(t *testing.T) {
	t.Parallel()
	fail := func(err error) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { azfunc.Fail(w, r, err) }
	}
	messages := func(step func() error) azfunc.Function {
		return queueFunction("Step", false, func(context.Context, []azfunc.Message) error { return step() })
	}
	for name, test := range map[string]struct {
		function             azfunc.Function
		level, outcome, text string
		status               float64
	}{
		"done":           {messages(func() error { return nil }), "INFO", "succeeded", "", 0},
		"failed":         {messages(func() error { return errors.New("no chain") }), "ERROR", "failed", "no chain", 0},
		"panicked":       {messages(func() error { panic("nil map") }), "ERROR", "panicked", "panic: nil map", 0},
		"HTTP, done":     {httpFunction("Step", "v1/step", func(http.ResponseWriter, *http.Request) {}), "INFO", "succeeded", "", 200},
		"HTTP, refused":  {httpFunction("Step", "v1/step", fail(problem.Forbidden)), "INFO", "refused", "The caller may not do this.", 403},
		"HTTP, failed":   {httpFunction("Step", "v1/step", fail(errors.New("no table"))), "ERROR", "failed", "no table", 500},
		"HTTP, panicked": {httpFunction("Step", "v1/step", func(http.ResponseWriter, *http.Request) { panic(7) }), "ERROR", "panicked", "panic: 7", 500},
		"HTTP, cut": {httpFunction("Step", "v1/step", func(w http.ResponseWriter, r *http.Request) {
			_, _ = fmt.Fprint(w, "a part")
			azfunc.Fail(w, r, errors.New("no more"))
		}), "WARN", "cut", "no more", 200},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var log bytes.Buffer
			host := azfunctest.NewWith(t, test.function, azfunc.Options{Log: slog.New(slog.NewJSONHandler(&log, nil))})
			if test.function.HTTP != nil {
				host.EnvelopeHTTP(http.MethodPost, "/api/v1/step?code=s3cret", http.Header{"X-Functions-Key": {"s3cret"}}, "s3cret")
			} else {
				_ = host.Messages(azfunc.Message{Body: []byte("s3cret"), ID: "m-1"})
			}
			if n := bytes.Count(log.Bytes(), []byte("\n")); n != 1 {
				t.Fatalf("%d lines: %s", n, &log)
			}
			if strings.Contains(log.String(), "s3cret") {
				t.Errorf("the log tells a secret: %s", &log)
			}
			var line struct {
				Level, Function, InvocationID, Outcome, Error, Stack string

				Status       float64
				Milliseconds *float64
			}
			if err := json.Unmarshal(log.Bytes(), &line); err != nil {
				t.Fatal(err)
			}
			if line.Level != test.level || line.Outcome != test.outcome || line.Error != test.text || line.Status != test.status {
				t.Errorf("got %s", &log)
			}
			if line.Function != "Step" || line.InvocationID != azfunctest.InvocationID || line.Milliseconds == nil {
				t.Errorf("function, invocation or duration is missing: %s", &log)
			}
			if (line.Stack != "") != (test.outcome == "panicked") {
				t.Errorf("stack: %q", line.Stack)
			}
		})
	}
}

// A panic in one step fails that invocation alone, while the others of the process are running.
func TestAPanicFailsItsInvocationAlone(t *testing.T) {
	t.Parallel()
	host := azfunctest.New(t, queueFunction("Take", false, func(_ context.Context, m []azfunc.Message) error {
		if m[0].ID == "bad" {
			panic("bad message")
		}
		return nil
	}))
	var all sync.WaitGroup
	for n := range 64 {
		all.Go(func() {
			id := fmt.Sprint("m-", n)
			if n%4 == 0 {
				id = "bad"
			}
			if err := host.Messages(azfunc.Message{ID: id, DeliveryCount: 1}); (err != nil) != (id == "bad") {
				t.Errorf("%s: %v", id, err)
			}
		})
	}
	all.Wait()
}

// Concurrent invocations keep their ids, messages and loggers apart.
func TestInvocationsAreKeptApart(t *testing.T) {
	t.Parallel()
	server := serve(t, azfunc.Options{}, queueFunction("Take", false, func(ctx context.Context, m []azfunc.Message) error {
		azfunc.Logger(ctx).Info("taken", "message", m[0].ID)
		if azfunc.InvocationID(ctx) != m[0].ID || string(m[0].Body) != m[0].ID {
			return fmt.Errorf("invocation %s has message %s with body %q", azfunc.InvocationID(ctx), m[0].ID, m[0].Body)
		}
		return nil
	}))
	var all sync.WaitGroup
	for n := range 64 {
		all.Go(func() {
			id := fmt.Sprint("m-", n)
			body := azfunctest.EncodeMessage("msg", azfunc.Message{ID: id, Body: []byte(id)})
			status, answer := post(t, server.URL+"/Take", id, body)
			if status != http.StatusOK || answer != "{}\n" {
				t.Errorf("%s: %d %s", id, status, answer)
			}
		})
	}
	all.Wait()
}

// The answer to a failed invocation carries the id to look for in the log, and nothing of the reason.
func TestFailuresCarryNoInternals(t *testing.T) {
	t.Parallel()
	server := serve(t, azfunc.Options{}, queueFunction("Take", false, func(context.Context, []azfunc.Message) error {
		return errors.New("server=sql;password=secret")
	}))
	status, answer := post(t, server.URL+"/Take", "i-1", azfunctest.EncodeMessage("msg", azfunc.Message{}))
	if want := `{"error":"the invocation failed","invocationId":"i-1"}` + "\n"; status != http.StatusInternalServerError || answer != want {
		t.Errorf("got %d %s", status, answer)
	}
}

// Where the host does not say which invocation it is, or a client pretends to be the host, the id is still one.
func TestInvocationsHaveAnID(t *testing.T) {
	t.Parallel()
	var id string
	server := serve(t, azfunc.Options{}, httpFunction("Ask", "v1/ask", func(_ http.ResponseWriter, r *http.Request) {
		id = azfunc.InvocationID(r.Context())
	}))
	for name, test := range map[string]struct {
		values []string
		want   string // "" for one made up here
	}{
		"from the host":      {[]string{"i-1"}, "i-1"},
		"none":               {nil, ""},
		"empty":              {[]string{""}, ""},
		"too long":           {[]string{strings.Repeat("x", 65)}, ""},
		"a client's as well": {[]string{"forged", "i-2"}, "i-2"},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/api/v1/ask", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		r.Header["X-Azure-Functions-Invocationid"] = test.values
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if id == "" || len(id) > 64 || test.want != "" && id != test.want {
			t.Errorf("%s: got %q", name, id)
		}
	}
	if azfunc.InvocationID(t.Context()) != "" {
		t.Error("there is an invocation outside of one")
	}
	azfunc.Logger(t.Context()).Debug("there is a logger outside of an invocation")
}

func post(t testing.TB, url, invocation string, body []byte) (status int, answer string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		t.Error(err)
		return 0, ""
	}
	r.Header.Set("X-Azure-Functions-InvocationId", invocation)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Error(err)
		return 0, ""
	}
	defer func() { _ = response.Body.Close() }()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Error(err)
	}
	return response.StatusCode, string(content)
}
