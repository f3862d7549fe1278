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
	down error // of the node
}

// Snapshot gives the system itself.
func (s system) Snapshot(_ context.Context, do func(ledger.Archive) error) error { return do(s) }

// Records gives the mine.
func (s system) Records(_ context.Context, _ ledger.Record, do func(ledger.Record) error) error {
	return do(&ledger.Organization{Organization: custody.Organization{ID: "mine", SigningKeys: []custody.SigningKey{
		{Address: custody.Address{1}}, {Address: custody.Address{2}}, {Address: custody.Address{3}, Retired: true}, {Address: custody.Address{4}},
	}}})
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
		{ID: "op-1", Organization: "mine", Command: custody.Digest{1}, Signer: custody.Address{2}, Status: operations.Submitted},
		{ID: "op-2", Organization: "mine", Command: custody.Digest{2}, Signer: custody.Address{1}, Status: operations.Accepted, Claims: []string{custody.SignerClaim(custody.Address{2})}},
		{ID: "op-3", Organization: "mine", Command: custody.Digest{3}, Signer: custody.Address{1}, Status: operations.Recorded},
	} {
		if _, _, err := store.Create(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	step := showmetrics.New(showmetrics.Parts{Operations: store, Members: s, Keys: s, Engine: s, Balances: s, Now: func() time.Time { return now }})
	host := azfunctest.NewWith(t, step, azfunc.Options{Middleware: partnertest.As(caller)})
	answer := host.HTTP(http.MethodGet, showmetrics.Path, http.Header{"Accept": {accept}}, "")
	return answer.Code, answer.Body.String()
}

var administrator = partner.Caller{Organization: operations.Operator, Administrator: true}

// The page for Prometheus has every figure of every key, and is well-formed.
func TestThePageForPrometheus(t *testing.T) {
	t.Parallel()
	code, body := system{}.answer(t, administrator, "text/plain")
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
