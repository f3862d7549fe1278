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
	ID     OrganizationID
	Number uint32  // its number on chain, 1 and up
	Name   string  // as people know it
	GLN    string  // GS1 party number, "" if it has none
	Key    Address // the Ethereum address it signs with
	Active bool
}
