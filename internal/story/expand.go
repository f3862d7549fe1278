package story

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"waybill/shared/custody"
)

var rangePattern = regexp.MustCompile(`\{(\d+)\.\.(\d+)\}`)

// maxRange bounds how many ids one range may stand for.
const maxRange = 1000

// expand gives the ids that an id with a range stands for: "C{01..03}" is C01, C02, C03, with the digits of the first
// number.
func expand(id string) ([]string, error) {
	at := rangePattern.FindStringSubmatchIndex(id)
	if at == nil {
		return []string{id}, nil
	}
	before, after := id[:at[0]], id[at[1]:]
	if strings.Contains(after, "{") {
		return nil, fmt.Errorf("%q has more than one range", id)
	}
	from, to := id[at[2]:at[3]], id[at[4]:at[5]]
	first, err1 := strconv.Atoi(from)
	last, err2 := strconv.Atoi(to)
	if err1 != nil || err2 != nil || last < first || last-first >= maxRange {
		return nil, fmt.Errorf("the range in %q must go up and stand for at most %d ids", id, maxRange)
	}
	var all []string
	for n := first; n <= last; n++ {
		all = append(all, fmt.Sprintf("%s%0*d%s", before, len(from), n, after))
	}
	return all, nil
}

func expandAll(ids []string) ([]string, error) {
	var all []string
	for _, id := range ids {
		some, err := expand(id)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// expand gives one output for each id.
func (a Asset) expand() ([]custody.TransformOutput, error) {
	ids, err := expand(a.ID)
	if err != nil {
		return nil, err
	}
	q, err := quantity(a.Quantity)
	if err != nil {
		return nil, err
	}
	outputs := make([]custody.TransformOutput, len(ids))
	for i, id := range ids {
		outputs[i] = custody.TransformOutput{ID: id, Type: a.Type, Quantity: q, Unit: a.Unit, Description: a.Description, Attributes: a.Attributes}
	}
	return outputs, nil
}

// expand gives one input for each id.
func (in Input) expand() ([]custody.TransformInput, error) {
	ids, err := expand(in.Asset)
	if err != nil {
		return nil, err
	}
	q, err := quantity(in.Quantity)
	if err != nil {
		return nil, err
	}
	inputs := make([]custody.TransformInput, len(ids))
	for i, id := range ids {
		inputs[i] = custody.TransformInput{Asset: id, Quantity: q}
	}
	return inputs, nil
}

// quantity reads a quantity; nil if there is none.
func quantity(text string) (*custody.Quantity, error) {
	if text == "" {
		return nil, nil
	}
	q, err := custody.ParseQuantity(text)
	if err != nil {
		return nil, fmt.Errorf("quantity: %w", err)
	}
	return &q, nil
}
