package custody_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// both is the mine and the fab with a key each, and a handover of two chips between them.
func both(t *testing.T) (*world, *custody.RelayHandover) {
	t.Helper()
	w, _, _ := chips(t)
	for n, id := range []custody.OrganizationID{"mine", "fab"} {
		o := w.organizations[id]
		o.SigningKeys = []custody.SigningKey{{Address: custody.Address{byte(n + 1)}}, {Address: custody.Address{0xff}, Retired: true}}
		w.organizations[id] = o
	}
	until := time.Unix(2_000_000_000, 0)
	return w, &custody.RelayHandover{
		Assets: []string{chip, other}, From: "mine", To: "fab", WithOwnership: true, Deadline: &until,
		ByFrom: &custody.HandoverSignature{Key: custody.Address{1}, Signature: "0x0a0b"},
		ByTo:   &custody.HandoverSignature{Key: custody.Address{2}, Signature: "0x0C"},
	}
}

// Anybody passes on what two others have signed. What they sign is known before they do.
func TestASignedHandoverIsPassedOn(t *testing.T) {
	t.Parallel()
	w, c := both(t)
	want := &custody.HandOver{
		Assets: []custody.Child{{Asset: secret.AssetKey(chip), Version: 1}, {Asset: secret.AssetKey(other), Version: 1}},
		From:   1, To: 2, WithOwnership: true, Deadline: 2_000_000_000,
	}
	unsigned := *c
	unsigned.ByFrom, unsigned.ByTo = nil, nil
	prepared, err := custody.PrepareHandover(t.Context(), w, secret, "shop", &unsigned)
	if err != nil || !reflect.DeepEqual(prepared, want) {
		t.Errorf("prepared %+v, %v", prepared, err)
	}
	want.ByFrom = custody.KeySignature{Key: custody.Address{1}, Signature: []byte{10, 11}}
	want.ByTo = custody.KeySignature{Key: custody.Address{2}, Signature: []byte{12}}
	d, err := w.decide(t, "shop", c)
	if err != nil || !reflect.DeepEqual(d.Instruction, want) || !reflect.DeepEqual(d.Claims, []string{chip, other}) {
		t.Errorf("%+v, %v", d, err)
	}
	if string(custody.Payload(c)) != string(custody.EncodeCommand(&unsigned)) || c.ByFrom == nil {
		t.Errorf("the payload is %s", custody.Payload(c))
	}
	if plain := (&custody.AddSigner{}); string(custody.Payload(plain)) != string(custody.EncodeCommand(plain)) {
		t.Error("another command's payload is not what is encoded")
	}
}

// What the two sides cannot agree on, or have not signed, is refused.
func TestSignedHandoversThatCannotBe(t *testing.T) {
	t.Parallel()
	w, good := both(t)
	early := time.Unix(-1, 0)
	for name, test := range map[string]struct {
		change func(*custody.RelayHandover)
		want   *problem.Problem
		field  string
	}{
		"nothing":              {func(c *custody.RelayHandover) { c.Assets = nil }, problem.InvalidField, "/assets"},
		"too much":             {func(c *custody.RelayHandover) { c.Assets = make([]string, custody.MaxParts+1) }, problem.InvalidField, "/assets"},
		"twice the same":       {func(c *custody.RelayHandover) { c.Assets[1] = chip }, problem.InvalidField, "/assets/1"},
		"unknown":              {func(c *custody.RelayHandover) { c.Assets[1] = unseen }, problem.UnknownAsset, "/assets/1"},
		"packed":               {func(c *custody.RelayHandover) { c.Assets[1] = packed }, problem.NotAvailable, "/assets/1"},
		"offered":              {func(c *custody.RelayHandover) { c.Assets[1] = moving }, problem.NotAvailable, "/assets/1"},
		"lent, with ownership": {func(c *custody.RelayHandover) { c.Assets[1] = lent }, problem.Forbidden, "/withOwnership"},
		"held by another one":  {func(c *custody.RelayHandover) { c.From, c.To = "fab", "mine" }, problem.NotHolder, "/assets/0"},
		"to oneself":           {func(c *custody.RelayHandover) { c.To = "mine" }, problem.InvalidField, "/to"},
		"to a stranger":        {func(c *custody.RelayHandover) { c.To = "nobody" }, problem.UnknownOrg, "/to"},
		"from no name":         {func(c *custody.RelayHandover) { c.From = "No Name" }, problem.InvalidID, "/from"},
		"long ago":             {func(c *custody.RelayHandover) { c.Deadline = &early }, problem.InvalidField, "/deadline"},
		"not signed":           {func(c *custody.RelayHandover) { c.ByTo = nil }, problem.InvalidField, "/byTo"},
		"with another's key":   {func(c *custody.RelayHandover) { c.ByTo.Key = custody.Address{1} }, problem.WrongParty, "/byTo/key"},
		"with a retired key":   {func(c *custody.RelayHandover) { c.ByFrom.Key = custody.Address{0xff} }, problem.WrongParty, "/byFrom/key"},
		"signed with words":    {func(c *custody.RelayHandover) { c.ByFrom.Signature = "yes" }, problem.InvalidField, "/byFrom/signature"},
		"signed with nothing":  {func(c *custody.RelayHandover) { c.ByFrom.Signature = "0x" }, problem.InvalidField, "/byFrom/signature"},
		"signed at length":     {func(c *custody.RelayHandover) { c.ByFrom.Signature = "0x" + strings.Repeat("00", 4097) }, problem.InvalidField, "/byFrom/signature"},
	} {
		byFrom, byTo := *good.ByFrom, *good.ByTo
		c := *good
		c.Assets, c.ByFrom, c.ByTo = append([]string{}, good.Assets...), &byFrom, &byTo
		test.change(&c)
		_, err := w.decide(t, "shop", &c)
		mustRefuse(t, name, err, test.want, test.field)
	}
	if _, err := custody.PrepareHandover(t.Context(), w, secret, "nobody", good); err == nil {
		t.Error("a stranger prepares a handover")
	}
}
