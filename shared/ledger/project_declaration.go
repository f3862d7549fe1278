package ledger

import "waybill/shared/custody"

// errorDeclared keeps a declaration beside the event, which stays as it is. Whether the event was the declarer's own, the
// contract does not know: the readers ask for both.
func (p *projection) errorDeclared(o occurrence, e custody.ErrorDeclared) error {
	d := ErrorDeclaration{
		Erroneous: e.Erroneous, Seq: o.Seq, Organization: o.actor, Reason: custody.ErrorReason(e.Reason), Correction: e.Correction,
		Time: o.BlockTime, Operation: o.operation(),
	}
	if c, ok := o.command.(*custody.DeclareEventError); ok {
		if c.CorrectiveOperation != "" {
			d.Corrective = p.secret.CommandID(c.CorrectiveOperation)
		}
		if c.Reason != d.Reason.String() || d.Corrective.IsZero() != d.Correction.IsZero() {
			if err := p.mismatch(o, "the declaration on chain is not the one that was accepted"); err != nil {
				return err
			}
		}
	}
	if err := p.put(&d); err != nil {
		return err
	}
	return p.declaredAbout(o, e.Subject)
}

// declaredAbout links a declaration to what it is about: an asset, or those that a certificate is about.
func (p *projection) declaredAbout(o occurrence, subject custody.Digest) error {
	a, found, err := p.findAsset(subject)
	if err != nil {
		return err
	}
	if found {
		return p.about(o, a.ID, RoleSubject)
	}
	c := Certificate{Certificate: custody.Certificate{Key: subject}}
	if _, err := p.get(&c); err != nil {
		return err
	}
	for _, id := range c.Subjects {
		if err := p.about(o, id, RoleSubject); err != nil {
			return err
		}
	}
	return nil
}
