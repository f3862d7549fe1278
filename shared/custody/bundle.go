package custody

import (
	"fmt"

	"waybill/shared/problem"
)

func (r ruling) aggregate(c *Aggregate) (Decision, error) {
	if err := checkContext(c.Context); err != nil {
		return Decision{}, err
	}
	if err := checkCount("/children", len(c.Children), MaxChildren); err != nil {
		return Decision{}, err
	}
	parent, err := r.emptyUnit("/parent", c.Parent)
	if err != nil {
		return Decision{}, err
	}
	pack := &Pack{Parent: parent.Key, ExpectedVersion: parent.Version}
	claims := []string{string(parent.ID), bundleClaim(r.operation)}
	seen := map[AssetID]bool{parent.ID: true}
	children := make([]BundledAsset, len(c.Children))
	for i, id := range c.Children {
		field := fmt.Sprintf("/children/%d", i)
		child, err := r.available(field, id)
		switch {
		case err != nil:
			return Decision{}, err
		case seen[child.ID]:
			return Decision{}, problem.InvalidField.At(field, fmt.Sprintf("%s is named twice", child.ID))
		case child.Owner != parent.Owner:
			return Decision{}, problem.NotAvailable.At(field, fmt.Sprintf("%s has another owner than %s; a bundle has one owner", child.ID, parent.ID))
		}
		seen[child.ID] = true
		children[i] = BundledAsset{Asset: child.ID, Key: child.Key, Version: child.Version}
		claims = append(claims, string(child.ID))
		pack.Count++
	}
	pack.ChildrenRoot = BundleRoot(children)
	return Decision{Instruction: pack, Claims: claims}, nil
}

func (r ruling) emptyUnit(field, id string) (Asset, error) {
	unit, err := r.available(field, id)
	switch {
	case err != nil:
		return Asset{}, err
	case unit.Kind != KindUnit:
		return Asset{}, problem.InvalidField.At(field, fmt.Sprintf("%s is of type %s; only a unit holds other assets", unit.ID, unit.Kind))
	case unit.Contents != "":
		return Asset{}, problem.NotAvailable.At(field, fmt.Sprintf("%s holds %s already; unpack that first", unit.ID, unit.Contents))
	}
	return unit, nil
}

func (r ruling) disaggregate(c *Disaggregate) (Decision, error) {
	if err := checkContext(c.Context); err != nil {
		return Decision{}, err
	}
	b, parent, err := r.openBundle(c.Bundle)
	if err != nil {
		return Decision{}, err
	}
	packedBy, packedOwner, err := r.packers(b)
	if err != nil {
		return Decision{}, err
	}
	unpack := &Unpack{Parent: parent.Key, ExpectedVersion: parent.Version, PackedBy: packedBy, PackedOwner: packedOwner}
	claims := []string{string(parent.ID), bundleClaim(b.ID)}
	for _, child := range b.Children {
		unpack.Children = append(unpack.Children, Child{Asset: child.Key, Version: child.Version})
		inside, err := r.inside(child.Asset, b.ID)
		if err != nil {
			return Decision{}, err
		}
		if inside { // what has left is skipped, whatever happens to it now
			claims = append(claims, string(child.Asset))
		}
	}
	return Decision{Instruction: unpack, Claims: claims}, nil
}

// openBundle gives a bundle that is still packed, and its parent, which the caller has in its hands.
func (r ruling) openBundle(id string) (Bundle, Asset, error) {
	b, found, err := r.view.Bundle(r.ctx, id)
	switch {
	case err != nil:
		return Bundle{}, Asset{}, fmt.Errorf("look up bundle %s: %w", id, err)
	case !found:
		return Bundle{}, Asset{}, problem.NotFound.At("/bundle", fmt.Sprintf("there is no bundle %q", id))
	case !b.Open:
		return Bundle{}, Asset{}, problem.NotAvailable.At("/bundle", fmt.Sprintf("%s is unpacked already", b.ID))
	}
	parent, err := r.available("/bundle", string(b.Parent))
	if err != nil {
		return Bundle{}, Asset{}, err
	}
	r.scene.bundle = &b
	return b, parent, nil
}

// packers gives the numbers on chain of who packed a bundle and of who owned it then.
func (r ruling) packers(b Bundle) (packedBy, packedOwner uint32, err error) {
	if packedBy, err = r.number(b.PackedBy); err == nil {
		packedOwner, err = r.number(b.Owner)
	}
	return packedBy, packedOwner, err
}

// inside reports whether an asset that was packed in a bundle is still in there.
func (r ruling) inside(id AssetID, bundle string) (bool, error) {
	a, found, err := r.view.Asset(r.ctx, id)
	if err != nil {
		return false, fmt.Errorf("look up asset %s: %w", id, err)
	}
	return found && a.Bundle == bundle, nil
}

// number gives the number on chain of an organisation that the ledger itself names. It need not be active any more.
func (r ruling) number(id OrganizationID) (uint32, error) {
	o, found, err := r.view.Organization(r.ctx, id)
	if err != nil {
		return 0, fmt.Errorf("look up organisation %s: %w", id, err)
	}
	if !found {
		return 0, fmt.Errorf("look up organisation %s: a bundle names it but it is not in the ledger", id)
	}
	r.scene.numbers[id] = o.Number
	return o.Number, nil
}
