package custody

import (
	"fmt"

	"waybill/shared/problem"
)

// The kinds of the commands that take a certificate out of force for a while.
const (
	KindSuspendCertificate   CommandKind = "SuspendCertificate"
	KindReinstateCertificate CommandKind = "ReinstateCertificate"
)

// SuspendCertificate takes a certificate that the caller issued out of force, until it is reinstated or revoked.
// Certificate comes from the path of the request.
type SuspendCertificate struct {
	Certificate string `json:"certificate"`
	Reason      string `json:"reason,omitempty"`
	Context
}

// ReinstateCertificate puts a suspended certificate in force again. Certificate comes from the path of the request.
type ReinstateCertificate struct {
	Certificate string `json:"certificate"`
	Reason      string `json:"reason,omitempty"`
	Context
}

// Kind of SuspendCertificate.
func (*SuspendCertificate) Kind() CommandKind { return KindSuspendCertificate }

// Kind of ReinstateCertificate.
func (*ReinstateCertificate) Kind() CommandKind { return KindReinstateCertificate }

func (r ruling) suspendCertificate(c *SuspendCertificate) (Decision, error) {
	certificate, err := r.issued(c.Certificate, c.Reason, c.Context)
	if err != nil {
		return Decision{}, err
	}
	if certificate.Suspended {
		return Decision{}, problem.NotAvailable.At("/certificate", fmt.Sprintf("the certificate %s is suspended already", certificate.ID))
	}
	return Decision{
		Instruction: &Suspend{Certificate: certificate.Key, ExpectedVersion: certificate.Version},
		Claims:      []string{certificateClaim(certificate.ID)},
	}, nil
}

func (r ruling) reinstateCertificate(c *ReinstateCertificate) (Decision, error) {
	certificate, err := r.issued(c.Certificate, c.Reason, c.Context)
	if err != nil {
		return Decision{}, err
	}
	if !certificate.Suspended {
		return Decision{}, problem.NotAvailable.At("/certificate", fmt.Sprintf("the certificate %s is not suspended", certificate.ID))
	}
	return Decision{
		Instruction: &Reinstate{Certificate: certificate.Key, ExpectedVersion: certificate.Version},
		Claims:      []string{certificateClaim(certificate.ID)},
	}, nil
}

// issued gives a certificate that the caller issued and has not revoked, for a command that gives a reason.
func (r ruling) issued(name, reason string, circumstances Context) (Certificate, error) {
	if err := checkContext(circumstances); err != nil {
		return Certificate{}, err
	}
	if err := checkText("/reason", reason); err != nil {
		return Certificate{}, err
	}
	id := CertificateID(name)
	certificate, found, err := r.view.Certificate(r.ctx, id)
	switch {
	case err != nil:
		return Certificate{}, fmt.Errorf("look up certificate %s: %w", id, err)
	case !found:
		return Certificate{}, problem.NotFound.At("/certificate", fmt.Sprintf("there is no certificate %q", id))
	case certificate.Issuer != r.caller:
		return Certificate{}, problem.WrongParty.At("/certificate", "only its issuer can suspend, reinstate or revoke a certificate")
	case certificate.Revoked:
		return Certificate{}, problem.NotAvailable.At("/certificate", fmt.Sprintf("the certificate %s is revoked already", id))
	}
	r.scene.certificates = append(r.scene.certificates, certificate)
	return certificate, nil
}
