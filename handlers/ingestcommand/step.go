// Package ingestcommand takes the commands that an ERP drops on a queue: the same commands as over HTTP, accepted by
// the same desk.
package ingestcommand

import (
	"context"
	"errors"
	"fmt"
	"time"

	"waybill/shared/azfunc"
	"waybill/shared/bus"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/partner"
	"waybill/shared/problem"
)

// Queue is where partners' systems put their commands.
const Queue = "commands"

// Definition of IngestCommand.
var Definition = azfunc.Definition{
	Name:    "IngestCommand",
	Trigger: azfunc.QueueTrigger{Queue: Queue},
	Outputs: []azfunc.Output{{Queue: "transactions"}},
}

// A Desk accepts commands and keeps refusals.
type Desk interface {
	Accept(ctx context.Context, caller custody.OrganizationID, key string, c custody.Command) (operations.Operation, error)
	Refuse(ctx context.Context, caller custody.OrganizationID, key string, c custody.Command, why *problem.Problem) (operations.Operation, error)
}

// An Aside keeps messages that nobody can act on.
type Aside interface {
	SetAside(ctx context.Context, message operations.SetAside) error
}

// Parts are what the step needs.
type Parts struct {
	Callers partner.Authenticator
	Desk    Desk
	Aside   Aside
	Bus     bus.Sender
	Now     func() time.Time
}

// New gives the function.
func New(parts Parts) azfunc.Function {
	return azfunc.Function{Definition: Definition, Messages: step{parts}.run}
}

type step struct{ Parts }

func (s step) run(ctx context.Context, messages []azfunc.Message) error {
	for _, m := range messages {
		if err := s.take(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// take carries one message to one of four ends: accepted, refused under its operation's id, set aside because its
// sender cannot be told, or put back for later. A message that meets a limit is put back as often as it takes, and no
// delivery counts against it: what the sender has on the queue is accepted by and by, however much that is.
func (s step) take(ctx context.Context, m azfunc.Message) error {
	message, caller, err := s.open(ctx, m.Body)
	if err == nil {
		err = s.accept(ctx, message, caller)
	}
	switch verdict := judge(err, message.Attempt); verdict {
	case done:
		return nil
	case later:
		message.Attempt++
		return s.postpone(ctx, m, message, delayBefore(message.Attempt-1), err)
	case limited:
		message.Limited++
		return s.postpone(ctx, m, message, delayBefore(message.Limited+1), err)
	default:
		return s.setAside(ctx, m, err)
	}
}

// open reads the message and says who sent it.
func (s step) open(ctx context.Context, body []byte) (Message, partner.Caller, error) {
	message, err := decode(body)
	if err != nil {
		return message, partner.Caller{}, err
	}
	token, ok := partner.BearerToken(message.Authorization)
	if !ok {
		return message, partner.Caller{}, problem.Unauthenticated.With("the field authorization must be Bearer and an app credential")
	}
	caller, err := s.Callers.Authenticate(ctx, token)
	return message, caller, err
}

// accept gives the command to the desk. A refusal of a known sender's command is kept for the sender and is no error.
func (s step) accept(ctx context.Context, message Message, caller partner.Caller) error {
	command, err := custody.DecodeCommand(message.Kind, message.Command)
	if err != nil {
		return err
	}
	if err = admit(caller, message.Kind); err == nil {
		_, err = s.Desk.Accept(ctx, caller.Organization, message.IdempotencyKey, command)
	}
	var refusal *problem.Problem
	if errors.As(err, &refusal) && refusal.Status < 500 && refusal.RetryAfter == 0 && !errors.Is(err, problem.KeyReused) {
		_, err = s.Desk.Refuse(ctx, caller.Organization, message.IdempotencyKey, command, refusal)
	}
	return err
}

// postpone puts a copy on the queue for later and lets the message go. Killed in between, both are delivered, and the
// Idempotency-Key makes them one.
func (s step) postpone(ctx context.Context, m azfunc.Message, message Message, delay time.Duration, why error) error {
	azfunc.Logger(ctx).Info("command postponed", "message", m.ID, "attempt", message.Attempt, "limited", message.Limited, "reason", why.Error())
	body, err := message.encode()
	if err != nil {
		return fmt.Errorf("encode postponed message %s: %w", m.ID, err)
	}
	return s.Bus.Send(ctx, bus.Message{Queue: Queue, ID: m.ID, Session: m.Session, Body: body, At: s.Now().Add(delay)})
}

func (s step) setAside(ctx context.Context, m azfunc.Message, why error) error {
	reason := reasonOf(why)
	azfunc.Logger(ctx).Warn("message set aside", "message", m.ID, "reason", reason)
	return s.Aside.SetAside(ctx, operations.SetAside{
		Queue: Queue, MessageID: m.ID, Body: withoutCredential(m.Body), Reason: reason, At: s.Now(),
	})
}
