package system

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"waybill/handlers/anchordigest"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
)

// Anchor has a digest of the whole ledger put on chain and waits until that is recorded.
func (s *System) Anchor(ctx context.Context) error {
	rows, err := s.rowsToAnchor(ctx)
	if err != nil {
		return fmt.Errorf("count the ledger's rows: %w", err)
	}
	if err := s.Fire(ctx, anchordigest.Definition.Name); err != nil {
		return err
	}
	size, err := s.digestOver(ctx, rows)
	if err != nil {
		return err
	}
	operator, err := s.operatorOnly(ctx)
	if err != nil {
		return err
	}
	_, err = operator[operations.Operator].Wait(ctx, custody.OperationID(operations.Operator, anchordigest.Key(size)))
	return err
}

// rowsToAnchor gives the size of the log up to the last row that is more than the anchor of an earlier digest: only
// such rows make a new digest.
func (s *System) rowsToAnchor(ctx context.Context) (size uint64, err error) {
	err = s.stores.Ledger.Snapshot(ctx, func(a ledger.Archive) error {
		rows, err := a.RowCount(ctx)
		if err != nil {
			return err
		}
		return a.Rows(ctx, 0, rows, func(r ledger.Row) error {
			if r.Event != (custody.Anchored{}).EventName() {
				size = r.Seq + 1
			}
			return nil
		})
	})
	return size, err
}

// digestOver waits for a digest of at least so many rows and gives its size.
func (s *System) digestOver(ctx context.Context, rows uint64) (uint64, error) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		var newest ledger.Digest
		err := s.stores.Digests.Each(ctx, func(_ string, body []byte) error { return json.Unmarshal(body, &newest) })
		if err != nil {
			return 0, fmt.Errorf("read the digests: %w", err)
		}
		if newest.TreeSize >= rows {
			return newest.TreeSize, nil
		}
		select {
		case <-ctx.Done():
			return 0, fmt.Errorf("no digest covers %d rows yet: %w", rows, ctx.Err())
		case <-tick.C:
		}
	}
}
