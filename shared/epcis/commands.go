package epcis

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// Options say who imports a document and who its parties are.
type Options struct {
	Caller  custody.OrganizationID // the organisation that the commands are sent for
	Parties Parties
}

// Commands says what the events of a document mean for custody, in their order. An event without a meaning becomes a
// [custody.RecordEvent] that says why.
func Commands(doc Document, o Options) []Step {
	var steps []Step
	for _, e := range doc.Events {
		steps = append(steps, o.steps(e)...)
	}
	return steps
}

// steps gives the steps of one event.
func (o Options) steps(e Event) []Step {
	steps, reason := o.meaning(e)
	name := e.hash()
	record := e.record()
	if reason != "" {
		kept := record
		kept.Reason = reason
		steps = []Step{{Command: &kept}}
	}
	for i := range steps {
		steps[i].Position = e.Position
		steps[i].Key = fmt.Sprintf("epcis:%s:%d", name, i)
		steps[i].record = record
	}
	return steps
}

// meaning gives the commands of an event, or the reason why it has none.
func (o Options) meaning(e Event) ([]Step, string) {
	if e.Declared != "" {
		return nil, "it declares an earlier event to be wrong; custody is put right by a new handover"
	}
	switch e.Type {
	case "ObjectEvent":
		return o.object(e)
	case "AggregationEvent":
		return aggregation(e)
	case "TransformationEvent":
		return transformation(e)
	case "TransactionEvent":
		return nil, "a business transaction changes nobody's custody"
	case "AssociationEvent":
		return nil, "an association with a fixed asset changes nobody's custody"
	}
	return nil, "events of this type are not known here"
}

// hash names the event: its own id tells it from all others, and without one its event hash does. The declaration that
// an event was wrong has the event's id and is another event.
func (e Event) hash() string {
	sum := sha256.Sum256([]byte(cmp.Or(e.ID, e.Hash) + "\x00" + e.Declared))
	return hex.EncodeToString(sum[:])
}

func (e Event) context() custody.Context {
	at := e.Time.UTC()
	id := e.ID
	if id == "" || len(id) > custody.MaxText/2 {
		id = e.Hash
	}
	return custody.Context{EventTime: &at, ReadPoint: e.ReadPoint, BizLocation: e.BizLocation, Source: "epcis:" + id}
}

// record gives what keeps the event. It names as many assets as it may; the event itself names all.
func (e Event) record() custody.RecordEvent {
	r := custody.RecordEvent{Type: e.Type, Event: e.Raw, Context: e.context()}
	ids := append([]string{e.ParentID}, e.EPCs...)
	ids = append(append(ids, e.InputEPCs...), e.OutputEPCs...)
	for _, list := range [][]QuantityElement{e.Quantities, e.InputQuantities, e.OutputQuantities} {
		for _, q := range list {
			ids = append(ids, q.Class)
		}
	}
	seen := map[custody.AssetID]bool{}
	for _, s := range ids {
		id, err := custody.ParseAssetID(s, "")
		if err == nil && !seen[id] && len(r.Assets) < custody.MaxAssets {
			seen[id] = true
			r.Assets = append(r.Assets, string(id))
		}
	}
	return r
}

// kindOf gives what sort of thing an EPC names: serial shipping containers hold other things.
func kindOf(id custody.AssetID) custody.Kind {
	if strings.HasPrefix(string(id), "https://id.gs1.org/00/") {
		return custody.KindUnit
	}
	return custody.KindItem
}

// parse gives canonical ids, or the reason why one is none.
func parse(epcs ...string) ([]custody.AssetID, string) {
	ids := make([]custody.AssetID, len(epcs))
	for i, epc := range epcs {
		id, err := custody.ParseAssetID(epc, "")
		if err != nil {
			return nil, fmt.Sprintf("%s: %s", epc, detail(err))
		}
		ids[i] = id
	}
	return ids, ""
}

// detail gives what a problem says about this occurrence.
func detail(err error) string {
	if p := problem.From(err); p.Detail != "" {
		return p.Detail
	}
	return err.Error()
}

// parseQuantity gives the lot and its quantity, or the reason why it has none.
func parseQuantity(q QuantityElement) (custody.AssetID, custody.Quantity, string) {
	ids, reason := parse(q.Class)
	if reason != "" {
		return "", 0, reason
	}
	if q.Quantity == "" {
		return "", 0, fmt.Sprintf("the quantity of %s is not known", q.Class)
	}
	n, err := custody.ParseQuantity(trimZeros(q.Quantity.String()))
	if err != nil || n == 0 {
		return "", 0, fmt.Sprintf("the quantity %s of %s is not a number above 0 with at most three decimals", q.Quantity, q.Class)
	}
	return ids[0], n, ""
}

// trimZeros drops the zeros at the end of a fraction, which say nothing about an amount.
func trimZeros(s string) string {
	if strings.Contains(s, ".") && !strings.ContainsAny(s, "eE") {
		return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	return s
}
