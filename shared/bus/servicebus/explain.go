package servicebus

import (
	"errors"
	"fmt"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"

	"waybill/shared/bus"
	"waybill/shared/retry"
)

// AMQP conditions that the library has no code for.
const (
	notFound   = "amqp:not-found"
	notAllowed = "amqp:not-allowed"
	full       = "amqp:resource-limit-exceeded"
)

// isCode reports whether the library gave an error this code.
func isCode(err error, code azservicebus.Code) bool {
	var e *azservicebus.Error
	return errors.As(err, &e) && e.Code == code
}

// has reports whether an error has an AMQP condition.
func has(err error, condition string) bool {
	return err != nil && strings.Contains(err.Error(), condition)
}

// explain adds the remedy where an error has one that a person can apply, and says what is not worth another try.
func explain(err error, role string) error {
	switch {
	case err == nil:
		return nil
	case isCode(err, azservicebus.CodeLockLost):
		return fmt.Errorf("%w: %w", bus.ErrLockLost, err)
	case errors.Is(err, azservicebus.ErrMessageTooLarge):
		return retry.Mark(retry.Never, fmt.Errorf("it is larger than the queue takes: %w", err))
	case isCode(err, azservicebus.CodeUnauthorizedAccess):
		return fmt.Errorf("this program's identity needs the role %s: %w", role, err)
	case isCode(err, azservicebus.CodeNotFound) || has(err, notFound):
		return fmt.Errorf("the queue is not there; it is created with the system, not by the program: %w", err)
	case has(err, notAllowed):
		return retry.Mark(retry.Never, fmt.Errorf("the queue has sessions and none is named, or the other way round: %w", err))
	case has(err, full):
		return fmt.Errorf("the queue is full: %w", err)
	}
	return err
}
