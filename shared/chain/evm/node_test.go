package evm_test

import (
	"crypto/ecdsa"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rpc"

	"waybill/contracts/bindings"
	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
	"waybill/shared/chain/evm"
	"waybill/shared/custody"
)

// The rules under which contracts run: the development chain's own mixture, Ethereum's main network since Osaka, and
// Amsterdam.
func rules(name string) *params.ChainConfig {
	config := *params.AllDevChainProtocolChanges
	switch name {
	case "osaka":
		config.BogotaTime, config.AmsterdamTime = nil, nil
	case "amsterdam":
		config.BogotaTime, config.AmsterdamTime = nil, new(uint64)
	}
	return &config
}

var grant = big.NewInt(params.Ether / 100)

// A testNode is a geth node with the contract deployed by the operator, who is its administrator.
type testNode struct {
	*testing.T
	*simulated.Backend
	client   *ethclient.Client
	evm      *evm.Backend
	encoder  *evm.Encoder
	keys     chaintest.Keys
	operator custody.Address
	miner    custody.Address // an organisation to be
	maker    custody.Address // another
	contract custody.Address
}

func newNode(t *testing.T, config *params.ChainConfig) *testNode {
	t.Helper()
	keys, addresses := chaintest.NewKeys("operator", "miner", "maker")
	rich := new(big.Int).Mul(big.NewInt(1000), big.NewInt(params.Ether))
	dir, err := os.MkdirTemp("", "") //nolint:usetesting // a socket's path must be short, which t.TempDir's is not
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	socket := filepath.Join(dir, "geth.ipc")
	sim := simulated.NewBackend(types.GenesisAlloc{common.Address(addresses[0]): {Balance: rich}},
		func(node *node.Config, eth *ethconfig.Config) { node.IPCPath, eth.Genesis.Config = socket, config })
	t.Cleanup(func() {
		if err := sim.Close(); err != nil {
			t.Error(err)
		}
	})
	client, err := rpc.DialContext(t.Context(), socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	n := &testNode{
		T: t, Backend: sim, client: ethclient.NewClient(client), evm: evm.New(client),
		keys: keys, operator: addresses[0], miner: addresses[1], maker: addresses[2],
	}
	n.contract = custody.Address(crypto.CreateAddress(common.Address(n.operator), 0))
	deployment := uint64(16_000_000)
	if config.AmsterdamTime != nil {
		deployment = 40_000_000
	}
	n.encoder = evm.NewEncoder(n.contract, grant)
	n.mustSucceed(n.send(n.keys[n.operator], nil, common.FromHex(bindings.CustodyLedgerMetaData.Bin), nil, deployment))
	return n
}

// send signs, sends and mines one transaction.
func (n *testNode) send(key *ecdsa.PrivateKey, to *common.Address, data []byte, value *big.Int, gas uint64) *types.Receipt {
	n.Helper()
	nonce, err := n.client.NonceAt(n.Context(), crypto.PubkeyToAddress(key.PublicKey), nil)
	if err != nil {
		n.Fatal(err)
	}
	tx := types.MustSignNewTx(key, types.LatestSignerForChainID(big.NewInt(chaintest.ChainID)), &types.DynamicFeeTx{
		ChainID: big.NewInt(chaintest.ChainID), Nonce: nonce, GasTipCap: big.NewInt(params.GWei), GasFeeCap: big.NewInt(10 * params.GWei),
		Gas: gas, To: to, Data: data, Value: value,
	})
	if err := n.client.SendTransaction(n.Context(), tx); err != nil {
		n.Fatal(err)
	}
	n.Commit()
	receipt, err := n.client.TransactionReceipt(n.Context(), tx.Hash())
	if err != nil {
		n.Fatal(err)
	}
	return receipt
}

// carryOut does one instruction without an engine.
func (n *testNode) carryOut(signer custody.Address, command byte, instruction custody.Instruction) *types.Receipt {
	n.Helper()
	call, err := n.encoder.Encode(instruction, custody.Digest{31: command}, custody.Digest{1, 2, 3})
	if err != nil {
		n.Fatal(err)
	}
	to := common.Address(call.To)
	return n.send(n.keys[signer], &to, call.Data, call.Value, call.Gas)
}

func (n *testNode) mustSucceed(receipt *types.Receipt) {
	n.Helper()
	if receipt.Status != types.ReceiptStatusSuccessful {
		n.Fatalf("transaction %s failed with %d gas used", receipt.TxHash, receipt.GasUsed)
	}
}

// engine gives an engine on the node.
func (n *testNode) engine(finality chain.Finality, now func() time.Time) *chain.Engine {
	e := chaintest.NewEngine(chaintest.NewJournal(), n.evm, n.keys, now)
	e.Encoder, e.Policy.Finality = n.encoder, finality
	return e
}

func digests(kind string, count int) []custody.Digest {
	all := make([]custody.Digest, count)
	for i := range all {
		all[i] = custody.Digest(crypto.Keccak256Hash([]byte(kind), fmt.Append(nil, i)))
	}
	return all
}

// fund gives an address a hundred ether.
func (n *testNode) fund(to common.Address) {
	n.Helper()
	amount := new(big.Int).Mul(big.NewInt(100), big.NewInt(params.Ether))
	n.mustSucceed(n.send(n.keys[n.operator], &to, nil, amount, 100_000))
}
