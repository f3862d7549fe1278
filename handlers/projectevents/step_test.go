package projectevents_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

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
}

// Run gives the next progress.
func (p *projector) Run(_ context.Context, maxBlocks int) (ledger.Progress, error) {
	if len(p.runs) == 0 || maxBlocks <= 0 {
		return ledger.Progress{}, errors.New("one run too many")
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
		return azfunctest.New(t, projectevents.NewCatchUp(p, p)).Timer(azfunc.Timer{})
	}
	return azfunctest.New(t, projectevents.New(p, p)).Messages(azfunc.Message{Body: []byte("{}")}, azfunc.Message{Body: []byte("anything")})
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
