package ledger

import (
	"waybill/shared/custody"
)

// keyAdded lets a key sign for the organisation: from now on the desk gives it commands.
func (p *projection) keyAdded(o occurrence, e custody.KeyAdded) error {
	if c, ok := o.command.(*custody.AddSigner); ok && (c.Key == nil || *c.Key != e.Key) {
		if err := p.mismatch(o, "the key on chain is not the one that was accepted"); err != nil {
			return err
		}
	}
	return p.changeKeys(e.Actor, func(keys []custody.SigningKey) []custody.SigningKey {
		return append(keys, custody.SigningKey{Address: e.Key})
	})
}

// keyRemoved retires a key; the contract takes none a second time.
func (p *projection) keyRemoved(o occurrence, e custody.KeyRemoved) error {
	if c, ok := o.command.(*custody.RemoveSigner); ok && c.Signer != e.Key {
		if err := p.mismatch(o, "the key that was removed is not the one that was accepted"); err != nil {
			return err
		}
	}
	return p.changeKeys(e.Actor, func(keys []custody.SigningKey) []custody.SigningKey { return retire(keys, e.Key) })
}

// keyRotated follows what an organisation did with its key by itself: no command of ours rotates.
func (p *projection) keyRotated(e custody.KeyRotated) error {
	return p.changeKeys(e.Actor, func(keys []custody.SigningKey) []custody.SigningKey {
		return append(retire(keys, e.Previous), custody.SigningKey{Address: e.Key})
	})
}

// changeKeys changes the keys of the organisation with a number on chain. The administrator, number 0, is no member.
func (p *projection) changeKeys(number uint32, change func([]custody.SigningKey) []custody.SigningKey) error {
	o := Organization{Organization: custody.Organization{Number: number}}
	found, err := p.get(&o)
	if err != nil || !found {
		return err
	}
	o.SigningKeys = change(o.SigningKeys)
	return p.put(&o)
}

func retire(keys []custody.SigningKey, gone custody.Address) []custody.SigningKey {
	for i := range keys {
		if keys[i].Address == gone {
			keys[i].Retired = true
		}
	}
	return keys
}
