package ledger

import "waybill/shared/custody"

func (p *projection) recallOpened(o occurrence, e custody.RecallOpened) error {
	a, err := p.asset(e.Asset)
	if err != nil {
		return err
	}
	r := RecallNotice{Opened: o.BlockTime, Transaction: o.Transaction, Recall: custody.Recall{
		ID: o.operation(), Asset: a.ID, Organization: o.actor, Open: true, Version: e.Version,
	}}
	if c, ok := o.command.(*custody.StartRecall); ok {
		r.Reason = c.Reason
		if _, key := p.keyOf(c.Asset); key != e.Asset {
			if err := p.mismatch(o, "the recall on chain is not the one that was accepted"); err != nil {
				return err
			}
		}
	}
	if err := p.put(&r); err != nil {
		return err
	}
	return p.about(o, a.ID, RoleSubject)
}

func (p *projection) recallClosed(o occurrence, e custody.RecallClosed) error {
	a, err := p.asset(e.Asset)
	if err != nil {
		return err
	}
	r := RecallNotice{Recall: custody.Recall{Asset: a.ID, Organization: o.actor}}
	if _, err := p.get(&r); err != nil {
		return err
	}
	if c, ok := o.command.(*custody.EndRecall); ok && c.Recall != r.ID {
		if err := p.mismatch(o, "the recall that was closed is not the one that was accepted"); err != nil {
			return err
		}
	}
	r.Open, r.Closed, r.Version = false, o.BlockTime, e.Version
	if err := p.put(&r); err != nil {
		return err
	}
	return p.about(o, a.ID, RoleSubject)
}
