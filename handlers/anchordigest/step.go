// Package anchordigest signs a digest of the ledger and has its root put on chain, where nobody can take it back.
package anchordigest

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"waybill/shared/azfunc"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
)

// Definition of AnchorDigest.
var Definition = azfunc.Definition{
	Name:    "AnchorDigest",
	Trigger: azfunc.TimerTrigger{Schedule: "%WAYBILL_ANCHOR_SCHEDULE%"},
	Outputs: []azfunc.Output{{Queue: "transactions"}},
}

// A Closer closes blocks of the ledger's log and publishes their digests.
type Closer interface {
	CloseBlock(ctx context.Context, now time.Time) (ledger.Digest, bool, error)
}

// A Desk accepts commands.
type Desk interface {
	Accept(ctx context.Context, caller custody.OrganizationID, key string, c custody.Command) (operations.Operation, error)
}

// New gives the function.
func New(closer Closer, desk Desk, now func() time.Time) azfunc.Function {
	return azfunc.Function{Definition: Definition, Timer: step{closer, desk, now}.run}
}

type step struct {
	closer Closer
	desk   Desk
	now    func() time.Time
}

// run anchors the newest digest. The command's key follows from the digest's size: a digest that was published but,
// after a kill, not anchored is anchored by the next run, and none is anchored twice.
func (s step) run(ctx context.Context, _ azfunc.Timer) error {
	digest, _, err := s.closer.CloseBlock(ctx, s.now())
	if err != nil {
		return fmt.Errorf("close a block of the log: %w", err)
	}
	if digest.TreeSize == 0 {
		return nil // there is nothing in the ledger yet
	}
	o, err := s.desk.Accept(ctx, operations.Operator, Key(digest.TreeSize), &custody.AnchorDigest{Root: digest.Root(), Size: digest.TreeSize})
	if err != nil {
		return fmt.Errorf("accept the anchor of %d rows: %w", digest.TreeSize, err)
	}
	if o.Status == operations.Failed { // a larger one was quicker, or the next digest makes up for it
		azfunc.Logger(ctx).Warn("the newest digest was not anchored", "operation", o.ID, "rows", digest.TreeSize)
		return nil
	}
	azfunc.Logger(ctx).Info("digest anchored", "operation", o.ID, "rows", digest.TreeSize)
	return nil
}

// Key is the Idempotency-Key of the anchor of a digest over so many rows.
func Key(size uint64) string { return "anchor/" + strconv.FormatUint(size, 10) }
