// Package queryevents lists what happened: every command that is on chain, and the events that were only kept.
package queryevents

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

// Definition of QueryEvents.
var Definition = azfunc.Definition{
	Name:    "QueryEvents",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "v1/events", Level: azfunc.AuthAnonymous},
}

// A Ledger lists events, a page at a time.
type Ledger interface {
	Events(ctx context.Context, query ledger.EventQuery) (ledger.Page, error)
}

// New gives the function.
func New(l Ledger) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step{l}}
}

type step struct{ ledger Ledger }

// ServeHTTP answers with a page.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	query, err := parse(r.URL.Query())
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	page, err := s.ledger.Events(r.Context(), query)
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(page)
}

func parse(q url.Values) (query ledger.EventQuery, err error) {
	query = ledger.EventQuery{Type: q.Get("kind"), After: q.Get("after")}
	if id := q.Get("organization"); id != "" {
		if query.Organization, err = custody.ParseOrganizationID(id, "query:organization"); err != nil {
			return query, err
		}
	}
	if id := q.Get("asset"); id != "" {
		if query.Asset, err = custody.ParseAssetID(id, "query:asset"); err != nil {
			return query, err
		}
	}
	if query.From, err = parseTime(q, "from"); err != nil {
		return query, err
	}
	if query.To, err = parseTime(q, "to"); err != nil {
		return query, err
	}
	if limit := q.Get("limit"); limit != "" {
		if query.Limit, err = strconv.Atoi(limit); err != nil || query.Limit < 1 || query.Limit > ledger.MaxPage {
			return query, problem.InvalidField.At("query:limit", fmt.Sprintf("it is a number from 1 to %d", ledger.MaxPage))
		}
	}
	return query, nil
}

func parseTime(q url.Values, name string) (time.Time, error) {
	text := q.Get(name)
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return t, problem.InvalidField.At("query:"+name, "it is a time such as 2026-10-05T08:00:00Z")
	}
	return t, nil
}
