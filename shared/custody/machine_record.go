package custody

type recallKey struct {
	asset Digest
	actor uint32
}

// A RecallState is what the contract keeps of an organisation's recall of an asset, in one storage slot.
type RecallState struct {
	Open    bool
	Version uint32 // counts openings and closings
}

type anchorKey struct {
	actor uint32
	root  Digest
}

// Recall gives what is kept of an organisation's recall of an asset.
func (m *Machine) Recall(asset Digest, organization uint32) RecallState {
	return m.recalls[recallKey{asset, organization}]
}

func (m *Machine) openRecall(actor uint32, i *OpenRecall) *Refusal {
	h := m.assets[i.Asset]
	if h.Status == 0 {
		return refuse(UnknownAsset)
	}
	if h.Maker != actor && h.Owner != actor && h.Custodian != actor {
		return refuse(NotParty)
	}
	return m.changeRecall(actor, i.Asset, i.ExpectedVersion, true)
}

func (m *Machine) changeRecall(actor uint32, asset Digest, expectedVersion uint32, open bool) *Refusal {
	key := recallKey{asset, actor}
	r := m.recalls[key]
	if r.Version != expectedVersion {
		return refuse(StaleRecall)
	}
	if r.Open == open {
		return refuse(InvalidRecall)
	}
	change(m, m.recalls, key, RecallState{open, r.Version + 1})
	return nil
}

// anchor leaves the root of a tree. An administrator anchors for all of them, when enough agree.
func (m *Machine) anchor(c Call, i *Anchor) *Refusal {
	actor := uint32(0)
	if m.keys[c.Sender].round != 0 { // also one that was replaced, who is told so
		agreed, refusal := m.agreed(c)
		if refusal != nil || !agreed {
			return refusal
		}
	} else {
		var refusal *Refusal
		if actor, refusal = m.actor(c.Sender); refusal != nil {
			return refusal
		}
	}
	o := *m.organizations[actor]
	if i.Size <= o.lastAnchored {
		return refuse(AnchorNotGrowing)
	}
	if m.anchors[anchorKey{actor, i.Root}] != 0 {
		return refuse(AnchorExists)
	}
	o.lastAnchored = i.Size
	change(m, m.organizations, actor, &o)
	change(m, m.anchors, anchorKey{actor, i.Root}, i.Size)
	return nil
}
