package showmetrics_test

import (
	"context"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"waybill/handlers/showmetrics"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
	"waybill/shared/operations/operationstest"
	"waybill/shared/partner"
	"waybill/shared/partner/partnertest"
)

var now = time.Date(2026, 10, 5, 8, 0, 0, 0, time.UTC)

// A system has an operator, and a mine with keys in every state.
type system struct {
	ledger.Archive
	down   error  // of the node
	closed uint64 // blocks of the ledger's log
}

// Snapshot gives the system itself.
func (s system) Snapshot(_ context.Context, do func(ledger.Archive) error) error { return do(s) }

// Records gives the mine.
func (s system) Records(_ context.Context, _ ledger.Record, do func(ledger.Record) error) error {
	return do(&ledger.Organization{Organization: custody.Organization{ID: "mine", SigningKeys: []custody.SigningKey{
		{Address: custody.Address{1}}, {Address: custody.Address{2}}, {Address: custody.Address{3}, Retired: true}, {Address: custody.Address{4}},
	}}})
}

// Checkpoint is three blocks behind the newest final one.
func (s system) Checkpoint(context.Context) (ledger.Checkpoint, error) {
	return ledger.Checkpoint{Block: 15}, nil
}

// RowCount counts what Rows gives.
func (s system) RowCount(context.Context) (uint64, error) { return 12, nil }

// Rows has nine rows that the last digest covers, the anchor of that digest, and two that should be in the next one.
func (s system) Rows(_ context.Context, first, end uint64, do func(ledger.Row) error) error {
	for seq := first; seq < end; seq++ {
		row := ledger.Row{Seq: seq, Event: custody.AssetRegistered{}.EventName(), BlockTime: now.Add(-time.Hour + time.Duration(seq)*time.Minute)}
		if seq == 9 {
			row.Event = custody.Anchored{}.EventName()
		}
		if err := do(row); err != nil {
			return err
		}
	}
	return nil
}

// Blocks has as many as are closed.
func (s system) Blocks(_ context.Context, first, end uint64, do func(ledger.LogBlock) error) error {
	for id := first; id < min(end, s.closed); id++ {
		if err := do(ledger.LogBlock{ID: id, Size: 9 - (s.closed - 1 - id), ClosedAt: now.Add(-time.Duration(10*(s.closed-id)) * time.Minute)}); err != nil {
			return err
		}
	}
	return nil
}

// Depth finds one dead letter.
func (s system) Depth(_ context.Context, queue string) (int, error) {
	return map[string]int{"transactions/$DeadLetterQueue": 1, "transactions": 70}[queue], nil
}

// SignersOf gives the keys that are here.
func (s system) SignersOf(_ context.Context, id custody.OrganizationID) ([]custody.Address, error) {
	return map[custody.OrganizationID][]custody.Address{
		operations.Operator: {{9}}, "mine": {{1}, {2}, {3}, {5}},
	}[id], nil
}

// Survey says that the mine's first key is busy.
func (s system) Survey(_ context.Context, signers []custody.Address) (chain.Survey, error) {
	survey := chain.Survey{Newest: 20, Final: 18}
	for _, a := range signers {
		standing := chain.Standing{Signer: a}
		if a == (custody.Address{1}) {
			standing = chain.Standing{Signer: a, Next: 40, InFlight: 7, Unsent: 3, Unfinal: 2, OldestPending: now.Add(-90 * time.Second), Bumps: 1, Resends: 4}
		}
		survey.Standings = append(survey.Standings, standing)
	}
	return survey, s.down
}

// Balance is the address's first byte.
func (s system) Balance(_ context.Context, address custody.Address) (*big.Int, error) {
	return big.NewInt(int64(address[0])), nil
}

// answer asks as a caller, in a system where the mine's second key is draining and has one operation left.
func (s system) answer(t *testing.T, caller partner.Caller, accept string) (code int, body string) {
	t.Helper()
	store := operationstest.NewMemory(func() time.Time { return now })
	for _, o := range []operations.Operation{
		{ID: "op-1", Organization: "mine", Command: custody.Digest{1}, Signer: custody.Address{2}, Status: operations.Submitted, UpdatedAt: now.Add(-2 * time.Minute)},
		{ID: "op-2", Organization: "mine", Command: custody.Digest{2}, Signer: custody.Address{1}, Status: operations.Accepted, UpdatedAt: now.Add(-time.Minute), Claims: []string{custody.SignerClaim(custody.Address{2})}},
		{ID: "op-3", Organization: "mine", Command: custody.Digest{3}, Signer: custody.Address{1}, Status: operations.Recorded},
	} {
		if _, _, err := store.Create(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.SetAside(t.Context(), operations.SetAside{Queue: "commands", MessageID: "m-1", Body: []byte("?"), Reason: "it is no command"}); err != nil {
		t.Fatal(err)
	}
	step := showmetrics.New(showmetrics.Parts{
		Operations: store, Members: s, Keys: s, Engine: s, Balances: s, Now: func() time.Time { return now },
		Bus: s, Queues: []string{"commands", "transactions"},
		Counters: func() []showmetrics.Family {
			return []showmetrics.Family{{
				Name: "waybill_invocations_total", Help: "Invocations.", Type: showmetrics.Counter,
				Samples: []showmetrics.Sample{{Labels: []string{"function", "ShowMetrics", "outcome", "succeeded"}, Value: "3"}},
			}}
		},
	})
	host := azfunctest.NewWith(t, step, azfunc.Options{Middleware: partnertest.As(caller)})
	answer := host.HTTP(http.MethodGet, showmetrics.Path, http.Header{"Accept": {accept}}, "")
	return answer.Code, answer.Body.String()
}

var administrator = partner.Caller{Organization: operations.Operator, Administrator: true}

// The page for Prometheus has every figure of every key, and is well-formed.
func TestThePageForPrometheus(t *testing.T) {
	t.Parallel()
	code, body := system{closed: 3}.answer(t, administrator, "text/plain")
	want, err := os.ReadFile("testdata/metrics.txt")
	if err != nil {
		t.Fatal(err)
	}
	if code != http.StatusOK || body != string(want) {
		t.Errorf("%d\n%s", code, body)
	}
	line := regexp.MustCompile(`^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.]+)$`)
	for _, l := range strings.Split(strings.TrimSuffix(body, "\n"), "\n") {
		if !line.MatchString(l) {
			t.Errorf("a bad line: %s", l)
		}
	}
}

// As JSON the figures say in which state each key is and what it has to do.
func TestTheFiguresAsJSON(t *testing.T) {
	t.Parallel()
	code, body := system{}.answer(t, administrator, "application/json")
	var f showmetrics.Figures
	if err := json.Unmarshal([]byte(body), &f); err != nil || code != http.StatusOK {
		t.Fatalf("%d %s: %v", code, body, err)
	}
	states := map[byte]showmetrics.State{
		9: showmetrics.Active, 1: showmetrics.Active, 2: showmetrics.Draining, 3: showmetrics.Retired, 4: showmetrics.Foreign, 5: showmetrics.Pending,
	}
	if len(f.Signers) != len(states) || !f.Reachable || f.Operations[operations.Recorded] != 1 {
		t.Errorf("the figures are %+v", f)
	}
	for _, s := range f.Signers {
		if s.State != states[s.Address[0]] {
			t.Errorf("%s is %s, not %s", s.Address, s.State, states[s.Address[0]])
		}
	}
	if s := f.Signers[1]; s.InFlight != 7 || s.NextNonce != 40 || !s.OldestPending.Equal(now.Add(-90*time.Second)) || s.Balance != "1" || s.Open != 1 {
		t.Errorf("the busy key: %+v", s)
	}
}

// The newest digest is found however many there are, and of what it does not cover only what is news has to be in another.
func TestTheAgeOfTheNewestDigest(t *testing.T) {
	t.Parallel()
	for closed := range uint64(10) {
		_, body := system{closed: closed}.answer(t, administrator, "application/json")
		var f showmetrics.Figures
		if err := json.Unmarshal([]byte(body), &f); err != nil {
			t.Fatal(err)
		}
		digest, undigested := now.Add(-10*time.Minute), now.Add(-50*time.Minute)
		if closed == 0 {
			digest, undigested = time.Time{}, now.Add(-time.Hour)
		}
		if !f.Ledger.Digest.Equal(digest) || !f.Ledger.Undigested.Equal(undigested) {
			t.Errorf("of %d blocks: %+v", closed, f.Ledger)
		}
	}
}

// Without the node there is the rest.
func TestWithoutTheNode(t *testing.T) {
	t.Parallel()
	code, body := system{down: errors.New("connection refused")}.answer(t, administrator, "")
	if code != http.StatusOK || !strings.Contains(body, "waybill_chain_reachable 0\n") || strings.Contains(body, "balance") ||
		!strings.Contains(body, `waybill_operations{state="accepted"} 1`) {
		t.Errorf("%d\n%s", code, body)
	}
}

// Nobody but the operator's administrator sees how the others get on.
func TestOnlyTheOperatorsAdministratorSees(t *testing.T) {
	t.Parallel()
	for name, caller := range map[string]partner.Caller{
		"a partner": {Organization: "mine"}, "a partner's administrator": {Organization: "mine", Administrator: true},
		"an operator's plain client": {Organization: operations.Operator},
	} {
		if code, body := (system{}).answer(t, caller, ""); code != http.StatusForbidden {
			t.Errorf("%s: %d %s", name, code, body)
		}
	}
}
