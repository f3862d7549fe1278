package pollconfirmations_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"waybill/handlers/pollconfirmations"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// An engine has outcomes for each signer, and trouble with some.
type engine struct {
	signers  []custody.Address
	lost     error
	outcomes map[custody.Address][]chain.Outcome
	trouble  map[custody.Address]error
	settled  []string // outcomes that settle took
	told     []operations.Outcome
	deaf     error // of AdvanceAll
	doubt    error // of each of its moves
	now      time.Time
	slow     time.Duration // what a pass takes
	passes   []int         // first bytes of the signers that had one
}

func (e *engine) clock() time.Time { return e.now }

// Signers lists the keys.
func (e *engine) Signers(context.Context) ([]custody.Address, error) { return e.signers, e.lost }

// Monitor tells the outcomes of a signer.
func (e *engine) Monitor(ctx context.Context, signer custody.Address, settle chain.Settle) error {
	e.passes, e.now = append(e.passes, int(signer[0])), e.now.Add(e.slow)
	outcomes := e.outcomes[signer]
	if err := settle(ctx, outcomes); err != nil {
		return err
	}
	for _, o := range outcomes {
		e.settled = append(e.settled, o.Operation)
	}
	return e.trouble[signer]
}

// AdvanceAll notes the news.
func (e *engine) AdvanceAll(_ context.Context, moves []operations.Move) error {
	var refused operations.MoveErrors
	for _, m := range moves {
		e.told = append(e.told, m.Outcome)
		if e.doubt != nil {
			refused = append(refused, operations.MoveError{Move: m, Err: e.doubt})
		}
	}
	if refused != nil {
		return refused
	}
	return e.deaf
}

func fire(t *testing.T, e *engine) error {
	t.Helper()
	return azfunctest.New(t, pollconfirmations.New(e, e, nil, e.clock)).Timer(azfunc.Timer{})
}

// A transaction that succeeded confirms its operation; one that the contract refused fails it, with the reason.
func TestOutcomesAreTold(t *testing.T) {
	t.Parallel()
	e := &engine{signers: []custody.Address{{1}}, outcomes: map[custody.Address][]chain.Outcome{{1}: {
		{Organization: "mine", Operation: "a", Transaction: custody.Digest{5}, Block: 9, Succeeded: true},
		{Organization: "mine", Operation: "b", Transaction: custody.Digest{6}, Block: 9, Reason: "the offer has expired"},
	}}}
	if err := fire(t, e); err != nil {
		t.Fatal(err)
	}
	good, bad := e.told[0], e.told[1]
	if good.Status != operations.Confirmed || good.Transaction != (custody.Digest{5}) || good.Block != 9 || good.Problem != nil {
		t.Errorf("told %+v", good)
	}
	if bad.Status != operations.Failed || bad.Transaction != (custody.Digest{6}) || !errors.Is(bad.Problem, problem.ContractRefused) || bad.Problem.Detail != "the offer has expired" {
		t.Errorf("told %+v", bad)
	}
}

// Trouble with one key keeps no other waiting, and is an error in the end.
func TestTroubleWithOneSignerHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	e := &engine{
		signers:  []custody.Address{{1}, {2}, {3}},
		trouble:  map[custody.Address]error{{1}: errors.New("nonce gap"), {2}: errors.New("no funds")},
		outcomes: map[custody.Address][]chain.Outcome{{3}: {{Operation: "c", Succeeded: true}}},
	}
	if err := fire(t, e); err == nil || fmt.Sprint(e.settled) != "[c]" {
		t.Errorf("%v, settled %v", err, e.settled)
	}
}

// An outcome that the operations did not hear is not settled, so that the next pass tells it again.
func TestAnUnheardOutcomeIsNotSettled(t *testing.T) {
	t.Parallel()
	e := &engine{
		signers: []custody.Address{{1}}, deaf: errors.New("connection refused"),
		outcomes: map[custody.Address][]chain.Outcome{{1}: {{Operation: "a", Succeeded: true}}},
	}
	if err := fire(t, e); err == nil || len(e.settled) != 0 {
		t.Errorf("%v, settled %v", err, e.settled)
	}
}

// An outcome that contradicts what is known is for people; repeating it for ever would help nobody.
func TestAContradictionIsSettled(t *testing.T) {
	t.Parallel()
	e := &engine{
		signers: []custody.Address{{1}}, doubt: fmt.Errorf("advance: %w", operations.ErrContradiction),
		outcomes: map[custody.Address][]chain.Outcome{{1}: {{Operation: "a"}, {Operation: "b"}}},
	}
	if err := fire(t, e); err != nil || fmt.Sprint(e.settled) != "[a b]" {
		t.Errorf("%v, settled %v", err, e.settled)
	}
}

// An operation that is not there is not told; it is no contradiction, and the next pass tries again.
func TestAnUnknownOperationIsNotSettled(t *testing.T) {
	t.Parallel()
	e := &engine{
		signers: []custody.Address{{1}}, doubt: errors.New("mine has no such operation"),
		outcomes: map[custody.Address][]chain.Outcome{{1}: {{Operation: "a", Succeeded: true}}},
	}
	if err := fire(t, e); err == nil || len(e.settled) != 0 {
		t.Errorf("%v, settled %v", err, e.settled)
	}
}

// Without a list of signers there is nothing to look after, and the run fails.
func TestARunWithoutSignersFails(t *testing.T) {
	t.Parallel()
	if err := fire(t, &engine{lost: errors.New("connection refused")}); err == nil {
		t.Error("the run succeeds")
	}
}

// A run begins no pass when its time is up; the signers it left out come first in the next one.
func TestASlowRunEndsInTime(t *testing.T) {
	t.Parallel()
	e := &engine{signers: []custody.Address{{1}, {2}, {3}, {4}, {5}}, slow: 15 * time.Second}
	host := azfunctest.New(t, pollconfirmations.New(e, e, nil, e.clock))
	for run, want := range []string{"[1 2 3]", "[4 5 1]", "[2 3 1]", "[4 5 1]"} {
		e.passes = nil
		if err := host.Timer(azfunc.Timer{}); err != nil || fmt.Sprint(e.passes) != want {
			t.Errorf("run %d, %v: passes of %v, want %s", run, err, e.passes, want)
		}
	}
}
