package custody

func (m *Machine) make(actor uint32, i *Make) *Refusal {
	if len(i.Inputs) == 0 {
		return refuse(NoInputs)
	}
	for _, in := range i.Inputs {
		if refusal := m.consume(actor, in); refusal != nil {
			return refusal
		}
	}
	return m.registerAll(actor, i.Outputs)
}

// consume uses up a whole item, or a quantity of a lot.
func (m *Machine) consume(actor uint32, in Input) *Refusal {
	h, refusal := m.own(in.Asset, in.ExpectedVersion, actor)
	switch {
	case refusal != nil:
		return refusal
	case h.Kind == KindUnit:
		return refuse(InvalidKind)
	case !fitsKind(h.Kind, in.Quantity, in.Measure):
		return refuse(InvalidQuantity)
	case in.Measure != h.Measure:
		return refuse(OtherMeasure)
	case in.Quantity > h.Quantity:
		return refuse(InsufficientQuantity)
	}
	h.Quantity -= in.Quantity
	if h.Quantity == 0 {
		h.Status = HoldingConsumed
	}
	m.store(in.Asset, h)
	return nil
}

// balance makes the transformation and weighs it: nothing comes from nothing.
func (m *Machine) balance(actor uint32, i *Balance) *Refusal {
	if refusal := m.make(actor, &i.Make); refusal != nil {
		return refusal
	}
	in, out := i.sums()
	if i.Measure == "" || in == 0 {
		return refuse(NothingToBalance)
	}
	if in != out+i.Loss {
		return refuse(Unbalanced)
	}
	return nil
}
