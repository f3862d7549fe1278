package servicebus

import "context"

// A TB is what Start needs of testing.TB. The package does not import testing, because waybill up uses it too.
type TB interface {
	Helper()
	Context() context.Context
	Cleanup(func())
	Fatalf(format string, args ...any)
}

// Start runs a broker until the test ends.
func Start(tb TB, options Options) *Server {
	tb.Helper()
	s, err := Run(tb.Context(), options)
	if err != nil {
		tb.Fatalf("%v", err)
	}
	tb.Cleanup(s.Stop)
	return s
}
