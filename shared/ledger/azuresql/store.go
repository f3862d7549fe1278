package azuresql

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/retry"
)

// A Store is a ledger in Azure SQL. It may be used by several goroutines and several processes at once.
type Store struct {
	reader
	db *sql.DB
	patience
}

var (
	_ ledger.Log         = (*Store)(nil)
	_ ledger.Projected   = (*Store)(nil)
	_ ledger.Intake      = (*Store)(nil)
	_ ledger.Snapshotter = (*Store)(nil)
	_ ledger.QueryStore  = (*Store)(nil)
	_ custody.View       = (*Store)(nil)
)

// Open opens the ledger at the place. The database has to be prepared by [Migrate], to the version that this program knows;
// an emulator's is prepared if it is not.
func Open(ctx context.Context, p Place) (*Store, error) {
	db, err := Connect(p)
	if err != nil {
		return nil, fmt.Errorf("open ledger: %w", err)
	}
	s := newStore(db, patience{retry.Sleep})
	if p.Emulator != "" {
		err = Migrate(ctx, db)
	} else {
		err = s.known(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open ledger: %w", err), db.Close())
	}
	return s, nil
}

func newStore(db *sql.DB, p patience) *Store {
	return &Store{reader: reader{q: patient{db, p}}, db: db, patience: p}
}

// Close closes the connections.
func (s *Store) Close() error { return s.db.Close() }

// known refuses a database whose schema this program does not know.
func (s *Store) known(ctx context.Context) error {
	have, err := applied(ctx, s.q)
	if err != nil {
		return explain(err)
	}
	if want := len(migrations()); have < want {
		return fmt.Errorf("the database's schema is of version %d, and this program needs version %d: run the deployment's SQL step, which migrates it", have, want)
	}
	return nil
}

const insertOrigin = "INSERT INTO [waybill].[origin] ([one], [chain_id], [contract], [start], [block], [hash], [projection]) VALUES (1, @p1, @p2, @p3, @p4, @p5, @p6)"

// Start fixes what the ledger is the projection of. Of a ledger that was started before it only reads, and does not wait
// for writers.
func (s *Store) Start(ctx context.Context, o ledger.Origin) error {
	if started, err := s.started(ctx, o); started || err != nil {
		return explain(err)
	}
	return s.write(ctx, func(t *transaction) error {
		if started, err := t.started(ctx, o); started || err != nil {
			return err
		}
		_, err := t.exec(ctx, insertOrigin, int64(o.ChainID), o.Contract[:], int64(o.Block), int64(o.Block), make([]byte, 32), int64(ledger.ProjectionVersion))
		return err
	})
}

// started reports whether the ledger was started; with another origin is an error.
func (r reader) started(ctx context.Context, o ledger.Origin) (bool, error) {
	have, err := r.Origin(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err != nil:
		return false, err
	}
	return true, o.Match(have)
}

// Snapshot runs do on the ledger as it is now; what others write meanwhile is not seen, and nobody waits.
func (s *Store) Snapshot(ctx context.Context, do func(ledger.Archive) error) error {
	var tx *sql.Tx
	err := s.again(ctx, func() (err error) {
		tx, err = s.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSnapshot})
		return err
	})
	if err != nil {
		return fmt.Errorf("begin to read: %w", explain(err))
	}
	defer func() { _ = tx.Rollback() }()
	return do(reader{q: tx})
}
