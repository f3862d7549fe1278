package custody

import (
	"crypto/sha256"
	"encoding/binary"
)

// A Commitment is what a unit's slot keeps of its contents: the first 80 bits of SHA-256 over root, packer and owner.
type Commitment [10]byte

// IsZero reports whether the unit is empty.
func (c Commitment) IsZero() bool { return c == Commitment{} }

func commitment(root Digest, packedBy, owner uint32) Commitment {
	text := binary.BigEndian.AppendUint32(root[:], packedBy)
	sum := sha256.Sum256(binary.BigEndian.AppendUint32(text, owner))
	return Commitment(sum[:10])
}

func (m *Machine) pack(actor uint32, i *Pack) *Refusal {
	unit, refusal := m.active(i.Parent, i.ExpectedVersion, actor)
	switch {
	case refusal != nil:
		return refusal
	case unit.Kind != KindUnit:
		return refuse(InvalidKind)
	case !unit.Contents.IsZero():
		return refuse(AlreadyPacked)
	case i.Count == 0 || i.Count > MaxChildren:
		return refuse(InvalidCount)
	}
	unit.Contents = commitment(i.ChildrenRoot, actor, unit.Owner)
	m.store(i.Parent, unit)
	return nil
}

func (m *Machine) packed(parent Digest, expectedVersion, actor uint32) (Holding, *Refusal) {
	unit, refusal := m.active(parent, expectedVersion, actor)
	switch {
	case refusal != nil:
		return unit, refusal
	case unit.Kind != KindUnit:
		return unit, refuse(InvalidKind)
	case unit.Contents.IsZero():
		return unit, refuse(NotPacked)
	}
	return unit, nil
}

// unpack releases the children that are as they were packed; the others stay as they are.
func (m *Machine) unpack(actor uint32, i *Unpack) *Refusal {
	unit, refusal := m.packed(i.Parent, i.ExpectedVersion, actor)
	if refusal != nil {
		return refusal
	}
	if len(i.Children) == 0 || len(i.Children) > MaxChildren {
		return refuse(InvalidCount)
	}
	leaves := make([]BundledAsset, len(i.Children))
	for n, child := range i.Children {
		leaves[n] = BundledAsset{Key: child.Asset, Version: child.Version}
	}
	if commitment(BundleRoot(leaves), i.PackedBy, i.PackedOwner) != unit.Contents {
		return refuse(ContentsMismatch)
	}
	for _, child := range i.Children {
		m.releaseChild(unit, i.Parent, child, i.PackedBy, i.PackedOwner)
	}
	unit.Contents = Commitment{}
	m.store(i.Parent, unit)
	return nil
}

// releaseChild gives a child the unit's custodian and owner, if it is still the packer's and the owner's of that time.
func (m *Machine) releaseChild(unit Holding, parent Digest, child Child, packedBy, packedOwner uint32) bool {
	h := m.assets[child.Asset]
	if h.Version != child.Version || child.Asset == parent || h.Status != HoldingActive || h.Custodian != packedBy || h.Owner != packedOwner {
		return false
	}
	h.Owner, h.Custodian = unit.Owner, unit.Custodian
	m.store(child.Asset, h)
	return true
}

func (m *Machine) release(actor uint32, i *Release) *Refusal {
	unit, refusal := m.packed(i.Parent, i.ExpectedVersion, actor)
	if refusal != nil {
		return refusal
	}
	root, complete := climb(BundleLeaf(i.Child.Asset, i.Child.Version), i.Index, i.Size, i.Path)
	if !complete || commitment(root, i.PackedBy, i.PackedOwner) != unit.Contents {
		return refuse(ContentsMismatch)
	}
	if !m.releaseChild(unit, i.Parent, i.Child, i.PackedBy, i.PackedOwner) {
		return refuse(ChildNotReleasable)
	}
	return nil
}

// climb gives the root that a path leads to from a leaf, and whether the path has the length that such a tree asks for
// (RFC 9162, section 2.1.3.2).
func climb(hash Digest, index, size uint64, path []Digest) (root Digest, complete bool) {
	if index >= size {
		return hash, false
	}
	node, last := index, size-1
	for _, sibling := range path {
		if last == 0 {
			return hash, false
		}
		if node%2 == 1 || node == last {
			hash = merkleNode(sibling, hash)
			for node%2 == 0 && node != 0 {
				node, last = node>>1, last>>1
			}
		} else {
			hash = merkleNode(hash, sibling)
		}
		node, last = node>>1, last>>1
	}
	return hash, last == 0
}
