// Package findgaps answers what should have happened and did not: offers without an answer, children without their
// parent, what is on chain and not explained.
package findgaps

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"waybill/shared/azfunc"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/problem"
)

// Definition of FindGaps.
var Definition = azfunc.Definition{
	Name:    "FindGaps",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "v1/gaps", Level: azfunc.AuthAnonymous},
}

// A Ledger finds gaps.
type Ledger interface {
	Gaps(ctx context.Context, query ledger.GapQuery) (ledger.GapReport, error)
}

// New gives the function. Who owes whom an answer is a custody fact, open to every member of the network as on chain.
func New(l Ledger) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step{l}}
}

type step struct{ ledger Ledger }

// ServeHTTP answers with the report.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	query, err := parse(r.URL.Query())
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	report, err := s.ledger.Gaps(r.Context(), query)
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(report)
}

func parse(q url.Values) (query ledger.GapQuery, err error) {
	if id := q.Get("organization"); id != "" {
		if query.Organization, err = custody.ParseOrganizationID(id, "query:organization"); err != nil {
			return query, err
		}
	}
	if age := q.Get("olderThan"); age != "" {
		if query.OlderThan, err = time.ParseDuration(age); err != nil || query.OlderThan < 0 {
			return query, problem.InvalidField.At("query:olderThan", "it is a time span such as 30m or 72h")
		}
	}
	if limit := q.Get("limit"); limit != "" {
		if query.Limit, err = strconv.Atoi(limit); err != nil || query.Limit < 1 || query.Limit > ledger.MaxPage {
			return query, problem.InvalidField.At("query:limit", fmt.Sprintf("it is a number from 1 to %d", ledger.MaxPage))
		}
	}
	return query, nil
}
