package bootstrap_test

import (
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"math/big"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/params"

	"waybill/internal/bootstrap"
	"waybill/internal/devhost/devchain"
	"waybill/shared/custody"
)

// keySigner signs with one key, and can be told to fail.
type keySigner struct {
	key *ecdsa.PrivateKey
	err error
}

func (s keySigner) Sign(_ context.Context, _ custody.Address, digests []custody.Digest) ([][]byte, error) {
	var out [][]byte
	for _, d := range digests {
		signature, err := crypto.Sign(d[:], s.key)
		if err != nil {
			return nil, err
		}
		out = append(out, signature)
	}
	return out, s.err
}

func newOptions(t *testing.T) (bootstrap.Options, *ethclient.Client) {
	t.Helper()
	chain, err := devchain.Open(t.Context(), devchain.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = chain.Close() })
	client, err := ethclient.Dial(chain.URL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	operator, signer := newOperator(t)
	return bootstrap.Options{
		RPC: chain.URL(), ChainID: devchain.ChainID, Operator: operator, Signer: signer, Faucet: devchain.Faucet(),
	}, client
}

func prepare(t *testing.T, o bootstrap.Options) bootstrap.Network {
	t.Helper()
	network, err := bootstrap.Prepare(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return network
}

// A fresh chain gets a funded operator and the contract, whose code has the hash that the compiler's output names; a
// second preparation finds the same contract and block and sends nothing.
func TestPreparesOnce(t *testing.T) {
	t.Parallel()
	o, client := newOptions(t)
	o.Balance = big.NewInt(5 * params.Ether)
	first := prepare(t, o)
	code, err := client.CodeAt(t.Context(), common.Address(first.Contract), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := crypto.Keccak256Hash(code); got != compiledHash(t) {
		t.Fatalf("the code's hash is %s", got)
	}
	before, err := client.BlockNumber(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if second := prepare(t, o); second != first || first.DeployBlock != before {
		t.Fatalf("first %+v, then %+v; head %d", first, second, before)
	}
	if after, err := client.BlockNumber(t.Context()); err != nil || after != before {
		t.Fatalf("the second preparation made blocks: %d, %v", after, err)
	}
	balance, err := client.BalanceAt(t.Context(), common.Address(o.Operator), nil)
	if err != nil || balance.Cmp(big.NewInt(4*params.Ether)) < 0 {
		t.Fatalf("the operator has %v, %v", balance, err)
	}
}

func compiledHash(t *testing.T) common.Hash {
	t.Helper()
	raw, err := os.ReadFile("../../contracts/abi/CustodyLedger.json")
	if err != nil {
		t.Fatal(err)
	}
	var artifact struct {
		DeployedBytecodeHash common.Hash `json:"deployedBytecodeHash"`
	}
	if err := json.Unmarshal(raw, &artifact); err != nil {
		t.Fatal(err)
	}
	return artifact.DeployedBytecodeHash
}

// A preparation that ends anywhere, before or after any call of the node, is completed by the next one, with one
// deployment in all.
func TestResumesAfterEndingAnywhere(t *testing.T) {
	t.Parallel()
	for _, after := range []bool{false, true} {
		done := false
		for call := 1; !done; call++ {
			o, client := newOptions(t)
			broken := o
			broken.RPC = proxy{upstream: o.RPC, cutAt: call, after: after}.start(t)
			_, err := bootstrap.Prepare(t.Context(), broken)
			done = err == nil
			network := prepare(t, o)
			nonce, err := client.NonceAt(t.Context(), common.Address(o.Operator), nil)
			if err != nil || nonce != 1 {
				t.Fatalf("cut at call %d: %d deployments, %v", call, nonce, err)
			}
			if want := crypto.CreateAddress(common.Address(o.Operator), 0); common.Address(network.Contract) != want {
				t.Fatalf("cut at call %d: %s, not %s", call, network.Contract, want)
			}
		}
	}
}

// The contract is found although the operator's first transaction was another one.
func TestFindsALaterDeployment(t *testing.T) {
	t.Parallel()
	o, client := newOptions(t)
	o.Balance = big.NewInt(params.Ether)
	first := prepare(t, o)
	other := o
	other.Operator, other.Signer = newOperator(t)
	to := common.Address(other.Operator)
	key := other.Signer.(keySigner).key
	give(t, client, to)
	send(t, client, key, &types.DynamicFeeTx{Gas: params.TxGas, To: &to})
	second := prepare(t, other)
	if second.Contract == first.Contract || prepare(t, other) != second {
		t.Fatalf("%+v after %+v", second, first)
	}
	if want := crypto.CreateAddress(to, 1); common.Address(second.Contract) != want {
		t.Fatalf("%s, not %s", second.Contract, want)
	}
}

// Without a faucet, the first account of a development node pays.
func TestUnlockedAccountPays(t *testing.T) {
	t.Parallel()
	o, _ := newOptions(t)
	o.RPC, o.Faucet, o.Unlocked = proxy{upstream: o.RPC, unlocked: devchain.Faucet()}.start(t), nil, true
	prepare(t, o)
}

// What keeps a chain from being prepared is said with what to do about it, and without the secrets of the address.
func TestRefusalsNameTheRemedy(t *testing.T) {
	t.Parallel()
	o, _ := newOptions(t)
	for name, c := range map[string]struct {
		change func(*bootstrap.Options)
		want   []string // OPERATOR stands for the operator's address
	}{
		"nobody listens": {
			func(o *bootstrap.Options) { o.RPC = "http://user:secret@127.0.0.1:1/secret?key=secret" },
			[]string{"http://127.0.0.1:1 does not answer", "is it running"},
		},
		"no address": {
			func(o *bootstrap.Options) { o.RPC = "gopher:secret" },
			[]string{"does not answer"},
		},
		"another chain": {
			func(o *bootstrap.Options) { o.ChainID = 5 },
			[]string{"is on chain 1337, not 5"},
		},
		"nobody pays": {
			func(o *bootstrap.Options) { o.Faucet = nil },
			[]string{"OPERATOR", "has 0 wei on chain 1337", "send ether to this address"},
		},
		"no unlocked account": {
			func(o *bootstrap.Options) { o.Faucet, o.Unlocked = nil, true },
			[]string{"OPERATOR", "no account of its own", "send ether to this address"},
		},
		"no signature": {
			func(o *bootstrap.Options) { o.Signer = keySigner{devchain.Faucet(), errors.New("the vault is shut")} },
			[]string{"OPERATOR", "the vault is shut"},
		},
	} {
		refused := o
		refused.Operator, refused.Signer = newOperator(t)
		operator := common.Address(refused.Operator).Hex()
		c.change(&refused)
		_, err := bootstrap.Prepare(t.Context(), refused)
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		for _, want := range c.want {
			if want = strings.ReplaceAll(want, "OPERATOR", operator); !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q lacks %q", name, err, want)
			}
		}
		if strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %q tells a secret", name, err)
		}
	}
}

func newOperator(t *testing.T) (custody.Address, keySigner) {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	return custody.Address(crypto.PubkeyToAddress(key.PublicKey)), keySigner{key: key}
}

// give has the faucet pay an ether and waits for it.
func give(t *testing.T, client *ethclient.Client, to common.Address) {
	t.Helper()
	nonce, err := client.PendingNonceAt(t.Context(), crypto.PubkeyToAddress(devchain.Faucet().PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	send(t, client, devchain.Faucet(), &types.DynamicFeeTx{
		Nonce: nonce, Gas: params.TxGas, To: &to, Value: big.NewInt(params.Ether),
	})
}

// send sends a transaction and waits until it is mined. The node's pool learns of a block, and so of new funds, a moment
// after the block is seen: until then it refuses, and is asked again.
func send(t *testing.T, client *ethclient.Client, key *ecdsa.PrivateKey, tx *types.DynamicFeeTx) {
	t.Helper()
	tx.ChainID, tx.GasTipCap, tx.GasFeeCap = big.NewInt(devchain.ChainID), big.NewInt(1), big.NewInt(10e9)
	signed, err := types.SignNewTx(key, types.LatestSignerForChainID(tx.ChainID), tx)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for err = client.SendTransaction(ctx, signed); err != nil && ctx.Err() == nil && strings.Contains(err.Error(), "insufficient funds"); {
		<-tick.C
		err = client.SendTransaction(ctx, signed)
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bind.WaitMined(ctx, client, signed.Hash()); err != nil {
		t.Fatal(err)
	}
}
