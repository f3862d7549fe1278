package operations

import (
	"errors"
	"fmt"
	"time"

	"waybill/shared/custody"
)

// ErrContradiction says that news does not fit what is known: an operation that failed was carried out, or the other
// way round. One rule or one node must be wrong; it is for people to find out which.
var ErrContradiction = errors.New("the news contradicts what is known")

// After gives the operation as it is after the news: the rule that every [Store.Advance] applies. News of a rank that
// the operation has or is past only fills in what was not known. ErrContradiction, and the operation as it was, if the
// two cannot both be true.
func (o Operation) After(news Outcome, now time.Time) (Operation, error) {
	if o.Status.carriedOut() && news.Status.inVain() || o.Status.inVain() && news.Status.carriedOut() {
		return o, fmt.Errorf("%s is %s and now said to be %s: %w", o.ID, o.Status, news.Status, ErrContradiction)
	}
	if news.Status.Rank() > o.Status.Rank() {
		o.Status, o.Problem, o.UpdatedAt = news.Status, news.Problem, now.UTC()
		if !news.Transaction.IsZero() {
			o.Transaction, o.Block = news.Transaction, news.Block
		}
	}
	if o.Transaction.IsZero() {
		o.Transaction = news.Transaction
	}
	if o.Block == 0 && o.Transaction == news.Transaction {
		o.Block = news.Block
	}
	return o, nil
}

func (s Status) carriedOut() bool { return s == Confirmed || s == Recorded }
func (s Status) inVain() bool     { return s == Failed || s == Refused }

// A Move is news of one organisation's operation.
type Move struct {
	Organization custody.OrganizationID
	Operation    string
	Outcome
}

// MoveErrors are the moves among many that a store refused: an operation that its organisation does not have, or
// ErrContradiction. [errors.Is] and [errors.As] look at each of them.
type MoveErrors []MoveError

// Error names every operation and why it was not moved.
func (e MoveErrors) Error() string { return errors.Join(e.Unwrap()...).Error() }

// Unwrap gives the single errors.
func (e MoveErrors) Unwrap() []error {
	all := make([]error, len(e))
	for i := range e {
		all[i] = &e[i]
	}
	return all
}

// A MoveError says why one move was not made. Nothing of it is.
type MoveError struct {
	Move
	Err error
}

// Error names the operation, where it should have gone, and why it did not.
func (e *MoveError) Error() string {
	return fmt.Sprintf("advance %s to %s: %v", e.Operation, e.Status, e.Err)
}

// Unwrap gives the reason.
func (e *MoveError) Unwrap() error { return e.Err }
