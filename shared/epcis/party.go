package epcis

import (
	"fmt"
	"strings"

	"waybill/shared/custody"
)

// Parties says which organisation of the network a party of an event is. Make one with [NewParties].
type Parties map[string]custody.OrganizationID

// NewParties reads a table from a GLN, or any URI of a party, to an organisation's id. All spellings of a GLN are one
// party: digits, urn:epc:id:pgln, urn:epc:id:sgln with any extension, Digital Links with 414 or 417.
func NewParties(table map[string]string) (Parties, error) {
	parties := Parties{}
	for party, organization := range table {
		key, err := partyKey(party)
		if err != nil {
			return nil, fmt.Errorf("party %q: %w", party, err)
		}
		id, err := custody.ParseOrganizationID(organization, "/parties/"+party)
		if err != nil {
			return nil, fmt.Errorf("party %q: %w", party, err)
		}
		parties[key] = id
	}
	return parties, nil
}

// organization gives who a party is, "" if the table does not know it.
func (p Parties) organization(party string) custody.OrganizationID {
	key, err := partyKey(party)
	if err != nil {
		return ""
	}
	return p[key]
}

func partyKey(party string) (string, error) {
	if custody.ValidGLN(party) {
		return party, nil
	}
	id, err := custody.ParseAssetID(party, "/parties")
	if err != nil {
		return "", err
	}
	for _, key := range []string{"414/", "417/"} {
		if rest, ok := strings.CutPrefix(string(id), "https://id.gs1.org/"+key); ok {
			gln, _, _ := strings.Cut(rest, "/")
			return gln, nil
		}
	}
	return string(id), nil
}
