package custody

import (
	"fmt"

	"waybill/shared/problem"
)

// KindDecommissionAsset names [DecommissionAsset].
const KindDecommissionAsset CommandKind = "DecommissionAsset"

// DecommissionAsset ends the life of an asset that the caller holds and owns: it is scrapped, destroyed, or its identifier
// was taken away (GS1 Core Business Vocabulary 2.0, business step decommissioning). What is left of a lot goes with it.
type DecommissionAsset struct {
	Asset  string `json:"asset"`
	Reason string `json:"reason"`
	Context
}

// Kind of DecommissionAsset.
func (*DecommissionAsset) Kind() CommandKind { return KindDecommissionAsset }

func (r ruling) decommissionAsset(c *DecommissionAsset) (Decision, error) {
	if err := checkContext(c.Context); err != nil {
		return Decision{}, err
	}
	if err := checkReason(c.Reason, "say why the asset is no more"); err != nil {
		return Decision{}, err
	}
	a, err := r.available("/asset", c.Asset)
	switch {
	case err != nil:
		return Decision{}, err
	case a.Owner != r.caller:
		return Decision{}, problem.Forbidden.At("/asset", fmt.Sprintf("%s belongs to %s; ask for the ownership first", a.ID, a.Owner))
	case a.Contents != "":
		return Decision{}, problem.NotAvailable.At("/asset", fmt.Sprintf("%s holds %s; unpack that first", a.ID, a.Contents))
	}
	return Decision{
		Instruction: &Decommission{Asset: a.Key, ExpectedVersion: a.Version},
		Claims:      []string{string(a.ID)},
	}, nil
}
