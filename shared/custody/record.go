package custody

import (
	"encoding/json"
	"fmt"

	"waybill/shared/problem"
)

// Records change no custody, so they claim nothing and never wait for another command. The claims are empty and not
// nil: nil means that nothing was decided.

func (r ruling) recordDocument(c *RecordDocument) (Decision, error) {
	if err := checkContext(c.Context); err != nil {
		return Decision{}, err
	}
	if c.Document == "" {
		return Decision{}, problem.InvalidField.At("/document", "it is empty; give the id of a sealed document")
	}
	if err := checkText("/document", c.Document); err != nil {
		return Decision{}, err
	}
	if c.ManifestHash.IsZero() {
		return Decision{}, problem.InvalidField.At("/manifestHash", "it is zero; give the SHA-256 of the signed manifest")
	}
	record := &Record{}
	if c.Asset != "" {
		a, err := r.asset("/asset", c.Asset)
		if err != nil {
			return Decision{}, err
		}
		record.Subject = a.Key
	}
	return Decision{Instruction: record, Claims: []string{}}, nil
}

func (r ruling) recordEvent(c *RecordEvent) (Decision, error) {
	if err := checkContext(c.Context); err != nil {
		return Decision{}, err
	}
	for _, text := range []struct{ field, value string }{{"/type", c.Type}, {"/reason", c.Reason}} {
		if text.value == "" {
			return Decision{}, problem.InvalidField.At(text.field, "it is empty")
		}
		if err := checkText(text.field, text.value); err != nil {
			return Decision{}, err
		}
	}
	if len(c.Event) > MaxEvent || !json.Valid(c.Event) {
		return Decision{}, problem.InvalidField.At("/event", fmt.Sprintf("it must be JSON of at most %d bytes", MaxEvent))
	}
	if len(c.Assets) > MaxAssets {
		return Decision{}, problem.InvalidField.At("/assets", fmt.Sprintf("it has %d entries; at most %d are taken", len(c.Assets), MaxAssets))
	}
	record := &Record{}
	for i, id := range c.Assets {
		parsed, err := ParseAssetID(id, fmt.Sprintf("/assets/%d", i))
		if err != nil {
			return Decision{}, err
		}
		if len(c.Assets) == 1 {
			record.Subject = r.secret.AssetKey(string(parsed))
		}
	}
	return Decision{Instruction: record, Claims: []string{}}, nil
}

func (r ruling) anchorDigest(c *AnchorDigest) (Decision, error) {
	if c.Root.IsZero() {
		return Decision{}, problem.InvalidField.At("/root", "it is zero")
	}
	if c.Size == 0 {
		return Decision{}, problem.InvalidField.At("/size", "an empty tree is not anchored")
	}
	return Decision{Instruction: &Anchor{Root: c.Root, Size: c.Size}, Claims: []string{}}, nil
}
