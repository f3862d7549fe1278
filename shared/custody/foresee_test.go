package custody_test

import (
	"errors"
	"strings"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// What the rules let through because the ledger's view contradicts itself, and the contract would refuse, costs nobody a
// transaction: the refusal names the contract's rule.
func TestWhatTheContractWouldRefuseIsForeseen(t *testing.T) {
	t.Parallel()
	change := func(w *world, id custody.AssetID, change func(*custody.Asset)) {
		a := w.assets[id]
		change(&a)
		w.assets[id] = a
	}
	for name, test := range map[string]struct {
		caller custody.OrganizationID
		c      func(offer, bundle string) custody.Command
		spoil  func(w *world, bundle string)
		rule   custody.Rule
	}{
		"an open handover of what is not offered": {
			"fab", func(offer, _ string) custody.Command {
				return &custody.AnswerHandover{Handover: offer, Answer: custody.AnswerAccept}
			},
			func(w *world, _ string) {
				change(w, moving, func(a *custody.Asset) { a.Status = custody.StatusActive })
			},
			custody.NotOffered,
		},
		"an open handover of what is decommissioned": {
			"mine", func(offer, _ string) custody.Command {
				return &custody.AnswerHandover{Handover: offer, Answer: custody.AnswerCancel}
			},
			func(w *world, _ string) {
				change(w, moving, func(a *custody.Asset) { a.Status = custody.StatusDecommissioned })
			},
			custody.NotOffered,
		},
		"a bundle whose root is another": {
			"mine", func(_, bundle string) custody.Command { return &custody.Disaggregate{Bundle: bundle} },
			func(w *world, bundle string) {
				b := w.bundles[bundle]
				b.Root = custody.Digest{1}
				w.bundles[bundle] = b
			},
			custody.ContentsMismatch,
		},
		"two organisations that are one on chain": {
			"mine", func(_, _ string) custody.Command { return &custody.OfferHandover{Asset: chip, To: "fab"} },
			func(w *world, _ string) {
				fab := w.organizations["fab"]
				fab.Number = w.organizations["mine"].Number
				w.organizations["fab"] = fab
			},
			custody.OfferToSelf,
		},
	} {
		w, offer, bundle := chips(t)
		test.spoil(w, bundle)
		_, err := w.decide(t, test.caller, test.c(offer, bundle))
		if !errors.Is(err, problem.NotAvailable) || !strings.Contains(err.Error(), "the contract would refuse") || !strings.Contains(err.Error(), string(test.rule)) {
			t.Errorf("%s: %v, want %s", name, err, test.rule)
		}
	}
}

// What the contract would carry out is not refused, also where it counts what the rules do not look at: the versions of
// certificates and recalls, and who had a packed asset when it was packed.
func TestWhatTheContractWouldCarryOutIsLetThrough(t *testing.T) {
	t.Parallel()
	w, _, _ := chips(t)
	w.certificates["urn:paper:7"] = custody.Certificate{ID: "urn:paper:7", Key: secret.AssetKey("urn:paper:7"), Issuer: "fab", Suspended: true, Version: 6}
	w.recalls[spent+" mine"] = custody.Recall{ID: "op-old", Asset: spent, Organization: "mine", Version: 4}
	w.recalls[chip+" mine"] = custody.Recall{ID: "op-open", Asset: chip, Organization: "mine", Open: true, Version: 5}
	inside := w.assets[packed]
	inside.Holder, inside.Owner, inside.Maker = "shop", "shop", "fab" // it went on with its unit
	w.assets[packed] = inside
	gone := w.assets[other]
	gone.Status = custody.StatusDecommissioned
	w.assets[other] = gone
	for name, test := range map[string]struct {
		caller custody.OrganizationID
		c      custody.Command
	}{
		"reinstated after long":         {"fab", &custody.ReinstateCertificate{Certificate: "urn:paper:7"}},
		"revoked while suspended":       {"fab", &custody.RevokeCertificate{Certificate: "urn:paper:7"}},
		"recalled a third time":         {"mine", &custody.StartRecall{Asset: spent, Reason: "r"}},
		"a recall that ends":            {"mine", &custody.EndRecall{Recall: "op-open"}},
		"recalled by its maker, packed": {"fab", &custody.StartRecall{Asset: packed, Reason: "r"}},
		"recalled when it is gone":      {"mine", &custody.StartRecall{Asset: other, Reason: "r"}},
	} {
		if _, err := w.decide(t, test.caller, test.c); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
