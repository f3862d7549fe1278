package custody

import (
	"fmt"
	"slices"

	"waybill/shared/problem"
)

// KindReleaseChild names [ReleaseChild].
const KindReleaseChild CommandKind = "ReleaseChild"

// ReleaseChild takes one asset out of a bundle and leaves the others packed. Bundle comes from the path of the request.
type ReleaseChild struct {
	Bundle string `json:"bundle"`
	Asset  string `json:"asset"`
	Context
}

// Kind of ReleaseChild.
func (*ReleaseChild) Kind() CommandKind { return KindReleaseChild }

func (r ruling) releaseChild(c *ReleaseChild) (Decision, error) {
	if err := checkContext(c.Context); err != nil {
		return Decision{}, err
	}
	b, parent, err := r.openBundle(c.Bundle)
	if err != nil {
		return Decision{}, err
	}
	child, err := r.asset("/asset", c.Asset)
	if err != nil {
		return Decision{}, err
	}
	at := slices.IndexFunc(b.Children, func(leaf BundledAsset) bool { return leaf.Asset == child.ID })
	switch {
	case at < 0:
		return Decision{}, problem.NotAvailable.At("/asset", fmt.Sprintf("%s was not packed in %s; name one of its children", child.ID, b.ID))
	case child.Bundle != b.ID:
		return Decision{}, problem.NotAvailable.At("/asset", fmt.Sprintf("%s has left %s already", child.ID, b.ID))
	}
	packedBy, packedOwner, err := r.packers(b)
	if err != nil {
		return Decision{}, err
	}
	return Decision{
		Instruction: &Release{
			Parent: parent.Key, ExpectedVersion: parent.Version, PackedBy: packedBy, PackedOwner: packedOwner,
			Child: Child{Asset: child.Key, Version: b.Children[at].Version},
			Index: uint64(at), Size: uint64(len(b.Children)), Path: BundlePath(b.Children, at),
		},
		Claims: []string{string(parent.ID), bundleClaim(b.ID), string(child.ID)},
	}, nil
}
