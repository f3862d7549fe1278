package custody

import (
	"fmt"

	"waybill/shared/problem"
)

// registerOrganization leaves Key empty in the instruction: the caller of Decide makes the key when it accepts the
// command.
func (r ruling) registerOrganization(c *RegisterOrganization) (Decision, error) {
	id, err := ParseOrganizationID(c.ID, "/id")
	if err != nil {
		return Decision{}, err
	}
	if id == operator {
		return Decision{}, problem.InvalidID.At("/id", "this name is kept for the operator of the system; choose another one")
	}
	if c.Name == "" || len(c.Name) > MaxName {
		return Decision{}, problem.InvalidField.At("/name", fmt.Sprintf("a name has 1 to %d bytes", MaxName))
	}
	if c.GLN != "" && !ValidGLN(c.GLN) {
		return Decision{}, problem.InvalidID.At("/gln", "a GLN has 13 digits, the last of which is the check digit")
	}
	_, found, err := r.view.Organization(r.ctx, id)
	if err != nil {
		return Decision{}, fmt.Errorf("look up organisation %s: %w", id, err)
	}
	if found {
		return Decision{}, problem.AlreadyExists.At("/id", fmt.Sprintf("an organisation %q has joined already", id))
	}
	return Decision{
		Instruction: &JoinOrganization{IdentityHash: r.secret.IdentityHash(c)},
		Claims:      []string{organizationClaim(c.ID)},
	}, nil
}
