package operations_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// A notary writes down what is to be signed; who signs, writes that.
type notary struct{ err error }

// TypedData is a JSON string.
func (notary) TypedData(h *custody.HandOver, command, eventHash custody.Digest) (json.RawMessage, error) {
	return json.Marshal(fmt.Sprintf("%d assets, %s, %s", len(h.Assets), command, eventHash))
}

// Signed compares the signature with what TypedData gives.
func (n notary) Signed(_ context.Context, h *custody.HandOver, command, eventHash custody.Digest, by custody.KeySignature) (bool, error) {
	text, err := n.TypedData(h, command, eventHash)
	return string(by.Signature) == string(text), errors.Join(err, n.err)
}

// What is prepared under a key is what the signatures are checked against under the same key, and only there. What the
// event hash commits to does not have the signatures in it.
func TestPreparedHandoversAreAcceptedWithTheirSignatures(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Agreements = notary{}
	id := custody.AssetID(wafer)
	o.view.assets[id] = custody.Asset{ID: id, Key: o.Secret.AssetKey(wafer), Kind: custody.KindItem, Status: custody.StatusActive, Holder: miner, Owner: miner, Version: 1}
	c := custody.RelayHandover{Assets: []string{wafer}, From: string(miner), To: string(maker)}
	p, err := o.Prepare(t.Context(), miner, "k", &c)
	if err != nil || p.Operation != custody.OperationID(miner, "k") || p.Command != o.Secret.CommandID(p.Operation) || p.EventHash != o.Secret.EventHash(p.Command, custody.EncodeCommand(&c)) {
		t.Fatalf("%+v, %v", p, err)
	}
	signature := fmt.Sprintf("0x%x", []byte(p.TypedData))
	signed := c
	signed.ByFrom = &custody.HandoverSignature{Key: custody.Address{2}, Signature: signature}
	signed.ByTo = &custody.HandoverSignature{Key: custody.Address{3}, Signature: signature}

	var refusal *problem.Problem
	if err := o.refused(problem.InvalidField, "another key", &signed); !errors.As(err, &refusal) || refusal.Errors[0].Field != "/byFrom/signature" {
		t.Errorf("under another key: %v", err)
	}
	forged := signed
	forged.ByTo = &custody.HandoverSignature{Key: custody.Address{3}, Signature: "0x00"}
	if err := o.refused(problem.InvalidField, "k", &forged); !errors.As(err, &refusal) || refusal.Errors[0].Field != "/byTo/signature" {
		t.Errorf("with a forged signature: %v", err)
	}
	o.Agreements = notary{errors.New("no node")}
	if _, err := o.Accept(t.Context(), miner, "k", &signed); err == nil || errors.As(err, new(*problem.Problem)) {
		t.Errorf("without a node: %v", err)
	}
	o.Agreements = notary{}
	op := o.accept("k", &signed)
	if op.ID != p.Operation || string(op.Payload) != string(custody.EncodeCommand(&c)) || o.Secret.EventHash(op.Command, op.Payload) != p.EventHash {
		t.Errorf("accepted as %+v", op)
	}
	if _, err := o.Prepare(t.Context(), miner, "", &c); !errors.Is(err, problem.KeyMissing) {
		t.Errorf("without a key: %v", err)
	}
}
