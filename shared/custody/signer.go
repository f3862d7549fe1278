package custody

import (
	"fmt"
	"slices"

	"waybill/shared/problem"
)

// MaxSigners is the most signing keys that an organisation has at a time.
const MaxSigners = 16

// addSigner leaves Key empty in the instruction: the caller of Decide makes the key when it accepts the command.
func (r ruling) addSigner() (Decision, error) {
	if len(r.signers) >= MaxSigners {
		return Decision{}, problem.Forbidden.With(fmt.Sprintf("an organisation has at most %d signing keys; remove one first", MaxSigners))
	}
	return Decision{Instruction: &AddKey{}, Claims: []string{signersClaim(r.caller)}}, nil
}

// removeSigner has another key sign: the one that goes must be free to go.
func (r ruling) removeSigner(c *RemoveSigner) (Decision, error) {
	if !slices.Contains(r.signers, c.Signer) {
		return Decision{}, problem.NotFound.At("/signer", fmt.Sprintf("%s is no signing key of %s; waybill signer list shows which there are", c.Signer, r.caller))
	}
	if len(r.signers) == 1 {
		return Decision{}, problem.Forbidden.With(fmt.Sprintf("%s is the only signing key of %s; add another one first", c.Signer, r.caller))
	}
	return Decision{
		Instruction: &RemoveKey{Key: c.Signer},
		Claims:      []string{signersClaim(r.caller), SignerClaim(c.Signer)},
		Signers:     slices.DeleteFunc(slices.Clone(r.signers), func(a Address) bool { return a == c.Signer }),
	}, nil
}
