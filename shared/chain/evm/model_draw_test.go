package evm_test

import (
	"crypto/ecdsa"
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"pgregory.net/rapid"

	"waybill/contracts/bindings"
	"waybill/shared/custody"
)

// handoverCommand is the command id that both sides of every handover sign.
var handoverCommand = custody.Digest{9}

func playerKey(i int) *ecdsa.PrivateKey {
	seed := sha256.Sum256(fmt.Appendf(nil, "player %d", i))
	key, err := crypto.ToECDSA(seed[:])
	if err != nil {
		panic(err)
	}
	return key
}

// draw gives the next call: most of them sensible, all of them possible.
func (g *game) draw(t *rapid.T) (custody.Address, custody.Instruction) {
	g.now += uint64(rapid.IntRange(0, 40).Draw(t, "seconds"))
	sender := players[rapid.IntRange(0, len(players)-1).Draw(t, "sender")]
	if rapid.IntRange(0, 9).Draw(t, "a member") > 0 {
		sender = players[2+rapid.IntRange(0, 2).Draw(t, "member")]
	}
	switch rapid.IntRange(0, 19).Draw(t, "administration") {
	case 0, 1:
		g.latest.by, g.latest.call = g.drawAdministration(t, sender)
		return g.latest.by, g.latest.call
	case 2:
		if g.latest.call != nil { // the same once more, by the same one or by another administrator
			by := []custody.Address{g.latest.by, players[0], players[1]}
			return rapid.SampledFrom(by).Draw(t, "again by"), g.latest.call
		}
	}
	if rapid.IntRange(0, 9).Draw(t, "records") == 0 {
		return g.drawRecord(t, sender)
	}
	return g.drawMove(t, sender)
}

func (g *game) drawAdministration(t *rapid.T, sender custody.Address) (custody.Address, custody.Instruction) {
	key := players[rapid.IntRange(0, len(players)-1).Draw(t, "key")]
	version := uint32(rapid.IntRange(1, 3).Draw(t, "version"))
	admin := players[rapid.IntRange(0, 1).Draw(t, "administrator")]
	switch rapid.IntRange(0, 9).Draw(t, "call") {
	case 0:
		return admin, &custody.JoinOrganization{Key: key}
	case 1, 2:
		organization := uint32(rapid.IntRange(0, 4).Draw(t, "organization"))
		return admin, &custody.SetOrganizationStatus{Organization: organization, ExpectedVersion: version, Active: rapid.Bool().Draw(t, "active")}
	case 3:
		return admin, &custody.Pause{ExpectedVersion: version}
	case 4, 5:
		return admin, &custody.Unpause{ExpectedVersion: version}
	case 6:
		threshold := uint8(rapid.IntRange(0, 3).Draw(t, "threshold"))
		return admin, &custody.SetAdministrators{ExpectedRound: version, Administrators: players[rapid.IntRange(0, 1).Draw(t, "from"):2], Threshold: threshold}
	case 7:
		return sender, &custody.AddKey{Key: key}
	case 8:
		if rapid.Bool().Draw(t, "an added one") {
			return sender, &custody.AddKey{Key: players[5+rapid.IntRange(0, 3).Draw(t, "new key")]}
		}
		return sender, &custody.RemoveKey{Key: rapid.SampledFrom(append(slices.Clone(players[5:]), sender)).Draw(t, "its key")}
	default:
		return sender, &custody.RotateKey{Key: key}
	}
}

func (g *game) drawRecord(t *rapid.T, sender custody.Address) (custody.Address, custody.Instruction) {
	thing := rapid.SampledFrom(g.things[:2]).Draw(t, "subject") // few, so that much happens to each certificate
	issuer := sender
	if certificate := g.machine.Certificate(thing); rapid.IntRange(0, 4).Draw(t, "by the issuer") > 0 {
		issuer = g.speaker(certificate.Issuer, sender)
	}
	switch rapid.IntRange(0, 11).Draw(t, "call") {
	case 0:
		return sender, &custody.Record{Subject: thing}
	case 1:
		return sender, &custody.DeclareError{Subject: thing, Reason: custody.ErrorReason(rapid.IntRange(0, 2).Draw(t, "reason"))}
	case 2:
		root := rapid.SampledFrom(g.roots).Draw(t, "root")
		return sender, &custody.Anchor{Root: root, Size: uint64(rapid.IntRange(1, 20).Draw(t, "size"))}
	case 3, 4:
		return sender, &custody.Certify{Certificate: thing, Type: 2, ValidUntil: g.deadline(t)}
	case 5, 6, 7:
		if g.machine.Certificate(thing).Status == custody.CertificateStatusSuspended {
			return issuer, &custody.Reinstate{Certificate: thing, ExpectedVersion: g.about(t, g.machine.Certificate(thing).Version)}
		}
		return issuer, &custody.Suspend{Certificate: thing, ExpectedVersion: g.about(t, g.machine.Certificate(thing).Version)}
	case 8:
		return issuer, &custody.Reinstate{Certificate: thing, ExpectedVersion: g.about(t, g.machine.Certificate(thing).Version)}
	default:
		return issuer, &custody.Revoke{Certificate: thing}
	}
}

// drawMove draws a call about assets, most often by the party that may make it.
func (g *game) drawMove(t *rapid.T, sender custody.Address) (custody.Address, custody.Instruction) {
	asset := g.thing(t)
	h := g.machine.Holding(asset)
	version := g.about(t, h.Version)
	party := sender
	if right := rapid.IntRange(0, 4).Draw(t, "by the right party") > 0; right {
		switch {
		case h.Pending != 0:
			party = g.speaker(h.Pending, sender)
		case h.Custodian != 0:
			party = g.speaker(h.Custodian, sender)
		}
	}
	to := uint32(rapid.IntRange(0, 4).Draw(t, "to"))
	switch rapid.IntRange(0, 23).Draw(t, "call") {
	case 0, 1, 2:
		return sender, (*custody.Register)(g.output(t, asset))
	case 3:
		return sender, &custody.RegisterBatch{Assets: g.outputs(t)}
	case 4, 5:
		return party, &custody.Offer{Asset: asset, ExpectedVersion: version, To: to, WithOwnership: rapid.Bool().Draw(t, "with ownership"), Deadline: g.deadline(t)}
	case 6, 7:
		return party, &custody.Accept{Asset: asset, ExpectedVersion: version}
	case 8:
		return party, &custody.Reject{Asset: asset, ExpectedVersion: version}
	case 9:
		return g.speaker(h.Custodian, sender), &custody.Cancel{Asset: asset, ExpectedVersion: version}
	case 10:
		return sender, &custody.Expire{Asset: asset, ExpectedVersion: version}
	case 11:
		by := []custody.Address{g.speaker(h.Owner, sender), g.speaker(h.Owner, sender), sender}
		return rapid.SampledFrom(by).Draw(t, "owner or not"), &custody.TransferOwnership{Asset: asset, ExpectedVersion: version, To: to, Deadline: g.deadline(t)}
	case 12:
		return sender, g.handOver(t, h.Custodian, to)
	case 13, 14:
		return party, g.pack(t, asset, version, h)
	case 15, 16, 17:
		unit := g.fullUnit(t, asset)
		h := g.machine.Holding(unit)
		if rapid.IntRange(0, 2).Draw(t, "all") == 0 {
			return g.speaker(h.Custodian, sender), g.unpack(t, unit, g.about(t, h.Version))
		}
		return g.speaker(h.Custodian, sender), g.release(t, unit, g.about(t, h.Version))
	case 18:
		return party, &custody.Make{Inputs: g.inputs(t, party), Outputs: g.outputs(t)}
	case 19, 20:
		return party, g.balance(t, party)
	case 21:
		in := g.input(t, asset)
		return party, (*custody.Consume)(&in)
	default:
		recall := g.machine.Recall(asset, uint32(rapid.IntRange(1, 3).Draw(t, "actor")))
		switch rapid.IntRange(0, 3).Draw(t, "call") {
		case 0:
			return party, &custody.Decommission{Asset: asset, ExpectedVersion: version}
		case 1:
			return party, &custody.CloseRecall{Asset: asset, ExpectedVersion: recall.Version}
		default:
			return party, &custody.OpenRecall{Asset: asset, ExpectedVersion: recall.Version}
		}
	}
}

func (g *game) thing(t *rapid.T) custody.Digest { return rapid.SampledFrom(g.things).Draw(t, "thing") }

// fullUnit gives a unit that holds something if there is one, else the other thing.
func (g *game) fullUnit(t *rapid.T, other custody.Digest) custody.Digest {
	full := slices.DeleteFunc(slices.Clone(g.things), func(d custody.Digest) bool { return g.machine.Holding(d).Contents.IsZero() })
	if len(full) == 0 || rapid.IntRange(0, 9).Draw(t, "another") == 0 {
		return other
	}
	return rapid.SampledFrom(full).Draw(t, "full unit")
}

// about gives the right version most of the time, else one beside it.
func (*game) about(t *rapid.T, version uint32) uint32 {
	if rapid.IntRange(0, 9).Draw(t, "stale") == 0 {
		return version + 1 - 2*min(version, uint32(rapid.IntRange(0, 1).Draw(t, "older")))
	}
	return version
}

func (g *game) deadline(t *rapid.T) uint64 {
	return []uint64{0, g.now + 60, g.now, g.now - 1}[rapid.IntRange(0, 3).Draw(t, "deadline")]
}

// speaker gives a key of the organisation, or the other one.
func (g *game) speaker(organization uint32, other custody.Address) custody.Address {
	for _, p := range players {
		if organization != 0 && g.machine.Organization(p) == organization {
			return p
		}
	}
	return other
}

func (g *game) measure(t *rapid.T) custody.Measure {
	return rapid.SampledFrom([]custody.Measure{"", "KGM", "KGM", "H87"}).Draw(t, "measure")
}

func (g *game) output(t *rapid.T, asset custody.Digest) *custody.Output {
	o := &custody.Output{Asset: asset, Type: custody.Kind(rapid.IntRange(0, 3).Draw(t, "kind"))}
	if lot := o.Type == custody.KindLot; lot != (rapid.IntRange(0, 15).Draw(t, "wrong amount") == 0) {
		o.Quantity, o.Measure = custody.Quantity(rapid.IntRange(0, 9).Draw(t, "quantity")), g.measure(t)
	}
	return o
}

func (g *game) outputs(t *rapid.T) (all []custody.Output) {
	for range rapid.IntRange(0, 2).Draw(t, "outputs") {
		all = append(all, *g.output(t, g.thing(t)))
	}
	return all
}

func (g *game) input(t *rapid.T, asset custody.Digest) custody.Input {
	h := g.machine.Holding(asset)
	in := custody.Input{Asset: asset, ExpectedVersion: g.about(t, h.Version), Measure: h.Measure}
	if h.Kind == custody.KindLot || rapid.IntRange(0, 15).Draw(t, "wrong amount") == 0 {
		in.Quantity = custody.Quantity(rapid.IntRange(0, 9).Draw(t, "quantity"))
	}
	if rapid.IntRange(0, 15).Draw(t, "another measure") == 0 {
		in.Measure = g.measure(t)
	}
	return in
}

func (g *game) inputs(t *rapid.T, actor custody.Address) (all []custody.Input) {
	for range rapid.IntRange(0, 2).Draw(t, "inputs") {
		all = append(all, g.input(t, g.thingOf(t, actor)))
	}
	return all
}

// thingOf gives an asset that the actor holds and owns if it can, else any.
func (g *game) thingOf(t *rapid.T, actor custody.Address) custody.Digest {
	number := g.machine.Organization(actor)
	own := slices.DeleteFunc(slices.Clone(g.things), func(d custody.Digest) bool {
		h := g.machine.Holding(d)
		return h.Custodian != number || h.Owner != number || h.Status != custody.HoldingActive
	})
	if len(own) == 0 || rapid.IntRange(0, 9).Draw(t, "anybody's") == 0 {
		return g.thing(t)
	}
	return rapid.SampledFrom(own).Draw(t, "own thing")
}

// balance draws a transformation that balances more often than not.
func (g *game) balance(t *rapid.T, actor custody.Address) *custody.Balance {
	b := &custody.Balance{Make: custody.Make{Inputs: g.inputs(t, actor), Outputs: g.outputs(t)}, Measure: "KGM", Model: custody.Model(rapid.IntRange(0, 5).Draw(t, "model"))}
	for _, in := range b.Inputs {
		if in.Measure == b.Measure {
			b.Loss += in.Quantity
		}
	}
	for _, out := range b.Outputs {
		if out.Measure == b.Measure {
			b.Loss -= out.Quantity
		}
	}
	b.Loss = max(0, b.Loss)
	if rapid.IntRange(0, 5).Draw(t, "wrong loss") == 0 {
		b.Loss++
	}
	if rapid.IntRange(0, 9).Draw(t, "another measure") == 0 {
		b.Measure = g.measure(t)
	}
	return b
}

func (g *game) pack(t *rapid.T, parent custody.Digest, version uint32, h custody.Holding) *custody.Pack {
	p := &packing{by: h.Custodian, own: h.Owner}
	var leaves []custody.BundledAsset
	for range rapid.IntRange(0, 4).Draw(t, "children") {
		child := g.thingOf(t, g.speaker(h.Custodian, custody.Address{}))
		p.children = append(p.children, custody.Child{Asset: child, Version: g.about(t, g.machine.Holding(child).Version)})
		last := p.children[len(p.children)-1]
		leaves = append(leaves, custody.BundledAsset{Key: last.Asset, Version: last.Version})
	}
	root := custody.BundleRoot(leaves)
	g.packed[root] = p
	count := uint32(len(p.children))
	if rapid.IntRange(0, 20).Draw(t, "too many") == 0 {
		count = custody.MaxChildren + 1
	}
	return &custody.Pack{Parent: parent, ExpectedVersion: version, ChildrenRoot: root, Count: count}
}

// contents gives what a unit was packed with, or something else.
func (g *game) contents(t *rapid.T, parent custody.Digest) packing {
	if p := g.packed[parent]; p != nil && rapid.IntRange(0, 9).Draw(t, "other contents") > 0 {
		return *p
	}
	return packing{children: []custody.Child{{Asset: g.thing(t), Version: 1}}, by: 1, own: 1}
}

func (g *game) unpack(t *rapid.T, parent custody.Digest, version uint32) *custody.Unpack {
	p := g.contents(t, parent)
	return &custody.Unpack{Parent: parent, ExpectedVersion: version, PackedBy: p.by, PackedOwner: p.own, Children: p.children}
}

func (g *game) release(t *rapid.T, parent custody.Digest, version uint32) *custody.Release {
	p := g.contents(t, parent)
	i := &custody.Release{Parent: parent, ExpectedVersion: version, PackedBy: p.by, PackedOwner: p.own, Size: uint64(len(p.children))}
	if len(p.children) == 0 {
		return i
	}
	at := rapid.IntRange(0, len(p.children)-1).Draw(t, "child")
	i.Child, i.Index = p.children[at], uint64(at)
	leaves := make([]custody.BundledAsset, len(p.children))
	for n, c := range p.children {
		leaves[n] = custody.BundledAsset{Key: c.Asset, Version: c.Version}
	}
	i.Path = custody.BundlePath(leaves, at)
	if rapid.IntRange(0, 9).Draw(t, "wrong place") == 0 {
		i.Index++
	}
	return i
}

func (g *game) handOver(t *rapid.T, from, to uint32) *custody.HandOver {
	i := &custody.HandOver{From: from, To: to, WithOwnership: rapid.Bool().Draw(t, "with ownership"), Deadline: g.deadline(t)}
	for range rapid.IntRange(0, 2).Draw(t, "assets") {
		asset := g.thing(t)
		i.Assets = append(i.Assets, custody.Child{Asset: asset, Version: g.about(t, g.machine.Holding(asset).Version)})
	}
	i.ByFrom.Key = g.speaker(from, players[2])
	i.ByTo.Key = g.speaker(to, players[3])
	if rapid.IntRange(0, 9).Draw(t, "unsigned") == 0 {
		i.ByTo.Signature = make([]byte, 65)
	}
	if rapid.IntRange(0, 9).Draw(t, "by another key") == 0 {
		i.ByFrom.Key = players[rapid.IntRange(0, len(players)-1).Draw(t, "key")]
	}
	return i
}

// sign signs a handover for the keys that it names, unless it is to go without.
func (g *game) sign(i *custody.HandOver) {
	ledger := bindings.NewCustodyLedger()
	call, err := g.encoder.Encode(i, handoverCommand, custody.Digest{3})
	if err != nil {
		panic(err)
	}
	values, err := g.abi.Methods["handover"].Inputs.Unpack(call.Data[4:])
	if err != nil {
		panic(err)
	}
	message, err := g.abi.Pack("handoverDigest", values[0])
	if err != nil {
		panic(err)
	}
	returned, refusal := g.call(players[0], g.now, message)
	if refusal != "" {
		panic(refusal)
	}
	digest, err := ledger.UnpackHandoverDigest(returned)
	if err != nil {
		panic(err)
	}
	for _, by := range []*custody.KeySignature{&i.ByFrom, &i.ByTo} {
		for n, p := range players {
			if p == by.Key && by.Signature == nil {
				by.Signature, _ = crypto.Sign(digest[:], playerKey(n))
				by.Signature[64] += 27
			}
		}
	}
}

// signed reports whether a signature is more than zeros: the others are made by sign and good.
func (g *game) signed(_ *custody.HandOver, by custody.KeySignature) bool {
	return len(by.Signature) == 65 && common.BytesToHash(by.Signature[:32]) != common.Hash{}
}
