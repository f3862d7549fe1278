package azurite

import (
	"context"
	"os"
	"sync"
	"time"
)

// A TB is what Start needs of testing.TB. The package does not import testing, because waybill up uses it too.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
	Skipf(format string, args ...any)
}

// startWithin guards against a server that never answers, also on a machine that does much else.
const startWithin = 2 * time.Minute

var shared struct {
	once   sync.Once
	server *Server
	err    error
}

// Start gives the server that all tests of the program share, in memory. Without Azurite the test is skipped, or fails
// if the environment has LIVE=1.
func Start(tb TB) *Server {
	tb.Helper()
	shared.once.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), startWithin)
		defer cancel()
		shared.server, shared.err = Run(ctx, Options{})
	})
	if shared.err != nil && os.Getenv("LIVE") == "1" {
		tb.Fatalf("%v", shared.err)
	}
	if shared.err != nil {
		tb.Skipf("%v; LIVE=1 makes this a failure", shared.err)
	}
	return shared.server
}
