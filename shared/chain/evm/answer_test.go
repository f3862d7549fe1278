package evm_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"

	"waybill/shared/chain"
	"waybill/shared/chain/evm"
	"waybill/shared/custody"
)

// fakeNode answers JSON-RPC with what answer gives: a result, or an error as an object with code and message.
func fakeNode(t *testing.T, answer func(method string, params []json.RawMessage) (result, failure any)) *evm.Backend {
	t.Helper()
	type request struct {
		ID     json.RawMessage   `json:"id"`
		Method string            `json:"method"`
		Params []json.RawMessage `json:"params"`
	}
	reply := func(q request) map[string]any {
		result, failure := answer(q.Method, q.Params)
		if failure != nil {
			return map[string]any{"jsonrpc": "2.0", "id": q.ID, "error": failure}
		}
		return map[string]any{"jsonrpc": "2.0", "id": q.ID, "result": result}
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body json.RawMessage
		var batch []request
		var single request
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
		} else if json.Unmarshal(body, &batch) == nil {
			var replies []any
			for _, q := range batch {
				replies = append(replies, reply(q))
			}
			_ = json.NewEncoder(w).Encode(replies)
		} else if err := json.Unmarshal(body, &single); err == nil {
			_ = json.NewEncoder(w).Encode(reply(single))
		}
	}))
	t.Cleanup(server.Close)
	b, err := evm.Dial(t.Context(), server.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

func failure(code int, message string) any { return map[string]any{"code": code, "message": message} }

// What the nodes say, in their own words, and what it means.
func TestAnswersOfNodes(t *testing.T) {
	t.Parallel()
	cases := []struct {
		node, text string
		want       chain.Meaning
	}{
		{"geth", "already known", chain.Known},
		{"geth, old", "known transaction: 0x5c50", chain.Known},
		{"besu", "Known transaction", chain.Known},
		{"besu", "Unknown transaction", chain.Unclear},
		{"nethermind", "AlreadyKnown", chain.Known},
		{"erigon", "already known", chain.Known},
		{"openethereum", "Transaction with the same hash was already imported.", chain.Known},
		{"anvil", "transaction already imported", chain.Known},

		{"geth", "nonce too low: next nonce 5, tx nonce 4", chain.NonceUsed},
		{"besu", "Nonce too low", chain.NonceUsed},
		{"nethermind", "OldNonce, Current nonce: 5, nonce of rejected tx: 4.", chain.NonceUsed},
		{"anvil", "nonce too low", chain.NonceUsed},

		{"geth", "replacement transaction underpriced", chain.Outbid},
		{"geth", "replacement transaction underpriced: new tx gas fee cap 2 <= 3 queued", chain.Outbid},
		{"besu", "Replacement transaction underpriced", chain.Outbid},
		{"nethermind", "ReplacementNotAllowed", chain.Outbid},
		{"erigon", "could not replace existing tx", chain.Outbid},

		{"geth", "transaction underpriced", chain.Underpriced},
		{"geth", "transaction underpriced: gas tip cap 0, minimum needed 1", chain.Underpriced},
		{"geth", "transaction gas price below minimum: gas tip cap 0, minimum needed 1", chain.Underpriced},
		{"geth", "max fee per gas less than block base fee: address 0x1, maxFeePerGas: 1, baseFee: 7", chain.Underpriced},
		{"anvil", "max fee per gas less than block base fee", chain.Underpriced},
		{"besu", "Gas price below configured minimum gas price", chain.Underpriced},
		{"nethermind", "FeeTooLow, MaxFeePerGas too low. MaxFeePerGas: 1, BaseFee: 7", chain.Underpriced},
		{"erigon", "fee too low", chain.Underpriced},

		{"geth", "nonce too high", chain.Gapped},
		{"besu", "Nonce too far in the future", chain.Gapped},
		{"besu", "Transaction nonce 9 exceeds next nonce 5", chain.Gapped},
		{"nethermind", "NonceGap, Future nonce. Expected nonce: 5", chain.Gapped},
		{"geth", "gapped-nonce tx from delegated accounts", chain.Gapped},

		{"geth", "insufficient funds for gas * price + value: balance 0, tx cost 2100, overshot 2100", chain.Blocked},
		{"besu", "Upfront cost exceeds account balance", chain.Blocked},
		{"nethermind", "InsufficientFunds, Account balance: 0, cumulative cost: 2100", chain.Blocked},
		{"erigon", "insufficient funds for gas * price + value", chain.Blocked},
		{"anvil", "Insufficient funds for gas * price + value", chain.Blocked},
		{"geth", "address already reserved", chain.Blocked},
		{"geth", "in-flight transaction limit reached for delegated accounts", chain.Blocked},
		{"geth", "tx fee (1.20 ether) exceeds the configured cap (1.00 ether)", chain.Blocked},

		{"geth", "exceeds block gas limit", chain.Rejected},
		{"besu", "Transaction gas limit exceeds block gas limit", chain.Rejected},
		{"nethermind", "GasLimitExceeded, Gas limit: 9, gas limit of rejected tx: 10.", chain.Rejected},
		{"geth", "transaction gas limit too high (cap: 16777216, tx: 20000000)", chain.Rejected},
		{"geth", "intrinsic gas too low: gas 0, minimum needed 21000", chain.Rejected},
		{"besu", "Intrinsic gas exceeds gas limit", chain.Rejected},
		{"geth", "oversized data: transaction size 200000, limit 131072", chain.Rejected},
		{"geth", "max priority fee per gas higher than max fee per gas", chain.Rejected},
		{"geth", "insufficient gas for floor data gas cost: gas 1, minimum needed 2", chain.Rejected},

		{"geth", "txpool is full", chain.Unclear},
		{"any", "Internal error", chain.Unclear},
		{"any", "", chain.Unclear},
	}
	b := fakeNode(t, func(_ string, params []json.RawMessage) (any, any) {
		var index int
		if _, err := fmt.Sscanf(string(params[0]), `"0x%x"`, &index); err != nil {
			return nil, failure(-32602, err.Error())
		}
		return nil, failure(-32000, cases[index].text)
	})
	var raw [][]byte
	for i := range cases {
		raw = append(raw, []byte{byte(i)})
	}
	answers, err := b.Send(t.Context(), raw)
	if err != nil || len(answers) != len(cases) {
		t.Fatalf("%d answers, %v", len(answers), err)
	}
	for i, c := range cases {
		if answers[i].Meaning != c.want {
			t.Errorf("%s says %q: meaning %d, want %d", c.node, c.text, answers[i].Meaning, c.want)
		}
	}
}

// A node that takes a transaction gives its hash; one that does not answer gives an error for all.
func TestSend(t *testing.T) {
	t.Parallel()
	b := fakeNode(t, func(string, []json.RawMessage) (any, any) { return crypto.Keccak256Hash(nil).Hex(), nil })
	answers, err := b.Send(t.Context(), make([][]byte, 250)) // more than one batch
	if err != nil || len(answers) != 250 || answers[249] != (chain.Answer{Meaning: chain.Taken}) {
		t.Errorf("%d answers, %v", len(answers), err)
	}
	answers, err = b.Send(t.Context(), [][]byte{{1}})
	if err != nil || answers[0].Meaning != chain.Unclear || answers[0].Text == "" {
		t.Errorf("the hash of something else is taken for %+v, %v", answers, err)
	}
	silent, err := evm.Dial(t.Context(), "http://127.0.0.1:1/key-of-the-provider")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	if _, err = silent.Send(t.Context(), make([][]byte, 1)); err == nil || strings.Contains(err.Error(), "key-of-the-provider") {
		t.Errorf("a node that is not there gives %v", err)
	}
}

// Fees on networks of all kinds.
func TestMarket(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		baseFee, gasPrice, tip any // nil for none
		want                   chain.Market
	}{
		"EIP-1559":                 {"0x64", "0x66", "0x3", chain.Market{BaseFee: 100, Tip: 3}},
		"no method for tips":       {"0x64", "0x66", nil, chain.Market{BaseFee: 100, Tip: 2}},
		"price below the base fee": {"0x64", "0x60", nil, chain.Market{BaseFee: 100}},
		"legacy":                   {nil, "0x66", nil, chain.Market{Tip: 102, Legacy: true}},
		"free":                     {"0x0", "0x0", "0x3b9aca00", chain.Market{}},
		"free legacy":              {nil, "0x0", nil, chain.Market{Legacy: true}},
	} {
		b := fakeNode(t, func(method string, _ []json.RawMessage) (any, any) {
			switch method {
			case "eth_getBlockByNumber":
				block := map[string]any{"number": "0x1", "hash": custody.Digest{}.Hex()}
				if c.baseFee != nil {
					block["baseFeePerGas"] = c.baseFee
				}
				return block, nil
			case "eth_gasPrice":
				return c.gasPrice, nil
			}
			if c.tip == nil {
				return nil, failure(-32601, "method not found")
			}
			return c.tip, nil
		})
		if got, err := b.Market(t.Context()); err != nil || got != c.want {
			t.Errorf("%s: %+v, %v; want %+v", name, got, err, c.want)
		}
	}
}

// Nodes without a finalized block say so in different ways; any other error decides nothing.
func TestFinalizedIsNotPortable(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		result, failure any
		known, fails    bool
	}{
		"geth, none":       {nil, failure(-32000, "finalized block not found"), false, false},
		"besu, none":       {nil, failure(-39001, "Unknown block"), false, false},
		"nethermind, none": {nil, nil, false, false},
		"one":              {map[string]any{"number": "0x9", "hash": custody.Digest{}.Hex()}, nil, true, false},
		"overloaded":       {nil, failure(-32000, "request timed out"), false, true},
	} {
		b := fakeNode(t, func(string, []json.RawMessage) (any, any) { return c.result, c.failure })
		block, known, err := b.Finalized(t.Context())
		if known != c.known || (err != nil) != c.fails || known && block.Number != 9 {
			t.Errorf("%s: %+v, %v, %v", name, block, known, err)
		}
	}
}
