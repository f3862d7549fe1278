package custody

// A CertificateState is what the contract keeps of a certificate, in one storage slot.
type CertificateState struct {
	Issuer     uint32
	Type       CertificateType
	ValidUntil uint64 // Unix seconds, 0 for no end
	Status     CertificateStatus
	Version    uint32
}

// CertificateStatus is where a certificate is in its life; the values are the contract's. Expiry is a matter of time and
// not kept.
type CertificateStatus uint8

// The states. Revoked is final.
const (
	CertificateStatusIssued    CertificateStatus = 1
	CertificateStatusRevoked   CertificateStatus = 2
	CertificateStatusSuspended CertificateStatus = 3
)

// Certificate gives what is kept of a certificate; the zero state if it was never issued.
func (m *Machine) Certificate(certificate Digest) CertificateState {
	return m.certificates[certificate]
}

// certify makes the calls about certificates.
func (m *Machine) certify(actor uint32, i Instruction) *Refusal {
	switch i := i.(type) {
	case *Certify:
		if m.certificates[i.Certificate].Status != 0 {
			return refuse(CertificateExists)
		}
		change(m, m.certificates, i.Certificate, CertificateState{actor, i.Type, i.ValidUntil, CertificateStatusIssued, 1})
	case *Revoke:
		c, refusal := m.issued(actor, i.Certificate)
		if refusal == nil && c.Status == CertificateStatusRevoked {
			refusal = refuse(AlreadyRevoked)
		}
		if refusal != nil {
			return refusal
		}
		c.Status = CertificateStatusRevoked
		c.Version++
		change(m, m.certificates, i.Certificate, c)
	case *Suspend:
		return m.restate(actor, i.Certificate, i.ExpectedVersion, CertificateStatusIssued, CertificateStatusSuspended)
	case *Reinstate:
		return m.restate(actor, i.Certificate, i.ExpectedVersion, CertificateStatusSuspended, CertificateStatusIssued)
	}
	return nil
}

func (m *Machine) issued(actor uint32, certificate Digest) (CertificateState, *Refusal) {
	c := m.certificates[certificate]
	if c.Status == 0 {
		return c, refuse(UnknownCertificate)
	}
	if c.Issuer != actor {
		return c, refuse(NotIssuer)
	}
	return c, nil
}

func (m *Machine) restate(actor uint32, certificate Digest, expectedVersion uint32, from, to CertificateStatus) *Refusal {
	c, refusal := m.issued(actor, certificate)
	switch {
	case refusal != nil:
		return refusal
	case c.Version != expectedVersion:
		return refuse(StaleCertificate)
	case c.Status != from:
		return refuse(InvalidCertificateStatus)
	}
	c.Status = to
	c.Version++
	change(m, m.certificates, certificate, c)
	return nil
}
