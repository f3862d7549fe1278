package custody

// KindConsumeAsset names [ConsumeAsset].
const KindConsumeAsset CommandKind = "ConsumeAsset"

// ConsumeAsset uses up an item, or a quantity of a lot, that the caller holds and owns, and makes nothing of it that is
// under custody: it is lost, destroyed, or used for something that nobody records.
type ConsumeAsset struct {
	Asset    string    `json:"asset"`
	Quantity *Quantity `json:"quantity,omitempty"` // required for a lot
	Reason   string    `json:"reason"`
	Context
}

// Kind of ConsumeAsset.
func (*ConsumeAsset) Kind() CommandKind { return KindConsumeAsset }

func (r ruling) consumeAsset(c *ConsumeAsset) (Decision, error) {
	if err := checkContext(c.Context); err != nil {
		return Decision{}, err
	}
	if err := checkReason(c.Reason, "say what became of the asset"); err != nil {
		return Decision{}, err
	}
	id, input, err := r.input("", TransformInput{Asset: c.Asset, Quantity: c.Quantity})
	if err != nil {
		return Decision{}, err
	}
	consume := Consume(input)
	return Decision{Instruction: &consume, Claims: []string{string(id)}}, nil
}
