package bindings_test

import (
	"crypto/ecdsa"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/params"

	"waybill/contracts/bindings"
)

var (
	contract = bindings.NewCustodyLedger()
	ether    = big.NewInt(params.Ether)
)

// A chain has the contract deployed and a block for every transaction.
type chain struct {
	*testing.T
	backend       *simulated.Backend
	ledger        *bind.BoundContract
	address       common.Address
	administrator *ecdsa.PrivateKey
}

func newChain(t *testing.T, config *params.ChainConfig) *chain {
	t.Helper()
	c := &chain{T: t, administrator: newKey(t)}
	rich := new(big.Int).Mul(ether, big.NewInt(1000))
	c.backend = simulated.NewBackend(types.GenesisAlloc{addressOf(c.administrator): {Balance: rich}},
		func(_ *node.Config, conf *ethconfig.Config) { conf.Genesis.Config = config })
	t.Cleanup(func() {
		if err := c.backend.Close(); err != nil {
			t.Error(err)
		}
	})
	var err error
	var tx *types.Transaction
	opts := bind.NewKeyedTransactor(c.administrator, config.ChainID)
	c.address, tx, err = bind.DeployContract(opts, common.FromHex(bindings.CustodyLedgerMetaData.Bin), c.backend.Client(), nil)
	if err != nil {
		t.Fatalf("deploy: %v", err)
	}
	c.mine(tx)
	c.ledger = contract.Instance(c.backend.Client(), c.address)
	return c
}

// osaka and amsterdam state their forks: the simulated chain's own default is a mix of two that no network runs.
func osaka() *params.ChainConfig {
	config := *params.AllDevChainProtocolChanges
	config.BogotaTime, config.AmsterdamTime = nil, nil
	return &config
}

func amsterdam() *params.ChainConfig {
	config := osaka()
	config.AmsterdamTime = new(uint64)
	return config
}

// send has a transaction mined that must succeed.
func (c *chain) send(from *ecdsa.PrivateKey, value *big.Int, data []byte) *types.Receipt {
	c.Helper()
	opts := bind.NewKeyedTransactor(from, big.NewInt(1337))
	opts.Value = value
	tx, err := bind.Transact(c.ledger, opts, data)
	if err != nil {
		c.Fatalf("send %#x: %v", data[:4], err)
	}
	return c.mine(tx)
}

func (c *chain) mine(tx *types.Transaction) *types.Receipt {
	c.Helper()
	c.backend.Commit()
	receipt, err := c.backend.Client().TransactionReceipt(c.Context(), tx.Hash())
	if err != nil {
		c.Fatalf("receipt of %s: %v", tx.Hash(), err)
	}
	if receipt.Status != types.ReceiptStatusSuccessful {
		c.Fatalf("transaction %s reverted", tx.Hash())
	}
	return receipt
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func addressOf(key *ecdsa.PrivateKey) common.Address { return crypto.PubkeyToAddress(key.PublicKey) }
