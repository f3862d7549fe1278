package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"

	"waybill/shared/chain"
	"waybill/shared/chain/evm"
)

const (
	clientBatch = 500     // transactions in one request of the plain client
	clientGas   = 120_000 // gas limit of its transactions
)

// playClient is the plain client: it signs and encodes everything before the clock runs, sends on one connection, and
// keeps nothing. What it reaches is what the node can do.
func playClient(ctx context.Context, t task, out io.Writer) error {
	backend, err := evm.Dial(ctx, t.URL)
	if err != nil {
		return err
	}
	defer backend.Close()
	encoder := evm.NewEncoder(t.Contract, nil)
	calls := make([]chain.Call, t.Calls)
	for i := range calls {
		r := callOf(0, t.Versions[0], i)
		if calls[i], err = encoder.Encode(r.Instruction, r.Command, r.EventHash); err != nil {
			return err
		}
		calls[i].Gas = clientGas
	}
	raw, err := signAll(ctx, backend, 0, calls)
	if err != nil {
		return err
	}
	if err := nextBlock(ctx, backend); err != nil {
		return err
	}
	return sendAll(ctx, t.URL, raw, out)
}

// signAll signs legacy transactions with consecutive nonces at three times the going price.
func signAll(ctx context.Context, backend *evm.Backend, place int, calls []chain.Call) ([][]byte, error) {
	key, address, err := keyOf(place)
	if err != nil {
		return nil, err
	}
	id, err := backend.ChainID(ctx)
	if err != nil {
		return nil, err
	}
	head, err := backend.Head(ctx)
	if err != nil {
		return nil, err
	}
	nonce, err := backend.Nonce(ctx, address, head.Number)
	if err != nil {
		return nil, err
	}
	market, err := backend.Market(ctx)
	if err != nil {
		return nil, err
	}
	price := new(big.Int).SetUint64(3 * (market.BaseFee + market.Tip))
	rules := types.LatestSignerForChainID(new(big.Int).SetUint64(id))
	raw := make([][]byte, len(calls))
	for i, c := range calls {
		to := common.Address(c.To)
		tx, err := types.SignNewTx(key, rules, &types.LegacyTx{
			Nonce: nonce + uint64(i), GasPrice: price, Gas: c.Gas, To: &to, Value: c.Value, Data: c.Data,
		})
		if err != nil {
			return nil, fmt.Errorf("sign call %d: %w", i, err)
		}
		if raw[i], err = tx.MarshalBinary(); err != nil {
			return nil, fmt.Errorf("encode call %d: %w", i, err)
		}
	}
	return raw, nil
}

// sendAll sends the transactions in JSON-RPC batches on one connection; the first error ends it.
func sendAll(ctx context.Context, url string, raw [][]byte, out io.Writer) error {
	type request struct {
		Version string   `json:"jsonrpc"`
		ID      int      `json:"id"`
		Method  string   `json:"method"`
		Params  []string `json:"params"`
	}
	var bodies [][]byte
	for first := 0; first < len(raw); first += clientBatch {
		var batch []request
		for i := first; i < min(first+clientBatch, len(raw)); i++ {
			batch = append(batch, request{"2.0", i, "eth_sendRawTransaction", []string{hexutil.Encode(raw[i])}})
		}
		body, err := json.Marshal(batch)
		if err != nil {
			return fmt.Errorf("encode a batch: %w", err)
		}
		bodies = append(bodies, body)
	}
	begun := time.Now()
	for _, body := range bodies {
		if err := post(ctx, url, body); err != nil {
			return err
		}
	}
	return json.NewEncoder(out).Encode(result{Begun: begun, Accepted: time.Now()})
}

func post(ctx context.Context, url string, body []byte) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return fmt.Errorf("read the node's answers: %w", err)
	}
	if i := bytes.Index(text, []byte(`"error"`)); i >= 0 {
		return fmt.Errorf("the node does not take a transaction: %s", text[i:min(len(text), i+200)])
	}
	return nil
}
