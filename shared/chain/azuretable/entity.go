package azuretable

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/data/aztables"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

const headKey = "!head"

func nonceKey(nonce uint64) string             { return fmt.Sprintf("n%020d", nonce) }
func commandKey(command custody.Digest) string { return "c" + command.Hex() }

// An entity is a row of the table.
type entity struct{ aztables.EDMEntity }

func newEntity(key chain.Key, row string) entity {
	e := entity{aztables.EDMEntity{Properties: map[string]any{}}}
	e.PartitionKey, e.RowKey = key.String(), row
	return e
}

// put sets a whole number. Numbers here are chain ids, nonces, blocks and times, all of which stay below 2^63.
func (e entity) put(name string, n uint64) { e.Properties[name] = aztables.EDMInt64(n) }

func (e entity) number(name string) (uint64, error) {
	n, ok := e.Properties[name].(aztables.EDMInt64)
	if !ok || n < 0 {
		return 0, fmt.Errorf("%s of %s has no number %s", e.RowKey, e.PartitionKey, name)
	}
	return uint64(n), nil
}

func (e entity) text(name string) string {
	s, _ := e.Properties[name].(string)
	return s
}

func entityOfHead(key chain.Key, h chain.Head) entity {
	e := newEntity(key, headKey)
	e.put("Next", h.Next)
	e.put("Low", h.Low)
	e.put("LowBlock", h.LowBlock)
	e.put("Sent", h.Sent)
	return e
}

func headOf(e entity) (h chain.Head, err error) {
	for name, into := range map[string]*uint64{"Next": &h.Next, "Low": &h.Low, "LowBlock": &h.LowBlock, "Sent": &h.Sent} {
		if *into, err = e.number(name); err != nil {
			return chain.Head{}, err
		}
	}
	h.Version = e.ETag
	return h, nil
}

func entityOfCommand(key chain.Key, r *chain.Row) entity {
	e := newEntity(key, commandKey(r.Command))
	e.put("Nonce", r.Nonce)
	return e
}

// attempt is a chain.Attempt as the property Attempts has it.
type attempt struct {
	Kind   chain.AttemptKind `json:"kind"`
	Hash   custody.Digest    `json:"hash"`
	Gas    uint64            `json:"gas"`
	Tip    uint64            `json:"tip"`
	Cap    uint64            `json:"cap"`
	Legacy bool              `json:"legacy,omitempty"`
	At     time.Time         `json:"at"`
}

// entityOfRow gives the row without its raw bytes; [entity.putRaw] adds them.
func entityOfRow(key chain.Key, r *chain.Row) (entity, error) {
	attempts := make([]attempt, len(r.Attempts))
	for i, a := range r.Attempts {
		attempts[i] = attempt{a.Kind, a.Hash, a.Gas, a.Fee.Tip, a.Fee.Cap, a.Fee.Legacy, a.At}
	}
	text, err := json.Marshal(attempts)
	if err != nil {
		return entity{}, fmt.Errorf("encode attempts: %w", err)
	}
	e := newEntity(key, nonceKey(r.Nonce))
	e.put("Nonce", r.Nonce)
	e.Properties["State"] = string(r.State)
	e.Properties["Organization"] = string(r.Organization)
	e.Properties["Operation"] = r.Operation
	e.Properties["Command"] = r.Command.Hex()
	e.Properties["Attempts"] = string(text)
	e.put("Sent", millis(r.Sent))
	e.put("Sends", uint64(r.Sends))
	e.Properties["Note"] = r.Note
	e.Properties["Transaction"] = r.Transaction.Hex()
	e.put("Block", r.Block)
	e.Properties["Succeeded"] = r.Succeeded
	e.Properties["Reason"] = r.Reason
	return e, nil
}

func rowOf(e entity) (*chain.Row, error) {
	r := &chain.Row{
		State: chain.State(e.text("State")), Organization: custody.OrganizationID(e.text("Organization")),
		Operation: e.text("Operation"), Note: e.text("Note"), Reason: e.text("Reason"),
	}
	r.Succeeded, _ = e.Properties["Succeeded"].(bool)
	var sent, sends uint64
	var err error
	for name, into := range map[string]*uint64{"Nonce": &r.Nonce, "Block": &r.Block, "Sent": &sent, "Sends": &sends} {
		if *into, err = e.number(name); err != nil {
			return nil, err
		}
	}
	r.Sends = int(sends)
	if sent != 0 {
		r.Sent = time.UnixMilli(int64(sent)).UTC()
	}
	if err := r.Command.UnmarshalText([]byte(e.text("Command"))); err != nil {
		return nil, fmt.Errorf("decode nonce %d: %w", r.Nonce, err)
	}
	if err := r.Transaction.UnmarshalText([]byte(e.text("Transaction"))); err != nil {
		return nil, fmt.Errorf("decode nonce %d: %w", r.Nonce, err)
	}
	var attempts []attempt
	if err := json.Unmarshal([]byte(e.text("Attempts")), &attempts); err != nil {
		return nil, fmt.Errorf("decode attempts of nonce %d: %w", r.Nonce, err)
	}
	for _, a := range attempts {
		fee := chain.Fee{Tip: a.Tip, Cap: a.Cap, Legacy: a.Legacy}
		r.Attempts = append(r.Attempts, chain.Attempt{Kind: a.Kind, Hash: a.Hash, Gas: a.Gas, Fee: fee, At: a.At})
	}
	if r.Raw, err = e.raw(); err != nil {
		return nil, fmt.Errorf("decode nonce %d: %w", r.Nonce, err)
	}
	r.Version = versionOf(e.ETag, r.Raw)
	return r, nil
}

func millis(at time.Time) uint64 {
	if at.IsZero() {
		return 0
	}
	return uint64(at.UnixMilli())
}
