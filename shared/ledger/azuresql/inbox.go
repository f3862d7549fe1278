package azuresql

import (
	"context"
	"database/sql"
	"fmt"

	"waybill/shared/ledger"
	"waybill/shared/sqlrow"
)

const (
	selectAnnounced  = "SELECT [key] FROM [waybill].[inbox] WHERE [key] IN (" + texts + ")"
	countQuarantined = "SELECT COUNT_BIG(*) FROM [waybill].[inbox] WHERE [quarantined] = @p1"
)

var inboxColumns = []string{
	"key", "chain_id", "address", "block", "block_hash", "transaction", "log_index", "signature", "raw", "quarantined",
}

// Receive puts announced events in the inbox. It waits for no other writer. If the same events come twice at once, one of
// the two meets keys that are there already, and looks again.
func (s *Store) Receive(ctx context.Context, items []ledger.InboxItem) (fresh int, err error) {
	for range tries {
		err = s.again(ctx, func() error {
			fresh, err = s.receive(ctx, items)
			return err
		})
		if n := numberOf(err); n != errDuplicateKey && n != errDuplicateIndex {
			break
		}
	}
	if err != nil {
		return 0, fmt.Errorf("fill the inbox: %w", explain(err))
	}
	return fresh, nil
}

func (s *Store) receive(ctx context.Context, items []ledger.InboxItem) (int, error) {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return 0, fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	t := &transaction{reader: reader{q: tx}, tx: tx}
	there, err := t.announced(ctx, items)
	if err != nil {
		return 0, err
	}
	var fresh [][]any
	for _, i := range items {
		if !there[i.Key] {
			there[i.Key] = true // a batch may have one event twice
			fresh = append(fresh, []any{
				i.Key, int64(i.ChainID), i.Address[:], int64(i.Block), i.BlockHash[:], i.Transaction[:], i.LogIndex, i.Signature, append([]byte{}, i.Raw...), int64(0),
			})
		}
	}
	if len(fresh) == 0 {
		return 0, nil
	}
	if err := t.insert(ctx, "inbox", inboxColumns, fresh); err != nil {
		return 0, err
	}
	if err := tx.Commit(); err != nil { // done or not, it may be done again
		return 0, fmt.Errorf("commit: %w", err)
	}
	return len(fresh), nil
}

// announced gives those keys of the items that are in the inbox.
func (t *transaction) announced(ctx context.Context, items []ledger.InboxItem) (map[string]bool, error) {
	keys, there := make([]string, len(items)), map[string]bool{}
	for i := range items {
		keys[i] = items[i].Key
	}
	err := t.each(ctx, func(scan func(...any) error) error {
		var key string
		err := scan(&key)
		there[key] = true
		return err
	}, selectAnnounced, sqlrow.List(keys))
	return there, err
}

// InboxCounts gives the number of announced events that wait for their block and of those in quarantine.
func (r reader) InboxCounts(ctx context.Context) (waiting, quarantined int, err error) {
	if err = r.q.QueryRowContext(ctx, countQuarantined, int64(0)).Scan(&waiting); err != nil {
		return 0, 0, err
	}
	err = r.q.QueryRowContext(ctx, countQuarantined, int64(1)).Scan(&quarantined)
	return waiting, quarantined, err
}
