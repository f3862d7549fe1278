package epcis

import (
	"fmt"

	"waybill/shared/custody"
)

// Limits of one command; an event beyond them is kept as it is.
const (
	maxChildren = 1000
	maxParts    = 200
)

// aggregation gives the meaning of an AggregationEvent. A bundle is unpacked as a whole: children that stay in the
// parent are packed again by the event that says so.
func aggregation(e Event) ([]Step, string) {
	if e.Action == "OBSERVE" {
		return nil, "an observation of what is packed changes nobody's custody"
	}
	parents, reason := parse(e.ParentID)
	if reason != "" {
		return nil, reason
	}
	parent := parents[0]
	if e.Action == "DELETE" {
		return []Step{{Command: &custody.Disaggregate{Context: e.context()}, LookUp: parent, need: openContent}}, ""
	}
	switch {
	case len(e.Quantities) > 0:
		return nil, "a quantity of a class cannot be packed, only whole assets"
	case len(e.EPCs) > maxChildren:
		return nil, fmt.Sprintf("it packs more than %d assets at once", maxChildren)
	}
	children, reason := parse(e.EPCs...)
	if reason != "" {
		return nil, reason
	}
	pack := &custody.Aggregate{Parent: string(parent), Context: e.context()}
	for _, child := range children {
		pack.Children = append(pack.Children, string(child))
	}
	return []Step{
		{Command: &custody.RegisterAsset{ID: string(parent), Type: custody.KindUnit.String(), Context: e.context()}, LookUp: parent, need: absence},
		{Command: pack},
	}, ""
}

// transformation gives the meaning of a TransformationEvent that says both what was used and what was made.
func transformation(e Event) ([]Step, string) {
	inputs, outputs := len(e.InputEPCs)+len(e.InputQuantities), len(e.OutputEPCs)+len(e.OutputQuantities)
	switch {
	case inputs == 0 || outputs == 0:
		return nil, "it is one part of a longer transformation; inputs and outputs have to stand in one event"
	case inputs > maxParts || outputs > maxParts:
		return nil, fmt.Sprintf("it has more than %d inputs or outputs", maxParts)
	}
	c := &custody.Transform{Context: e.context()}
	used, reason := parse(e.InputEPCs...)
	if reason != "" {
		return nil, reason
	}
	for _, id := range used {
		c.Inputs = append(c.Inputs, custody.TransformInput{Asset: string(id)})
	}
	made, reason := parse(e.OutputEPCs...)
	if reason != "" {
		return nil, reason
	}
	for _, id := range made {
		c.Outputs = append(c.Outputs, custody.TransformOutput{ID: string(id), Type: kindOf(id).String(), Attributes: e.Attributes})
	}
	for _, q := range e.InputQuantities {
		id, n, reason := parseQuantity(q)
		if reason != "" {
			return nil, reason
		}
		c.Inputs = append(c.Inputs, custody.TransformInput{Asset: string(id), Quantity: &n})
	}
	for _, q := range e.OutputQuantities {
		id, n, reason := parseQuantity(q)
		if reason != "" {
			return nil, reason
		}
		c.Outputs = append(c.Outputs, custody.TransformOutput{
			ID: string(id), Type: custody.KindLot.String(), Quantity: &n, Unit: q.Unit, Attributes: e.Attributes,
		})
	}
	return []Step{{Command: c}}, ""
}
