package azuresql_test

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"testing"
	"time"

	mssql "github.com/microsoft/go-mssqldb"

	"waybill/shared/ledger"
	"waybill/shared/ledger/azuresql"
)

// Errors of the server and of the connection are told apart by what to do next.
func TestErrorsThatPass(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  error
		want bool
	}{
		{mssql.Error{Number: 1205}, true},
		{mssql.Error{Number: 3960}, true},
		{mssql.Error{Number: 3989}, true},
		{mssql.Error{Number: 4060}, true},
		{mssql.Error{Number: 10928}, true},
		{mssql.Error{Number: 10929}, true},
		{mssql.Error{Number: 40197}, true},
		{mssql.Error{Number: 40501}, true},
		{mssql.Error{Number: 40613}, true},
		{mssql.Error{Number: 49918}, true},
		{mssql.Error{Number: 49919}, true},
		{mssql.Error{Number: 49920}, true},
		{fmt.Errorf("write asset: %w", mssql.Error{Number: 40613}), true},
		{mssql.Error{Number: 208}, false},
		{mssql.Error{Number: 229}, false},
		{mssql.Error{Number: 2601}, false},
		{mssql.Error{Number: 2627}, false},
		{mssql.Error{Number: 18456}, false},
		{driver.ErrBadConn, true},
		{io.EOF, true},
		{io.ErrUnexpectedEOF, true},
		{&net.OpError{Op: "read", Err: errors.New("connection reset by peer")}, true},
		{mssql.StreamError{InnerError: io.EOF}, true},
		{context.Canceled, false},
		{&net.OpError{Op: "dial", Err: context.DeadlineExceeded}, true}, // of the connection; the caller's own ends the tries elsewhere
		{ledger.ErrMoved, false},
		{errors.New("the payload is missing"), false},
	} {
		if got := azuresql.Passes(c.err); got != c.want {
			t.Errorf("%v passes: %v", c.err, got)
		}
	}
}

// Pauses double, from what the error asks for to a limit.
func TestPausesGrow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		try    int
		number int32
		want   time.Duration
	}{
		{0, 40613, 0},
		{1, 40613, 500 * time.Millisecond},
		{2, 40613, time.Second},
		{5, 40613, 8 * time.Second},
		{1 << 40, 40613, 8 * time.Second},
		{1, 40501, 10 * time.Second},
		{2, 40501, 20 * time.Second},
		{3, 40501, 20 * time.Second},
		{1, 3989, 20 * time.Millisecond},
		{1, 1205, 20 * time.Millisecond},
		{9, 1205, time.Second},
		{1, 0, 500 * time.Millisecond},
	} {
		if got := azuresql.PauseBefore(c.try, mssql.Error{Number: c.number}); got != c.want {
			t.Errorf("before try %d after error %d the pause is %v, not %v", c.try, c.number, got, c.want)
		}
	}
}
