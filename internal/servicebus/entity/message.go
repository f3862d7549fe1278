// Package entity is the state of Service Bus queues: peek-lock, delivery count, dead letters, scheduled and deferred
// messages, duplicate detection and sessions.
//
// A [Queue] has neither network nor clock. Every method that depends on time takes it; what falls due by then (locks
// that run out, messages that are scheduled or expire) happens first. A queue is not safe for concurrent use.
package entity

import (
	"errors"
	"time"
)

// A State is where a message is in its life, with the numbers that x-opt-message-state has.
type State int

// A message is active, put aside by its receiver, or waiting for its time.
const (
	Active    State = 0
	Deferred  State = 1
	Scheduled State = 2
)

// A Message is what a queue keeps of one message; all of it is durable if the queue has a journal.
type Message struct {
	Sequence   int64 // rises within the queue; a scheduled message gets a new one when it becomes active
	First      int64 // the sequence number it had first
	ID         string
	Session    string
	HasSession bool // also "" may name a session
	Payload    []byte
	State      State
	EnqueuedAt time.Time
	DueAt      time.Time     // when a scheduled message becomes active
	TTL        time.Duration // from EnqueuedAt; 0 for ever
	Deliveries int           // deliveries so far, the present one included
	Reason     string        // of a dead letter
	Text       string        // of a dead letter: the description
}

// Expires tells when the message's time to live ends; zero for never.
func (m Message) Expires() time.Time {
	if m.TTL <= 0 {
		return time.Time{}
	}
	return m.EnqueuedAt.Add(m.TTL)
}

// A Token names a lock; never two locks have the same.
type Token [16]byte

// A Delivery is a message as its receiver gets it. The token is zero if it was taken without a lock.
type Delivery struct {
	Message
	Token       Token
	LockedUntil time.Time
}

// A Holder is who may hold sessions: a receiver. 0 is nobody.
type Holder uint64

var (
	// ErrLockLost says that the lock has run out, was given up or never was.
	ErrLockLost = errors.New("the lock on the message is lost")

	// ErrSessionLost says that the session is not the caller's.
	ErrSessionLost = errors.New("the lock on the session is lost")

	// ErrSessionHeld says that another receiver has the session.
	ErrSessionHeld = errors.New("the session is held by another receiver")

	// ErrNotFound says that no message has the sequence number and the state that was asked for.
	ErrNotFound = errors.New("no such message")

	// ErrNoSession refuses a message without a session id on a queue that requires sessions.
	ErrNoSession = errors.New("the message has no session id and the queue requires sessions")
)

// Reasons that the queue itself gives to dead letters.
const (
	MaxDeliveryCountExceeded = "MaxDeliveryCountExceeded"
	TTLExpired               = "TTLExpiredException"
)

// An entry is a message in its queue.
type entry struct {
	Message
	token       Token // of the lock, zero if there is none
	lockedUntil time.Time
	lock        *timer
	expiry      *timer
	due         *timer
	place       int // in its lane, -1 if it is not there
}

func (e *entry) locked() bool { return e.token != Token{} }
