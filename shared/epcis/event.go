package epcis

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"waybill/shared/custody"
)

// document checks what was read and gives it.
func (d *reading) document() (Document, error) {
	c := &checker{namespaces: standardNamespaces.with(d.fields["@context"])}
	if _, bare := eventRules[textOf(d.fields["type"])]; bare && !d.inBody {
		if _, ok := d.fields["@context"]; !ok {
			c.refuse("/@context", "it is missing")
		}
		e := c.event("", 0, d.fields)
		return Document{Events: []Event{e}}, c.problem()
	}
	documentRule(c, "", d.fields)
	if !d.inBody {
		c.refuse("/epcisBody", "it is missing")
	}
	doc := Document{ID: textOf(d.fields["id"]), Events: make([]Event, 0, len(d.events))}
	for i, tree := range d.events {
		doc.Events = append(doc.Events, c.event(eventPointer(i), i, tree))
	}
	return doc, c.problem()
}

// event checks one event and gives it.
func (c *checker) event(pointer string, position int, tree any) Event {
	o, ok := tree.(map[string]any)
	if !ok {
		c.refuse(pointer, "it must be an object")
		return Event{}
	}
	outer := c.namespaces
	c.namespaces = outer.with(o["@context"])
	defer func() { c.namespaces = outer }()
	e := newEvent(position, o, c.namespaces)
	if len(e.Raw) > custody.MaxEvent {
		c.refuse(pointer, fmt.Sprintf("it has more than %d bytes; split it", custody.MaxEvent))
		return e
	}
	check, known := eventRules[e.Type]
	if !known {
		c.refuse(pointer+"/type", fmt.Sprintf("there is no event type %q", e.Type))
		return e
	}
	before := len(c.refused)
	check(c, pointer, o)
	if len(c.refused) == before {
		identified(c, pointer, e)
	}
	return e
}

// newEvent takes from a tree what custody needs; what has another form than the rules want is left out.
func newEvent(position int, o map[string]any, n namespaces) Event {
	at, _ := time.Parse(time.RFC3339, textOf(o["eventTime"]))
	declaration, _ := o["errorDeclaration"].(map[string]any)
	description, described := o["ilmd"].(map[string]any)
	_, sensed := o["sensorElementList"]
	return Event{
		Position:         position,
		Type:             textOf(o["type"]),
		ID:               textOf(o["eventID"]),
		Time:             at,
		Action:           textOf(o["action"]),
		BizStep:          bizStepWords.word(textOf(o["bizStep"])),
		Disposition:      dispositionWords.word(textOf(o["disposition"])),
		ReadPoint:        idOf(o["readPoint"]),
		BizLocation:      idOf(o["bizLocation"]),
		ParentID:         textOf(o["parentID"]),
		TransformationID: textOf(o["transformationID"]),
		EPCs:             append(textsOf(o["epcList"]), textsOf(o["childEPCs"])...),
		Quantities:       append(quantitiesOf(o["quantityList"]), quantitiesOf(o["childQuantityList"])...),
		InputEPCs:        textsOf(o["inputEPCList"]),
		InputQuantities:  quantitiesOf(o["inputQuantityList"]),
		OutputEPCs:       textsOf(o["outputEPCList"]),
		OutputQuantities: quantitiesOf(o["outputQuantityList"]),
		Sources:          partiesOf(o["sourceList"], "source"),
		Destinations:     partiesOf(o["destinationList"], "destination"),
		Attributes:       attributesOf(description),
		Declared:         textOf(declaration["declarationTime"]),
		Hash:             eventHash(o, n),
		Raw:              canonical(o),
		sensed:           sensed,
		described:        described,
	}
}

func textOf(v any) string {
	s, _ := v.(string)
	return s
}

func idOf(v any) string {
	o, _ := v.(map[string]any)
	return textOf(o["id"])
}

func textsOf(v any) (texts []string) {
	l, _ := v.([]any)
	for _, entry := range l {
		texts = append(texts, textOf(entry))
	}
	return texts
}

func quantitiesOf(v any) (quantities []QuantityElement) {
	l, _ := v.([]any)
	for _, entry := range l {
		o, _ := entry.(map[string]any)
		n, _ := o["quantity"].(json.Number)
		quantities = append(quantities, QuantityElement{Class: textOf(o["epcClass"]), Quantity: n, Unit: textOf(o["uom"])})
	}
	return quantities
}

func partiesOf(v any, name string) (parties []Party) {
	l, _ := v.([]any)
	for _, entry := range l {
		o, _ := entry.(map[string]any)
		parties = append(parties, Party{Type: partyWords.word(textOf(o["type"])), ID: textOf(o[name])})
	}
	return parties
}

// attributesOf gives the plain values of an ILMD; the event itself keeps the others.
func attributesOf(description map[string]any) map[string]string {
	attributes := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(description)) {
		if len(attributes) == custody.MaxAttributes || len(name) > custody.MaxName {
			continue
		}
		switch v := description[name].(type) {
		case string:
			if len(v) <= custody.MaxText {
				attributes[name] = v
			}
		case json.Number:
			attributes[name] = v.String()
		case bool:
			attributes[name] = fmt.Sprint(v)
		}
	}
	if len(attributes) == 0 {
		return nil
	}
	return attributes
}
