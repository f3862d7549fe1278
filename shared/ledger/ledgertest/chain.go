// Package ledgertest has what tests of the ledger need: a chain that behaves like the contract, a story to play on it,
// and the suite that every store passes.
package ledgertest

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"sync"
	"time"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// Secret is the network's secret in tests.
var Secret = custody.Secret("a secret of at least thirty-two bytes")

// Origin is what the ledgers of tests are the projection of.
var Origin = ledger.Origin{ChainID: 1337, Contract: custody.Address{0xc0}, Block: 9}

// Genesis is the time of the block before the first.
var Genesis = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// A Chain is a chain whose blocks are all final, with one transaction in each block that has any. It knows what its
// commands stand for, as the operations do. Its methods do what the contract would, and check nothing.
type Chain struct {
	mu            sync.Mutex
	blocks        []ledger.Block
	commands      map[custody.Digest]ledger.CommandRecord
	organizations map[custody.OrganizationID]uint32
	assets        map[string]*slot
	bundles       map[string][]string // children by bundle
	left          map[string]bool     // "bundle child" of those that left before the others
	handovers     map[string]string   // asset by handover
	anchors       []custody.Anchored
	reads         int
}

type slot struct {
	version  uint32
	kind     custody.Kind
	quantity custody.Quantity
}

var (
	_ ledger.Source   = (*Chain)(nil)
	_ ledger.Commands = (*Chain)(nil)
	_ ledger.Anchors  = (*Chain)(nil)
)

// NewChain gives a chain whose first block is the one after Origin.
func NewChain() *Chain {
	return &Chain{
		commands: map[custody.Digest]ledger.CommandRecord{}, organizations: map[custody.OrganizationID]uint32{ledger.Administrator: 0},
		assets: map[string]*slot{}, bundles: map[string][]string{}, left: map[string]bool{}, handovers: map[string]string{},
	}
}

// Finalized gives the newest block.
func (c *Chain) Finalized(context.Context) (uint64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Origin.Block + uint64(len(c.blocks)), nil
}

// Block gives a block.
func (c *Chain) Block(_ context.Context, number uint64) (ledger.Block, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.reads++
	if number <= Origin.Block || number > Origin.Block+uint64(len(c.blocks)) {
		return ledger.Block{}, fmt.Errorf("there is no block %d", number)
	}
	return c.blocks[number-Origin.Block-1], nil
}

// Command gives what a command id stands for.
func (c *Chain) Command(_ context.Context, id custody.Digest) (ledger.CommandRecord, bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r, found := c.commands[id]
	return r, found, nil
}

// LastAnchored gives the size of an organisation's last anchor.
func (c *Chain) LastAnchored(_ context.Context, actor uint32) (uint64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, a := range slices.Backward(c.anchors) {
		if a.Actor == actor {
			return a.Size, nil
		}
	}
	return 0, nil
}

// AnchoredAt looks for a root that an organisation anchored.
func (c *Chain) AnchoredAt(_ context.Context, actor uint32, root custody.Digest) (uint64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, a := range c.anchors {
		if a.Actor == actor && a.Root == root {
			return a.Size, nil
		}
	}
	return 0, nil
}

// Mine adds a block with the events.
func (c *Chain) Mine(events ...custody.Event) ledger.Block {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.mine(events)
}

// MineEmpty adds empty blocks.
func (c *Chain) MineEmpty(n int) {
	for range n {
		c.Mine()
	}
}

// Alter changes blocks that are there already, as no chain should. The hashes stay.
func (c *Chain) Alter(change func(blocks []ledger.Block)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change(c.blocks)
}

// Forget makes a command unknown.
func (c *Chain) Forget(operation string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.commands, Secret.CommandID(operation))
}

func (c *Chain) mine(events []custody.Event) ledger.Block {
	number := Origin.Block + uint64(len(c.blocks)) + 1
	b := ledger.Block{Number: number, Hash: hashOf("block", number), ParentHash: hashOf("block", number-1), Time: Genesis.Add(time.Duration(len(c.blocks)+1) * 2 * time.Second)}
	for i, e := range events {
		b.Events = append(b.Events, ledger.ChainEvent{LogIndex: uint32(2 * i), Transaction: hashOf("transaction", number), Event: e})
	}
	c.blocks = append(c.blocks, b)
	return b
}

func hashOf(what string, number uint64) custody.Digest {
	return sha256.Sum256(binary.BigEndian.AppendUint64([]byte(what), number))
}

// accept keeps a command and gives what its events carry. The operation's id is that of the organisation's key.
func (c *Chain) accept(who custody.OrganizationID, key string, command custody.Command) (string, custody.EventHead) {
	operation := custody.OperationID(who, key)
	id, payload := Secret.CommandID(operation), custody.EncodeCommand(command)
	c.commands[id] = ledger.CommandRecord{Operation: operation, Organization: who, Kind: command.Kind(), Payload: payload}
	return operation, custody.EventHead{Command: id, Actor: c.organizations[who], EventHash: Secret.EventHash(id, payload)}
}

// Do carries out an organisation's command in a block of its own and gives the operation's id.
func (c *Chain) Do(who custody.OrganizationID, key string, command custody.Command) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	operation, head := c.accept(who, key, command)
	c.mine(c.carryOut(operation, head, command))
	return operation
}

// carryOut gives the events of a command.
func (c *Chain) carryOut(operation string, h custody.EventHead, command custody.Command) []custody.Event {
	switch x := command.(type) {
	case *custody.RegisterOrganization:
		number := uint32(len(c.organizations))
		c.organizations[custody.OrganizationID(x.ID)] = number
		return []custody.Event{custody.OrganizationJoined{EventHead: h, Organization: number, Key: *x.Key, IdentityHash: Secret.IdentityHash(x)}}
	case *custody.RegisterAsset:
		return []custody.Event{c.register(h, x.ID, x.Type, x.Quantity, x.Unit)}
	case *custody.OfferHandover:
		c.handovers[operation] = x.Asset
		return []custody.Event{custody.CustodyOffered{
			EventHead: h, Asset: Secret.AssetKey(x.Asset), To: c.organizations[custody.OrganizationID(x.To)], WithOwnership: x.WithOwnership, Version: c.bump(x.Asset),
		}}
	case *custody.AnswerHandover:
		return []custody.Event{c.answer(h, x)}
	case *custody.Aggregate:
		c.bundles[operation] = append([]string{x.Parent}, x.Children...)
		return []custody.Event{custody.Aggregated{
			EventHead: h, Parent: Secret.AssetKey(x.Parent), ChildrenRoot: custody.BundleRoot(c.leaves(x.Children)), Count: uint32(len(x.Children)), Version: c.bump(x.Parent),
		}}
	case *custody.Disaggregate:
		return c.unpack(h, x)
	case *custody.Transform:
		return c.transform(h, x)
	case *custody.IssueCertificate:
		return []custody.Event{c.certify(operation, h, x)}
	case *custody.RevokeCertificate:
		return []custody.Event{custody.CertificateRevoked{EventHead: h, Certificate: Secret.AssetKey(x.Certificate)}}
	case *custody.OfferOwnership:
		c.handovers[operation] = x.Asset
		return []custody.Event{custody.OwnershipOffered{
			EventHead: h, Asset: Secret.AssetKey(x.Asset), To: c.organizations[custody.OrganizationID(x.To)], Version: c.bump(x.Asset),
		}}
	case *custody.RelayHandover:
		h.Actor = c.organizations[custody.OrganizationID(x.To)]
		var events []custody.Event
		for _, id := range x.Assets {
			events = append(events, custody.CustodyHandedOver{
				EventHead: h, Asset: Secret.AssetKey(id), From: c.organizations[custody.OrganizationID(x.From)], WithOwnership: x.WithOwnership, Version: c.bump(id),
			})
		}
		return events
	case *custody.ReleaseChild:
		c.left[x.Bundle+" "+x.Asset] = true
		return []custody.Event{custody.ChildReleased{
			EventHead: h, Parent: Secret.AssetKey(c.bundles[x.Bundle][0]), Child: Secret.AssetKey(x.Asset), Version: c.bump(x.Asset),
		}}
	case *custody.ConsumeAsset:
		return []custody.Event{c.consume(h, custody.TransformInput{Asset: x.Asset, Quantity: x.Quantity})}
	case *custody.AddSigner:
		return []custody.Event{custody.KeyAdded{EventHead: h, Key: *x.Key}}
	case *custody.RemoveSigner:
		return []custody.Event{custody.KeyRemoved{EventHead: h, Key: x.Signer}}
	case *custody.AnchorDigest:
		a := custody.Anchored{EventHead: h, Root: x.Root, Size: x.Size}
		c.anchors = append(c.anchors, a)
		return []custody.Event{a}
	}
	return []custody.Event{c.carryOutNotice(operation, h, command)}
}

func (c *Chain) register(h custody.EventHead, id, kind string, quantity *custody.Quantity, unit string) custody.Event {
	s := &slot{version: 1}
	s.kind, _ = custody.ParseKind(kind)
	if quantity != nil {
		s.quantity = *quantity
	}
	c.assets[id] = s
	e := custody.AssetRegistered{EventHead: h, Asset: Secret.AssetKey(id), Type: s.kind, Quantity: s.quantity, Version: 1}
	copy(e.Measure[:], unit)
	return e
}

func (c *Chain) bump(id string) uint32 {
	c.assets[id].version++
	return c.assets[id].version
}

func (c *Chain) leaves(children []string) (leaves []custody.BundledAsset) {
	for _, id := range children {
		leaves = append(leaves, custody.BundledAsset{Asset: custody.AssetID(id), Key: Secret.AssetKey(id), Version: c.assets[id].version})
	}
	return leaves
}

func (c *Chain) answer(h custody.EventHead, x *custody.AnswerHandover) custody.Event {
	asset := c.handovers[x.Handover]
	key, version := Secret.AssetKey(asset), c.bump(asset)
	switch x.Answer {
	case custody.AnswerReject:
		return custody.CustodyClosed{EventHead: h, Asset: key, Outcome: custody.ClosedRejected, Version: version}
	case custody.AnswerCancel:
		return custody.CustodyClosed{EventHead: h, Asset: key, Outcome: custody.ClosedCancelled, Version: version}
	case custody.AnswerExpire:
		return custody.CustodyClosed{EventHead: h, Asset: key, Outcome: custody.ClosedExpired, Version: version}
	}
	if offer, ok := c.offerOf(key).(custody.CustodyOffered); ok {
		return custody.CustodyAccepted{EventHead: h, Asset: key, From: offer.Actor, WithOwnership: offer.WithOwnership, Version: version}
	}
	return custody.OwnershipTransferred{EventHead: h, Asset: key, Version: version}
}

// offerOf finds the newest offer of an asset.
func (c *Chain) offerOf(key custody.Digest) custody.Event {
	for _, b := range slices.Backward(c.blocks) {
		for _, e := range b.Events {
			switch offer := e.Event.(type) {
			case custody.CustodyOffered:
				if offer.Asset == key {
					return offer
				}
			case custody.OwnershipOffered:
				if offer.Asset == key {
					return offer
				}
			}
		}
	}
	return nil
}

func (c *Chain) unpack(h custody.EventHead, x *custody.Disaggregate) (events []custody.Event) {
	parent := c.bundles[x.Bundle][0]
	for _, child := range c.bundles[x.Bundle][1:] {
		if c.left[x.Bundle+" "+child] {
			events = append(events, custody.ChildSkipped{EventHead: h, Parent: Secret.AssetKey(parent), Child: Secret.AssetKey(child), Version: c.assets[child].version})
			continue
		}
		events = append(events, custody.ChildReleased{EventHead: h, Parent: Secret.AssetKey(parent), Child: Secret.AssetKey(child), Version: c.bump(child)})
	}
	return append(events, custody.Disaggregated{EventHead: h, Parent: Secret.AssetKey(parent), Version: c.bump(parent)})
}

func (c *Chain) transform(h custody.EventHead, x *custody.Transform) (events []custody.Event) {
	for _, in := range x.Inputs {
		events = append(events, c.consume(h, in))
	}
	for _, out := range x.Outputs {
		events = append(events, c.register(h, out.ID, out.Type, out.Quantity, out.Unit))
	}
	events = append(events, custody.Transformed{EventHead: h, Inputs: uint32(len(x.Inputs)), Outputs: uint32(len(x.Outputs))})
	if x.Balance != nil {
		model, _ := custody.ParseModel(x.Balance.Model)
		balance := custody.MassBalanced{EventHead: h, Model: uint8(model), Loss: x.Balance.Loss}
		copy(balance.Measure[:], x.Balance.Unit)
		events = append(events, balance)
	}
	return events
}

func (c *Chain) consume(h custody.EventHead, in custody.TransformInput) custody.Event {
	used := custody.Quantity(0)
	if in.Quantity != nil {
		used = *in.Quantity
	}
	s := c.assets[in.Asset]
	s.quantity -= used
	return custody.InputConsumed{EventHead: h, Asset: Secret.AssetKey(in.Asset), Quantity: used, Remaining: s.quantity, Version: c.bump(in.Asset)}
}

func (c *Chain) certify(operation string, h custody.EventHead, x *custody.IssueCertificate) custody.Event {
	id := x.ID
	if id == "" {
		id = operation
	}
	e := custody.CertificateIssued{EventHead: h, Certificate: Secret.AssetKey(id)}
	e.Type, _ = custody.ParseCertificateType(x.Type)
	if x.ValidUntil != nil {
		e.ValidUntil = uint64(x.ValidUntil.Unix())
	}
	return e
}
