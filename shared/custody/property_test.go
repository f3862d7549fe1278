package custody_test

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// Whatever organisations ask for and in whatever order, a decision never asks the contract for something that it would
// refuse, an asset has one holder and one owner who came to be so by a handover or by making it, and nothing is used
// up twice.
func TestAnyOrderOfCommandsKeepsCustody(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := &play{world: newWorld(), made: map[custody.AssetID]custody.Quantity{}, used: map[custody.AssetID]custody.Quantity{}}
		for i, kind := range []string{"item", "item", "item", "lot", "lot", "unit", "unit", "unit"} {
			c := &custody.RegisterAsset{ID: fmt.Sprintf("urn:thing:%d", i), Type: kind}
			if kind == "lot" {
				c.Quantity = amount(20)
			}
			p.step(t, "mine", c)
		}
		for range rapid.IntRange(1, 80).Draw(t, "commands") {
			caller := rapid.SampledFrom([]custody.OrganizationID{"mine", "mine", "fab", "shop"}).Draw(t, "caller")
			p.step(t, caller, p.command(t))
		}
	})
}

// A play is a run of random commands and what must hold in it.
type play struct {
	*world
	made, used map[custody.AssetID]custody.Quantity
	offers     []string
	packed     []string
}

// command draws a command about the things 0 to 2, which are items, 3 and 4, lots, 5 to 7, units, and others that
// become something on the way. Most draws make sense; some do not.
func (p *play) command(t *rapid.T) custody.Command {
	id := func(first, last int) string {
		return fmt.Sprintf("urn:thing:%d", rapid.IntRange(first, last).Draw(t, "thing"))
	}
	quantity := func() *custody.Quantity {
		return amount(custody.Quantity(rapid.IntRange(1, 8).Draw(t, "quantity")))
	}
	switch rapid.IntRange(0, 12).Draw(t, "command") {
	case 0:
		return &custody.RegisterAsset{ID: id(0, 12), Type: "item"}
	case 1:
		return &custody.RegisterAsset{ID: id(0, 12), Type: "lot", Quantity: quantity()}
	case 2, 3:
		to := rapid.SampledFrom([]string{"mine", "fab", "shop"}).Draw(t, "to")
		return &custody.OfferHandover{Asset: id(0, 12), To: to, WithOwnership: rapid.Bool().Draw(t, "ownership")}
	case 4, 5:
		answer := rapid.SampledFrom([]custody.Answer{custody.AnswerAccept, custody.AnswerAccept, custody.AnswerReject, custody.AnswerCancel}).Draw(t, "answer")
		return &custody.AnswerHandover{Handover: rapid.SampledFrom(append([]string{"op-none"}, p.offers...)).Draw(t, "handover"), Answer: answer}
	case 6:
		return &custody.Aggregate{Parent: id(5, 7), Children: []string{id(0, 3)}}
	case 7:
		return &custody.Aggregate{Parent: id(5, 7), Children: []string{id(0, 3), id(4, 12)}}
	case 8:
		return &custody.Disaggregate{Bundle: rapid.SampledFrom(append([]string{"op-none"}, p.packed...)).Draw(t, "bundle")}
	case 9:
		return &custody.ReleaseChild{Bundle: rapid.SampledFrom(append([]string{"op-none"}, p.packed...)).Draw(t, "bundle"), Asset: id(0, 12)}
	case 10:
		return &custody.OfferOwnership{Asset: id(0, 12), To: rapid.SampledFrom([]string{"mine", "fab", "shop"}).Draw(t, "to")}
	case 11:
		c := &custody.ConsumeAsset{Asset: id(0, 12), Reason: "lost"}
		if rapid.Bool().Draw(t, "part of a lot") {
			c.Quantity = quantity()
		}
		return c
	}
	in := custody.TransformInput{Asset: id(0, 12)}
	if rapid.Bool().Draw(t, "part of a lot") {
		in.Quantity = quantity()
	}
	return &custody.Transform{Inputs: []custody.TransformInput{in}, Outputs: []custody.TransformOutput{{ID: id(8, 12), Type: "lot", Quantity: quantity()}}}
}

func (p *play) step(t *rapid.T, caller custody.OrganizationID, c custody.Command) {
	before := map[custody.AssetID]custody.Asset{}
	for id, a := range p.assets {
		before[id] = a
	}
	operation, err := p.do(caller, c)
	var refused *problem.Problem
	if errors.As(err, &refused) {
		return
	}
	if err != nil {
		t.Fatalf("%s by %s: %v", c.Kind(), caller, err)
	}
	switch c := c.(type) {
	case *custody.OfferHandover, *custody.OfferOwnership:
		p.offers = append(p.offers, operation)
	case *custody.ConsumeAsset:
		if c.Quantity != nil {
			p.used[custody.AssetID(c.Asset)] += *c.Quantity
		}
	case *custody.Aggregate:
		p.packed = append(p.packed, operation)
	case *custody.Transform:
		for _, in := range c.Inputs {
			if in.Quantity != nil {
				p.used[custody.AssetID(in.Asset)] += *in.Quantity
			}
		}
	}
	for id, a := range p.assets {
		old, existed := before[id]
		if !existed {
			p.made[id] = a.Quantity
			old = custody.Asset{Holder: caller, Owner: caller}
		}
		p.check(t, caller, c, old, a)
	}
}

func (p *play) check(t *rapid.T, caller custody.OrganizationID, c custody.Command, before, now custody.Asset) {
	if now.Quantity != p.made[now.ID]-p.used[now.ID] || now.Quantity < 0 {
		t.Fatalf("%s: %s made, %s used, %s left", now.ID, p.made[now.ID], p.used[now.ID], now.Quantity)
	}
	if before.Status == custody.StatusConsumed && now.Version != before.Version {
		t.Fatalf("%s changed after it was used up", now.ID)
	}
	if _, used := c.(*custody.Transform); used && now.Version != before.Version && before.Owner != caller {
		t.Fatalf("%s, which used up %s, does not own it", caller, now.ID)
	}
	if before.Holder == now.Holder && before.Owner == now.Owner {
		return
	}
	switch c := c.(type) {
	case *custody.AnswerHandover:
		h, holder := p.handovers[c.Handover], caller
		if h.OwnershipOnly {
			holder = before.Holder
		}
		if c.Answer != custody.AnswerAccept || h.To != caller || now.Holder != holder || h.WithOwnership && now.Owner != caller {
			t.Fatalf("%s went to %s when %s answered %s", now.ID, now.Holder, caller, c.Answer)
		}
	case *custody.Disaggregate, *custody.ReleaseChild:
		if now.Holder != caller {
			t.Fatalf("%s went to %s when %s unpacked it", now.ID, now.Holder, caller)
		}
	default:
		t.Fatalf("%s went to %s by %s", now.ID, now.Holder, c.Kind())
	}
}
