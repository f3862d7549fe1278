package devhost_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"waybill/internal/devhost"
	"waybill/shared/bus"
	"waybill/shared/bus/bustest"
)

// send puts messages on a queue; the id of each is "m-" and its body.
func (f *fixture) send(queue string, bodies ...string) {
	f.t.Helper()
	for _, b := range bodies {
		f.sendAs(bus.Message{Queue: queue, ID: "m-" + b, Body: []byte(b)})
	}
}

func (f *fixture) sendAs(messages ...bus.Message) {
	f.t.Helper()
	if err := f.broker.Send(f.t.Context(), messages...); err != nil {
		f.t.Fatal(err)
	}
}

// An envelope is what the handler gets.
type envelope struct {
	Data, Metadata map[string]json.RawMessage
}

// A recorder is a handler that keeps what it gets and answers as told.
type recorder struct {
	answer func(n int, e envelope) string // n counts from 1; "" is a failure; nil answers {}

	mu  sync.Mutex
	got []envelope
}

func (h *recorder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		return // the probe
	}
	body, err := io.ReadAll(r.Body)
	var e envelope
	if err != nil || json.Unmarshal(body, &e) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	h.mu.Lock()
	h.got = append(h.got, e)
	n := len(h.got)
	h.mu.Unlock()
	text := "{}"
	if h.answer != nil {
		text = h.answer(n, e)
	}
	if text == "" {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, text)
}

// envelopes waits for n envelopes and gives all there are.
func (h *recorder) envelopes(t *testing.T, n int) []envelope {
	t.Helper()
	eventually(t, fmt.Sprintf("the handler gets %d invocations", n), func() bool { return h.count() >= n })
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.got)
}

func (h *recorder) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.got)
}

// onBus is a script root with one function on the queue "orders".
func onBus(more string) files {
	return files{"host.json": hostJSON("", ""), "F/function.json": function(busIn(more))}
}

// unwrapped is the text inside a JSON string.
func unwrapped(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return s
}

// Bodies arrive as base64 or as text, one or many, as function.json says.
func TestTheFormsOfABody(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ more, want string }{
		"one":         {``, `"\"{\\\"a\\\":1}\""`},
		"one string":  {`"dataType":"string"`, `"\"{\\\"a\\\":1}\""`},
		"one binary":  {`"dataType":"binary"`, `"eyJhIjoxfQ=="`},
		"many":        {`"cardinality":"many"`, `"[{\"a\":1}]"`},
		"many string": {`"cardinality":"many","dataType":"string"`, `"[\"{\\\"a\\\":1}\"]"`},
		"many binary": {`"cardinality":"many","dataType":"binary"`, `"[\"eyJhIjoxfQ==\"]"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := &recorder{}
			f := start(t, h, onBus(c.more))
			f.send("orders", `{"a":1}`)
			if got := h.envelopes(t, 1)[0].Data["msg"]; string(got) != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			f.depth("orders", 0)
		})
	}
}

// In a batch without dataType a body that is not JSON fails before the handler is called.
func TestABatchWithoutDataTypeTakesOnlyJSON(t *testing.T) {
	t.Parallel()
	h := &recorder{}
	f := start(t, h, onBus(`"cardinality":"many"`))
	f.send("orders", "no JSON")
	f.depth("orders/$DeadLetterQueue", 1)
	if n := h.count(); n != 0 {
		t.Errorf("the handler was called %d times", n)
	}
}

// A sender forges metadata if the body is text, and cannot if it is binary.
func TestOnlyBinaryBodiesKeepMetadataHonest(t *testing.T) {
	t.Parallel()
	for dataType, want := range map[string]string{"string": `"\"forged\""`, "binary": `"\"m-{\\\"messageid\\\":\\\"forged\\\"}\""`} {
		h := &recorder{}
		f := start(t, h, onBus(`"dataType":"`+dataType+`"`))
		f.send("orders", `{"messageid":"forged"}`)
		if got := h.envelopes(t, 1)[0].Metadata["MessageId"]; string(got) != want {
			t.Errorf("%s: the message id is %s, want %s", dataType, got, want)
		}
	}
}

// Metadata of a batch are strings that hold arrays, one element per message, named with Array.
func TestMetadataOfABatch(t *testing.T) {
	t.Parallel()
	h := &recorder{}
	f, o := prepare(t, h, onBus(`"cardinality":"many","dataType":"binary","isSessionsEnabled":true`))
	f.sendAs(
		bus.Message{Queue: "orders", ID: "1", Session: "s", Properties: map[string]string{"k": "v"}},
		bus.Message{Queue: "orders", ID: "2", Session: "s"})
	host, err := devhost.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	m := h.envelopes(t, 1)[0].Metadata
	for name, want := range map[string]string{
		"MessageIdArray": `["1","2"]`, "SessionIdArray": `["s","s"]`, "DeliveryCountArray": `[1,1]`,
		"ApplicationPropertiesArray": `[{"k":"v"},{}]`,
	} {
		if got := unwrapped(t, m[name]); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	host.Stop(t.Context())
}

// Messages of one session come in order, one at a time, also when some fail; sessions do not wait for each other.
func TestSessions(t *testing.T) {
	t.Parallel()
	const sessions, each = 3, 5
	var mu sync.Mutex
	busy, done := map[string]bool{}, map[string][]string{}
	together := make(chan struct{}, sessions)
	all := make(chan struct{})
	h := &recorder{answer: func(n int, e envelope) string {
		var session, id string
		_ = json.Unmarshal([]byte(unwrapped(t, e.Metadata["SessionId"])), &session)
		_ = json.Unmarshal([]byte(unwrapped(t, e.Metadata["MessageId"])), &id)
		mu.Lock()
		if busy[session] {
			t.Errorf("session %s is with two consumers", session)
		}
		busy[session] = true
		first := len(done[session]) == 0 && string(e.Metadata["DeliveryCount"]) == `"1"`
		mu.Unlock()
		if first { // every session has its first message under way before one of them may go on
			if together <- struct{}{}; len(together) == sessions {
				close(all)
			}
			<-all
		}
		mu.Lock()
		defer mu.Unlock()
		busy[session] = false
		if n%4 == 0 {
			return ""
		}
		done[session] = append(done[session], id)
		return "{}"
	}}
	f := start(t, h, onBus(`"dataType":"binary","isSessionsEnabled":true`))
	for i := range each {
		for s := range sessions {
			f.sendAs(bus.Message{Queue: "orders", ID: fmt.Sprint(i), Session: fmt.Sprint("s", s)})
		}
	}
	f.depth("orders", 0)
	mu.Lock()
	defer mu.Unlock()
	for s, ids := range done {
		if !slices.Equal(ids, []string{"0", "1", "2", "3", "4"}) {
			t.Errorf("session %s came as %v", s, ids)
		}
	}
}

// A lock is renewed while the function works, so nobody else gets the message. The broker's clock moves on by most of
// the lock's duration at each renewal.
func TestALockIsRenewed(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	h := &recorder{answer: func(int, envelope) string { <-release; return "{}" }}
	f, o := prepare(t, h, onBus(`"dataType":"binary"`))
	clock := bustest.NewClock()
	broker := &movingBroker{bustest.NewMemory(clock.Now), clock, make(chan struct{}, 1000)}
	f.broker = broker.Memory
	o.Broker, o.Lock = broker, 30*time.Millisecond
	host, err := devhost.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	f.send("orders", "slow")
	for range 6 {
		<-broker.renewed
	}
	close(release)
	f.depth("orders", 0)
	if n := h.count(); n != 1 {
		t.Errorf("it was delivered %d times", n)
	}
	host.Stop(t.Context())
}

// In a movingBroker time passes when locks are renewed.
type movingBroker struct {
	*bustest.Memory
	clock   *bustest.Clock
	renewed chan struct{}
}

func (b *movingBroker) Renew(ctx context.Context, messages []bus.Received, lock time.Duration) error {
	err := b.Memory.Renew(ctx, messages, lock)
	b.clock.Advance(lock * 9 / 10)
	b.renewed <- struct{}{}
	return err
}

// A queue that is read by sessions refuses what a binding sends, because a binding cannot name a session.
func TestAnOutputCannotGoToAQueueWithSessions(t *testing.T) {
	t.Parallel()
	content := onBus(`"isSessionsEnabled":true`)
	content["Send/function.json"] = function(httpIn(""), resOut, strings.Replace(busOut, "sent", "orders", 1))
	f := start(t, answer(`{"Outputs":{"out":["x"]}}`), content)
	if status, _ := f.request("POST", "/api/Send", ""); status != 500 {
		t.Errorf("got %d", status)
	}
	f.depth("orders", 0)
}

// With autoCompleteMessages false nobody completes the message: it stays locked.
func TestWithoutAutoCompleteTheMessageStays(t *testing.T) {
	t.Parallel()
	h := &recorder{}
	f := start(t, h, onBus(`"autoCompleteMessages":false`))
	f.send("orders", "x")
	h.envelopes(t, 1)
	eventually(t, "the log tells", func() bool { return f.log.has("the messages stay locked") })
	f.depth("orders", 1)
}
