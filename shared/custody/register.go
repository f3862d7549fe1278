package custody

import (
	"fmt"

	"waybill/shared/problem"
)

func (r ruling) registerAsset(c *RegisterAsset) (Decision, error) {
	if err := checkContext(c.Context); err != nil {
		return Decision{}, err
	}
	id, kind, err := r.newAsset("", TransformOutput{
		ID: c.ID, Type: c.Type, Quantity: c.Quantity, Unit: c.Unit, Description: c.Description, Attributes: c.Attributes,
	})
	if err != nil {
		return Decision{}, err
	}
	return Decision{
		Instruction: &Register{Asset: r.secret.AssetKey(string(id)), Type: kind, Quantity: quantityOf(c.Quantity), Measure: Measure(c.Unit)},
		Claims:      []string{string(id)},
	}, nil
}

// newAsset checks an asset that is to come into being; field is the JSON pointer of the object that describes it.
func (r ruling) newAsset(field string, a TransformOutput) (AssetID, Kind, error) {
	id, err := ParseAssetID(a.ID, field+"/id")
	if err != nil {
		return "", 0, err
	}
	kind, ok := ParseKind(a.Type)
	if !ok {
		return "", 0, problem.InvalidField.At(field+"/type", fmt.Sprintf("it must be item, lot or unit, not %q", a.Type))
	}
	if err := checkAmount(field, kind, a.Quantity, a.Unit); err != nil {
		return "", 0, err
	}
	if err := checkText(field+"/description", a.Description); err != nil {
		return "", 0, err
	}
	if err := checkTexts(field+"/attributes", a.Attributes); err != nil {
		return "", 0, err
	}
	_, found, err := r.view.Asset(r.ctx, id)
	if err != nil {
		return "", 0, fmt.Errorf("look up asset %s: %w", id, err)
	}
	if found {
		return "", 0, problem.AlreadyExists.At(field+"/id", fmt.Sprintf("%s is registered already; every asset needs an id of its own", id))
	}
	return id, kind, nil
}

// checkAmount checks that a lot has a quantity and nothing else has one.
func checkAmount(field string, kind Kind, q *Quantity, unit string) error {
	switch {
	case kind != KindLot && q != nil:
		return problem.InvalidField.At(field+"/quantity", "only a lot has a quantity; leave it out or make the type lot")
	case kind != KindLot && unit != "":
		return problem.InvalidField.At(field+"/unit", "only a lot has a unit; leave it out or make the type lot")
	case kind == KindLot && q == nil:
		return problem.InvalidField.At(field+"/quantity", "a lot needs a quantity")
	case kind == KindLot:
		if err := checkQuantity(field+"/quantity", *q); err != nil {
			return err
		}
	}
	if unit != "" && !unitPattern.MatchString(unit) {
		return problem.InvalidField.At(field+"/unit", "it must be a UN/ECE Rec 20 code of two or three characters, such as KGM")
	}
	return nil
}

func checkQuantity(field string, q Quantity) error {
	if q <= 0 || q > MaxQuantity {
		return problem.InvalidField.At(field, fmt.Sprintf("it must be more than 0 and at most %s", MaxQuantity))
	}
	return nil
}

func quantityOf(q *Quantity) Quantity {
	if q == nil {
		return 0
	}
	return *q
}
