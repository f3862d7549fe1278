package ledger

import (
	"fmt"

	"waybill/shared/custody"
)

// aggregated believes that the children are in the parent only if they are there to be packed and their root is the
// one on chain. If not, the parent counts as packed with nothing that is known.
func (p *projection) aggregated(o occurrence, e custody.Aggregated) error {
	parent, err := p.asset(e.Parent)
	if err != nil {
		return err
	}
	b := Bundle{Packed: o.BlockTime, Transaction: o.Transaction, Bundle: custody.Bundle{
		ID: o.operation(), Parent: parent.ID, PackedBy: o.actor, Owner: parent.Owner, Root: e.ChildrenRoot, Open: true,
	}}
	children, reason, err := p.children(o, e, parent)
	if err != nil {
		return err
	}
	if reason != "" {
		if err := p.mismatch(o, reason); err != nil {
			return err
		}
	}
	for _, child := range children {
		b.Children = append(b.Children, custody.BundledAsset{Asset: child.ID, Key: child.Key, Version: child.Version})
		child.Status, child.Bundle = custody.StatusBundled, b.ID
		p.putAsset(child)
		if err := p.put(&Packing{Bundle: b.ID, Child: child.Seq, Parent: parent.Seq, Packed: o.BlockTime}); err != nil {
			return err
		}
		if err := p.about(o, child.ID, RoleChild); err != nil {
			return err
		}
	}
	if err := p.put(&b); err != nil {
		return err
	}
	if err := p.follows(o, parent, e.Version); err != nil {
		return err
	}
	parent.Version, parent.Contents = e.Version, b.ID
	p.putAsset(parent)
	return p.about(o, parent.ID, RoleParent)
}

// children gives the assets that were packed, or the reason why they are not known.
func (p *projection) children(o occurrence, e custody.Aggregated, parent Asset) (children []Asset, reason string, err error) {
	c, ok := o.command.(*custody.Aggregate)
	if !ok {
		return nil, "", nil
	}
	if _, key := p.keyOf(c.Parent); key != e.Parent {
		return nil, "the parent on chain is not the one that was accepted", nil
	}
	leaves := make([]custody.BundledAsset, 0, len(c.Children))
	for _, id := range c.Children {
		_, key := p.keyOf(id)
		child, found, err := p.findAsset(key)
		if err != nil {
			return nil, "", err
		}
		if !found || child.Status != custody.StatusActive || child.Holder != o.actor || child.Owner != parent.Owner {
			return nil, fmt.Sprintf("%s was not there to be packed", id), nil
		}
		children = append(children, child)
		leaves = append(leaves, custody.BundledAsset{Asset: child.ID, Key: child.Key, Version: child.Version})
	}
	if custody.BundleRoot(leaves) != e.ChildrenRoot {
		return nil, "the children's root on chain is not that of the children that were accepted", nil
	}
	return children, "", nil
}

func (p *projection) childReleased(o occurrence, e custody.ChildReleased) error {
	child, err := p.asset(e.Child)
	if err != nil {
		return err
	}
	parent, err := p.asset(e.Parent)
	if err != nil {
		return err
	}
	if c, ok := o.command.(*custody.ReleaseChild); ok {
		if _, key := p.keyOf(c.Asset); key != e.Child || c.Bundle != parent.Contents {
			if err := p.mismatch(o, "the child on chain is not the one that was accepted"); err != nil {
				return err
			}
		}
	}
	if err := p.follows(o, child, e.Version); err != nil {
		return err
	}
	if err := p.released(o, child); err != nil {
		return err
	}
	child.Version, child.Status, child.Bundle = e.Version, custody.StatusActive, ""
	child.Holder, child.Owner = parent.Holder, parent.Owner
	p.putAsset(child)
	return p.about(o, child.ID, RoleChild)
}

// released ends the child's stay in its bundle.
func (p *projection) released(o occurrence, child Asset) error {
	stay := Packing{Bundle: child.Bundle, Child: child.Seq}
	found, err := p.get(&stay)
	if err != nil || !found {
		return err
	}
	stay.Released = o.BlockTime
	return p.put(&stay)
}

// childSkipped frees a child that is in the bundle by what is known here, and on chain had left it before. Who has it
// now, its own events have said.
func (p *projection) childSkipped(o occurrence, e custody.ChildSkipped) error {
	child, found, err := p.findAsset(e.Child)
	if err != nil || !found {
		return err
	}
	parent, err := p.asset(e.Parent)
	if err != nil || child.Bundle == "" || child.Bundle != parent.Contents {
		return err
	}
	if err := p.released(o, child); err != nil {
		return err
	}
	if child.Bundle = ""; child.Status == custody.StatusBundled {
		child.Status = custody.StatusActive
	}
	p.putAsset(child)
	return p.about(o, child.ID, RoleChild)
}

func (p *projection) disaggregated(o occurrence, e custody.Disaggregated) error {
	parent, err := p.asset(e.Parent)
	if err != nil {
		return err
	}
	if parent.Contents != "" {
		b, err := p.bundle(parent.Contents)
		if err != nil {
			return err
		}
		b.Open = false
		if err := p.put(&b); err != nil {
			return err
		}
	}
	if err := p.follows(o, parent, e.Version); err != nil {
		return err
	}
	parent.Version, parent.Contents = e.Version, ""
	p.putAsset(parent)
	return p.about(o, parent.ID, RoleParent)
}

func (p *projection) bundle(id string) (Bundle, error) {
	b := Bundle{Bundle: custody.Bundle{ID: id}}
	found, err := p.get(&b)
	if err == nil && !found {
		err = fmt.Errorf("bundle %s was never packed", id)
	}
	return b, err
}
