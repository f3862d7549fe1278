package recordonchain

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"

	"waybill/shared/azfunc"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/operations"
)

// A reading is what a message turned out to ask for.
type reading struct {
	operation operations.Operation
	request   chain.Request // unless the operation is done
	err       error
}

// readAll reads the messages side by side; what each waits for is one round trip to the store. Behind a message whose
// operation the store does not give, messages may be left unread, and before it none is.
func (s step) readAll(ctx context.Context, messages []azfunc.Message) []reading {
	all := make([]reading, len(messages))
	var end atomic.Int64 // the first message whose operation was not given
	end.Store(int64(len(messages)))
	s.calls(len(messages), func(i int) {
		at := int64(i)
		if at > end.Load() {
			return
		}
		all[i] = s.read(ctx, messages[i])
		if all[i].err == nil || isUnusable(all[i].err) {
			return
		}
		for was := end.Load(); at < was && !end.CompareAndSwap(was, at); was = end.Load() {
		}
	})
	return all
}

// read gives the operation that the message is about and, unless it is done, what to ask of the chain.
func (s step) read(ctx context.Context, m azfunc.Message) reading {
	var task Task
	if err := json.Unmarshal(m.Body, &task); err != nil {
		return reading{err: &unusableError{"the body is not a task: " + err.Error()}}
	}
	o, found, err := s.store.Get(ctx, task.Organization, task.Operation)
	if err != nil {
		return reading{err: fmt.Errorf("load %s: %w", task.Operation, err)}
	}
	if !found {
		return reading{err: &unusableError{fmt.Sprintf("%s has no operation %q", task.Organization, task.Operation)}}
	}
	if o.Status.Done() {
		return reading{operation: o}
	}
	instruction, err := custody.DecodeInstruction(o.Instruction)
	if err != nil {
		return reading{err: &unusableError{fmt.Sprintf("the instruction of %s cannot be read: %v", o.ID, err)}}
	}
	return reading{operation: o, request: chain.Request{
		Organization: o.Organization, Operation: o.ID, Command: o.Command,
		EventHash: s.secret.EventHash(o.Command, o.Payload), Instruction: instruction,
	}}
}

// An unusableError says why a message can never be carried out.
type unusableError struct{ reason string }

func (e *unusableError) Error() string { return e.reason }

func isUnusable(err error) bool {
	unusable := (*unusableError)(nil)
	return errors.As(err, &unusable)
}
