package custody

import (
	"fmt"

	"waybill/shared/problem"
)

// The kinds of the commands about recalls.
const (
	KindStartRecall CommandKind = "StartRecall"
	KindEndRecall   CommandKind = "EndRecall"
)

// A Recall is one organisation's warning of an asset and of all that was made from it. Its id is the id of the operation
// that opened it; opened again, it has a new one.
type Recall struct {
	ID           string
	Asset        AssetID
	Organization OrganizationID // that warns
	Open         bool
	Version      uint32 // counts openings and closings on chain
}

// StartRecall warns of an asset and of all that was made from it. Whoever made, owns or holds the asset may, whatever has
// become of it; it may still be moved and used, because what is dangerous has to go somewhere.
type StartRecall struct {
	Asset  string `json:"asset"`
	Reason string `json:"reason"`
	Context
}

// EndRecall takes a warning of the caller's back. Recall comes from the path of the request.
type EndRecall struct {
	Recall string `json:"recall"`
	Reason string `json:"reason,omitempty"`
	Context
}

// Kind of StartRecall.
func (*StartRecall) Kind() CommandKind { return KindStartRecall }

// Kind of EndRecall.
func (*EndRecall) Kind() CommandKind { return KindEndRecall }

func (r ruling) startRecall(c *StartRecall) (Decision, error) {
	if err := checkContext(c.Context); err != nil {
		return Decision{}, err
	}
	if err := checkReason(c.Reason, "say what people have to know of the asset"); err != nil {
		return Decision{}, err
	}
	a, err := r.asset("/asset", c.Asset)
	if err != nil {
		return Decision{}, err
	}
	if err := r.concerned(a); err != nil {
		return Decision{}, err
	}
	recall, found, err := r.view.Recall(r.ctx, a.ID, r.caller)
	switch {
	case err != nil:
		return Decision{}, fmt.Errorf("look up the recall of %s by %s: %w", a.ID, r.caller, err)
	case found && recall.Open:
		return Decision{}, problem.AlreadyExists.At("/asset", fmt.Sprintf("%s recalls %s already, in %s", r.caller, a.ID, recall.ID))
	case found:
		r.scene.recall = &recall
	}
	return Decision{
		Instruction: &OpenRecall{Asset: a.Key, ExpectedVersion: recall.Version},
		Claims:      []string{warningClaim(r.caller, a.ID), recallClaim(r.operation)},
	}, nil
}

// concerned checks that the caller made, owns or holds the asset. The contract knows no more of a packed asset than who packed
// it and whose it was then; whoever has the unit since recalls that.
func (r ruling) concerned(a Asset) error {
	if a.Maker != r.caller && a.Owner != r.caller && a.Holder != r.caller {
		return problem.WrongParty.At("/asset", fmt.Sprintf("%s did not make %s and neither owns nor holds it; ask %s to recall it", r.caller, a.ID, a.Maker))
	}
	if a.Status != StatusBundled {
		return nil
	}
	b, found, err := r.view.Bundle(r.ctx, a.Bundle)
	if err != nil {
		return fmt.Errorf("look up bundle %s: %w", a.Bundle, err)
	}
	if !found {
		return nil // the contract will know
	}
	r.scene.bundle = &b
	if a.Maker != r.caller && b.PackedBy != r.caller && b.Owner != r.caller {
		return problem.NotAvailable.At("/asset", fmt.Sprintf("%s has been packed in %s since before %s had it; recall that, or unpack it first", a.ID, b.Parent, r.caller))
	}
	return nil
}

func (r ruling) endRecall(c *EndRecall) (Decision, error) {
	if err := checkContext(c.Context); err != nil {
		return Decision{}, err
	}
	if err := checkText("/reason", c.Reason); err != nil {
		return Decision{}, err
	}
	recall, found, err := r.view.RecallByID(r.ctx, c.Recall)
	switch {
	case err != nil:
		return Decision{}, fmt.Errorf("look up recall %s: %w", c.Recall, err)
	case !found:
		return Decision{}, problem.NotFound.At("/recall", fmt.Sprintf("there is no recall %q; its id is that of the operation that opened it last", c.Recall))
	case recall.Organization != r.caller:
		return Decision{}, problem.WrongParty.At("/recall", fmt.Sprintf("only %s, which opened the recall, can close it", recall.Organization))
	case !recall.Open:
		return Decision{}, problem.NotAvailable.At("/recall", fmt.Sprintf("the recall %s is closed already", recall.ID))
	}
	a, err := r.asset("/recall", string(recall.Asset))
	if err != nil {
		return Decision{}, err
	}
	r.scene.recall = &recall
	return Decision{
		Instruction: &CloseRecall{Asset: a.Key, ExpectedVersion: recall.Version},
		Claims:      []string{warningClaim(r.caller, a.ID), recallClaim(recall.ID)},
	}, nil
}

func recallClaim(id string) string { return "recall:" + id }

// warningClaim keeps an organisation's recalls of one asset in a row.
func warningClaim(by OrganizationID, asset AssetID) string {
	return "recall:" + string(by) + " " + string(asset)
}

// checkReason checks the reason that a command must have; remedy says what to write.
func checkReason(reason, remedy string) error {
	if reason == "" {
		return problem.InvalidField.At("/reason", "it is empty; "+remedy)
	}
	return checkText("/reason", reason)
}
