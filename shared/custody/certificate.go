package custody

import (
	"fmt"

	"waybill/shared/problem"
)

func (r ruling) issueCertificate(c *IssueCertificate) (Decision, error) {
	if err := r.checkCertificate(c); err != nil {
		return Decision{}, err
	}
	kind, ok := ParseCertificateType(c.Type)
	if !ok {
		return Decision{}, problem.InvalidField.At("/type", fmt.Sprintf("it must be quality, origin, carbon-footprint or recycled-content, not %q", c.Type))
	}
	validUntil, err := unixSeconds("/validUntil", c.ValidUntil)
	if err != nil {
		return Decision{}, err
	}
	id := r.operation
	if c.ID != "" {
		parsed, err := ParseAssetID(c.ID, "/id")
		if err != nil {
			return Decision{}, err
		}
		id = string(parsed)
	}
	_, found, err := r.view.Certificate(r.ctx, id)
	if err != nil {
		return Decision{}, fmt.Errorf("look up certificate %s: %w", id, err)
	}
	if found {
		return Decision{}, problem.AlreadyExists.At("/id", fmt.Sprintf("a certificate %s was issued already; give this one an id of its own", id))
	}
	return Decision{
		Instruction: &Certify{Certificate: r.secret.AssetKey(id), Type: kind, ValidUntil: validUntil},
		Claims:      []string{certificateClaim(id)},
	}, nil
}

// checkCertificate checks what the certificate says; its subjects may be anybody's.
func (r ruling) checkCertificate(c *IssueCertificate) error {
	if err := checkContext(c.Context); err != nil {
		return err
	}
	if err := checkText("/document", c.Document); err != nil {
		return err
	}
	if err := checkTexts("/claims", c.Claims); err != nil {
		return err
	}
	if err := checkCount("/subjects", len(c.Subjects), maxSubjects); err != nil {
		return err
	}
	seen := map[AssetID]bool{}
	for i, id := range c.Subjects {
		field := fmt.Sprintf("/subjects/%d", i)
		a, err := r.asset(field, id)
		if err != nil {
			return err
		}
		if seen[a.ID] {
			return problem.InvalidField.At(field, fmt.Sprintf("%s is named twice", a.ID))
		}
		seen[a.ID] = true
	}
	return nil
}

func (r ruling) revokeCertificate(c *RevokeCertificate) (Decision, error) {
	certificate, err := r.issued(c.Certificate, c.Reason, c.Context)
	if err != nil {
		return Decision{}, err
	}
	return Decision{
		Instruction: &Revoke{Certificate: certificate.Key},
		Claims:      []string{certificateClaim(certificate.ID)},
	}, nil
}
