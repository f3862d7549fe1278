package queryevents_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"waybill/handlers/queryevents"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/ledger"
	"waybill/shared/problem"
)

// A book notes what it is asked for.
type book struct {
	asked *ledger.EventQuery
	err   error
}

// Events gives an empty page.
func (b *book) Events(_ context.Context, query ledger.EventQuery) (ledger.Page, error) {
	b.asked = &query
	return ledger.Page{Events: []ledger.EventView{}, Next: "17"}, b.err
}

func get(t *testing.T, b *book, query string) (int, string) {
	t.Helper()
	answer := azfunctest.New(t, queryevents.New(b)).HTTP(http.MethodGet, "/api/v1/events"+query, nil, "")
	return answer.Code, answer.Body.String()
}

// Every parameter narrows the query; without any, everything is asked for.
func TestParametersNarrowTheQuery(t *testing.T) {
	t.Parallel()
	from, to := time.Date(2026, 10, 5, 8, 0, 0, 0, time.UTC), time.Date(2026, 10, 6, 0, 0, 0, 0, time.UTC)
	for query, want := range map[string]ledger.EventQuery{
		"": {},
		"?asset=urn:epc:id:sgtin:952123454321.0.1":                  {Asset: "https://id.gs1.org/01/09521234543213/21/1"},
		"?kind=ObjectEvent&organization=mine":                       {Type: "ObjectEvent", Organization: "mine"},
		"?after=17&limit=5":                                         {After: "17", Limit: 5},
		"?from=2026-10-05T08:00:00Z&to=2026-10-06T02:00:00%2B02:00": {From: from, To: to},
	} {
		b := &book{}
		code, body := get(t, b, query)
		if code != http.StatusOK || strings.TrimSpace(body) != `{"events":[],"next":"17"}` {
			t.Errorf("%s: %d %s", query, code, body)
			continue
		}
		if got := *b.asked; !got.From.Equal(want.From) || !got.To.Equal(want.To) {
			t.Errorf("%s asks for %v to %v", query, got.From, got.To)
		}
		got := *b.asked
		got.From, got.To, want.From, want.To = time.Time{}, time.Time{}, time.Time{}, time.Time{}
		if got != want {
			t.Errorf("%s asks for %+v", query, got)
		}
	}
}

// A parameter that makes no sense is refused by its name, before the ledger is asked.
func TestWrongParametersAreNamed(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"?asset=chip":      "query:asset",
		"?from=yesterday":  "query:from",
		"?to=2026-10-05":   "query:to",
		"?limit=all":       "query:limit",
		"?limit=1e3":       "query:limit",
		"?limit=0":         "query:limit",
		"?limit=-1":        "query:limit",
		"?limit=1001":      "query:limit",
		"?organization=A!": "query:organization",
	} {
		b := &book{}
		if code, body := get(t, b, query); code != http.StatusBadRequest || !strings.Contains(body, want) || b.asked != nil {
			t.Errorf("%s: %d %s, asked for %v", query, code, body, b.asked)
		}
	}
}

// The ledger's refusal is the answer, and its failure is not told.
func TestTheLedgersRefusalIsTheAnswer(t *testing.T) {
	t.Parallel()
	if code, body := get(t, &book{err: problem.InvalidField.At("query:after", "it must be the next of an earlier page")}, "?after=x"); code != http.StatusBadRequest || !strings.Contains(body, "query:after") {
		t.Errorf("%d %s", code, body)
	}
	if code, body := get(t, &book{err: errors.New("connection refused")}, ""); code != http.StatusInternalServerError || strings.Contains(body, "refused") {
		t.Errorf("%d %s", code, body)
	}
}
