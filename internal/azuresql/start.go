package azuresql

import "context"

// A TB is what Start needs of testing.TB. The package does not import testing, because programs use it too.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
	Cleanup(func())
}

// Start gives a test a server of its own, which ends with it.
func Start(tb TB) *Server {
	tb.Helper()
	s, err := Run(context.Background(), Options{})
	if err != nil {
		tb.Fatalf("%v", err)
	}
	tb.Cleanup(func() {
		if err := s.Stop(); err != nil {
			tb.Errorf("stop the stand-in for Azure SQL: %v", err)
		}
	})
	return s
}
