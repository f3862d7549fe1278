package importer

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"gopkg.in/yaml.v3"

	"waybill/shared/epcis"
)

// maxParties is how many bytes a table of parties may have.
const maxParties = 4 << 20

// ReadParties reads a table from a party's GLN or URI to the organisation that it is in the network, as YAML:
//
//	"4012345000009": northern-silicon
//	"urn:epc:id:pgln:0614141.00777": fab-dresden
func ReadParties(r io.Reader) (epcis.Parties, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxParties+1))
	if err != nil {
		return nil, fmt.Errorf("read the parties: %w", err)
	}
	if len(text) > maxParties {
		return nil, fmt.Errorf("read the parties: the table has more than %d bytes", maxParties)
	}
	var table map[string]string
	if err := yaml.NewDecoder(bytes.NewReader(text)).Decode(&table); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read the parties: %w", err)
	}
	return epcis.NewParties(table)
}
