package devhost_test

import (
	"strings"
	"testing"
)

const queueIn = `{"type":"queueTrigger","direction":"in","name":"item","queueName":"work"}`

// A message of a storage queue comes with its numbers, and is deleted when it has been dealt with.
func TestAStorageQueue(t *testing.T) {
	t.Parallel()
	h := &recorder{}
	f := start(t, h, files{"host.json": hostJSON("", ""), "Q/function.json": function(queueIn)})
	f.Enqueue("work", []byte(`{"a":1}`))
	e := h.envelopes(t, 1)[0]
	for name, want := range map[string]string{"DequeueCount": `"1"`, "a": `"\"1\""`} {
		if got := string(e.Metadata[name]); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if got := string(e.Data["item"]); got != `"\"{\\\"a\\\":1}\""` {
		t.Errorf("the item is %s", got)
	}
	for _, name := range []string{"Id", "PopReceipt", "ExpirationTime", "InsertionTime", "NextVisibleTime"} {
		if len(e.Metadata[name]) < 20 {
			t.Errorf("%s is %s", name, e.Metadata[name])
		}
	}
	eventually(t, "the message is gone", func() bool { return len(f.Enqueued("work")) == 0 })
}

// A message that fails becomes visible again after the time in host.json, and moves to the poison queue in the end.
func TestAPoisonousMessage(t *testing.T) {
	t.Parallel()
	h := &recorder{answer: func(int, envelope) string { return "" }}
	f := start(t, h, files{
		"host.json":       hostJSON(`"extensions":{"queues":{"visibilityTimeout":"00:00:00.005","maxDequeueCount":3}}`, ""),
		"Q/function.json": function(strings.Replace(queueIn, "}", `,"dataType":"binary"}`, 1)),
	})
	f.Enqueue("Work", []byte("bad"))
	eventually(t, "the message is poison", func() bool { return len(f.Enqueued("work-poison")) == 1 })
	got := h.envelopes(t, 3)
	if last := got[len(got)-1]; len(got) != 3 || string(last.Metadata["DequeueCount"]) != `"3"` || string(last.Data["item"]) != `"YmFk"` {
		t.Errorf("%d deliveries, the last %s", len(got), last.Metadata["DequeueCount"])
	}
	if len(f.Enqueued("work")) != 0 || string(f.Enqueued("work-poison")[0]) != "bad" {
		t.Error("the queues are wrong")
	}
}

// An output puts messages on a storage queue; base64 becomes bytes.
func TestAnOutputToAStorageQueue(t *testing.T) {
	t.Parallel()
	out := `{"type":"queue","direction":"out","name":"out","queueName":"work"}`
	for value, want := range map[string]string{`"YmFk"`: "bad", `["YmFk","x"]`: "YmFk x", `{"a":[]}`: "{\n  \"a\": []\n}"} {
		f := start(t, answer(`{"Outputs":{"out":`+value+`}}`), files{
			"host.json": hostJSON("", ""), "F/function.json": function(httpIn(""), resOut, out),
		})
		f.request("POST", "/api/F", "")
		var got []string
		for _, b := range f.Enqueued("work") {
			got = append(got, string(b))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s becomes %q", value, got)
		}
	}
}

// An output of a type that is not imitated fails the invocation: better than losing it in silence.
func TestAnOutputThatIsNotImitated(t *testing.T) {
	t.Parallel()
	f := start(t, answer(`{"Outputs":{"out":"x"},"Logs":["never shown"]}`), files{
		"host.json":       hostJSON("", ""),
		"F/function.json": function(httpIn(""), resOut, `{"type":"blob","direction":"out","name":"out","path":"c/x"}`),
	})
	if status, _ := f.request("POST", "/api/F", ""); status != 500 || !f.log.has("does not imitate outputs of type blob") {
		t.Errorf("got %d", status)
	}
	if f.log.has("never shown") {
		t.Error("the logs of a failed invocation are shown")
	}
}

// The lines in Logs are logged at information level under the function's name.
func TestLogsOfAnAnswer(t *testing.T) {
	t.Parallel()
	f := start(t, answer(`{"logs":["line one"]}`), onHTTP("", ""))
	f.request("POST", "/api/F", "")
	if !f.log.has("level=INFO", `msg="line one"`, "function=F", "category=Function.F.User", "invocationId=") {
		t.Error("the line is not logged")
	}
}
