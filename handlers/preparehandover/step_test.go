package preparehandover_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"waybill/handlers/preparehandover"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/partner"
	"waybill/shared/partner/partnertest"
	"waybill/shared/problem"
)

// A desk notes what it is asked for.
type desk struct {
	asked string
	err   error
}

// Prepare gives something to sign.
func (d *desk) Prepare(_ context.Context, caller custody.OrganizationID, key string, c *custody.RelayHandover) (operations.Preparation, error) {
	d.asked = string(caller) + " " + key + " " + string(custody.EncodeCommand(c))
	return operations.Preparation{Operation: "op-1", TypedData: json.RawMessage(`{"primaryType":"Handover"}`)}, d.err
}

const body = `{"assets":["urn:a:1"],"from":"mine","to":"fab"}`

// The caller learns what is to be signed for the command that it will send under the same key.
func TestItTellsWhatToSign(t *testing.T) {
	t.Parallel()
	d := &desk{}
	answer := post(t, d, partner.Caller{Organization: "shop"}, body)
	if answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), `"operation":"op-1"`) || !strings.Contains(answer.Body.String(), `"primaryType":"Handover"`) {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
	if d.asked != "shop k "+body {
		t.Errorf("asked for %s", d.asked)
	}
}

// Whatever is wrong is a problem; nothing is asked of the desk for a body that is no handover.
func TestWhatIsNoHandoverIsRefused(t *testing.T) {
	t.Parallel()
	member := partner.Caller{Organization: "shop"}
	for name, test := range map[string]struct {
		caller partner.Caller
		body   string
		err    error
		want   *problem.Problem
		asked  bool
	}{
		"nobody":    {partner.Caller{}, body, nil, problem.Unauthenticated, false},
		"no JSON":   {member, `{`, nil, problem.Malformed, false},
		"a typo":    {member, `{"asset":"urn:a:1"}`, nil, problem.UnknownField, false},
		"too large": {member, strings.Repeat(" ", 1<<20) + body, nil, problem.TooLarge, false},
		"not held":  {member, body, problem.NotHolder.At("/assets/0", "it is another's"), problem.NotHolder, true},
	} {
		d := &desk{err: test.err}
		answer := post(t, d, test.caller, test.body)
		if answer.Code != test.want.Status || !strings.Contains(answer.Body.String(), test.want.Type) || (d.asked != "") != test.asked {
			t.Errorf("%s: %d %s, asked %q", name, answer.Code, answer.Body, d.asked)
		}
	}
}

func post(t *testing.T, d *desk, caller partner.Caller, body string) *httptest.ResponseRecorder {
	t.Helper()
	host := azfunctest.NewWith(t, preparehandover.New(d), azfunc.Options{Middleware: partnertest.As(caller)})
	return host.HTTP(http.MethodPost, "/api/v1/signed-handovers/typed-data", http.Header{"Idempotency-Key": {"k"}}, body)
}
