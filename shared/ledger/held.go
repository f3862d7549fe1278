package ledger

import (
	"fmt"

	"waybill/shared/custody"
)

// held are the assets that one projection has read or changed. Most are changed again and again, so they are written
// once, by flush, in the transaction that all else belongs to.
type held struct {
	assets  map[custody.Digest]*heldAsset // by key
	changed []*heldAsset                  // in the order in which they were first changed
}

type heldAsset struct {
	Asset
	changed bool
}

// asset gives an asset that the contract has a slot for. The log is complete, so it was registered in it.
func (p *projection) asset(key custody.Digest) (Asset, error) {
	a, found, err := p.findAsset(key)
	if err == nil && !found {
		err = fmt.Errorf("asset %s was never registered", key)
	}
	return a, err
}

func (p *projection) findAsset(key custody.Digest) (Asset, bool, error) {
	if h := p.held.assets[key]; h != nil {
		return h.Asset, true, nil
	}
	a := Asset{Asset: custody.Asset{Key: key}}
	found, err := p.get(&a)
	if found {
		p.held.assets[key] = &heldAsset{Asset: a}
	}
	return a, found, err
}

// putAsset keeps an asset until flush.
func (p *projection) putAsset(a Asset) {
	h := p.held.assets[a.Key]
	if h == nil {
		h = &heldAsset{}
		p.held.assets[a.Key] = h
	}
	if h.Asset = a; !h.changed {
		h.changed = true
		p.held.changed = append(p.held.changed, h)
	}
}

// flush writes the assets as they are after the last row.
func (p *projection) flush() error {
	for _, h := range p.held.changed {
		if err := p.put(&h.Asset); err != nil {
			return err
		}
		h.changed = false
	}
	p.held.changed = nil
	return nil
}
