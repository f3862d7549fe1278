package e2e_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/signer/core/apitypes"

	"waybill/internal/client"
	"waybill/internal/system"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/problem"
)

// What is rarer than a handover goes the same way from request to ledger: ownership that passes alone, an offer that runs
// out, one asset that leaves its bundle, a balance, a loss. In the end everything verifies.
func TestTheRarerThingsThatHappenToGoods(t *testing.T) {
	s := newScene(t, system.Options{})
	asset := func(id string) custody.Asset {
		t.Helper()
		a, found, err := s.Stores().Ledger.Asset(t.Context(), custody.AssetID(id))
		if err != nil || !found {
			t.Fatalf("%s: %v, %v", id, found, err)
		}
		return a
	}

	sale := s.do(t, "mine", &custody.OfferOwnership{Asset: chip1, To: "shop"})
	s.do(t, "shop", &custody.AnswerHandover{Handover: sale, Answer: custody.AnswerAccept})
	if a := asset(chip1); a.Holder != "mine" || a.Owner != "shop" || a.Status != custody.StatusActive {
		t.Errorf("sold and not moved, it is %+v", a)
	}

	// The contract's clock decides whether an offer has run out.
	far := time.Now().Add(24 * time.Hour)
	open := s.do(t, "shop", &custody.OfferOwnership{Asset: chip1, To: "maker", Deadline: &far})
	partner := client.Client{Base: s.URL, Token: s.tokens["mine"]}
	receipt, err := partner.Send(deadline(t), "too early", &custody.AnswerHandover{Handover: open, Answer: custody.AnswerExpire})
	if err != nil {
		t.Fatal(err)
	}
	report := s.outcome(t, "mine", receipt.ID)
	if report.Status != operations.Failed || report.Problem == nil || report.Problem.Type != problem.ContractRefused.Type {
		t.Errorf("before its deadline the offer expires: %s %v", report.Status, report.Problem)
	}
	s.do(t, "shop", &custody.AnswerHandover{Handover: open, Answer: custody.AnswerCancel})

	const second = chip + "second"
	s.do(t, "mine", &custody.RegisterAsset{ID: second, Type: "item"})
	s.do(t, "mine", &custody.Disaggregate{Bundle: s.bundle})
	bundle := s.do(t, "mine", &custody.Aggregate{Parent: box, Children: []string{packed, second}})
	s.do(t, "mine", &custody.ReleaseChild{Bundle: bundle, Asset: packed})
	if out, in := asset(packed), asset(second); out.Bundle != "" || out.Status != custody.StatusActive || in.Bundle != bundle || asset(box).Contents != bundle {
		t.Errorf("one is %+v, the other %+v", out, in)
	}
	s.do(t, "mine", &custody.ConsumeAsset{Asset: packed, Reason: "tested to death"})
	s.do(t, "mine", &custody.Disaggregate{Bundle: bundle})
	if gone, in := asset(packed), asset(second); gone.Status != custody.StatusConsumed || in.Bundle != "" || asset(box).Contents != "" {
		t.Errorf("unpacked, one is %+v, the other %+v", gone, in)
	}

	used, made := custody.Quantity(6_000), custody.Quantity(5_500)
	s.do(t, "mine", &custody.Transform{
		Inputs:  []custody.TransformInput{{Asset: quartz, Quantity: &used}},
		Outputs: []custody.TransformOutput{{ID: "urn:example:silicon", Type: "lot", Quantity: &made, Unit: "KGM"}},
		Balance: &custody.TransformBalance{Loss: used - made, Unit: "KGM", Model: "segregated"},
	})
	left := asset(quartz).Quantity
	s.do(t, "mine", &custody.ConsumeAsset{Asset: quartz, Quantity: &left, Reason: "spilt"})
	if a, b := asset(quartz), asset("urn:example:silicon"); a.Quantity != 0 || a.Status != custody.StatusConsumed || b.Quantity != made || b.Unit != "KGM" {
		t.Errorf("the quartz is %+v, the silicon %+v", a, b)
	}
	mustVerify(t, s.System)
}

// Two organisations sign a handover outside of the system, as a wallet shows it to them, and a third one passes it on.
func TestASignedHandoverIsPassedOnByAnybody(t *testing.T) {
	s := newScene(t, system.Options{})
	unsigned := custody.RelayHandover{Assets: []string{chip1, tray}, From: "mine", To: "maker", WithOwnership: true}
	var prepared struct {
		Operation string
		TypedData apitypes.TypedData
	}
	s.ask(t, "shop", http.MethodPost, "/api/v1/signed-handovers/typed-data", string(custody.EncodeCommand(&unsigned)), "Idempotency-Key", "relay").
		decode(t, http.StatusOK, &prepared)
	hash, _, err := apitypes.TypedDataAndHash(prepared.TypedData)
	if err != nil {
		t.Fatal(err)
	}
	signed := func(by custody.OrganizationID) *custody.HandoverSignature {
		t.Helper()
		key := s.signerOf(t, by)
		signatures, err := s.Stores().Keys.Sign(t.Context(), key, []custody.Digest{custody.Digest(hash)})
		if err != nil {
			t.Fatal(err)
		}
		signatures[0][64] += 27
		return &custody.HandoverSignature{Key: key, Signature: fmt.Sprintf("%#x", signatures[0])}
	}
	c := unsigned
	c.ByFrom, c.ByTo = signed("mine"), signed("shop")
	c.ByTo.Key = s.signerOf(t, "maker")
	s.mustRefuse(t, s.ask(t, "shop", http.MethodPost, "/api/v1/signed-handovers", string(custody.EncodeCommand(&c)), "Idempotency-Key", "relay"), problem.InvalidField)

	c.ByTo = signed("maker")
	var receipt operations.Receipt
	s.ask(t, "shop", http.MethodPost, "/api/v1/signed-handovers", string(custody.EncodeCommand(&c)), "Idempotency-Key", "relay").
		decode(t, http.StatusAccepted, &receipt)
	if receipt.ID != prepared.Operation {
		t.Errorf("it became %s, not %s", receipt.ID, prepared.Operation)
	}
	s.await(t, "shop", receipt.ID)
	for _, id := range c.Assets {
		if a, _, err := s.Stores().Ledger.Asset(t.Context(), custody.AssetID(id)); err != nil || a.Holder != "maker" || a.Owner != "maker" {
			t.Errorf("%s became %+v, %v", id, a, err)
		}
	}
	mustVerify(t, s.System)
}
