package epcis

import (
	"fmt"

	"waybill/shared/custody"
)

// transformation gives the meaning of a TransformationEvent that says both what was used and what was made.
func transformation(e Event) ([]Step, string) {
	inputs, outputs := len(e.InputEPCs)+len(e.InputQuantities), len(e.OutputEPCs)+len(e.OutputQuantities)
	switch {
	case inputs == 0 || outputs == 0:
		return nil, "it is one part of a longer transformation; inputs and outputs have to stand in one event"
	case inputs+outputs > custody.MaxParts:
		return nil, fmt.Sprintf("it has more than %d inputs and outputs", custody.MaxParts)
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
