// Package showmetrics tells the system's administrator how it gets on: operations by state, and for each signing key
// what is in flight, how old the oldest is, and what it can pay with. [Figures] come as a page for Prometheus, or as JSON.
package showmetrics

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"waybill/shared/azfunc"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
	"waybill/shared/partner"
	"waybill/shared/problem"
)

// Path is where the figures are.
const Path = "/api/v1/metrics"

// Definition of ShowMetrics.
var Definition = azfunc.Definition{
	Name:    "ShowMetrics",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "v1/metrics", Level: azfunc.AuthAnonymous},
}

// Operations know what is open.
type Operations interface {
	Counts(ctx context.Context) (map[operations.Status]int, error)
	Backlogs(ctx context.Context) ([]operations.Backlog, error)
	Claimant(ctx context.Context, claim string) (string, error)
	Waiting(ctx context.Context, states []operations.Status, behind operations.Operation, before time.Time, limit int) ([]operations.Operation, error)
	SetAsides(ctx context.Context, limit int) ([]operations.SetAside, error)
}

// A Bus knows how many messages are on a queue.
type Bus interface {
	Depth(ctx context.Context, queue string) (int, error)
}

// An Engine knows how signers get on.
type Engine interface {
	Survey(ctx context.Context, signers []custody.Address) (chain.Survey, error)
}

// Keys know which keys are here.
type Keys interface {
	SignersOf(ctx context.Context, organization custody.OrganizationID) ([]custody.Address, error)
}

// Parts are what the step needs.
type Parts struct {
	Operations Operations
	Members    ledger.Snapshotter
	Keys       Keys
	Engine     Engine
	Balances   operations.Balances
	Now        func() time.Time

	// Queues whose dead letters are counted, on Bus; nil where the bus itself tells how many it has, as in Azure.
	Bus    Bus
	Queues []string

	// Counters, which may be nil, give what this process has counted since it began.
	Counters func() []Family
}

// New gives the function.
func New(parts Parts) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step{parts}}
}

type step struct{ Parts }

// ServeHTTP answers with the figures: as JSON if that is what the caller asks for, else for Prometheus, which sends the
// credential of an administrator as its bearer token.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	caller, err := partner.CallerFrom(r.Context())
	if err == nil && (!caller.Administrator || caller.Organization != operations.Operator) {
		err = problem.Forbidden.With("only the operator's administrator may see this; use that credential")
	}
	var figures Figures
	if err == nil {
		figures, err = s.Figures(r.Context())
	}
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(figures)
		return
	}
	w.Header().Set("Content-Type", ContentType)
	families := figures.Families(s.Now())
	if s.Counters != nil {
		families = append(families, s.Counters()...)
	}
	_, _ = io.WriteString(w, Text(families))
}
