package evm_test

import (
	"context"
	"encoding/json"
	"errors"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"

	"waybill/contracts/bindings"
	"waybill/shared/chain/evm"
	"waybill/shared/custody"
)

// agreedOn is a handover with something in every field.
var agreedOn = custody.HandOver{
	Assets: []custody.Child{{Asset: custody.Digest{1}, Version: 1}, {Asset: custody.Digest{2}, Version: 1<<24 - 1}},
	From:   1, To: 2, WithOwnership: true, Deadline: 1<<40 - 1,
}

// What is to be signed has the same hash here, in the contract and in a wallet that is shown the typed data.
func TestContractWalletAndProgramAgreeOnWhatIsSigned(t *testing.T) {
	t.Parallel()
	d, err := deploy(common.FromHex(bindings.CustodyLedgerMetaData.Bin))
	if err != nil {
		t.Fatal(err)
	}
	d = d.fresh()
	agreements := evm.Agreements{ChainID: d.config.ChainConfig.ChainID.Uint64(), Contract: custody.Address(d.address)}
	command, eventHash := custody.Digest{7}, custody.Digest{8}
	alone := agreedOn
	alone.WithOwnership, alone.Deadline, alone.Assets = false, 0, alone.Assets[:1]
	for _, h := range []custody.HandOver{agreedOn, alone} {
		digest := agreements.Digest(&h, command, eventHash)

		message, err := d.abi.Pack("handoverDigest", bindings.ICustodyLedgerHandover{
			CommandId: command, Assets: assetVersions(h.Assets), From: h.From, To: h.To, WithOwnership: h.WithOwnership,
			Deadline: new(big.Int).SetUint64(h.Deadline), EventHash: eventHash,
		})
		if err != nil {
			t.Fatal(err)
		}
		if got, refusal := d.call(players[0], 0, message); refusal != "" || custody.Digest(got) != digest {
			t.Errorf("the contract says %x %s, not %s", got, refusal, digest)
		}

		text, err := agreements.TypedData(&h, command, eventHash)
		if err != nil {
			t.Fatal(err)
		}
		var shown apitypes.TypedData
		if err := json.Unmarshal(text, &shown); err != nil {
			t.Fatal(err)
		}
		if got, _, err := apitypes.TypedDataAndHash(shown); err != nil || custody.Digest(got) != digest {
			t.Errorf("a wallet says %x, %v, not %s", got, err, digest)
		}
	}
}

// A signature of an account is known for certain; of a contract only the chain knows, and a node is asked only then.
func TestSignaturesAreCheckedAsFarAsTheyCanBe(t *testing.T) {
	t.Parallel()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	signer := custody.Address(crypto.PubkeyToAddress(key.PublicKey))
	unreachable := errors.New("no node")
	var code []byte
	var failure error
	agreements := evm.Agreements{ChainID: 1, Contract: custody.Address{9}, Code: func(context.Context, custody.Address) ([]byte, error) { return code, failure }}
	command, eventHash := custody.Digest{7}, custody.Digest{8}
	digest := agreements.Digest(&agreedOn, command, eventHash)
	good, err := crypto.Sign(digest[:], key)
	if err != nil {
		t.Fatal(err)
	}
	good[64] += 27
	lowV, altered := append([]byte{}, good...), append([]byte{}, good...)
	lowV[64] -= 27
	altered[3] ^= 1
	for name, test := range map[string]struct {
		by      custody.KeySignature
		command custody.Digest
		code    []byte
		failure error
		want    bool
	}{
		"an account's":                   {custody.KeySignature{Key: signer, Signature: good}, command, nil, unreachable, true},
		"another account's":              {custody.KeySignature{Key: custody.Address{1}, Signature: good}, command, nil, nil, false},
		"of another command":             {custody.KeySignature{Key: signer, Signature: good}, custody.Digest{6}, nil, nil, false},
		"with a v that is none":          {custody.KeySignature{Key: signer, Signature: lowV}, command, nil, nil, false},
		"altered":                        {custody.KeySignature{Key: signer, Signature: altered}, command, nil, nil, false},
		"too short":                      {custody.KeySignature{Key: signer, Signature: good[:64]}, command, nil, nil, false},
		"a contract's":                   {custody.KeySignature{Key: signer, Signature: []byte("whatever")}, command, []byte{0xfe}, nil, true},
		"a contract's, without the node": {custody.KeySignature{Key: signer, Signature: []byte("whatever")}, command, nil, unreachable, false},
	} {
		code, failure = test.code, test.failure
		got, err := agreements.Signed(t.Context(), &agreedOn, test.command, eventHash, test.by)
		if got != test.want || !got && !errors.Is(err, test.failure) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

func assetVersions(all []custody.Child) []bindings.ICustodyLedgerAssetVersion {
	out := make([]bindings.ICustodyLedgerAssetVersion, len(all))
	for i, a := range all {
		out[i] = bindings.ICustodyLedgerAssetVersion{Asset: a.Asset, Version: new(big.Int).SetUint64(uint64(a.Version))}
	}
	return out
}
