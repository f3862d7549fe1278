package ledger

import "waybill/shared/custody"

func (p *projection) recallOpened(o occurrence, e custody.RecallOpened) error {
	a, err := p.asset(e.Asset)
	if err != nil {
		return err
	}
	if err := p.put(&RecallNotice{Asset: a.ID, Organization: o.actor, Open: true, Opened: o.BlockTime, Transaction: o.Transaction}); err != nil {
		return err
	}
	return p.about(o, a.ID, RoleSubject)
}

func (p *projection) recallClosed(o occurrence, e custody.RecallClosed) error {
	a, err := p.asset(e.Asset)
	if err != nil {
		return err
	}
	r := RecallNotice{Asset: a.ID, Organization: o.actor}
	if _, err := p.get(&r); err != nil {
		return err
	}
	r.Open, r.Closed = false, o.BlockTime
	if err := p.put(&r); err != nil {
		return err
	}
	return p.about(o, a.ID, RoleSubject)
}
