package custody

import (
	"fmt"

	"waybill/shared/problem"
)

// TransformBalance claims of a transformation that nothing came from nothing: of one unit, what goes in is what comes
// out and what is lost. Lots of other units are not comparable and are free. The contract checks it.
type TransformBalance struct {
	Loss  Quantity `json:"loss"`
	Unit  string   `json:"unit"`  // UN/ECE Rec 20 code
	Model string   `json:"model"` // of ISO 22095: identity-preserved, segregated, controlled-blending, mass-balance or book-and-claim
}

// balanced holds what is to be made against the balance that is claimed of it.
func balanced(c *TransformBalance, making Make) (*Balance, error) {
	model, ok := ParseModel(c.Model)
	if !ok {
		return nil, problem.InvalidField.At("/balance/model", fmt.Sprintf("it must be identity-preserved, segregated, controlled-blending, mass-balance or book-and-claim, not %q", c.Model))
	}
	if !unitPattern.MatchString(c.Unit) {
		return nil, problem.InvalidField.At("/balance/unit", "it must be a UN/ECE Rec 20 code of two or three characters, such as KGM")
	}
	if c.Loss < 0 || c.Loss > MaxQuantity {
		return nil, problem.InvalidField.At("/balance/loss", fmt.Sprintf("it must be at least 0 and at most %s", MaxQuantity))
	}
	b := &Balance{Make: making, Loss: c.Loss, Measure: Measure(c.Unit), Model: model}
	switch in, out := b.sums(); {
	case in == 0:
		return nil, problem.InvalidField.At("/balance/unit", fmt.Sprintf("no lot measured in %s is used up; name the unit of an input", c.Unit))
	case in != out+c.Loss:
		return nil, problem.Unbalanced.At("/balance", fmt.Sprintf("of %s, %s go in, but %s come out and %s are lost, which makes %s; correct the quantities or the loss", c.Unit, in, out, c.Loss, out+c.Loss))
	}
	return b, nil
}

// sums gives what goes in and what comes out of the measure that is balanced. With MaxParts parts of at most MaxQuantity
// they cannot overflow.
func (b *Balance) sums() (in, out Quantity) {
	for _, input := range b.Inputs {
		if input.Measure == b.Measure {
			in += input.Quantity
		}
	}
	for _, output := range b.Outputs {
		if output.Measure == b.Measure {
			out += output.Quantity
		}
	}
	return in, out
}
