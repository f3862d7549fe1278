package acceptbench

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"waybill/shared/sqldb"
)

// A ceiling is what one program can do that inserts one row after the other, each in a transaction of its own, with the
// settings of the stores (write-ahead log, synchronous=FULL) and on their disk.
type ceiling struct {
	db       *sql.DB
	insert   *sql.Stmt
	row      []byte
	inserted int
}

func newCeiling(ctx context.Context, path string, rowSize int) (*ceiling, error) {
	db, err := sqldb.Open(ctx, path, []string{"CREATE TABLE row (id INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT"})
	if err != nil {
		return nil, err
	}
	insert, err := db.PrepareContext(ctx, "INSERT INTO row (content) VALUES (?)")
	if err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("prepare the ceiling: %w", err)
	}
	return &ceiling{db: db, insert: insert, row: make([]byte, rowSize)}, nil
}

func (c *ceiling) close() { _ = c.db.Close() }

// run inserts for the given time, at least one row, and gives how long it took.
func (c *ceiling) run(ctx context.Context, turn time.Duration) (time.Duration, error) {
	for begin := time.Now(); ; {
		if _, err := c.insert.ExecContext(ctx, c.row); err != nil {
			return 0, fmt.Errorf("insert: %w", err)
		}
		c.inserted++
		if took := time.Since(begin); took >= turn {
			return took, nil
		}
	}
}
