package partnertest_test

import (
	"testing"

	"waybill/shared/partner"
	"waybill/shared/partner/partnertest"
)

// The rows in memory keep the port's promises.
func TestRows(t *testing.T) {
	rows := partnertest.Shared(func(*testing.T) *partnertest.Rows { return &partnertest.Rows{} })
	partnertest.RunRows(t, func(t *testing.T) partner.CredentialRows { return rows(t) })
}
