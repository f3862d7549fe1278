package servicebus_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	sdk "github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
	"go.uber.org/goleak"

	"waybill/internal/servicebus"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// The queues that the tests need. A namespace or an emulator that they run against must have them like this; its
// dead-letter queues and what is left in them are emptied.
var (
	plain    = servicebus.Queue{Name: "waybill-plain", LockDuration: 5 * time.Second, MaxDeliveryCount: 3, DeadLetterOnExpiry: true}
	once     = servicebus.Queue{Name: "waybill-once", LockDuration: 5 * time.Second, DuplicateWindow: 20 * time.Second}
	sessions = servicebus.Queue{Name: "waybill-sessions", LockDuration: 5 * time.Second, MaxDeliveryCount: 3, RequiresSession: true}
)

const sessionIDForNobody = "nobody"

// A bench is a broker with a client of it. The broker is nil if the tests run against a real one.
type bench struct {
	*testing.T
	broker *servicebus.Server
	clock  *clock
	client *sdk.Client
}

// A clock stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// setUp starts a broker for the test, or takes the one of AZURE_SERVICEBUS_CONNECTION (connection string of a namespace
// or of Microsoft's emulator) or AZURE_SERVICEBUS_NAMESPACE (host, signed in to with azidentity). Then the tests run one
// after another and wait for real.
func setUp(t *testing.T, options servicebus.Options) *bench {
	t.Helper()
	b := &bench{T: t}
	connection, namespace := os.Getenv("AZURE_SERVICEBUS_CONNECTION"), os.Getenv("AZURE_SERVICEBUS_NAMESPACE")
	var err error
	switch {
	case connection != "":
		b.client, err = sdk.NewClientFromConnectionString(connection, nil)
	case namespace != "":
		credential, failed := azidentity.NewDefaultAzureCredential(nil)
		if failed != nil {
			t.Fatal(failed)
		}
		b.client, err = sdk.NewClient(namespace, credential, nil)
	default:
		t.Parallel()
		b.clock = &clock{now: time.Now().Truncate(time.Millisecond)} // the SDK's tokens go by the real time
		options.Now = b.clock.Now
		if options.Queues == nil {
			options.Queues = []servicebus.Queue{plain, once, sessions}
		}
		b.broker = servicebus.Start(t, options)
		b.client = clientOf(t, b.broker)
	}
	if err != nil {
		t.Fatal(err)
	}
	if b.broker == nil {
		t.Cleanup(func() { _ = b.client.Close(context.Background()) })
		b.empty()
	}
	return b
}

func clientOf(t testing.TB, s *servicebus.Server) *sdk.Client {
	t.Helper()
	client, err := sdk.NewClientFromConnectionString(s.ConnectionString(), &sdk.ClientOptions{
		RetryOptions: sdk.RetryOptions{RetryDelay: time.Millisecond, MaxRetryDelay: 10 * time.Millisecond},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close(context.Background()) })
	return client
}

// simulated skips a test that only the stand-in can be brought to.
func simulated(t *testing.T, options servicebus.Options) *bench {
	t.Helper()
	if os.Getenv("AZURE_SERVICEBUS_CONNECTION")+os.Getenv("AZURE_SERVICEBUS_NAMESPACE") != "" {
		t.Skip("only the stand-in does that on demand")
	}
	return setUp(t, options)
}

// empty removes what other tests have left in a real broker. Receivers are closed at once, for one that is left open
// takes what it has asked for.
func (b *bench) empty() {
	b.Helper()
	for _, sub := range []sdk.SubQueue{0, sdk.SubQueueDeadLetter} {
		for _, q := range []servicebus.Queue{plain, once, sessions} {
			if sub == 0 && q.RequiresSession {
				continue
			}
			r := b.receiver(q, &sdk.ReceiverOptions{ReceiveMode: sdk.ReceiveModeReceiveAndDelete, SubQueue: sub})
			for {
				left, err := r.PeekMessages(b.within(), 1, nil)
				b.must(err)
				if len(left) == 0 {
					break
				}
				b.tryReceive(r, 100)
			}
			b.must(r.Close(b.Context()))
		}
	}
	for {
		ctx, cancel := context.WithTimeout(b.Context(), 2*time.Second)
		r, err := b.client.AcceptNextSessionForQueue(ctx, sessions.Name, &sdk.SessionReceiverOptions{ReceiveMode: sdk.ReceiveModeReceiveAndDelete})
		cancel()
		if err != nil {
			return
		}
		b.tryReceive(r, 100)
		b.must(r.Close(b.Context()))
	}
}

// pass lets time go by.
func (b *bench) pass(d time.Duration) {
	if b.broker == nil {
		time.Sleep(d)
		return
	}
	b.clock.mu.Lock()
	b.clock.now = b.clock.now.Add(d)
	b.clock.mu.Unlock()
	b.broker.Wake()
}

func (b *bench) now() time.Time {
	if b.broker == nil {
		return time.Now()
	}
	return b.clock.Now()
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// within bounds one call.
func (b *bench) within() context.Context {
	ctx, cancel := context.WithTimeout(b.Context(), 30*time.Second)
	b.Cleanup(cancel)
	return ctx
}

func (b *bench) sender(q servicebus.Queue) *sdk.Sender {
	b.Helper()
	s, err := b.client.NewSender(q.Name, nil)
	b.must(err)
	b.Cleanup(func() { _ = s.Close(context.Background()) })
	return s
}

func (b *bench) send(q servicebus.Queue, messages ...*sdk.Message) {
	b.Helper()
	s := b.sender(q)
	for _, m := range messages {
		b.must(s.SendMessage(b.within(), m, nil))
	}
}

// words sends a message for each word; "session/word" goes to a session.
func (b *bench) words(q servicebus.Queue, words ...string) {
	b.Helper()
	for _, w := range words {
		b.send(q, word(w))
	}
}

func word(w string) *sdk.Message {
	m := &sdk.Message{Body: []byte(w), MessageID: &w}
	for i := range w {
		if w[i] == '/' {
			session := w[:i]
			m.SessionID = &session
		}
	}
	return m
}

func (b *bench) receiver(q servicebus.Queue, options *sdk.ReceiverOptions) *sdk.Receiver {
	b.Helper()
	r, err := b.client.NewReceiverForQueue(q.Name, options)
	b.must(err)
	b.Cleanup(func() { _ = r.Close(context.Background()) })
	return r
}

func (b *bench) deadLetters(q servicebus.Queue) *sdk.Receiver {
	b.Helper()
	return b.receiver(q, &sdk.ReceiverOptions{SubQueue: sdk.SubQueueDeadLetter})
}

func (b *bench) session(id string) *sdk.SessionReceiver {
	b.Helper()
	r, err := b.client.AcceptSessionForQueue(b.within(), sessions.Name, id, nil)
	b.must(err)
	b.Cleanup(func() { _ = r.Close(context.Background()) })
	return r
}

type receiver interface {
	ReceiveMessages(ctx context.Context, max int, options *sdk.ReceiveMessagesOptions) ([]*sdk.ReceivedMessage, error)
	PeekMessages(ctx context.Context, max int, options *sdk.PeekMessagesOptions) ([]*sdk.ReceivedMessage, error)
	CompleteMessage(ctx context.Context, m *sdk.ReceivedMessage, options *sdk.CompleteMessageOptions) error
}

// receive waits for the messages with these bodies, in this order.
func (b *bench) receive(r receiver, want ...string) []*sdk.ReceivedMessage {
	b.Helper()
	var got []*sdk.ReceivedMessage
	ctx := b.within()
	for len(got) < len(want) {
		part, err := r.ReceiveMessages(ctx, len(want)-len(got), nil)
		if err != nil {
			b.Fatalf("received %s, want %s: %v", bodies(got), want, err)
		}
		got = append(got, part...)
	}
	if fmt.Sprint(bodies(got)) != fmt.Sprint(want) {
		b.Fatalf("received %s, want %s", bodies(got), want)
	}
	return got
}

// tryReceive gives what comes within a short time.
func (b *bench) tryReceive(r receiver, max int) []*sdk.ReceivedMessage {
	b.Helper()
	wait := 50 * time.Millisecond
	if b.broker == nil {
		wait = 3 * time.Second
	}
	ctx, cancel := context.WithTimeout(b.Context(), wait)
	defer cancel()
	got, err := r.ReceiveMessages(ctx, max, nil)
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		b.Fatal(err)
	}
	return got
}

// nothing checks by peeking that the queue has no message in any state.
func (b *bench) nothing(r receiver) {
	b.Helper()
	b.peek(r)
}

func (b *bench) peek(r receiver, want ...string) []*sdk.ReceivedMessage {
	b.Helper()
	from := int64(0)
	got, err := r.PeekMessages(b.within(), 100, &sdk.PeekMessagesOptions{FromSequenceNumber: &from})
	b.must(err)
	if fmt.Sprint(bodies(got)) != fmt.Sprint(want) {
		b.Fatalf("the queue has %s, want %s", bodies(got), want)
	}
	return got
}

func (b *bench) complete(r receiver, messages ...*sdk.ReceivedMessage) {
	b.Helper()
	for _, m := range messages {
		b.must(r.CompleteMessage(b.within(), m, nil))
	}
}

// code checks that the error is one of the SDK with this code.
func (b *bench) code(want sdk.Code, err error) {
	b.Helper()
	if e := (*sdk.Error)(nil); !errors.As(err, &e) || e.Code != want {
		b.Fatalf("got %v, want code %s", err, want)
	}
}

func bodies(messages []*sdk.ReceivedMessage) []string {
	all := []string{}
	for _, m := range messages {
		all = append(all, string(m.Body))
	}
	return all
}

func pointer[T any](v T) *T { return &v }
