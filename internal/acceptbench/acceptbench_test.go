package acceptbench

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"waybill/internal/app"
	"waybill/internal/stage"
)

// TestMain lets the test program be the handler, which is started under that name.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == stage.HandlerName {
		os.Exit(app.Main())
	}
	os.Exit(m.Run())
}

// handlerHere gives a path under which the test program is the handler.
func handlerHere(t *testing.T) string {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), stage.HandlerName)
	if err := stage.Link(program)(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// A short run measures everything, and finds an operation and a message for each command.
func TestRunMeasures(t *testing.T) {
	t.Parallel()
	r, err := Run(t.Context(), Options{Handler: handlerHere(t), Data: t.TempDir(), Connections: 4, Rounds: 2, Turn: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if r.Accepted < r.Connections || r.AcceptedPerS <= 0 || r.InsertCeilingPerS <= 0 || r.Ratio != r.AcceptedPerS/r.InsertCeilingPerS ||
		r.P50Ms <= 0 || r.P99Ms < r.P50Ms || r.CPUMsPerCommand <= 0 {
		t.Errorf("measured %+v", r)
	}
}
