package devhost_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"waybill/shared/azfunc"
	"waybill/shared/bus"
)

// The two sides of the protocol understand each other: functions of shared/azfunc with the function.json that is
// generated from their definitions get what was sent, by request, by message, by batch and by timer.
func TestTheHostAndTheServerOfAzfunc(t *testing.T) {
	t.Parallel()
	got := make(chan string, 16)
	take := func(_ context.Context, messages []azfunc.Message) error {
		for _, m := range messages {
			got <- fmt.Sprintf("%s %s %s %q %d", m.ID, m.Session, m.Properties["k"], m.Body, m.DeliveryCount)
		}
		return nil
	}
	functions := []azfunc.Function{
		{
			Definition: azfunc.Definition{Name: "Take", Trigger: azfunc.QueueTrigger{Queue: "one"}},
			Messages:   take,
		}, {
			Definition: azfunc.Definition{Name: "TakeBatch", Trigger: azfunc.QueueTrigger{Queue: "many", Sessions: true, Batch: true}},
			Messages:   take,
		}, {
			Definition: azfunc.Definition{Name: "Tick", Trigger: azfunc.TimerTrigger{Schedule: yearly}},
			Timer: func(_ context.Context, f azfunc.Timer) error {
				got <- fmt.Sprintf("tick %t %s", f.PastDue, f.Planned.Format(time.DateOnly))
				return nil
			},
		}, {
			Definition: azfunc.Definition{Name: "Answer", Trigger: azfunc.HTTPTrigger{Methods: []string{"POST"}, Route: "v1/things/{id}"}},
			HTTP: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				w.WriteHeader(http.StatusAccepted)
				_, _ = fmt.Fprintf(w, "%s %q %d", r.PathValue("id"), body, len(azfunc.InvocationID(r.Context())))
			}),
		},
	}
	server, err := azfunc.NewServer(functions, azfunc.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for name, switches := range map[string]string{"proxying": proxying, "default": ""} {
		content := files{"host.json": hostJSON("", switches)}
		for _, f := range functions {
			content[f.Definition.Name+"/function.json"] = string(f.Definition.FunctionJSON())
		}
		f := start(t, server, content)
		f.sendAs(bus.Message{Queue: "one", ID: "1", Body: []byte("\xff\"{}"), Properties: map[string]string{"k": "v"}})
		if m, want := <-got, `1  "v" "\xff\"{}" 1`; m != want {
			t.Errorf("%s: the message is %s, want %s", name, m, want)
		}
		f.sendAs(bus.Message{Queue: "many", ID: "2", Session: "s", Body: []byte("{}")})
		if m, want := <-got, `2 s  "{}" 1`; m != want {
			t.Errorf("%s: the batch is %s, want %s", name, m, want)
		}
		f.request("POST", "/admin/functions/Tick", "")
		if m, want := <-got, "tick false "+newYear(time.Now().UTC().Year()+1).Format(time.DateOnly); m != want {
			t.Errorf("%s: the timer says %s, want %s", name, m, want)
		}
		if status, body := f.request("POST", "/api/v1/things/7", "in"); status != 202 || body != `7 "in" 36` {
			t.Errorf("%s: the answer is %d %s", name, status, body)
		}
		f.depth("one", 0)
		f.depth("many", 0)
	}
}
