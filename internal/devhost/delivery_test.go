package devhost_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"waybill/internal/devhost"
	"waybill/shared/bus"
	"waybill/shared/bus/bustest"
)

// A failed message comes back at once, ten times in all, and then is dead; the count starts at one.
func TestAFailingMessageIsDeadAfterTenDeliveries(t *testing.T) {
	t.Parallel()
	h := &recorder{answer: func(int, envelope) string { return "" }}
	f := start(t, h, onBus(`"dataType":"binary"`))
	f.send("orders", "poison")
	f.depth("orders/$DeadLetterQueue", 1)
	f.depth("orders", 0)
	got := h.envelopes(t, 10)
	if len(got) != 10 {
		t.Fatalf("it was delivered %d times", len(got))
	}
	for i, e := range got {
		if want := fmt.Sprintf(`"%d"`, i+1); string(e.Metadata["DeliveryCount"]) != want {
			t.Errorf("delivery %d has the count %s", i+1, e.Metadata["DeliveryCount"])
		}
	}
}

// Deliveries count also if the host died with the message each time: after ten locks that ran out it is dead, without
// an eleventh delivery, and what comes after it goes on. After nine it gets its tenth.
func TestLocksThatRunOutCountAsDeliveries(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		more string
		died int
		dead int
		want string
	}{
		"nine times":           {`"dataType":"binary"`, 9, 0, `"1" "10"`},
		"ten times":            {`"dataType":"binary"`, 10, 1, `"1"`},
		"ten times, a session": {`"dataType":"binary","isSessionsEnabled":true`, 10, 1, `"1"`},
		"ten times, a batch":   {`"dataType":"binary","isSessionsEnabled":true,"cardinality":"many"`, 10, 1, `"[1]"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := &recorder{}
			f, o := prepare(t, h, onBus(c.more))
			clock := bustest.NewClock()
			f.broker = bustest.NewMemory(clock.Now)
			o.Broker = f.broker
			f.send("orders", "deadly")
			for range c.died {
				if got, err := f.broker.Receive(t.Context(), "orders", false, 1, time.Minute); err != nil || len(got) != 1 {
					t.Fatalf("received %v, %v", got, err)
				}
				clock.Advance(time.Minute)
			}
			f.send("orders", "next")
			host, err := devhost.Start(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			f.depth("orders", 0)
			f.depth("orders/$DeadLetterQueue", c.dead)
			host.Stop(t.Context())
			var counts []string
			for _, e := range h.envelopes(t, 0) {
				counts = append(counts, string(e.Metadata["DeliveryCount"])+string(e.Metadata["DeliveryCountArray"]))
			}
			slices.Sort(counts)
			if got := strings.Join(counts, " "); got != c.want {
				t.Errorf("the deliveries were %s, want %s", got, c.want)
			}
			if c.dead == 0 {
				return
			}
			dead, err := f.broker.Receive(t.Context(), "orders/$DeadLetterQueue", false, 1, time.Minute)
			if err != nil || dead[0].ID != "m-deadly" || dead[0].DeadLetter != bus.MaxDeliveryCountExceeded {
				t.Errorf("the dead letter is %+v, %v", dead, err)
			}
		})
	}
}

// On a queue that detects duplicates a message that is sent again under its id is not delivered again, though the first
// was dealt with or is dead. What a binding sends is never a duplicate, for it gets a new id each time.
func TestAQueueThatDetectsDuplicates(t *testing.T) {
	t.Parallel()
	h := &recorder{answer: func(_ int, e envelope) string {
		if strings.Contains(string(e.Metadata["MessageId"]), "poison") {
			return ""
		}
		return `{"Outputs":{"out":["same"]}}`
	}}
	f, o := prepare(t, h, files{"host.json": hostJSON("", ""), "F/function.json": function(busIn(`"dataType":"binary"`), busOut)})
	for _, queue := range []string{"orders", "sent"} {
		if err := f.broker.DetectDuplicates(t.Context(), queue, time.Hour); err != nil {
			t.Fatal(err)
		}
	}
	host, err := devhost.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	f.send("orders", "a", "poison")
	f.depth("sent", 1)
	f.depth("orders/$DeadLetterQueue", 1)
	f.send("orders", "a", "poison", "b")
	f.depth("sent", 2)
	f.depth("orders", 0)
	host.Stop(t.Context())
	if n := h.count(); n != 12 {
		t.Errorf("there were %d deliveries, want one of a, ten of poison and one of b", n)
	}
}

// A function on the dead-letter queue learns where the message comes from and why.
func TestAFunctionReadsTheDeadLetterQueue(t *testing.T) {
	t.Parallel()
	h := &recorder{answer: func(_ int, e envelope) string {
		if e.Metadata["DeadLetterSource"] == nil {
			return ""
		}
		return "{}"
	}}
	content := onBus(`"dataType":"binary"`)
	content["Dead/function.json"] = function(strings.Replace(busIn(`"dataType":"binary"`), "orders", "orders/$DeadLetterQueue", 1))
	f := start(t, h, content)
	f.send("orders", "poison")
	got := h.envelopes(t, 11)
	f.depth("orders/$DeadLetterQueue", 0)
	dead := got[10]
	if string(dead.Metadata["DeadLetterSource"]) != `"\"orders\""` {
		t.Errorf("the source is %s", dead.Metadata["DeadLetterSource"])
	}
	if want := `{"DeadLetterReason":"MaxDeliveryCountExceeded"}`; string(dead.Metadata["ApplicationProperties"]) != want {
		t.Errorf("the properties are %s", dead.Metadata["ApplicationProperties"])
	}
}
