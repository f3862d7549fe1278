package devchain

import (
	"math/big"
	"os"

	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/rawdb"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/eth/filters"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rpc"
)

const blockGasLimit = 60_000_000

var (
	faucet, _  = crypto.ToECDSA(crypto.Keccak256([]byte("the faucet of the development chain")))
	faucetAddr = crypto.PubkeyToAddress(faucet.PublicKey)
)

// genesis is the first block, under the rules of Osaka: the development configuration that go-ethereum ships also
// switches Bogota on, without Amsterdam before it, and so mixes the gas prices of two forks.
func genesis() *core.Genesis {
	config := *params.AllDevChainProtocolChanges
	config.ChainID = big.NewInt(ChainID)
	config.BogotaTime = nil
	alloc := core.SystemContractAllocs() // the contracts that the forks' rules call in every block
	billion := new(big.Int).Mul(big.NewInt(1e9), big.NewInt(params.Ether))
	alloc[faucetAddr] = types.Account{Balance: billion}
	return &core.Genesis{Config: &config, GasLimit: blockGasLimit, Alloc: alloc}
}

// assemble builds a node that talks to nobody but callers on loopback: HTTP and WebSocket on one port, no peers, no
// discovery, no IPC, no engine API. It does not start it.
func assemble(port int) (*node.Node, *eth.Ethereum, error) {
	modules := []string{"eth", "net", "web3", "txpool"}
	nodeConfig := node.DefaultConfig
	nodeConfig.Name = "devchain"
	nodeConfig.DataDir = "" // databases in memory, and no IPC endpoint
	nodeConfig.KeyStoreDir = os.TempDir()
	nodeConfig.P2P = p2p.Config{NoDiscovery: true}
	nodeConfig.HTTPHost, nodeConfig.HTTPPort, nodeConfig.HTTPModules = "127.0.0.1", port, modules
	nodeConfig.WSHost, nodeConfig.WSPort, nodeConfig.WSModules = "127.0.0.1", port, modules
	stack, err := node.New(&nodeConfig)
	if err != nil {
		return nil, nil, err
	}
	backend, err := eth.New(stack, ethConfig())
	if err != nil {
		return stack, nil, err
	}
	filterSystem := filters.NewFilterSystem(backend.APIBackend, filters.Config{})
	stack.RegisterAPIs([]rpc.API{{Namespace: "eth", Service: filters.NewFilterAPI(filterSystem)}})
	return stack, backend, nil
}

func ethConfig() *ethconfig.Config {
	c := ethconfig.Defaults
	c.Genesis = genesis()
	c.SyncMode = ethconfig.FullSync
	c.StateScheme = rawdb.HashScheme
	c.DatabaseCache, c.TrieCleanCache, c.TrieDirtyCache, c.SnapshotCache = 0, 16, 64, 0 // MiB
	c.TransactionHistory = 0                                                            // all of it
	c.LogNoHistory = true                                                               // logs are found by the blocks' bloom filters
	c.TxPool.NoLocals = true
	c.TxPool.PriceLimit = 1
	c.TxPool.AccountSlots, c.TxPool.AccountQueue = 4096, 4096 // one signer may send a lot
	c.TxPool.GlobalSlots, c.TxPool.GlobalQueue = 16384, 16384
	c.BlobPool.Datadir = ""
	c.Miner.GasCeil = blockGasLimit
	c.Miner.GasPrice = big.NewInt(1)
	c.RPCGasCap = blockGasLimit
	c.RPCTxFeeCap = 0 // none: the ether is worthless
	return &c
}
