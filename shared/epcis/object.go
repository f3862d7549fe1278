package epcis

import (
	"fmt"

	"waybill/shared/custody"
)

// object gives the meaning of an ObjectEvent: adding registers, shipping offers, receiving accepts.
func (o Options) object(e Event) ([]Step, string) {
	switch e.Action {
	case "ADD":
		return register(e)
	case "DELETE":
		return nil, "the end of an asset is not part of custody yet"
	}
	switch e.BizStep {
	case "shipping":
		return o.ship(e)
	case "receiving", "accepting":
		if to := o.organization(e.Destinations, "possessing_party"); to.named && to.id != o.Caller {
			return nil, fmt.Sprintf("its receiver %s is not %s, who imports it", to, o.Caller)
		}
		return answer(e, custody.AnswerAccept)
	case "void_shipping":
		return answer(e, custody.AnswerCancel)
	case "":
		return nil, "an observation without a business step changes nobody's custody"
	}
	return nil, fmt.Sprintf("an observation of %q changes nobody's custody", e.BizStep)
}

// register gives a command for each thing that the event brings into being.
func register(e Event) ([]Step, string) {
	ids, reason := parse(e.EPCs...)
	if reason != "" {
		return nil, reason
	}
	var steps []Step
	for _, id := range ids {
		steps = append(steps, Step{Command: &custody.RegisterAsset{ID: string(id), Type: kindOf(id).String(), Attributes: e.Attributes, Context: e.context()}})
	}
	for _, q := range e.Quantities {
		id, n, reason := parseQuantity(q)
		if reason != "" {
			return nil, reason
		}
		steps = append(steps, Step{Command: &custody.RegisterAsset{
			ID: string(id), Type: custody.KindLot.String(), Quantity: &n, Unit: q.Unit, Attributes: e.Attributes, Context: e.context(),
		}})
	}
	return orNothing(steps)
}

// ship gives an offer for each thing that the event sends to an organisation of the network.
func (o Options) ship(e Event) ([]Step, string) {
	from, to := o.organization(e.Sources, "possessing_party"), o.organization(e.Destinations, "possessing_party")
	owner := o.organization(e.Destinations, "owning_party")
	switch {
	case !to.named:
		return nil, "it names no possessing_party as its destination, so nobody is to receive it"
	case to.id == "":
		return nil, fmt.Sprintf("its receiver %s is not known as an organisation of the network", to)
	case from.named && from.id != o.Caller:
		return nil, fmt.Sprintf("its giver %s is not %s, who imports it", from, o.Caller)
	case to.id == o.Caller:
		return nil, "it is sent from one place to another of the same organisation"
	}
	offer := func(id custody.AssetID) custody.Command {
		return &custody.OfferHandover{Asset: string(id), To: string(to.id), WithOwnership: owner.id == to.id, Context: e.context()}
	}
	return each(e, nothing, wholeLot, offer)
}

func answer(e Event, with custody.Answer) ([]Step, string) {
	return each(e, openOffer, openOffer, func(custody.AssetID) custody.Command {
		return &custody.AnswerHandover{Answer: with, Context: e.context()}
	})
}

// each gives a step for every item and every lot of the event.
func each(e Event, itemNeed, lotNeed need, command func(custody.AssetID) custody.Command) ([]Step, string) {
	ids, reason := parse(e.EPCs...)
	if reason != "" {
		return nil, reason
	}
	var steps []Step
	for _, id := range ids {
		s := Step{Command: command(id), need: itemNeed}
		if itemNeed != nothing {
			s.LookUp = id
		}
		steps = append(steps, s)
	}
	for _, q := range e.Quantities {
		id, n, reason := parseQuantity(q)
		if reason != "" {
			return nil, reason
		}
		steps = append(steps, Step{Command: command(id), LookUp: id, need: lotNeed, quantity: n})
	}
	return orNothing(steps)
}

func orNothing(steps []Step) ([]Step, string) {
	if len(steps) == 0 {
		return nil, "it names nothing that could change hands"
	}
	return steps, ""
}

// A party of an event as the options know it.
type named struct {
	named bool                   // whether the event names one
	party string                 // as it names it
	id    custody.OrganizationID // "" if the table does not know it
}

func (n named) String() string {
	if n.id == "" {
		return n.party
	}
	return string(n.id)
}

func (o Options) organization(parties []Party, kind string) named {
	for _, p := range parties {
		if p.Type == kind {
			return named{true, p.ID, o.Parties.organization(p.ID)}
		}
	}
	return named{}
}
