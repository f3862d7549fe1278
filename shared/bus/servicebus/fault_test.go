package servicebus_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	azure "waybill/internal/servicebus"
	"waybill/shared/bus"
	"waybill/shared/bus/servicebus"
	"waybill/shared/retry"
)

const (
	plain   = "plain"
	grouped = "grouped"
)

// bench gives a service with three queues, and a broker on it.
func bench(t *testing.T) (*azure.Server, *servicebus.Broker) {
	t.Helper()
	service := azure.Start(t, azure.Options{Queues: []azure.Queue{
		{Name: plain, MaxDeliveryCount: 3},
		{Name: grouped, RequiresSession: true},
		{Name: "once", DuplicateWindow: time.Hour},
		{Name: "narrow", MaxMessageSize: 8 << 10},
	}})
	return service, open(t, servicebus.Place{Connection: service.ConnectionString()})
}

func send(t *testing.T, b bus.Sender, messages ...bus.Message) {
	t.Helper()
	if err := b.Send(t.Context(), messages...); err != nil {
		t.Fatal(err)
	}
}

func words(queue, session string, ids ...string) (all []bus.Message) {
	for _, id := range ids {
		all = append(all, bus.Message{Queue: queue, Session: session, ID: id, Body: []byte(id)})
	}
	return all
}

// receive gives what comes, waiting for the first of it as long as the test runs.
func receive(t *testing.T, b bus.Broker, queue string, sessions bool, max int) []bus.Received {
	t.Helper()
	for {
		got, err := b.Receive(t.Context(), queue, sessions, max, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) > 0 {
			return got
		}
	}
}

func idsOf(messages []bus.Received) (ids []string) {
	for _, m := range messages {
		ids = append(ids, m.ID)
	}
	return ids
}

func depth(t *testing.T, b bus.Broker, queue string, want int) {
	t.Helper()
	if n, err := b.Depth(t.Context(), queue); err != nil || n != want {
		t.Errorf("%s has %d messages, %v; want %d", queue, n, err, want)
	}
}

// A message whose answer is lost, or that a busy service refuses for now, is sent; it may be there twice, and is there once
// where duplicates are detected. Order and completeness survive connections that break between batches.
func TestSendingSurvives(t *testing.T) {
	t.Parallel()
	t.Run("a lost answer", func(t *testing.T) {
		t.Parallel()
		service, b := bench(t)
		service.LoseSends(1)
		send(t, b, words("once", "", "a")...)
		send(t, b, words("once", "", "b")...)
		depth(t, b, "once", 2)
		service.LoseSends(1)
		send(t, b, words("once", "", "c", "d")...)
		depth(t, b, "once", 4)
	})
	t.Run("a busy service", func(t *testing.T) {
		t.Parallel()
		service, b := bench(t)
		service.RejectSends(2, "com.microsoft:server-busy")
		send(t, b, words(plain, "", "a")...)
		depth(t, b, plain, 1)
	})
	t.Run("broken connections", func(t *testing.T) {
		t.Parallel()
		service, b := bench(t)
		var want []string
		for i := range 4 {
			ids := []string{fmt.Sprint(i, "-1"), fmt.Sprint(i, "-2")}
			send(t, b, words(grouped, "s", ids...)...)
			want = append(want, ids...)
			service.DropConnections()
		}
		if got := receive(t, b, grouped, true, 20); !slices.Equal(idsOf(got), want) {
			t.Errorf("received %q, want %q", idsOf(got), want)
		}
	})
}

// More than fits travels in several batches, in order; a message that never fits is refused for good, after what came
// before it.
func TestBatchesAreCutWhereTheyAreFull(t *testing.T) {
	t.Parallel()
	_, b := bench(t)
	var all []bus.Message
	for i := range 20 {
		all = append(all, bus.Message{Queue: "narrow", ID: fmt.Sprintf("%02d", i), Body: make([]byte, 1500)})
	}
	send(t, b, all...)
	got := receive(t, b, "narrow", false, 50)
	for i, m := range got {
		if m.ID != all[i].ID {
			t.Errorf("message %d is %s", i, m.ID)
		}
	}
	if len(got) != len(all) {
		t.Errorf("%d messages came", len(got))
	}
	if err := b.Complete(t.Context(), got); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1} {
		large := append(words("narrow", "", "a", "b")[:n], bus.Message{Queue: "narrow", ID: "large", Body: make([]byte, 9<<10)})
		if err := b.Send(t.Context(), large...); retry.VerdictOf(err) != retry.Never {
			t.Errorf("sent: %v", err)
		}
	}
	depth(t, b, "narrow", 1)
}

// Messages come after connections broke, and what was locked before is settled over the new one.
func TestPlainLocksOutliveTheConnection(t *testing.T) {
	t.Parallel()
	service, b := bench(t)
	send(t, b, words(plain, "", "a", "b", "c", "d")...)
	got := receive(t, b, plain, false, 3)
	service.DropConnections()
	if err := b.Renew(t.Context(), got, 0); err != nil {
		t.Errorf("renewed: %v", err)
	}
	service.DropConnections()
	if err := b.Complete(t.Context(), got[:1]); err != nil {
		t.Errorf("completed: %v", err)
	}
	service.DropConnections()
	if err := b.Abandon(t.Context(), got[1:2], 9); err != nil {
		t.Errorf("abandoned: %v", err)
	}
	service.DropConnections()
	if err := b.DeadLetter(t.Context(), got[2], "cannot be read"); err != nil {
		t.Errorf("dead-lettered: %v", err)
	}
	service.DropConnections()
	if again := receive(t, b, plain, false, 9); !slices.Equal(idsOf(again), []string{"b", "d"}) || again[0].DeliveryCount != 2 {
		t.Errorf("then came %+v", again)
	}
	if dead := receive(t, b, plain+bus.DeadLetterSuffix, false, 9); len(dead) != 1 || dead[0].ID != "c" || dead[0].DeadLetter != "cannot be read" {
		t.Errorf("dead are %+v", dead)
	}
}

// A session ends with its connection: what was received of it is lost to the consumer and comes again, in order.
func TestSessionsEndWithTheConnection(t *testing.T) {
	t.Parallel()
	service, b := bench(t)
	send(t, b, words(grouped, "s", "a", "b", "c")...)
	got := receive(t, b, grouped, true, 2)
	service.DropConnections()
	if err := b.Complete(t.Context(), got); !errors.Is(err, bus.ErrLockLost) {
		t.Errorf("completed: %v", err)
	}
	again := receive(t, b, grouped, true, 9)
	if !slices.Equal(idsOf(again), []string{"a", "b", "c"}) {
		t.Errorf("then came %q", idsOf(again))
	}
	if err := b.Complete(t.Context(), again); err != nil {
		t.Error(err)
	}
	depth(t, b, grouped, 0)
}

// A settlement whose answer is lost took effect: the consumer is told so or that the lock is lost, and the message does not
// come again.
func TestLostSettlement(t *testing.T) {
	t.Parallel()
	for queue, sessions := range map[string]bool{plain: false, grouped: true} {
		service, b := bench(t)
		send(t, b, words(queue, map[bool]string{true: "s"}[sessions], "a", "b")...)
		got := receive(t, b, queue, sessions, 1)
		service.LoseSettlements(1)
		if err := b.Complete(t.Context(), got); err != nil && !errors.Is(err, bus.ErrLockLost) {
			t.Errorf("%s: completed: %v", queue, err)
		}
		if again := receive(t, b, queue, sessions, 9); !slices.Equal(idsOf(again), []string{"b"}) {
			t.Errorf("%s: then came %q", queue, idsOf(again))
		}
	}
}

// A settlement that the service is too busy for is made again, over another link.
func TestABusyServiceSettlesLater(t *testing.T) {
	t.Parallel()
	service, b := bench(t)
	send(t, b, words(plain, "", "a")...)
	got := receive(t, b, plain, false, 1)
	service.FailSettlements(1, "com.microsoft:server-busy")
	if err := b.Complete(t.Context(), got); err != nil {
		t.Errorf("completed: %v", err)
	}
	depth(t, b, plain, 0)
}

// A service that does not answer is an error, and not an empty queue.
func TestSilenceIsNoEmptyQueue(t *testing.T) {
	t.Parallel()
	silent, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	b := open(t, servicebus.Place{Connection: "Endpoint=sb://" + silent.Addr().String() + ";SharedAccessKeyName=n;SharedAccessKey=k;UseDevelopmentEmulator=true"})
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	for _, sessions := range []bool{false, true} {
		if got, err := b.Receive(ctx, plain, sessions, 1, 0); err == nil {
			t.Errorf("received %v", got)
		}
	}
	if n, err := b.Depth(ctx, plain); err == nil {
		t.Errorf("the depth is %d", n)
	}
	if err := b.Reach(ctx, plain); err == nil {
		t.Error("reached")
	}
	if err := b.Send(ctx, words(plain, "", "a")...); err == nil {
		t.Error("sent")
	}
}

// Messages are counted to the last, also those that are more than one answer has room for.
func TestDepthCountsAll(t *testing.T) {
	t.Parallel()
	_, b := bench(t)
	var ids []string
	for i := range 600 {
		ids = append(ids, fmt.Sprint(i))
	}
	send(t, b, words(grouped, "s", ids...)...)
	depth(t, b, grouped, 600)
	if got := receive(t, b, grouped, true, 1); got[0].ID != "0" {
		t.Errorf("the first is %s", got[0].ID)
	}
	depth(t, b, grouped, 600)
}

// Reaching a queue is one look at one message with the same receiver, however much is there; broken connections are made
// again.
func TestReachingIsOneLook(t *testing.T) {
	t.Parallel()
	service, b := bench(t)
	var ids []string
	for i := range 600 {
		ids = append(ids, fmt.Sprint(i))
	}
	send(t, b, words(plain, "", ids...)...)
	var asked []int
	if err := b.WatchPeeks(plain, func(n int) { asked = append(asked, n) }); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := b.Reach(t.Context(), plain); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(asked, []int{1, 1, 1}) {
		t.Errorf("asked for %v messages", asked)
	}
	service.DropConnections()
	if err := b.Reach(t.Context(), plain); err != nil {
		t.Error(err)
	}
	service.Stop()
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	for _, queue := range []string{plain, grouped} {
		if err := b.Reach(ctx, queue); err == nil {
			t.Errorf("reached %s of a service that is not there", queue)
		}
	}
}

// A lock that is over is ErrLockLost, and the message comes again.
func TestExpiredLocks(t *testing.T) {
	t.Parallel()
	for queue, sessions := range map[string]bool{plain: false, grouped: true} {
		service, b := bench(t)
		send(t, b, words(queue, map[bool]string{true: "s"}[sessions], "a")...)
		for i, settle := range []func(bus.Received) error{
			func(m bus.Received) error { return b.Complete(t.Context(), []bus.Received{m}) },
			func(m bus.Received) error { return b.DeadLetter(t.Context(), m, "late") },
		} {
			got := receive(t, b, queue, sessions, 1)
			service.ExpireLocks()
			if err := settle(got[0]); !errors.Is(err, bus.ErrLockLost) || got[0].DeliveryCount != i+1 {
				t.Errorf("%s: delivery %d: %v", queue, got[0].DeliveryCount, err)
			}
		}
		depth(t, b, queue, 1)
	}
}

// What the queue itself counts as too many deliveries makes a dead letter with the port's reason, however many the caller
// would allow.
func TestTheQueueCountsDeliveries(t *testing.T) {
	t.Parallel()
	_, b := bench(t)
	send(t, b, words(plain, "", "a")...)
	for range 3 {
		if err := b.Abandon(t.Context(), receive(t, b, plain, false, 1), 1000); err != nil {
			t.Fatal(err)
		}
	}
	if dead := receive(t, b, plain+bus.DeadLetterSuffix, false, 1); dead[0].DeadLetter != bus.MaxDeliveryCountExceeded {
		t.Errorf("the dead letter is %+v", dead[0])
	}
}

// A queue that is not there is an error with the remedy, and the connection goes on being good for others.
func TestUnknownQueue(t *testing.T) {
	t.Parallel()
	_, b := bench(t)
	_, plainErr := b.Receive(t.Context(), "nowhere", false, 1, 0)
	_, sessionErr := b.Receive(t.Context(), "nowhere", true, 1, 0)
	_, depthErr := b.Depth(t.Context(), "nowhere")
	for what, err := range map[string]error{
		"send": b.Send(t.Context(), words("nowhere", "", "a")...), "receive": plainErr, "receive a session": sessionErr, "depth": depthErr,
		"reach": b.Reach(t.Context(), "nowhere"),
	} {
		if err == nil || !strings.Contains(err.Error(), "the queue is not there") {
			t.Errorf("%s: %v", what, err)
		}
	}
	send(t, b, words(plain, "", "a")...)
	depth(t, b, plain, 1)
}

// The wrong kind of receiving or sending is an error that says so, and is not worth another try.
func TestSessionsWhereThereAreNone(t *testing.T) {
	t.Parallel()
	_, b := bench(t)
	_, withSession := b.Receive(t.Context(), plain, true, 1, 0)
	_, without := b.Receive(t.Context(), grouped, false, 1, 0)
	for what, err := range map[string]error{
		"receive with a session": withSession, "receive without": without, "send without": b.Send(t.Context(), words(grouped, "", "a")...),
	} {
		if retry.VerdictOf(err) != retry.Never || !strings.Contains(err.Error(), "the other way round") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// A place that cannot be is an error at once, and no error repeats a key. Keys of a real namespace are not taken.
func TestPlacesThatCannotBe(t *testing.T) {
	t.Parallel()
	const key = ";SharedAccessKeyName=Root;SharedAccessKey=c2VjcmV0LWtleQ=="
	for _, p := range []servicebus.Place{
		{},
		{Namespace: "waybill"},
		{Namespace: "https://waybill.servicebus.windows.net"},
		{Connection: "Endpoint=sb://waybill.servicebus.windows.net" + key},
		{Connection: "Endpoint=sb://127.0.0.1:1;Endpoint=sb://waybill.servicebus.windows.net" + key},
		{Connection: "Endpoint=sb://127.0.0.1:1;SharedAccessKey=c2VjcmV0LWtleQ=="},
		{Connection: key},
	} {
		if _, err := servicebus.Open(p); err == nil || strings.Contains(err.Error(), "c2VjcmV0") {
			t.Errorf("%+v: %v", p, err)
		}
	}
}
