package custody_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// A certificate is suspended and reinstated by its issuer, at the version that the contract has of it; it can be revoked
// from either.
func TestCertificatesAreSuspendedAndReinstated(t *testing.T) {
	t.Parallel()
	w, _, _ := chips(t)
	key := secret.AssetKey(paper)
	suspend, reinstate := &custody.SuspendCertificate{Certificate: "HTTPS://Certificates.example/1"}, &custody.ReinstateCertificate{Certificate: paper, Reason: "checked"}
	_, err := w.decide(t, "fab", reinstate)
	mustRefuse(t, "reinstated before", err, problem.NotAvailable, "/certificate")
	for i, c := range []custody.Command{suspend, reinstate, suspend} {
		d, err := w.decide(t, "fab", c)
		var want custody.Instruction = &custody.Suspend{Certificate: key, ExpectedVersion: uint32(i + 1)}
		if c == reinstate {
			want = &custody.Reinstate{Certificate: key, ExpectedVersion: uint32(i + 1)}
		}
		if err != nil || !reflect.DeepEqual(d.Instruction, want) || !slices.Equal(d.Claims, []string{"certificate:" + paper}) {
			t.Fatalf("step %d: %+v, %v", i, d, err)
		}
		if _, err := w.do("fab", c); err != nil {
			t.Fatal(err)
		}
		_, err = w.decide(t, "fab", c)
		mustRefuse(t, fmt.Sprintf("step %d again", i), err, problem.NotAvailable, "/certificate")
	}
	if d, err := w.decide(t, "fab", &custody.RevokeCertificate{Certificate: paper}); err != nil || !reflect.DeepEqual(d.Instruction, &custody.Revoke{Certificate: key}) {
		t.Errorf("suspended, it cannot be revoked: %+v, %v", d.Instruction, err)
	}
	for name, test := range map[string]struct {
		caller custody.OrganizationID
		c      custody.Command
		want   *problem.Problem
	}{
		"another's":  {"mine", suspend, problem.WrongParty},
		"an unknown": {"fab", &custody.ReinstateCertificate{Certificate: "urn:none"}, problem.NotFound},
		"a revoked":  {"mine", &custody.SuspendCertificate{Certificate: "op-x"}, problem.NotAvailable},
	} {
		_, err := w.decide(t, test.caller, test.c)
		mustRefuse(t, name, err, test.want, "/certificate")
	}
}
