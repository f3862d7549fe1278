package servicebus

import (
	"crypto/tls"
	"fmt"
	"strings"
	"time"
)

// Options of a broker. The zero value is a broker without queues on a free port, in memory and in the clear.
type Options struct {
	Queues []Queue

	// Port on the loopback interface; 0 takes a free one.
	Port int

	// Folder keeps the messages over restarts; they are in memory only if it is empty. Two brokers must not share one.
	Folder string

	// TLS makes the broker speak AMQP over TLS; nil for plain AMQP, as UseDevelopmentEmulator=true has it.
	TLS *tls.Config

	// Now gives the time that locks, schedules, lifetimes and tokens go by; time.Now if nil. Call Wake after such a
	// clock has been moved.
	Now func() time.Time
}

// A Queue is one queue of the broker. What is zero has the default of the Azure portal, as far as the stand-in knows it.
type Queue struct {
	Name               string
	RequiresSession    bool
	DuplicateWindow    time.Duration // 0 for no duplicate detection
	LockDuration       time.Duration // 0 for a minute
	MaxDeliveryCount   int           // 0 for 10
	DefaultTTL         time.Duration // 0 for ever
	DeadLetterOnExpiry bool
	MaxMessageSize     int // of an encoded message in bytes; 0 for 256 KiB, the limit of the Standard tier
}

func (q Queue) withDefaults() Queue {
	if q.LockDuration == 0 {
		q.LockDuration = time.Minute
	}
	if q.MaxDeliveryCount == 0 {
		q.MaxDeliveryCount = 10
	}
	if q.MaxMessageSize == 0 {
		q.MaxMessageSize = 256 << 10
	}
	return q
}

func (q Queue) check() error {
	if q.Name == "" || strings.ContainsAny(q.Name, "$?#") || strings.HasPrefix(q.Name, "/") {
		return fmt.Errorf("queue name %q is not allowed: it must not be empty, contain $, ? or #, or begin with /", q.Name)
	}
	if q.DuplicateWindow < 0 || q.LockDuration < 0 || q.MaxDeliveryCount < 0 || q.DefaultTTL < 0 || q.MaxMessageSize < 0 {
		return fmt.Errorf("queue %s has a negative setting", q.Name)
	}
	return nil
}
