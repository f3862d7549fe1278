package azuretable

import (
	"encoding/json"
	"fmt"
	"time"

	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/tables"
)

const headKey = "!head"

func nonceKey(nonce uint64) string             { return fmt.Sprintf("n%020d", nonce) }
func commandKey(command custody.Digest) string { return "c" + command.Hex() }

// put sets a whole number. Numbers here are chain ids, nonces, blocks and times, all of which stay below 2^63.
func put(e tables.Entity, name string, n uint64) { e.SetNumber(name, int64(n)) }

func number(e tables.Entity, name string) (uint64, error) {
	n, err := e.Number(name)
	if err == nil && n < 0 {
		err = fmt.Errorf("%s of %s of %s is below zero", name, e.RowKey, e.PartitionKey)
	}
	return uint64(n), err
}

func entityOfHead(key chain.Key, h chain.Head) tables.Entity {
	e := tables.NewEntity(key.String(), headKey)
	put(e, "Next", h.Next)
	put(e, "Low", h.Low)
	put(e, "LowBlock", h.LowBlock)
	put(e, "Sent", h.Sent)
	return e
}

func headOf(e tables.Entity) (h chain.Head, err error) {
	for name, into := range map[string]*uint64{"Next": &h.Next, "Low": &h.Low, "LowBlock": &h.LowBlock, "Sent": &h.Sent} {
		if *into, err = number(e, name); err != nil {
			return chain.Head{}, err
		}
	}
	h.Version = e.ETag
	return h, nil
}

func entityOfCommand(key chain.Key, r *chain.Row) tables.Entity {
	e := tables.NewEntity(key.String(), commandKey(r.Command))
	put(e, "Nonce", r.Nonce)
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

// entityOfRow gives the row without its raw bytes; [putRaw] adds them.
func entityOfRow(key chain.Key, r *chain.Row) (tables.Entity, error) {
	attempts := make([]attempt, len(r.Attempts))
	for i, a := range r.Attempts {
		attempts[i] = attempt{a.Kind, a.Hash, a.Gas, a.Fee.Tip, a.Fee.Cap, a.Fee.Legacy, a.At}
	}
	text, err := json.Marshal(attempts)
	if err != nil {
		return tables.Entity{}, fmt.Errorf("encode attempts: %w", err)
	}
	e := tables.NewEntity(key.String(), nonceKey(r.Nonce))
	put(e, "Nonce", r.Nonce)
	e.Properties["State"] = string(r.State)
	e.Properties["Organization"] = string(r.Organization)
	e.Properties["Operation"] = r.Operation
	e.Properties["Command"] = r.Command.Hex()
	e.Properties["Attempts"] = string(text)
	put(e, "Sent", millis(r.Sent))
	put(e, "Sends", uint64(r.Sends))
	e.Properties["Note"] = r.Note
	e.Properties["Transaction"] = r.Transaction.Hex()
	put(e, "Block", r.Block)
	e.Properties["Succeeded"] = r.Succeeded
	e.Properties["Reason"] = r.Reason
	return e, nil
}

func rowOf(e tables.Entity) (*chain.Row, error) {
	r := &chain.Row{
		State: chain.State(e.Text("State")), Organization: custody.OrganizationID(e.Text("Organization")),
		Operation: e.Text("Operation"), Note: e.Text("Note"), Reason: e.Text("Reason"),
	}
	r.Succeeded, _ = e.Properties["Succeeded"].(bool)
	var sent, sends uint64
	var err error
	for name, into := range map[string]*uint64{"Nonce": &r.Nonce, "Block": &r.Block, "Sent": &sent, "Sends": &sends} {
		if *into, err = number(e, name); err != nil {
			return nil, err
		}
	}
	r.Sends = int(sends)
	if sent != 0 {
		r.Sent = time.UnixMilli(int64(sent)).UTC()
	}
	if err := r.Command.UnmarshalText([]byte(e.Text("Command"))); err != nil {
		return nil, fmt.Errorf("decode nonce %d: %w", r.Nonce, err)
	}
	if err := r.Transaction.UnmarshalText([]byte(e.Text("Transaction"))); err != nil {
		return nil, fmt.Errorf("decode nonce %d: %w", r.Nonce, err)
	}
	var attempts []attempt
	if err := json.Unmarshal([]byte(e.Text("Attempts")), &attempts); err != nil {
		return nil, fmt.Errorf("decode attempts of nonce %d: %w", r.Nonce, err)
	}
	for _, a := range attempts {
		fee := chain.Fee{Tip: a.Tip, Cap: a.Cap, Legacy: a.Legacy}
		r.Attempts = append(r.Attempts, chain.Attempt{Kind: a.Kind, Hash: a.Hash, Gas: a.Gas, Fee: fee, At: a.At})
	}
	if r.Raw, err = e.Bytes("Raw"); err != nil {
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
