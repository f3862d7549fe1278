package custody

import (
	"fmt"

	"waybill/shared/problem"
)

// KindDeclareEventError names [DeclareEventError].
const KindDeclareEventError CommandKind = "DeclareEventError"

// DeclareEventError says that what the caller recorded earlier was wrong: the error declaration of EPCIS 2.0, section
// 7.4.1.2. It undoes nothing, since what was carried out was carried out; readers are told.
type DeclareEventError struct {
	Operation           string `json:"operation"`                     // that was wrong
	Reason              string `json:"reason"`                        // did_not_occur or incorrect_data
	CorrectiveOperation string `json:"correctiveOperation,omitempty"` // that stands in its place
	Context
}

// Kind of DeclareEventError.
func (*DeclareEventError) Kind() CommandKind { return KindDeclareEventError }

// A PastEvent is an accepted command that was carried out, as the ledger has it.
type PastEvent struct {
	Organization OrganizationID // whose command it was
	Kind         CommandKind
	Payload      []byte    // that its event hash commits to
	Assets       []AssetID // it was about
}

// String gives the reason as EPCIS writes it.
func (r ErrorReason) String() string {
	switch r {
	case DidNotOccur:
		return "did_not_occur"
	case IncorrectData:
		return "incorrect_data"
	}
	return "unknown"
}

// ParseErrorReason reads what String gives.
func ParseErrorReason(s string) (ErrorReason, bool) {
	for _, r := range []ErrorReason{DidNotOccur, IncorrectData} {
		if r.String() == s {
			return r, true
		}
	}
	return 0, false
}

// declareError claims nothing, as records do not: a declaration changes nothing that another command could build on.
func (r ruling) declareError(c *DeclareEventError) (Decision, error) {
	if err := checkContext(c.Context); err != nil {
		return Decision{}, err
	}
	reason, ok := ParseErrorReason(c.Reason)
	if !ok {
		return Decision{}, problem.InvalidField.At("/reason", fmt.Sprintf("it must be did_not_occur or incorrect_data, not %q", c.Reason))
	}
	erroneous, hash, err := r.past("/operation", c.Operation)
	if err != nil {
		return Decision{}, err
	}
	declare := &DeclareError{Subject: r.subject(c.Operation, erroneous), Erroneous: hash, Reason: reason}
	if c.CorrectiveOperation == c.Operation {
		return Decision{}, problem.InvalidField.At("/correctiveOperation", "an event does not put itself right; give another operation, or none")
	}
	if c.CorrectiveOperation != "" {
		if _, declare.Correction, err = r.past("/correctiveOperation", c.CorrectiveOperation); err != nil {
			return Decision{}, err
		}
	}
	return Decision{Instruction: declare, Claims: []string{}}, nil
}

// past gives an event of the caller's by its operation, and its hash.
func (r ruling) past(field, operation string) (PastEvent, Digest, error) {
	command := r.secret.CommandID(operation)
	e, found, err := r.view.PastEvent(r.ctx, command)
	if err != nil {
		return PastEvent{}, Digest{}, fmt.Errorf("look up the event of %s: %w", operation, err)
	}
	if !found || e.Organization != r.caller { // operations of another organisation do not exist
		return PastEvent{}, Digest{}, problem.NotFound.At(field, fmt.Sprintf("the ledger has no event of an operation %q of %s; only what is recorded can be declared wrong or right", operation, r.caller))
	}
	return e, r.secret.EventHash(command, e.Payload), nil
}

// subject gives what an event was about on chain: its certificate, or its asset if that is a single one.
func (r ruling) subject(operation string, e PastEvent) Digest {
	command, err := DecodeCommand(e.Kind, e.Payload)
	if err != nil {
		return Digest{}
	}
	switch c := command.(type) {
	case *IssueCertificate:
		if c.ID != "" {
			operation = CertificateID(c.ID)
		}
		return r.secret.AssetKey(operation)
	case *RevokeCertificate:
		return r.secret.AssetKey(CertificateID(c.Certificate))
	case *SuspendCertificate:
		return r.secret.AssetKey(CertificateID(c.Certificate))
	case *ReinstateCertificate:
		return r.secret.AssetKey(CertificateID(c.Certificate))
	}
	if len(e.Assets) == 1 {
		return r.secret.AssetKey(string(e.Assets[0]))
	}
	return Digest{}
}
