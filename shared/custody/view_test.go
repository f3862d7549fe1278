package custody_test

import (
	"context"
	"errors"
	"fmt"

	"waybill/shared/custody"
)

var secret = custody.Secret("0123456789abcdef0123456789abcdef")

// A world is a View in memory to which decisions can be applied, as contract and projection would.
type world struct {
	organizations map[custody.OrganizationID]custody.Organization
	assets        map[custody.AssetID]custody.Asset
	handovers     map[string]custody.Handover
	bundles       map[string]custody.Bundle
	certificates  map[string]custody.Certificate
	recalls       map[string]custody.Recall // by asset and organisation
	past          map[custody.Digest]custody.PastEvent
	broken        error // what every look-up fails with
	operations    int
}

func newWorld() *world {
	w := &world{
		organizations: map[custody.OrganizationID]custody.Organization{},
		assets:        map[custody.AssetID]custody.Asset{},
		handovers:     map[string]custody.Handover{},
		bundles:       map[string]custody.Bundle{},
		certificates:  map[string]custody.Certificate{},
		recalls:       map[string]custody.Recall{},
		past:          map[custody.Digest]custody.PastEvent{},
	}
	for i, id := range []custody.OrganizationID{"mine", "fab", "shop"} {
		w.organizations[id] = custody.Organization{ID: id, Number: uint32(i + 1), Name: string(id), Active: true}
	}
	w.organizations["gone"] = custody.Organization{ID: "gone", Number: 9}
	return w
}

func (w *world) Organization(_ context.Context, id custody.OrganizationID) (custody.Organization, bool, error) {
	o, ok := w.organizations[id]
	return o, ok, w.broken
}

func (w *world) Asset(_ context.Context, id custody.AssetID) (custody.Asset, bool, error) {
	a, ok := w.assets[id]
	return a, ok, w.broken
}

func (w *world) Handover(_ context.Context, id string) (custody.Handover, bool, error) {
	h, ok := w.handovers[id]
	return h, ok, w.broken
}

func (w *world) Bundle(_ context.Context, id string) (custody.Bundle, bool, error) {
	b, ok := w.bundles[id]
	return b, ok, w.broken
}

func (w *world) Certificate(_ context.Context, id string) (custody.Certificate, bool, error) {
	c, ok := w.certificates[id]
	return c, ok, w.broken
}

func (w *world) Recall(_ context.Context, asset custody.AssetID, by custody.OrganizationID) (custody.Recall, bool, error) {
	r, ok := w.recalls[string(asset)+" "+string(by)]
	return r, ok, w.broken
}

func (w *world) RecallByID(_ context.Context, id string) (custody.Recall, bool, error) {
	for _, r := range w.recalls {
		if r.ID == id {
			return r, true, w.broken
		}
	}
	return custody.Recall{}, false, w.broken
}

func (w *world) PastEvent(_ context.Context, command custody.Digest) (custody.PastEvent, bool, error) {
	e, ok := w.past[command]
	return e, ok, w.broken
}

var errVersion = errors.New("the contract would refuse the version")

// do decides a command and applies the decision; it gives the operation's id.
func (w *world) do(caller custody.OrganizationID, c custody.Command) (string, error) {
	operation := fmt.Sprintf("op-%d", w.operations)
	d, err := custody.Decide(context.Background(), w, secret, caller, operation, c)
	if err != nil {
		return "", err
	}
	w.operations++
	w.past[secret.CommandID(operation)] = custody.PastEvent{Organization: caller, Kind: c.Kind(), Payload: custody.Payload(c)}
	return operation, w.apply(caller, operation, c, d.Instruction)
}

func (w *world) apply(caller custody.OrganizationID, operation string, c custody.Command, instruction custody.Instruction) error {
	switch i := instruction.(type) {
	case *custody.Register:
		w.create(caller, c.(*custody.RegisterAsset).ID, custody.Output(*i))
	case *custody.Offer:
		offer := c.(*custody.OfferHandover)
		return w.offer(operation, i.Asset, i.ExpectedVersion, custody.Handover{From: caller, To: custody.OrganizationID(offer.To), WithOwnership: i.WithOwnership})
	case *custody.TransferOwnership:
		offer := c.(*custody.OfferOwnership)
		h := custody.Handover{From: caller, To: custody.OrganizationID(offer.To), WithOwnership: true, OwnershipOnly: true}
		if offer.Deadline != nil {
			h.Deadline = *offer.Deadline
		}
		return w.offer(operation, i.Asset, i.ExpectedVersion, h)
	case *custody.Expire:
		return w.change(i.Asset, i.ExpectedVersion, func(a *custody.Asset) { w.close(a, custody.HandoverExpired) })
	case *custody.Accept:
		return w.change(i.Asset, i.ExpectedVersion, func(a *custody.Asset) {
			h := w.close(a, custody.HandoverAccepted)
			if !h.OwnershipOnly {
				a.Holder = h.To
			}
			if h.WithOwnership {
				a.Owner = h.To
			}
		})
	case *custody.Reject:
		return w.change(i.Asset, i.ExpectedVersion, func(a *custody.Asset) { w.close(a, custody.HandoverRejected) })
	case *custody.Cancel:
		return w.change(i.Asset, i.ExpectedVersion, func(a *custody.Asset) { w.close(a, custody.HandoverCancelled) })
	case *custody.Pack:
		return w.pack(caller, operation, c.(*custody.Aggregate), i)
	case *custody.Unpack:
		return w.unpack(c.(*custody.Disaggregate).Bundle, i)
	case *custody.Release:
		return w.release(w.bundles[c.(*custody.ReleaseChild).Bundle], i.Child)
	case *custody.Make:
		return w.transform(caller, c.(*custody.Transform), i)
	case *custody.Balance:
		return w.transform(caller, c.(*custody.Transform), &i.Make)
	case *custody.Consume:
		return w.consume(custody.Input(*i))
	default:
		return w.applyNotice(caller, operation, i)
	}
	return nil
}

func (w *world) create(caller custody.OrganizationID, id string, o custody.Output) {
	parsed, _ := custody.ParseAssetID(id, "")
	w.assets[parsed] = custody.Asset{
		ID: parsed, Key: o.Asset, Kind: o.Type, Status: custody.StatusActive, Holder: caller, Owner: caller, Maker: caller,
		Quantity: o.Quantity, Unit: string(o.Measure), Version: 1,
	}
}

func (w *world) offer(operation string, asset custody.Digest, version uint32, h custody.Handover) error {
	return w.change(asset, version, func(a *custody.Asset) {
		a.Status, a.Handover = custody.StatusOffered, operation
		h.ID, h.Asset, h.State = operation, a.ID, custody.HandoverPending
		w.handovers[operation] = h
	})
}

func (w *world) change(key custody.Digest, version uint32, change func(*custody.Asset)) error {
	for id, a := range w.assets {
		if a.Key != key {
			continue
		}
		if a.Version != version {
			return errVersion
		}
		change(&a)
		a.Version++
		w.assets[id] = a
		return nil
	}
	return errors.New("the contract knows no such asset")
}

func (w *world) close(a *custody.Asset, state custody.HandoverState) custody.Handover {
	h := w.handovers[a.Handover]
	h.State = state
	w.handovers[h.ID] = h
	a.Status, a.Handover = custody.StatusActive, ""
	return h
}

func (w *world) pack(caller custody.OrganizationID, operation string, c *custody.Aggregate, i *custody.Pack) error {
	b := custody.Bundle{ID: operation, PackedBy: caller, Root: i.ChildrenRoot, Open: true}
	for _, id := range c.Children {
		parsed, _ := custody.ParseAssetID(id, "")
		a := w.assets[parsed]
		b.Children = append(b.Children, custody.BundledAsset{Asset: a.ID, Key: a.Key, Version: a.Version})
		a.Status, a.Bundle = custody.StatusBundled, operation
		w.assets[parsed] = a
	}
	return w.change(i.Parent, i.ExpectedVersion, func(a *custody.Asset) {
		b.Parent, b.Owner, a.Contents = a.ID, a.Owner, operation
		w.bundles[operation] = b
	})
}

func (w *world) unpack(bundle string, i *custody.Unpack) error {
	b := w.bundles[bundle]
	if w.organizations[b.PackedBy].Number != i.PackedBy || w.organizations[b.Owner].Number != i.PackedOwner || custody.BundleRoot(b.Children) != b.Root {
		return errors.New("the contract would not find the commitment")
	}
	b.Open = false
	w.bundles[bundle] = b
	for _, child := range i.Children {
		if !w.inside(child, b.ID) {
			continue
		}
		if err := w.release(b, child); err != nil {
			return err
		}
	}
	return w.change(i.Parent, i.ExpectedVersion, func(a *custody.Asset) { a.Contents = "" })
}

func (w *world) inside(child custody.Child, bundle string) bool {
	for _, a := range w.assets {
		if a.Key == child.Asset {
			return a.Bundle == bundle
		}
	}
	return false
}

func (w *world) release(b custody.Bundle, child custody.Child) error {
	parent := w.assets[b.Parent]
	return w.change(child.Asset, child.Version, func(a *custody.Asset) {
		a.Status, a.Bundle, a.Holder, a.Owner = custody.StatusActive, "", parent.Holder, parent.Owner
	})
}

func (w *world) consume(in custody.Input) error {
	return w.change(in.Asset, in.ExpectedVersion, func(a *custody.Asset) {
		a.Quantity -= in.Quantity
		if a.Quantity == 0 {
			a.Status = custody.StatusConsumed
		}
	})
}

func (w *world) transform(caller custody.OrganizationID, c *custody.Transform, i *custody.Make) error {
	for _, in := range i.Inputs {
		if err := w.consume(in); err != nil {
			return err
		}
	}
	for n, out := range i.Outputs {
		w.create(caller, c.Outputs[n].ID, out)
	}
	return nil
}
