// Package eventstream delivers a contract's events to a webhook in the way, and in the exact bytes, of the connectors
// that operators run: FireFly evmconnect and its predecessor ethconnect. It is their stand-in on a laptop and in tests.
// Reach for [Stream] first.
//
// As theirs, a batch is a bare JSON array, any 2xx answer takes it, and nothing but a static header says who sends.
// Delivery is at least once and in the order of the chain: the checkpoint is written after a batch was taken, and a
// batch that is not taken is sent again for ever. After a re-organisation, or when the node's chain was begun anew, it
// delivers from FromBlock again.
package eventstream

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"time"

	"waybill/shared/custody"
	"waybill/shared/retry"
)

// Shapes of a batch.
const (
	Evmconnect = "evmconnect" // hyperledger/firefly-evmconnect v1.4.2
	Ethconnect = "ethconnect" // hyperledger/firefly-ethconnect d3d27b2
)

// A Stream brings the events of one contract to one webhook. RPC, Contract, ABI, Target and Checkpoint must be set.
type Stream struct {
	RPC       string          // address of the node's JSON-RPC
	Contract  custody.Address // whose events
	ABI       string          // JSON, with the events to deliver
	FromBlock uint64          // where a stream without a checkpoint begins

	Target     string      // address of the webhook
	Headers    http.Header // sent with every batch, such as Authorization; may be nil
	Shape      string      // Evmconnect, the default, or Ethconnect
	Checkpoint string      // path of the file that remembers what was delivered

	BatchSize    int           // most events in a batch; 50 if 0
	BatchTimeout time.Duration // how long an event waits for its batch to fill; 20 ms if 0
	Timeout      time.Duration // of one request to the webhook; 30 s if 0
	Poll         time.Duration // between two looks for new blocks; 50 ms if 0
	RetryFirst   time.Duration // before a batch is sent the second time, then twice as long each time; 250 ms if 0
	RetryMax     time.Duration // the longest such wait; 30 s if 0
	Log          *slog.Logger  // nil drops it
}

// Run delivers until the context ends, and then returns its error. Any other error means that the stream cannot work
// at all: the ABI, the shape, an address or the checkpoint cannot be read.
func (s Stream) Run(ctx context.Context) error {
	s.complete()
	shape, err := newShape(s)
	if err != nil {
		return err
	}
	source, err := newSource(ctx, s)
	if err != nil {
		return err
	}
	defer source.close()
	client := newClient(s.Timeout)
	defer client.CloseIdleConnections()
	r := &run{Stream: s, shape: shape, source: source, client: client}
	if r.read, err = loadCheckpoint(s.Checkpoint, s.FromBlock); err != nil {
		return err
	}
	failures := 0
	for ctx.Err() == nil {
		wait, err := r.turn(ctx)
		failures++
		if err == nil {
			failures = 0
		} else if ctx.Err() == nil {
			wait = retry.Delay(failures, s.Poll, time.Second)
			s.Log.WarnContext(ctx, "the event stream stands still; trying again", "error", err, "wait", wait)
		}
		pause(ctx, wait)
	}
	return ctx.Err()
}

func (s *Stream) complete() {
	s.Shape = or(s.Shape, Evmconnect)
	s.BatchSize = or(s.BatchSize, 50)
	s.BatchTimeout = or(s.BatchTimeout, 20*time.Millisecond)
	s.Timeout = or(s.Timeout, 30*time.Second)
	s.Poll = or(s.Poll, 50*time.Millisecond)
	s.RetryFirst = or(s.RetryFirst, 250*time.Millisecond)
	s.RetryMax = or(s.RetryMax, 30*time.Second)
	s.Log = or(s.Log, slog.New(slog.DiscardHandler))
}

func or[T comparable](value, fallback T) T {
	var zero T
	if value == zero {
		return fallback
	}
	return value
}

// A run is a stream under way.
type run struct {
	Stream
	shape  shape
	source *source
	client *http.Client

	read    checkpoint // what was read; what was delivered is in the file
	waiting []event    // what was read and not delivered, oldest first
	since   time.Time  // when the oldest began to wait
}

// turn reads new events, unless a batch is full, and delivers a batch, if it is full or has waited long enough. It
// gives the time until the next turn.
func (r *run) turn(ctx context.Context) (time.Duration, error) {
	if len(r.waiting) < r.BatchSize {
		if err := r.fill(ctx); err != nil {
			return 0, err
		}
	}
	if len(r.waiting) == 0 {
		return r.Poll, nil
	}
	if left := r.BatchTimeout - time.Since(r.since); len(r.waiting) < r.BatchSize && left > 0 {
		return min(left, r.Poll), nil
	}
	batch := r.waiting[:min(len(r.waiting), r.BatchSize)]
	if err := r.deliver(ctx, batch); err != nil {
		return 0, err
	}
	if err := checkpointOf(batch[len(batch)-1].log).store(r.Checkpoint); err != nil {
		return 0, err
	}
	r.waiting, r.since = r.waiting[len(batch):], time.Now()
	return 0, nil
}

// fill reads what is new on the chain. If the chain is no longer the one that was read, it begins at FromBlock.
func (r *run) fill(ctx context.Context) error {
	page, err := r.source.next(ctx, r.read)
	if err != nil {
		return err
	}
	if page.reorganised {
		r.Log.WarnContext(ctx, "the chain was re-organised; delivering again", "block", r.read.Block, "from", r.FromBlock)
		r.read, r.waiting = beginning(r.FromBlock), nil
		return r.read.store(r.Checkpoint)
	}
	if len(r.waiting) == 0 {
		r.since = time.Now()
	}
	r.read, r.waiting = page.read, append(r.waiting, page.events...)
	return nil
}

// deliver sends the batch until it is taken.
func (r *run) deliver(ctx context.Context, batch []event) error {
	body, err := r.shape.batch(batch)
	if err != nil {
		return err
	}
	for attempt := 1; ; attempt++ {
		err := post(ctx, r.client, r.Target, r.Headers, r.shape.headers, body)
		if err == nil || ctx.Err() != nil {
			return err
		}
		wait := jittered(retry.Delay(attempt, r.RetryFirst, r.RetryMax), rand.Float64()) //nolint:gosec // not a secret
		r.Log.WarnContext(ctx, "a batch was not taken; sending it again", "error", err, "events", len(batch), "attempt", attempt, "wait", wait)
		pause(ctx, wait)
	}
}

// jittered shortens a wait by up to its half, for a draw between 0 and 1, so that streams that failed together do not
// come back together.
func jittered(wait time.Duration, draw float64) time.Duration {
	return wait/2 + time.Duration(float64(wait-wait/2)*draw)
}

func pause(ctx context.Context, wait time.Duration) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
