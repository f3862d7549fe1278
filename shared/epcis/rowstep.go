package epcis

import (
	"fmt"
	"strings"
	"time"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// A rowStep is a step and the asset it is about.
type rowStep struct {
	Step
	id string
}

// rowFields are the values of a row's fields by name, and where they come from.
type rowFields struct {
	mapping Mapping
	values  map[string]string
}

// step makes a step of the cells of a row.
func (m Mapping) step(cells map[string]string) (rowStep, error) {
	f := rowFields{m, map[string]string{}}
	for name, field := range m.Fields {
		v, known := field.value(name, cells)
		if !known {
			return rowStep{}, f.refuse(name, fmt.Sprintf("the mapping does not say what %q means", cells[field.Column]))
		}
		f.values[name] = v
	}
	id, err := custody.ParseAssetID(f.values["id"], f.source("id"))
	if err != nil {
		return rowStep{}, err
	}
	context, err := f.context()
	if err != nil {
		return rowStep{}, err
	}
	s, err := f.command(id, context)
	return rowStep{s, string(id)}, err
}

func (f rowFields) command(id custody.AssetID, context custody.Context) (Step, error) {
	switch action := f.values["action"]; action {
	case "register":
		return f.register(id, context)
	case "offer":
		to, err := custody.ParseOrganizationID(f.values["to"], f.source("to"))
		if err != nil {
			return Step{}, err
		}
		own := f.values["withOwnership"]
		if own != "" && own != "true" && own != "false" {
			return Step{}, f.refuse("withOwnership", fmt.Sprintf("it must be true or false, not %q", own))
		}
		return Step{Command: &custody.OfferHandover{Asset: string(id), To: string(to), WithOwnership: own == "true", Context: context}}, nil
	case "accept", "reject", "cancel":
		c := &custody.AnswerHandover{Answer: custody.Answer(action), Reason: f.values["reason"], Context: context}
		return Step{Command: c, LookUp: id, need: openOffer}, nil
	default:
		return Step{}, f.refuse("action", fmt.Sprintf("it must be register, offer, accept, reject or cancel, not %q", action))
	}
}

func (f rowFields) register(id custody.AssetID, context custody.Context) (Step, error) {
	c := &custody.RegisterAsset{ID: string(id), Type: f.values["type"], Unit: f.values["unit"], Description: f.values["description"], Context: context}
	kind, ok := custody.ParseKind(c.Type)
	if !ok {
		return Step{}, f.refuse("type", fmt.Sprintf("it must be item, lot or unit, not %q", c.Type))
	}
	if kind != custody.KindLot { // the columns of lots stand in every row of a file
		c.Unit = ""
	} else {
		text := f.values["quantity"]
		q, err := custody.ParseQuantity(trimZeros(strings.Replace(text, f.mapping.Decimal, ".", 1)))
		if err != nil {
			return Step{}, f.refuse("quantity", err.Error())
		}
		c.Quantity = &q
	}
	for name, v := range f.values {
		if attribute, ok := strings.CutPrefix(name, attributePrefix); ok && v != "" {
			if c.Attributes == nil {
				c.Attributes = map[string]string{}
			}
			c.Attributes[attribute] = v
		}
	}
	return Step{Command: c}, nil
}

func (f rowFields) context() (custody.Context, error) {
	c := custody.Context{ReadPoint: f.values["readPoint"], BizLocation: f.values["bizLocation"], Source: "csv:" + f.mapping.Name}
	for _, place := range []string{"readPoint", "bizLocation"} {
		if v := f.values[place]; v != "" && !isURI(v) {
			return c, f.refuse(place, "it must be an absolute URI")
		}
	}
	if text := f.values["eventTime"]; text != "" {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return c, f.refuse("eventTime", "it must be a time with its zone, such as 2026-11-20T08:30:00+01:00")
		}
		c.EventTime = &at
	}
	return c, nil
}

// source names the column that a field comes from.
func (f rowFields) source(field string) string {
	if columns := f.mapping.Fields[field].columns(); len(columns) > 0 {
		return "column:" + strings.Join(columns, ",")
	}
	return "field:" + field
}

func (f rowFields) refuse(field, detail string) error {
	return problem.InvalidField.At(f.source(field), detail)
}
