package keyvault_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"math/big"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"

	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
	"waybill/shared/chain/keyvault"
	"waybill/shared/chain/keyvaulttest"
	"waybill/shared/custody"
)

const miner custody.OrganizationID = "northern-silicon"

func open(t *testing.T, v *keyvaulttest.Vault) *keyvault.Vault {
	t.Helper()
	opened, err := keyvault.Open(keyvault.Place{
		URL: v.URL, Credential: keyvaulttest.Credential{}, Transport: v.Client, StandIn: true, Now: v.Now, Sleep: v.Sleep,
	})
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

func create(t *testing.T, v *keyvault.Vault, organization custody.OrganizationID, name string) custody.Address {
	t.Helper()
	address, err := v.CreateSigner(t.Context(), organization, name)
	if err != nil {
		t.Fatal(err)
	}
	return address
}

func signers(t *testing.T, v *keyvault.Vault, organization custody.OrganizationID) []custody.Address {
	t.Helper()
	addresses, err := v.SignersOf(t.Context(), organization)
	if err != nil {
		t.Fatal(err)
	}
	return addresses
}

// Keys in a vault sign like all others, although the vault gives the higher s and no recovery id.
func TestSigner(t *testing.T) {
	t.Parallel()
	chaintest.RunSigner(t, func(t *testing.T) (chain.Signer, custody.Address) {
		v := open(t, keyvaulttest.NewVault(t))
		return v, create(t, v, miner, "")
	})
}

// An organisation has no key, then its first one and others under names, the same for everybody who opens the vault
// later; and none of another organisation's.
func TestKeysAreMadeOnce(t *testing.T) {
	t.Parallel()
	vault := keyvaulttest.NewVault(t)
	v := open(t, vault)
	if got := signers(t, v, miner); len(got) != 0 {
		t.Fatalf("keys before they are made: %v", got)
	}
	var want []custody.Address
	for _, name := range []string{"", "op-1", "op-2"} {
		address := create(t, v, miner, name)
		if again := create(t, open(t, vault), miner, name); again != address {
			t.Errorf("key %q is %s and %s", name, address, again)
		}
		want = append(want, address)
		if got := signers(t, v, miner); !slices.Equal(got, want) {
			t.Errorf("keys %v; want %v", got, want)
		}
	}
	other := create(t, v, miner+"-2", "")
	later := open(t, vault)
	if got := signers(t, later, miner); !slices.Equal(got, want) {
		t.Errorf("later the keys are %v; want %v", got, want)
	}
	if got := signers(t, later, miner+"-2"); !slices.Equal(got, []custody.Address{other}) {
		t.Errorf("the other's keys are %v; want %v", got, other)
	}
	if names := vault.Names(); len(names) != 4 {
		t.Errorf("the vault has %v", names)
	}
}

// A key that another process made is seen: the first one at once, others after a minute.
func TestKeysOfOtherProcessesAreSeen(t *testing.T) {
	t.Parallel()
	vault := keyvaulttest.NewVault(t)
	one, other := open(t, vault), open(t, vault)
	signers(t, one, miner)
	want := []custody.Address{create(t, other, miner, "")}
	if got := signers(t, one, miner); !slices.Equal(got, want) {
		t.Errorf("the first is not seen: %v", got)
	}
	want = append(want, create(t, other, miner, "op-1"))
	if err := vault.Sleep(t.Context(), 61e9); err != nil {
		t.Fatal(err)
	}
	if got := signers(t, one, miner); !slices.Equal(got, want) {
		t.Errorf("after a minute the keys are %v; want %v", got, want)
	}
	before := len(vault.Requests())
	for range 10 {
		signers(t, one, miner)
	}
	if asked := len(vault.Requests()) - before; asked != 0 {
		t.Errorf("what is known is asked for %d times", asked)
	}
}

// While the vault does not answer, known keys are still given, without asking for every command; unknown ones are an
// error, and not none.
func TestASilentVault(t *testing.T) {
	t.Parallel()
	vault := keyvaulttest.NewVault(t)
	v := open(t, vault)
	want := []custody.Address{create(t, v, miner, "")}
	vault.Fail(func(*http.Request) *keyvaulttest.Failure {
		return &keyvaulttest.Failure{Status: http.StatusForbidden, Code: "Forbidden"}
	})
	if err := vault.Sleep(t.Context(), 61e9); err != nil {
		t.Fatal(err)
	}
	before := len(vault.Requests())
	for range 10 {
		if got := signers(t, v, miner); !slices.Equal(got, want) {
			t.Errorf("keys %v; want %v", got, want)
		}
	}
	if asked := len(vault.Requests()) - before; asked != 1 {
		t.Errorf("it was asked %d times", asked)
	}
	if got, err := v.SignersOf(t.Context(), "somebody-else"); err == nil {
		t.Errorf("an unknown organisation has the keys %v", got)
	}
}

// Processes that make one key in the same second make several versions of it, and agree on one.
func TestFirstVersionWins(t *testing.T) {
	t.Parallel()
	vault := keyvaulttest.NewVault(t)
	const processes = 8
	addresses := make([]custody.Address, processes)
	var all sync.WaitGroup
	for i := range processes {
		v := open(t, vault)
		all.Go(func() { addresses[i] = create(t, v, miner, "") })
	}
	all.Wait()
	for _, a := range append(addresses, signers(t, open(t, vault), miner)...) {
		if a != addresses[0] {
			t.Errorf("two keys, %s and %s", a, addresses[0])
		}
	}
}

// Somebody who rotates a key in the vault changes nothing: the address keeps its version, and signs.
func TestAnAddressKeepsItsVersion(t *testing.T) {
	t.Parallel()
	vault := keyvaulttest.NewVault(t)
	v := open(t, vault)
	address := create(t, v, miner, "")
	vault.Rotate(vault.Names()[0])
	for _, v := range []*keyvault.Vault{v, open(t, vault)} {
		if got := signers(t, v, miner); !slices.Equal(got, []custody.Address{address}) {
			t.Errorf("the address is now %v, was %v", got, address)
		}
		if _, err := v.Sign(t.Context(), address, []custody.Digest{{1}}); err != nil {
			t.Error(err)
		}
	}
}

// A key that others keep in the same vault is left alone, even where its name looks like one of ours.
func TestForeignKeysAreLeftAlone(t *testing.T) {
	t.Parallel()
	vault := keyvaulttest.NewVault(t)
	vault.Rotate("wb-northern-silicon-00000000000000000000000000000000")
	vault.Rotate("somebody-elses")
	v := open(t, vault)
	address := create(t, v, miner, "")
	if got := signers(t, open(t, vault), miner); !slices.Equal(got, []custody.Address{address}) {
		t.Errorf("keys %v; want %v", got, address)
	}
}

// A vault that asks for a pause gets it and is asked again; nothing is lost.
func TestAThrottlingVaultIsAskedAgain(t *testing.T) {
	t.Parallel()
	vault := keyvaulttest.NewVault(t)
	v := open(t, vault)
	address := create(t, v, miner, "")
	asked := 0
	vault.Fail(func(r *http.Request) *keyvaulttest.Failure {
		if !strings.HasSuffix(r.URL.Path, "/sign") {
			return nil
		}
		if asked++; asked > 3 {
			return nil
		}
		return &keyvaulttest.Failure{Status: http.StatusTooManyRequests, Code: "Throttled", Header: map[string]string{"Retry-After-Ms": "1"}}
	})
	if _, err := v.Sign(t.Context(), address, []custody.Digest{{1}}); err != nil || asked != 4 {
		t.Errorf("asked %d times, %v", asked, err)
	}
}

// What the vault refuses, and what it answers wrongly, is an error of one line that says what to do where there is
// something to do, and repeats no token.
func TestErrorsSayWhatToDo(t *testing.T) {
	t.Parallel()
	order := crypto.S256().Params().N
	value := func(r, s *big.Int) string {
		var rs [64]byte
		r.FillBytes(rs[:32])
		s.FillBytes(rs[32:])
		return `{"kid":"k","value":"` + base64.RawURLEncoding.EncodeToString(rs[:]) + `"}`
	}
	for name, c := range map[string]struct {
		failure keyvaulttest.Failure
		say     string
	}{
		"forbidden":          {keyvaulttest.Failure{Status: 403, Code: "Forbidden"}, "Key Vault Crypto User"},
		"a bad request":      {keyvaulttest.Failure{Status: 400, Code: "BadParameter"}, "400 BadParameter"},
		"another's":          {keyvaulttest.Failure{Status: 200, Body: value(big.NewInt(5), big.NewInt(7))}, "is not that of 0x"},
		"zeros":              {keyvaulttest.Failure{Status: 200, Body: value(new(big.Int), new(big.Int))}, "is not that of 0x"},
		"s beyond the order": {keyvaulttest.Failure{Status: 200, Body: value(big.NewInt(5), order)}, "not one of secp256k1"},
		"too short":          {keyvaulttest.Failure{Status: 200, Body: `{"kid":"k","value":"AAAA"}`}, "has 3 bytes"},
		"no JSON":            {keyvaulttest.Failure{Status: 200, Body: `<html>`}, "sign with the key of"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vault := keyvaulttest.NewVault(t)
			v := open(t, vault)
			address := create(t, v, miner, "")
			vault.Fail(func(r *http.Request) *keyvaulttest.Failure {
				if strings.HasSuffix(r.URL.Path, "/sign") {
					return &c.failure
				}
				return nil
			})
			_, err := v.Sign(t.Context(), address, []custody.Digest{{1}})
			if err == nil || !strings.Contains(err.Error(), c.say) || strings.Contains(err.Error(), keyvaulttest.Token) {
				t.Errorf("%v does not say %q", err, c.say)
			}
			if err != nil && strings.Contains(err.Error(), "\n") && name != "no JSON" {
				t.Errorf("it has several lines: %v", err)
			}
		})
	}
}

// A key that was taken out of use in the vault does not sign.
func TestADisabledKeyDoesNotSign(t *testing.T) {
	t.Parallel()
	vault := keyvaulttest.NewVault(t)
	v := open(t, vault)
	address := create(t, v, miner, "")
	vault.Disable(vault.Names()[0])
	if _, err := v.Sign(t.Context(), address, []custody.Digest{{1}}); err == nil {
		t.Error("it signed")
	}
}

// Names that are none, and places that cannot be, are errors before anybody is asked.
func TestWhatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	vault := keyvaulttest.NewVault(t)
	v := open(t, vault)
	for _, c := range []struct {
		organization custody.OrganizationID
		name         string
	}{{"", ""}, {"Northern", ""}, {"../keys", ""}, {miner, "Op"}, {miner, strings.Repeat("a", 65)}, {miner, "a/b"}} {
		if _, err := v.CreateSigner(t.Context(), c.organization, c.name); err == nil {
			t.Errorf("%q %q is taken", c.organization, c.name)
		}
	}
	if asked := vault.Requests(); len(asked) != 0 {
		t.Errorf("the vault was asked %v", asked)
	}
	for _, p := range []keyvault.Place{{}, {URL: "http://a.vault.azure.net"}, {URL: "https://a.vault.azure.net", KeyType: "RSA"}} {
		if _, err := keyvault.Open(p); err == nil {
			t.Errorf("%+v is taken", p)
		}
	}
}

// A caller who has left waits no longer.
func TestContextEndsTheWait(t *testing.T) {
	t.Parallel()
	vault := keyvaulttest.NewVault(t)
	v := open(t, vault)
	ctx, cancel := context.WithCancel(t.Context())
	vault.Fail(func(*http.Request) *keyvaulttest.Failure {
		cancel()
		return &keyvaulttest.Failure{Status: http.StatusServiceUnavailable, Code: "Busy", Header: map[string]string{"Retry-After": "30"}}
	})
	if _, err := v.CreateSigner(ctx, miner, ""); err == nil || ctx.Err() == nil {
		t.Error(fmt.Errorf("it went on: %w", err))
	}
}
