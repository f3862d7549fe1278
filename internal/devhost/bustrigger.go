package devhost

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"runtime"
	"strings"
	"time"

	"waybill/shared/bus"
)

// maxDeliveryCount is the default of a Service Bus queue: after so many deliveries a message is dead.
const maxDeliveryCount = 10

// Pauses between looks at an empty queue. They are cheap, and the host is also woken after every invocation.
const (
	minPause   = 20 * time.Millisecond
	maxPause   = 100 * time.Millisecond
	errorPause = time.Second
)

// settleTimeout bounds one call of the broker that settles messages.
const settleTimeout = 10 * time.Second

// errStopping gives messages back that arrive when the host is stopping.
var errStopping = errors.New("the host is stopping")

// A busTrigger brings the messages of one queue to one function, in peek-lock mode.
type busTrigger struct {
	host     *Host
	function *function
	queue    string
	max      int // messages of one delivery
	limit    int // deliveries of one message
	slots    chan struct{}
	wake     chan struct{}
	log      *slog.Logger
}

func newBusTrigger(h *Host, f *function) *busTrigger {
	sb := h.config.Extensions.ServiceBus
	max, slots := 1, or(sb.MaxConcurrentCalls, defaultCallsPerCore*runtime.NumCPU())
	if f.trigger.many() {
		max, slots = or(sb.MaxMessageBatchSize, defaultBatch), 1
	}
	if f.trigger.IsSessionsEnabled {
		slots = or(sb.MaxConcurrentSessions, defaultSessions)
	}
	limit := maxDeliveryCount
	if strings.HasSuffix(f.trigger.QueueName, bus.DeadLetterSuffix) {
		limit = math.MaxInt32 // there is no second dead-letter queue behind the first
	}
	return &busTrigger{
		host: h, function: f, queue: f.trigger.QueueName, max: max, limit: limit,
		slots: make(chan struct{}, slots), wake: make(chan struct{}, 1),
		log: h.log.With("function", f.name, "queue", f.trigger.QueueName),
	}
}

// many reports whether a delivery holds several messages.
func (b binding) many() bool { return strings.EqualFold(b.Cardinality, "many") }

// run looks for messages until ctx is done; deliveries under way go on.
func (t *busTrigger) run(ctx context.Context) {
	pause := minPause
	for {
		select {
		case t.slots <- struct{}{}:
		case <-ctx.Done():
			return
		}
		messages, err := t.receive(ctx)
		if len(messages) > 0 && t.host.begin() {
			pause = minPause
			go t.process(messages) //nolint:contextcheck // goes on when the trigger ends
			continue
		}
		if len(messages) > 0 {
			t.settle(messages, errStopping) //nolint:contextcheck // the trigger has ended
		}
		<-t.slots
		if err != nil && ctx.Err() == nil {
			t.log.Warn("receive failed", "error", err.Error())
			pause = errorPause
		}
		select {
		case <-t.wake:
			pause = minPause
		case <-time.After(pause):
			pause = min(pause*2, maxPause)
		case <-ctx.Done():
			return
		}
	}
}

// process delivers messages and settles them.
func (t *busTrigger) process(messages []bus.Received) {
	defer t.host.end()
	defer func() { <-t.slots }()
	defer t.host.adversary.shelter(messages)()
	stop := t.renew(messages)
	err := t.host.adversary.twice(func() error {
		value, metadata, err := busInput(t.function, messages)
		if err != nil {
			t.log.Error("messages cannot be handed over", "error", err.Error())
			return err
		}
		_, err = t.host.invoke(t.host.lifetime, t.function, newGUID(), value, metadata)
		return err
	})
	stop()
	t.settle(messages, err)
	t.host.Wake()
}

// settle completes messages, or gives them back at once and without a delay.
func (t *busTrigger) settle(messages []bus.Received, failure error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.host.lifetime), settleTimeout)
	defer cancel()
	broker := t.host.options.Broker
	var err error
	switch {
	case failure != nil:
		err = broker.Abandon(ctx, messages, t.limit)
	case !t.autoComplete():
		t.log.Warn("autoCompleteMessages is false, so the messages stay locked and come again")
	case t.host.adversary.redeliver(messages):
		t.log.Debug("adversary: messages come again")
		err = broker.Abandon(ctx, messages, t.limit)
	default:
		err = broker.Complete(ctx, messages)
	}
	if err != nil {
		t.log.Warn("messages not settled; they come again when their lock runs out", "error", err.Error())
	}
}

func (t *busTrigger) autoComplete() bool {
	for _, choice := range []*bool{t.function.trigger.AutoCompleteMessages, t.host.config.Extensions.ServiceBus.AutoCompleteMessages} {
		if choice != nil {
			return *choice
		}
	}
	return true
}
