// Package bus hands messages from one step to the next, with the semantics of Azure Service Bus: peek-lock, sessions,
// delivery count, dead-letter queue, scheduled messages. Steps only see [Sender]; the receiving side, [Broker], is for
// the host and for the tools that look after dead letters.
package bus

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// A Message is what one step tells the next. Consumers must bear to get it twice.
type Message struct {
	Queue      string            // name of the queue
	ID         string            // the sender's; a queue removes duplicates by it only if told to, see Detector
	Session    string            // messages of one session are delivered in order, one consumer at a time; "" for none
	Body       []byte            // at most MaxBody
	Properties map[string]string // application properties
	At         time.Time         // not before this time; zero for now
}

// MaxBody is the largest body in bytes. A Service Bus of the Standard tier takes messages of 256 KiB, of which what
// describes the body may be up to 64.
//
// https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas
const MaxBody = 192 << 10

// maxText bounds the properties of a message together, names and values, in bytes; maxID is the longest id or session.
const (
	maxText = 32 << 10
	maxID   = 128
)

// Check refuses a message that no queue takes.
func (m Message) Check() error {
	if m.Queue == "" {
		return fmt.Errorf("message %q names no queue", m.ID)
	}
	if len(m.Body) > MaxBody {
		return fmt.Errorf("message %q for %s has a body of %d bytes, over the limit of %d", m.ID, m.Queue, len(m.Body), MaxBody)
	}
	if len(m.ID) > maxID || len(m.Session) > maxID {
		return fmt.Errorf("message %q of session %q for %s: neither may have more than %d bytes", m.ID, m.Session, m.Queue, maxID)
	}
	text := 0
	for name, value := range m.Properties {
		text += len(name) + len(value)
	}
	if text > maxText {
		return fmt.Errorf("message %q for %s has properties of %d bytes, over the limit of %d", m.ID, m.Queue, text, maxText)
	}
	return nil
}

// A Sender puts messages on queues.
type Sender interface {
	// Send enqueues the messages in order. All are durable on return; after an error some may be. May be repeated. A
	// duplicate on a queue that detects them is accepted and dropped, without an error.
	Send(ctx context.Context, messages ...Message) error
}

// A Received message is locked for one consumer.
type Received struct {
	Message
	SequenceNumber int64
	EnqueuedAt     time.Time
	DeliveryCount  int // 1 at the first delivery
	LockToken      string
	LockedUntil    time.Time
	DeadLetter     string // reason, if it comes from a dead-letter queue
}

// ErrLockLost says that the lock ran out or was given to somebody else: the message will be, or was, delivered again.
var ErrLockLost = errors.New("message lock lost")

// DeadLetterSuffix makes the name of a queue's dead-letter queue.
const DeadLetterSuffix = "/$DeadLetterQueue"

// MaxDeliveryCountExceeded is the reason of a dead letter that was delivered in vain too often.
const MaxDeliveryCountExceeded = "MaxDeliveryCountExceeded"

// A Broker is the receiving side of the bus.
type Broker interface {
	Sender

	// Receive locks up to max messages of a queue and gives them in order; none, at once or after a short wait, if nothing
	// is there. With sessions, all are of one session, which no other consumer gets until they are settled or their lock
	// runs out. Messages without a session then count as one session, where the queue takes them. A scheduled message
	// joins the end of the queue when it is due. How long the lock lasts, and whether the queue has sessions, may be fixed
	// with the queue; then lock is ignored, and the wrong kind of receiving is an error.
	Receive(ctx context.Context, queue string, sessions bool, max int, lock time.Duration) ([]Received, error)

	// Renew extends the locks. ErrLockLost if one is lost.
	Renew(ctx context.Context, messages []Received, lock time.Duration) error

	// Complete removes the messages for good, all or none. ErrLockLost if one lock is lost. A broker without transactions
	// does not begin if it knows of a lost lock; one that it finds in the middle ends the call, after others were settled.
	// So does an error for another reason. The same holds for Abandon.
	Complete(ctx context.Context, messages []Received) error

	// Abandon gives the messages back at once, all or none; one whose delivery count has reached maxDeliveries goes to
	// the dead-letter queue with reason MaxDeliveryCountExceeded. Nothing leaves a dead-letter queue that way.
	// ErrLockLost if one lock is lost. A lock that runs out does not look at the count, as nobody tells the broker the
	// limit then: a receiver that gets a message with a greater count abandons it and does not deal with it.
	Abandon(ctx context.Context, messages []Received, maxDeliveries int) error

	// DeadLetter moves a message to the dead-letter queue. ErrLockLost if the lock is lost.
	DeadLetter(ctx context.Context, message Received, reason string) error

	// Reach says whether the queue answers: nil if it could be received from now, whatever is on it or locked. It changes
	// nothing and costs the same however much is there. Made for being asked often.
	Reach(ctx context.Context, queue string) error

	// Depth counts the messages that are on the queue, locked and scheduled ones among them. It may look at each of them.
	Depth(ctx context.Context, queue string) (int, error)
}

// A Detector is a broker whose queues can be told to detect duplicates, as a Service Bus queue is with
// requiresDuplicateDetection.
//
// Waybill's own queues keep that off. A sweeper sends a message again, and a step puts one back for later, under the id
// it had, because what it asks for has not happened; a queue that remembers the id would drop it in silence, although
// the first was consumed in vain or is a dead letter. The steps tell a repetition by what is journaled.
type Detector interface {
	Broker

	// DetectDuplicates makes the queue remember for the window, from when it was sent, the id of each message that is
	// sent from now on. Another message with that id is dropped meanwhile, whatever else is in it and whatever became
	// of the first: scheduled, consumed or dead. Dropping it does not prolong the window. Dead letters are not sent to
	// their queue, and a message without an id is never a duplicate. A window of 0 forgets the ids and ends the
	// detection. Service Bus takes windows from 20 seconds to 7 days. Durable on return; all processes are held to it.
	DetectDuplicates(ctx context.Context, queue string, window time.Duration) error
}
