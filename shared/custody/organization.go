package custody

import (
	"regexp"

	"waybill/shared/problem"
)

// An OrganizationID names an organisation within the network: a short lower-case word such as "northern-silicon".
type OrganizationID string

var organizationPattern = regexp.MustCompile(`^[a-z][a-z0-9-]{1,61}[a-z0-9]$`)

// ParseOrganizationID checks the form of an organisation's id; field is named in the problem.
func ParseOrganizationID(s, field string) (OrganizationID, error) {
	if !organizationPattern.MatchString(s) {
		return "", problem.InvalidID.At(field, "an organisation id has 3 to 63 lower-case letters, digits and hyphens and begins with a letter")
	}
	return OrganizationID(s), nil
}

// An Organization is a member of the network as the ledger knows it.
type Organization struct {
	ID          OrganizationID
	Number      uint32  // its number on chain, 1 and up
	Name        string  // as people know it
	GLN         string  // GS1 party number, "" if it has none
	Key         Address // the Ethereum address it joined with
	Active      bool
	SigningKeys []SigningKey // that speak or spoke for it, in the order in which they were added
}

// A SigningKey is an Ethereum address that the contract takes, or took, for an organisation.
type SigningKey struct {
	Address Address `json:"address"`
	Retired bool    `json:"retired,omitempty"` // the contract takes it no more
}

// Signers gives the addresses that the contract takes for the organisation now.
func (o Organization) Signers() []Address {
	signers := make([]Address, 0, len(o.SigningKeys))
	for _, k := range o.SigningKeys {
		if !k.Retired {
			signers = append(signers, k.Address)
		}
	}
	return signers
}
