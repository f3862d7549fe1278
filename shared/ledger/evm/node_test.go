package evm_test

import (
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rpc"

	"waybill/contracts/bindings"
	"waybill/shared/custody"
	"waybill/shared/ledger/evm"
)

var contract = bindings.NewCustodyLedger()

// A testNode is a chain with the contract, behind a JSON-RPC endpoint that can be made to lie.
type testNode struct {
	*testing.T
	backend       *simulated.Backend
	client        *rpc.Client
	administrator *ecdsa.PrivateKey
	address       common.Address
	ledger        *bind.BoundContract
	url           string

	mu    sync.Mutex
	lie   func(method string, result json.RawMessage) json.RawMessage
	calls map[string]int
}

func newNode(t *testing.T) *testNode {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	n := &testNode{T: t, administrator: key, calls: map[string]int{}}
	config := *params.AllDevChainProtocolChanges
	config.BogotaTime, config.AmsterdamTime = nil, nil
	socket := filepath.Join(t.TempDir(), "node.ipc")
	rich := new(big.Int).Mul(big.NewInt(params.Ether), big.NewInt(1000))
	n.backend = simulated.NewBackend(types.GenesisAlloc{crypto.PubkeyToAddress(key.PublicKey): {Balance: rich}}, func(nodeConf *node.Config, conf *ethconfig.Config) {
		nodeConf.IPCPath = socket
		conf.Genesis.Config = &config
	})
	t.Cleanup(func() {
		if err := n.backend.Close(); err != nil {
			t.Error(err)
		}
	})
	if n.client, err = rpc.Dial(socket); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(n.client.Close)
	server := httptest.NewServer(n)
	t.Cleanup(server.Close)
	n.url = server.URL
	address, tx, err := bind.DeployContract(n.opts(key), common.FromHex(bindings.CustodyLedgerMetaData.Bin), n.backend.Client(), nil)
	if err != nil {
		t.Fatalf("deploy: %v", err)
	}
	n.address = address
	n.mine(tx)
	n.ledger = contract.Instance(n.backend.Client(), address)
	return n
}

func (n *testNode) opts(key *ecdsa.PrivateKey) *bind.TransactOpts {
	opts := bind.NewKeyedTransactor(key, big.NewInt(1337))
	opts.GasLimit = 5_000_000 // an estimate would not know the transactions that are to be in the same block
	return opts
}

func (n *testNode) mine(transactions ...*types.Transaction) {
	n.Helper()
	n.backend.Commit()
	for _, tx := range transactions {
		r, err := n.backend.Client().TransactionReceipt(n.Context(), tx.Hash())
		if err != nil || r.Status != types.ReceiptStatusSuccessful {
			n.Fatalf("transaction %s: %v", tx.Hash(), err)
		}
	}
}

// send puts a call into the next block.
func (n *testNode) send(from *ecdsa.PrivateKey, data []byte) *types.Transaction {
	n.Helper()
	tx, err := bind.Transact(n.ledger, n.opts(from), data)
	if err != nil {
		n.Fatalf("send: %v", err)
	}
	return tx
}

// transfer puts a transaction that has nothing to do with the contract into the next block.
func (n *testNode) transfer(to common.Address) *types.Transaction {
	n.Helper()
	client := n.backend.Client()
	from := crypto.PubkeyToAddress(n.administrator.PublicKey)
	nonce, err := client.PendingNonceAt(n.Context(), from)
	if err != nil {
		n.Fatal(err)
	}
	tx := types.MustSignNewTx(n.administrator, types.LatestSignerForChainID(big.NewInt(1337)), &types.DynamicFeeTx{
		ChainID: big.NewInt(1337), Nonce: nonce, To: &to, Value: big.NewInt(params.Ether), Gas: 21_000,
		GasTipCap: big.NewInt(params.GWei), GasFeeCap: big.NewInt(100 * params.GWei),
	})
	if err := client.SendTransaction(n.Context(), tx); err != nil {
		n.Fatal(err)
	}
	return tx
}

func (n *testNode) source(finality string) *evm.Source {
	n.Helper()
	s, err := evm.Dial(n.Context(), n.url, custody.Address(n.address), finality)
	if err != nil {
		n.Fatal(err)
	}
	n.Cleanup(s.Close)
	return s
}

// tell makes the node lie from now on.
func (n *testNode) tell(lie func(method string, result json.RawMessage) json.RawMessage) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.lie = lie
}

type message struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Method  string          `json:"method,omitempty"`
	Params  []any           `json:"params,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   any             `json:"error,omitempty"`
}

// ServeHTTP hands requests to the real node and its answers back, changed as the test wants.
func (n *testNode) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var body json.RawMessage
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	var batch []message
	if json.Unmarshal(body, &batch) == nil {
		for i := range batch {
			batch[i] = n.answer(r.Context(), batch[i])
		}
		_ = json.NewEncoder(w).Encode(batch)
		return
	}
	var one message
	_ = json.Unmarshal(body, &one)
	_ = json.NewEncoder(w).Encode(n.answer(r.Context(), one))
}

func (n *testNode) answer(ctx context.Context, m message) message {
	n.mu.Lock()
	n.calls[m.Method]++
	lie := n.lie
	n.mu.Unlock()
	var result json.RawMessage
	err := n.client.CallContext(ctx, &result, m.Method, m.Params...)
	answer := message{Version: "2.0", ID: m.ID, Result: result}
	if err != nil {
		answer.Error = map[string]any{"code": -32000, "message": err.Error()}
		return answer
	}
	if lie != nil {
		answer.Result = lie(m.Method, result)
	}
	return answer
}
