package custody_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// withKeys gives the mine so many keys on chain, and one that is retired.
func withKeys(n int) *world {
	w := newWorld()
	mine := w.organizations["mine"]
	mine.SigningKeys = []custody.SigningKey{{Address: custody.Address{0xff}, Retired: true}}
	for i := range n {
		mine.SigningKeys = append(mine.SigningKeys, custody.SigningKey{Address: custody.Address{byte(i + 1)}})
	}
	w.organizations["mine"] = mine
	return w
}

func (w *world) decide(t *testing.T, caller custody.OrganizationID, c custody.Command) (custody.Decision, error) {
	t.Helper()
	return custody.Decide(t.Context(), w, secret, caller, "op-1", c)
}

// Every command may be signed with the keys that the contract takes for its organisation, a removal with all but the one
// that goes. The operator's key is not on chain as a member's.
func TestWhoMaySign(t *testing.T) {
	t.Parallel()
	w := withKeys(3)
	for name, test := range map[string]struct {
		caller      custody.OrganizationID
		command     custody.Command
		signers     []custody.Address
		instruction custody.Instruction
	}{
		"asset":   {"mine", &custody.RegisterAsset{ID: "urn:x:1", Type: "item"}, []custody.Address{{1}, {2}, {3}}, nil},
		"add":     {"mine", &custody.AddSigner{}, []custody.Address{{1}, {2}, {3}}, &custody.AddKey{}},
		"remove":  {"mine", &custody.RemoveSigner{Signer: custody.Address{2}}, []custody.Address{{1}, {3}}, &custody.RemoveKey{Key: custody.Address{2}}},
		"digest":  {"operator", &custody.AnchorDigest{Root: custody.Digest{1}, Size: 1}, nil, nil},
		"no keys": {"fab", &custody.RegisterAsset{ID: "urn:x:1", Type: "item"}, nil, nil},
	} {
		d, err := w.decide(t, test.caller, test.command)
		if err != nil || !slices.Equal(d.Signers, test.signers) {
			t.Errorf("%s: signed by %v, %v; want %v", name, d.Signers, err, test.signers)
		}
		if test.instruction != nil && !reflect.DeepEqual(d.Instruction, test.instruction) {
			t.Errorf("%s: the instruction is %+v", name, d.Instruction)
		}
	}
}

// Changes of one organisation's keys exclude each other, and a key that is to go is claimed; a refusal names the same
// claims, since the change that holds one of them may be its reason.
func TestChangesOfKeysComeOneByOne(t *testing.T) {
	t.Parallel()
	w := withKeys(2)
	add, _ := w.decide(t, "mine", &custody.AddSigner{})
	remove, _ := w.decide(t, "mine", &custody.RemoveSigner{Signer: custody.Address{2}})
	if fmt.Sprint(add.Claims) != "[signers:mine]" || fmt.Sprint(remove.Claims) != "[signers:mine "+custody.SignerClaim(custody.Address{2})+"]" {
		t.Errorf("they claim %v and %v", add.Claims, remove.Claims)
	}
	refused, err := withKeys(1).decide(t, "mine", &custody.RemoveSigner{Signer: custody.Address{1}})
	if err == nil || !slices.Contains(refused.Claims, "signers:mine") {
		t.Errorf("refused with %v, %v", refused.Claims, err)
	}
}

// There is always a key, there are not too many, and nobody removes what is not his.
func TestKeysThatCannotComeOrGo(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		keys    int
		caller  custody.OrganizationID
		command custody.Command
		want    *problem.Problem
	}{
		"one too many":      {custody.MaxSigners, "mine", &custody.AddSigner{}, problem.Forbidden},
		"the last":          {1, "mine", &custody.RemoveSigner{Signer: custody.Address{1}}, problem.Forbidden},
		"a retired one":     {2, "mine", &custody.RemoveSigner{Signer: custody.Address{0xff}}, problem.NotFound},
		"another's":         {2, "fab", &custody.RemoveSigner{Signer: custody.Address{1}}, problem.NotFound},
		"the operator's":    {2, "operator", &custody.AddSigner{}, problem.Forbidden},
		"a suspended one's": {2, "gone", &custody.AddSigner{}, problem.Forbidden},
	} {
		if _, err := withKeys(test.keys).decide(t, test.caller, test.command); !errors.Is(err, test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := withKeys(custody.MaxSigners-1).decide(t, "mine", &custody.AddSigner{}); err != nil {
		t.Errorf("the last that there may be: %v", err)
	}
}
