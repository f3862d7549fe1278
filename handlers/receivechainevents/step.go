// Package receivechainevents takes what an event stream pushes: it keeps the events in the inbox and wakes the
// projector. Nothing pushed is believed; the projector proves every event against the chain.
package receivechainevents

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net/http"

	"waybill/shared/azfunc"
	"waybill/shared/bus"
	"waybill/shared/ledger"
	"waybill/shared/partner"
	"waybill/shared/problem"
)

// wakes is the queue of the projector.
const wakes = "projection"

// Definition of ReceiveChainEvents.
var Definition = azfunc.Definition{
	Name:    "ReceiveChainEvents",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodPost}, Route: "events", Level: azfunc.AuthFunction},
	Outputs: []azfunc.Output{{Queue: wakes}},
}

// MaxBody is the largest batch in bytes.
const MaxBody = 4 << 20

// An Inbox keeps pushed events.
type Inbox interface {
	// Receive keeps the items that it does not have yet and gives their number. Durable on return.
	Receive(ctx context.Context, items []ledger.InboxItem) (int, error)
}

// Parts are what the step needs. Secrets are the bearer tokens that an event stream may send; two during a rotation.
type Parts struct {
	Secrets []string
	Inbox   Inbox
	Bus     bus.Sender
	Session string // of the wake-up message: one projector at a time is enough
}

// New gives the function.
func New(parts Parts) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step{parts}}
}

type step struct{ Parts }

// ServeHTTP answers 200 once the batch is durable.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	added, err := s.receive(w, r)
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = fmt.Fprintf(w, "{\"new\":%d}\n", added)
}

func (s step) receive(w http.ResponseWriter, r *http.Request) (int, error) {
	if !s.known(r.Header.Get("Authorization")) {
		return 0, problem.Unauthenticated.With("the event stream's Authorization header is missing or wrong")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return 0, problem.TooLarge.With("a batch has at most 4 MiB; lower the stream's batch size")
	}
	if err != nil {
		return 0, problem.Malformed.With("the body ended early")
	}
	items, err := ledger.ParseBatch(body)
	if err != nil {
		return 0, err
	}
	added, err := s.Inbox.Receive(r.Context(), items)
	if err != nil {
		return 0, fmt.Errorf("keep batch: %w", err)
	}
	if err := s.Bus.Send(r.Context(), bus.Message{Queue: wakes, ID: azfunc.InvocationID(r.Context()), Session: s.Session, Body: []byte("{}")}); err != nil {
		return 0, fmt.Errorf("wake the projector: %w", err)
	}
	return added, nil
}

// known compares with every secret, in a time that does not depend on which one fits.
func (s step) known(header string) bool {
	token, bearer := partner.BearerToken(header)
	given := sha256.Sum256([]byte(token))
	match := 0
	for _, secret := range s.Secrets {
		want := sha256.Sum256([]byte(secret))
		match |= subtle.ConstantTimeCompare(given[:], want[:])
	}
	return match == 1 && bearer
}
