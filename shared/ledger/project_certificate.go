package ledger

import (
	"time"

	"waybill/shared/custody"
)

func (p *projection) certificateIssued(o occurrence, e custody.CertificateIssued) error {
	c := Certificate{Operation: o.operation(), Transaction: o.Transaction, Certificate: custody.Certificate{
		ID: nameOnChain(e.Certificate), Key: e.Certificate, Type: e.Type, Issuer: o.actor, Version: 1,
	}}
	if e.ValidUntil != 0 {
		c.ValidUntil = time.Unix(int64(e.ValidUntil), 0).UTC()
	}
	command, ok := o.command.(*custody.IssueCertificate)
	switch {
	case !ok:
	case p.secret.AssetKey(certificateID(command, o)) != e.Certificate || command.Type != e.Type.String():
		if err := p.mismatch(o, "the certificate on chain is not the one that was accepted"); err != nil {
			return err
		}
	default:
		c.ID, c.Claims, c.Document = certificateID(command, o), command.Claims, command.Document
		if err := p.certify(o, &c, command.Subjects); err != nil {
			return err
		}
	}
	return p.certificateChanged(o, &c, CertificateActive)
}

// certificateChanged keeps the certificate and the moment from which on it has another status.
func (p *projection) certificateChanged(o occurrence, c *Certificate, status CertificateStatus) error {
	if err := p.put(&CertificateChange{Certificate: c.Key, Seq: o.Seq, Status: status, Time: o.BlockTime}); err != nil {
		return err
	}
	return p.put(c)
}

// certificateID is the id that the issuer chose, or that of the operation.
func certificateID(c *custody.IssueCertificate, o occurrence) string {
	if c.ID == "" {
		return o.operation()
	}
	return custody.CertificateID(c.ID)
}

func (p *projection) certify(o occurrence, c *Certificate, subjects []string) error {
	for _, s := range subjects {
		id, _ := p.keyOf(s)
		if id == "" {
			continue
		}
		c.Subjects = append(c.Subjects, id)
		if err := p.put(&CertificateSubject{Asset: id, Certificate: c.Key}); err != nil {
			return err
		}
		if err := p.about(o, id, RoleSubject); err != nil {
			return err
		}
		if c.Document == "" {
			continue
		}
		if err := p.put(&AssetDocument{Asset: id, Document: c.Document}); err != nil {
			return err
		}
	}
	return nil
}

func (p *projection) certificateRevoked(o occurrence, e custody.CertificateRevoked) error {
	return p.certificateCounts(o, e.Certificate, 0, CertificateRevoked)
}

// certificateCounts gives a certificate another status, unless nobody issued it. The version is that of the event, 0 if
// it does not say.
func (p *projection) certificateCounts(o occurrence, key custody.Digest, version uint32, status CertificateStatus) error {
	c := Certificate{Certificate: custody.Certificate{Key: key}}
	found, err := p.get(&c)
	if err != nil || !found {
		return err
	}
	if named := certificateOf(o.command); named != "" && p.secret.AssetKey(custody.CertificateID(named)) != key {
		if err := p.mismatch(o, "the certificate on chain is not the one that was accepted"); err != nil {
			return err
		}
	}
	c.Revoked, c.Suspended = status == CertificateRevoked, status == CertificateSuspended
	if c.Version++; version != 0 {
		c.Version = version
	}
	for _, id := range c.Subjects {
		if err := p.about(o, id, RoleSubject); err != nil {
			return err
		}
	}
	return p.certificateChanged(o, &c, status)
}

// certificateOf gives the certificate that a command gives another status, "" if it does not.
func certificateOf(c custody.Command) string {
	switch c := c.(type) {
	case *custody.RevokeCertificate:
		return c.Certificate
	case *custody.SuspendCertificate:
		return c.Certificate
	case *custody.ReinstateCertificate:
		return c.Certificate
	}
	return ""
}
