package partnertest_test

import (
	"testing"

	"waybill/shared/partner"
	"waybill/shared/partner/partnertest"
)

// The map of tokens keeps the port's promises.
func TestTokens(t *testing.T) {
	partnertest.Run(t, func(*testing.T) (partner.Authenticator, string, partner.Caller) {
		caller := partner.Caller{Organization: "northern-silicon", Credential: "c-1"}
		return partnertest.Tokens{"the-good-token": caller}, "the-good-token", caller
	})
}
