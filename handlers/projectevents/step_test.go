package projectevents_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"waybill/handlers/projectevents"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
)

// A projector gives one progress after the other, and fails with the last.
type projector struct {
	runs []ledger.Progress
	err  error
	told []string
	deaf error // of AdvanceAll
	now  time.Time
	took []time.Duration // by each run, if it takes time
	size []int           // of each portion
}

func (p *projector) clock() time.Time { return p.now }

// Run gives the next progress.
func (p *projector) Run(_ context.Context, maxBlocks int) (ledger.Progress, error) {
	if len(p.runs) == 0 || maxBlocks <= 0 {
		return ledger.Progress{}, errors.New("one run too many")
	}
	p.size = append(p.size, maxBlocks)
	if len(p.took) > 0 {
		p.now, p.took = p.now.Add(p.took[0]), p.took[1:]
	}
	next := p.runs[0]
	p.runs = p.runs[1:]
	if len(p.runs) == 0 {
		return next, p.err
	}
	return next, nil
}

// AdvanceAll notes the news.
func (p *projector) AdvanceAll(_ context.Context, moves []operations.Move) error {
	for _, m := range moves {
		p.told = append(p.told, fmt.Sprintf("%s/%s %s in %d", m.Organization, m.Operation, m.Status, m.Block))
	}
	return p.deaf
}

func recorded(id string, block uint64) []ledger.RecordedCommand {
	return []ledger.RecordedCommand{{Organization: "mine", Operation: id, Transaction: custody.Digest{1}, Block: block}}
}

// Both ways to be woken do the same.
func wake(t *testing.T, p *projector, byTimer bool) error {
	t.Helper()
	if byTimer {
		return azfunctest.New(t, projectevents.NewCatchUp(p, p, p.clock)).Timer(azfunc.Timer{})
	}
	return azfunctest.New(t, projectevents.New(p, p, p.clock)).Messages(azfunc.Message{Body: []byte("{}")}, azfunc.Message{Body: []byte("anything")})
}

// It projects until the last final block is reached, and tells every operation that is recorded.
func TestItProjectsUntilTheLastFinalBlock(t *testing.T) {
	t.Parallel()
	for _, byTimer := range []bool{true, false} {
		p := &projector{runs: []ledger.Progress{
			{From: 0, To: 1000, Final: 1500, Recorded: recorded("a", 7)},
			{From: 1000, To: 1500, Final: 1500, Recorded: recorded("b", 1200), Quarantined: 1},
		}}
		if err := wake(t, p, byTimer); err != nil || len(p.runs) != 0 {
			t.Errorf("%v, %d runs left", err, len(p.runs))
		}
		if got := strings.Join(p.told, ", "); got != "mine/a recorded in 7, mine/b recorded in 1200" {
			t.Errorf("told %s", got)
		}
	}
}

// A run that comes no further ends: somebody else is projecting.
func TestARunWithoutProgressEnds(t *testing.T) {
	t.Parallel()
	p := &projector{runs: []ledger.Progress{{From: 10, To: 10, Final: 99}}}
	if err := wake(t, p, false); err != nil {
		t.Error(err)
	}
}

// What a failed run reports is durable, so it is told all the same, and the run fails.
func TestAFailedRunStillTells(t *testing.T) {
	t.Parallel()
	p := &projector{runs: []ledger.Progress{{From: 0, To: 8, Final: 99, Recorded: recorded("a", 7)}}, err: errors.New("the node does not answer")}
	if err := wake(t, p, false); err == nil || len(p.told) != 1 {
		t.Errorf("%v, told %v", err, p.told)
	}
}

// Operations that do not hear fail the run, but keep nobody waiting; SweepOperations tells them later.
func TestUnheardNewsFailsTheRun(t *testing.T) {
	t.Parallel()
	both := append(recorded("a", 7), recorded("b", 7)...)
	p := &projector{runs: []ledger.Progress{{From: 0, To: 8, Final: 8, Recorded: both}}, deaf: errors.New("connection refused")}
	if err := wake(t, p, true); err == nil || len(p.told) != 2 {
		t.Errorf("%v, told %v", err, p.told)
	}
}

// Far behind, a run ends when its time is up, between two portions and without an error; what it projected is told.
func TestARunThatIsFarBehindEndsInTime(t *testing.T) {
	t.Parallel()
	for _, byTimer := range []bool{true, false} {
		p := &projector{took: []time.Duration{15 * time.Second, 15 * time.Second, 15 * time.Second}}
		for i := range uint64(9) {
			p.runs = append(p.runs, ledger.Progress{From: i, To: i + 1, Final: 9_000_000, Recorded: recorded(fmt.Sprint(i), i)})
		}
		if err := wake(t, p, byTimer); err != nil || len(p.runs) != 6 {
			t.Errorf("%v, %d runs left, want 6", err, len(p.runs))
		}
		if len(p.told) != 3 {
			t.Errorf("told %v", p.told)
		}
	}
}

// Portions grow while they are quick, and shrink when they are slow, so that the time is looked at often enough.
func TestPortionsAreAsLargeAsTheyAreQuick(t *testing.T) {
	t.Parallel()
	s := time.Second
	p := &projector{took: []time.Duration{s, s, s, s, 6 * s, 6 * s, 6 * s, 6 * s, 6 * s, s}}
	for i := range uint64(10) {
		p.runs = append(p.runs, ledger.Progress{From: i, To: i + 1, Final: 10})
	}
	if err := wake(t, p, true); err != nil || fmt.Sprint(p.size) != "[200 400 800 1000 1000 500 250 125 62 50]" {
		t.Errorf("%v, portions of %v blocks", err, p.size)
	}
}
