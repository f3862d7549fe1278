package eventstream_test

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"waybill/internal/devhost/eventstream"
	"waybill/shared/custody"
)

const pingABI = `[{"type":"event","name":"Ping","inputs":[{"name":"n","type":"uint64","indexed":false}]}]`

var (
	ping     = crypto.Keccak256Hash([]byte("Ping(uint64)"))
	contract = custody.Address{0xc0}
)

// A node is a chain of blocks with Ping events, over JSON-RPC.
type node struct {
	mu     sync.Mutex
	blocks [][]uint64 // the numbers that each block's events carry
	branch byte       // part of every hash
	down   bool
}

func (n *node) start(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(n)
	t.Cleanup(server.Close)
	return server.URL
}

// mine adds blocks, each with the events given.
func (n *node) mine(blocks ...[]uint64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.blocks = append(n.blocks, blocks...)
}

func (n *node) set(change func(*node)) {
	n.mu.Lock()
	defer n.mu.Unlock()
	change(n)
}

func (n *node) hash(block uint64) (h common.Hash) {
	h[0] = n.branch
	binary.BigEndian.PutUint64(h[24:], block)
	return h
}

func (n *node) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.down {
		http.Error(w, "down", http.StatusServiceUnavailable)
		return
	}
	var request struct {
		ID     json.RawMessage   `json:"id"`
		Method string            `json:"method"`
		Params []json.RawMessage `json:"params"`
	}
	if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	result, err := n.answer(request.Method, request.Params)
	answer := map[string]any{"jsonrpc": "2.0", "id": request.ID, "result": result}
	if err != nil {
		answer = map[string]any{"jsonrpc": "2.0", "id": request.ID, "error": map[string]any{"code": -32000, "message": err.Error()}}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer)
}

func (n *node) answer(method string, params []json.RawMessage) (any, error) {
	switch method {
	case "eth_chainId":
		return "0x539", nil
	case "eth_getBlockByNumber":
		number := uint64(len(n.blocks) - 1)
		var text string
		if err := json.Unmarshal(params[0], &text); err != nil {
			return nil, err
		}
		if text != "latest" {
			number = hexutil.MustDecodeUint64(text)
		}
		return n.block(number), nil
	case "eth_getBlockByHash":
		var hash common.Hash
		if err := json.Unmarshal(params[0], &hash); err != nil {
			return nil, err
		}
		return n.block(binary.BigEndian.Uint64(hash[24:])), nil
	case "eth_getLogs":
		var filter struct{ FromBlock, ToBlock hexutil.Uint64 }
		if err := json.Unmarshal(params[0], &filter); err != nil {
			return nil, err
		}
		return n.logs(uint64(filter.FromBlock), uint64(filter.ToBlock)), nil
	}
	return nil, errors.New("no such method: " + method)
}

func (n *node) block(number uint64) any {
	if number >= uint64(len(n.blocks)) {
		return nil
	}
	return map[string]any{"number": hexutil.Uint64(number), "hash": n.hash(number), "timestamp": hexutil.Uint64(1000 + number)}
}

func (n *node) logs(first, last uint64) []types.Log {
	logs := []types.Log{}
	for block := first; block <= last && block < uint64(len(n.blocks)); block++ {
		for i, number := range n.blocks[block] {
			logs = append(logs, types.Log{
				Address: common.Address(contract), Topics: []common.Hash{ping}, Data: common.BigToHash(hexutil.MustDecodeBig(hexutil.EncodeUint64(number))).Bytes(),
				BlockNumber: block, BlockHash: n.hash(block), Index: uint(i), TxIndex: uint(i),
			})
		}
	}
	return logs
}

// A target is a webhook that remembers the batches it took.
type target struct {
	mu      sync.Mutex
	changed chan struct{} // gets a token with every request
	batches [][]uint64
	refuse  func(request int) bool // by number, from 1; may be nil
	seen    int
	headers http.Header
	path    string
}

func newTarget(t *testing.T) (*target, string) {
	t.Helper()
	g := &target{changed: make(chan struct{}, 10_000)}
	server := httptest.NewServer(g)
	t.Cleanup(server.Close)
	return g, server.URL + "/hook"
}

func (g *target) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	defer func() { g.changed <- struct{}{} }()
	g.seen++
	g.headers, g.path = r.Header.Clone(), r.URL.Path
	body, err := io.ReadAll(r.Body)
	var items []struct {
		Data struct{ N string }
	}
	if err != nil || json.Unmarshal(body, &items) != nil {
		http.Error(w, "not a batch", http.StatusBadRequest)
		return
	}
	if g.refuse != nil && g.refuse(g.seen) {
		http.Error(w, "not now", http.StatusInternalServerError)
		return
	}
	var batch []uint64
	for _, item := range items {
		n, err := strconv.ParseUint(item.Data.N, 10, 64)
		if err != nil {
			http.Error(w, "not a number", http.StatusBadRequest)
			return
		}
		batch = append(batch, n)
	}
	g.batches = append(g.batches, batch)
	w.WriteHeader(http.StatusAccepted)
}

// taken gives every event taken so far, in order.
func (g *target) taken() []uint64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Concat(g.batches...)
}

// until waits, from request to request, for the condition on what was taken.
func (g *target) until(t *testing.T, holds func(taken []uint64) bool) {
	t.Helper()
	for !holds(g.taken()) {
		select {
		case <-g.changed:
		case <-t.Context().Done():
			t.Fatalf("taken so far: %v", g.taken())
		}
	}
}

// stream is a quick stream between the two.
func stream(t *testing.T, rpc, target string) eventstream.Stream {
	t.Helper()
	return eventstream.Stream{
		RPC: rpc, Contract: contract, ABI: pingABI, Target: target, Checkpoint: t.TempDir() + "/sub/checkpoint.json",
		BatchTimeout: 1, Poll: 1e6, RetryFirst: 1e6, RetryMax: 4e6,
	}
}
