package findgaps_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"waybill/handlers/findgaps"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/ledger"
)

// A book notes what it is asked for.
type book struct {
	asked *ledger.GapQuery
	err   error
}

// Gaps gives a report without gaps.
func (b *book) Gaps(_ context.Context, query ledger.GapQuery) (ledger.GapReport, error) {
	b.asked = &query
	return ledger.GapReport{Gaps: []ledger.Gap{}}, b.err
}

// Every parameter narrows the report.
func TestParametersNarrowTheReport(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]ledger.GapQuery{
		"": {},
		"?organization=mine&olderThan=72h&limit=5": {Organization: "mine", OlderThan: 72 * time.Hour, Limit: 5},
	} {
		b := &book{}
		answer := azfunctest.New(t, findgaps.New(b)).HTTP(http.MethodGet, "/api/v1/gaps"+query, nil, "")
		if answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), `"gaps":[]`) || *b.asked != want {
			t.Errorf("%s: %d %s, asked for %+v", query, answer.Code, answer.Body, b.asked)
		}
	}
}

// A parameter that makes no sense is refused by its name, before the ledger is asked; what goes wrong there is not told.
func TestWrongParametersAreNamed(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"?organization=A!": "query:organization",
		"?olderThan=long":  "query:olderThan",
		"?olderThan=-1h":   "query:olderThan",
		"?limit=0":         "query:limit",
		"?limit=1001":      "query:limit",
	} {
		b := &book{}
		answer := azfunctest.New(t, findgaps.New(b)).HTTP(http.MethodGet, "/api/v1/gaps"+query, nil, "")
		if answer.Code != http.StatusBadRequest || !strings.Contains(answer.Body.String(), want) || b.asked != nil {
			t.Errorf("%s: %d %s, asked for %v", query, answer.Code, answer.Body, b.asked)
		}
	}
	b := &book{err: errors.New("connection refused")}
	if answer := azfunctest.New(t, findgaps.New(b)).HTTP(http.MethodGet, "/api/v1/gaps", nil, ""); answer.Code != http.StatusInternalServerError || strings.Contains(answer.Body.String(), "refused") {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
}
