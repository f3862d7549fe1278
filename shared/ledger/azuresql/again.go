package azuresql

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	mssql "github.com/microsoft/go-mssqldb"

	"waybill/shared/retry"
)

// tries is how often something is done before its error is believed. Whoever called does not wait much longer than half a
// minute; the bus and the timers come again.
const tries = 6

// Error numbers of the server.
const (
	errDeadlock        = 1205
	errDuplicateIndex  = 2601
	errDuplicateKey    = 2627
	errSnapshotUpdate  = 3960
	errStaleDescriptor = 3989 // of a connection used again before the driver has heard the end of a transaction whose context was cancelled
	errCannotOpen      = 4060 // a serverless database that wakes up, or none
	errBusy            = 40501
	errUnknownObject   = 208
	errNotPermitted    = 229
	errLoginFailed     = 18456
	errNotSynchronized = 4221
)

// passing are the errors after which the same may succeed, by number: see "Troubleshoot transient connection errors in Azure
// SQL Database" in Microsoft's documentation.
var passing = map[int32]bool{
	errDeadlock: true, errSnapshotUpdate: true, errCannotOpen: true, errBusy: true, errNotSynchronized: true, errStaleDescriptor: true,
	10928: true, 10929: true, // too many requests at once
	40197: true, 40613: true, // the database moves
	49918: true, 49919: true, 49920: true, // too many operations at once
}

// numberOf gives the number of the server's error, 0 if it is not one of the server's.
func numberOf(err error) int32 {
	var refusal mssql.Error
	if errors.As(err, &refusal) {
		return refusal.Number
	}
	return 0
}

// passes reports whether what gave the error may succeed the next time. A connection that was lost, or not made in time, is
// such an error; whether the caller's own time has run out is for the caller to look at.
func passes(err error) bool {
	var (
		severe  mssql.ServerError // ends the connection
		broken  mssql.StreamError
		network net.Error
	)
	return passing[numberOf(err)] || errors.As(err, &severe) || errors.As(err, &broken) || errors.As(err, &network) ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// pauseBefore is how long to wait before a try, the first being 0, after the error of the one before. Who lost a race
// comes again soon; a server that moves needs seconds, and one that says that it is busy wants ten.
func pauseBefore(try int, err error) time.Duration {
	switch numberOf(err) {
	case errDeadlock, errSnapshotUpdate, errStaleDescriptor:
		return retry.Delay(try, 20*time.Millisecond, time.Second)
	case errBusy:
		return retry.Delay(try, 10*time.Second, 20*time.Second)
	}
	return retry.Delay(try, 500*time.Millisecond, 8*time.Second)
}

// patience does things again as long as their errors pass.
type patience struct {
	sleep func(context.Context, time.Duration) error
}

// again calls do until it succeeds, fails for good or has had its tries.
func (p patience) again(ctx context.Context, do func() error) error {
	for try := 1; ; try++ {
		err := do()
		if err == nil || !passes(err) || ctx.Err() != nil {
			return err
		}
		if try == tries {
			return fmt.Errorf("tried %d times: %w", tries, err)
		}
		if slept := p.sleep(ctx, pauseBefore(try, err)); slept != nil {
			return fmt.Errorf("%w, after %w", slept, err)
		}
	}
}

// A patient asks again if the server does not begin to answer. It is for what is read outside of transactions.
type patient struct {
	db *sql.DB
	patience
}

// QueryContext begins to read rows.
func (p patient) QueryContext(ctx context.Context, query string, args ...any) (rows *sql.Rows, err error) {
	err = p.again(ctx, func() error {
		rows, err = p.db.QueryContext(ctx, query, args...) //nolint:sqlclosecheck // the caller does
		return err
	})
	if err != nil {
		return nil, explain(err)
	}
	return rows, nil
}

// QueryRowContext reads one row.
func (p patient) QueryRowContext(ctx context.Context, query string, args ...any) (row *sql.Row) {
	_ = p.again(ctx, func() error {
		row = p.db.QueryRowContext(ctx, query, args...)
		return row.Err() // which is also in the row
	})
	return row
}

// explain adds the remedy where the server's answer has one that a person can apply.
func explain(err error) error {
	switch numberOf(err) {
	case errUnknownObject:
		return fmt.Errorf("the database is not prepared; apply its migrations and grants, which the deployment's SQL step does: %w", err)
	case errNotPermitted:
		return fmt.Errorf("this program's identity needs the role waybill_handler, which the deployment's SQL step gives: %w", err)
	case errLoginFailed:
		return fmt.Errorf("this program's identity is no user of the database, which the deployment's SQL step makes it: %w", err)
	}
	return err
}
