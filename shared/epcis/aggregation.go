package epcis

import (
	"fmt"

	"waybill/shared/custody"
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
	case len(e.EPCs) > custody.MaxChildren:
		return nil, fmt.Sprintf("it packs more than %d assets at once", custody.MaxChildren)
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
