// Package endurance_test runs Waybill on real nodes while processes are killed and nodes misbehave, and then reads from
// the chain itself what came of every command.
package endurance_test

import (
	"flag"
	"testing"
	"time"

	"waybill/internal/endurance/process"
)

// What a night does more of, and what repeats a failure.
var (
	kills = flag.Int("kills", 80, "how often each kill test kills")
	seed  = flag.Uint64("seed", uint64(time.Now().UnixNano()), "draws the moments of kills and of other trouble")
)

func TestMain(m *testing.M) {
	flag.Parse()
	process.Main(m)
}

// repeatable prints how to repeat a test that draws, if it fails.
func repeatable(t *testing.T) {
	t.Helper()
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("repeat with: go test ./internal/endurance -run '%s' -seed %d -kills %d", t.Name(), *seed, *kills)
		}
	})
}
