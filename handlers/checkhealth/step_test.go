package checkhealth_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"waybill/handlers/checkhealth"
	"waybill/shared/azfunc/azfunctest"
)

func check(name string, err error) checkhealth.Check {
	return checkhealth.Check{Name: name, Try: func(context.Context) error { return err }}
}

// A system all of whose parts answer is well.
func TestASystemIsWellIfAllPartsAre(t *testing.T) {
	t.Parallel()
	answer := azfunctest.New(t, checkhealth.New(check("chain", nil), check("bus", nil))).HTTP(http.MethodGet, "/api/health", nil, "")
	if want := `{"parts":{"bus":"ok","chain":"ok"},"status":"ok"}`; answer.Code != http.StatusOK || strings.TrimSpace(answer.Body.String()) != want || answer.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v %s", answer.Code, answer.Header(), answer.Body)
	}
}

// A part that fails is named, and why it fails is not: anybody may ask.
func TestAFailingPartIsNamedWithoutTheReason(t *testing.T) {
	t.Parallel()
	host := azfunctest.New(t, checkhealth.New(check("chain", errors.New("dial 10.0.0.7: refused")), check("bus", nil), check("ledger", errors.New("disk full"))))
	answer := host.HTTP(http.MethodGet, "/api/health", nil, "")
	if want := `{"parts":{"bus":"ok","chain":"failing","ledger":"failing"},"status":"failing"}`; answer.Code != http.StatusServiceUnavailable || strings.TrimSpace(answer.Body.String()) != want {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
}
