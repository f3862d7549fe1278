package custody

import (
	"fmt"

	"waybill/shared/problem"
)

func (r ruling) transform(c *Transform) (Decision, error) {
	if err := checkContext(c.Context); err != nil {
		return Decision{}, err
	}
	if err := checkCount("/inputs", len(c.Inputs), MaxParts); err != nil {
		return Decision{}, err
	}
	if err := checkCount("/outputs", len(c.Outputs), MaxParts); err != nil {
		return Decision{}, err
	}
	if parts := len(c.Inputs) + len(c.Outputs); parts > MaxParts {
		return Decision{}, problem.InvalidField.At("/outputs", fmt.Sprintf("inputs and outputs together have %d entries; at most %d are taken, so split the transformation", parts, MaxParts))
	}
	decision := Decision{}
	instruction := &Make{}
	seen := map[AssetID]bool{}
	for i, in := range c.Inputs {
		field := fmt.Sprintf("/inputs/%d", i)
		id, input, err := r.input(field, in)
		if err != nil {
			return Decision{}, err
		}
		if seen[id] {
			return Decision{}, problem.InvalidField.At(field+"/asset", fmt.Sprintf("%s is named twice; give its whole quantity once", id))
		}
		seen[id] = true
		instruction.Inputs = append(instruction.Inputs, input)
		decision.Claims = append(decision.Claims, string(id))
	}
	for i, out := range c.Outputs {
		field := fmt.Sprintf("/outputs/%d", i)
		id, kind, err := r.newAsset(field, out)
		if err != nil {
			return Decision{}, err
		}
		if seen[id] {
			return Decision{}, problem.InvalidField.At(field+"/id", fmt.Sprintf("%s is named twice", id))
		}
		seen[id] = true
		instruction.Outputs = append(instruction.Outputs, Output{Asset: r.secret.AssetKey(string(id)), Type: kind, Quantity: quantityOf(out.Quantity), Measure: Measure(out.Unit)})
		decision.Claims = append(decision.Claims, string(id))
	}
	decision.Instruction = instruction
	if c.Balance != nil {
		balance, err := balanced(c.Balance, *instruction)
		if err != nil {
			return Decision{}, err
		}
		decision.Instruction = balance
	}
	return decision, nil
}

// input checks what is to be used up: a whole item, or a quantity of a lot.
func (r ruling) input(field string, in TransformInput) (AssetID, Input, error) {
	a, err := r.available(field+"/asset", in.Asset)
	if err != nil {
		return "", Input{}, err
	}
	if a.Owner != r.caller {
		return "", Input{}, problem.Forbidden.At(field+"/asset", fmt.Sprintf("%s belongs to %s, and only its owner can use it up; let %s hand over the ownership first", a.ID, a.Owner, a.Owner))
	}
	switch a.Kind {
	case KindUnit:
		return "", Input{}, problem.InvalidField.At(field+"/asset", fmt.Sprintf("%s is a unit, which only holds other assets; use those", a.ID))
	case KindItem:
		if in.Quantity != nil {
			return "", Input{}, problem.InvalidField.At(field+"/quantity", fmt.Sprintf("%s is an item and is used up as a whole; leave the quantity out", a.ID))
		}
	case KindLot:
		if in.Quantity == nil {
			return "", Input{}, problem.InvalidField.At(field+"/quantity", fmt.Sprintf("%s is a lot; say how much of it is used", a.ID))
		}
		if err := checkQuantity(field+"/quantity", *in.Quantity); err != nil {
			return "", Input{}, err
		}
		if *in.Quantity > a.Quantity {
			return "", Input{}, problem.OverConsumption.At(field+"/quantity", fmt.Sprintf("%s of %s are to be used and %s are left", in.Quantity, a.ID, a.Quantity))
		}
	}
	return a.ID, Input{Asset: a.Key, ExpectedVersion: a.Version, Quantity: quantityOf(in.Quantity), Measure: Measure(a.Unit)}, nil
}
