package showcontents_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"waybill/handlers/showcontents"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/problem"
)

// A book notes what it is asked for.
type book struct {
	asked string
	err   error
}

// Contents gives an empty unit.
func (b *book) Contents(_ context.Context, id custody.AssetID, at time.Time) (ledger.Contents, error) {
	b.asked = fmt.Sprintf("%s %s", id, at.Format(time.RFC3339))
	return ledger.Contents{Asset: id, At: at, Contents: []ledger.Content{}}, b.err
}

func now() time.Time { return time.Date(2026, 10, 5, 8, 0, 0, 0, time.UTC) }

// The moment is now unless another one is asked for.
func TestTheMomentIsNowUnlessSaid(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"?id=urn:a:1": "urn:a:1 2026-10-05T08:00:00Z",
		"?id=urn:a:1&at=2026-01-02T03:04:05%2B01:00": "urn:a:1 2026-01-02T02:04:05Z",
	} {
		b := &book{}
		answer := azfunctest.New(t, showcontents.New(b, now)).HTTP(http.MethodGet, "/api/v1/contents"+query, nil, "")
		if answer.Code != http.StatusOK || b.asked != want || !strings.Contains(answer.Body.String(), `"contents":[]`) {
			t.Errorf("%s: %d %s, asked for %s", query, answer.Code, answer.Body, b.asked)
		}
	}
}

// What makes no sense is refused by the name of the parameter, and the ledger's refusal is the answer.
func TestWrongParametersAreNamed(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{"": "query:id", "?id=x": "query:id", "?id=urn:a:1&at=noon": "query:at"} {
		b := &book{}
		answer := azfunctest.New(t, showcontents.New(b, now)).HTTP(http.MethodGet, "/api/v1/contents"+query, nil, "")
		if answer.Code != http.StatusBadRequest || !strings.Contains(answer.Body.String(), want) || b.asked != "" {
			t.Errorf("%s: %d %s, asked for %q", query, answer.Code, answer.Body, b.asked)
		}
	}
	b := &book{err: problem.UnknownAsset.At("query:id", "urn:a:1 is not registered")}
	if answer := azfunctest.New(t, showcontents.New(b, now)).HTTP(http.MethodGet, "/api/v1/contents?id=urn:a:1", nil, ""); answer.Code != http.StatusNotFound {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
}
