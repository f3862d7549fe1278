package bootstrap_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/params"

	"waybill/internal/devhost/devchain"
)

// A proxy stands between a client and a node.
type proxy struct {
	upstream string
	cutAt    int               // the call from which on the connection is cut; 0 for none
	after    bool              // the node still gets the first call that is cut
	unlocked *ecdsa.PrivateKey // the account that the node signs for; nil for none
}

func (p proxy) start(t *testing.T) string {
	t.Helper()
	var calls atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		call := int(calls.Add(1))
		cut := p.cutAt != 0 && call >= p.cutAt
		if cut && (!p.after || call > p.cutAt) {
			panic(http.ErrAbortHandler)
		}
		answer := p.answer(r.Context(), t, body)
		if cut {
			panic(http.ErrAbortHandler)
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(answer)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func (p proxy) answer(ctx context.Context, t *testing.T, body []byte) []byte {
	var request struct {
		ID     json.RawMessage `json:"id"`
		Method string          `json:"method"`
		Params []struct {
			From, To common.Address
			Value    hexutil.Big
		} `json:"params"`
	}
	result := func(v any) []byte {
		answer, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": request.ID, "result": v})
		if err != nil {
			t.Error(err)
		}
		return answer
	}
	_ = json.Unmarshal(body, &request) // the parameters of other methods have other types
	switch {
	case p.unlocked != nil && request.Method == "eth_accounts":
		return result([]common.Address{crypto.PubkeyToAddress(p.unlocked.PublicKey)})
	case p.unlocked != nil && request.Method == "eth_sendTransaction":
		value := request.Params[0].Value.ToInt()
		return result(p.pay(ctx, t, request.Params[0].From, request.Params[0].To, value))
	}
	forward, err := http.NewRequestWithContext(ctx, http.MethodPost, p.upstream, bytes.NewReader(body))
	if err != nil {
		t.Error(err)
		return nil
	}
	forward.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(forward)
	if err != nil {
		t.Error(err)
		return nil
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Error(err)
	}
	return answer
}

// pay does what a node does with a transaction of its own account.
func (p proxy) pay(ctx context.Context, t *testing.T, from, to common.Address, value *big.Int) common.Hash {
	client, err := ethclient.Dial(p.upstream)
	if err != nil {
		t.Error(err)
		return common.Hash{}
	}
	defer client.Close()
	nonce, err := client.PendingNonceAt(ctx, from)
	if err != nil {
		t.Error(err)
	}
	id := big.NewInt(devchain.ChainID)
	tx, err := types.SignNewTx(p.unlocked, types.LatestSignerForChainID(id), &types.DynamicFeeTx{
		ChainID: id, Nonce: nonce, GasTipCap: big.NewInt(1), GasFeeCap: big.NewInt(10e9), Gas: params.TxGas, To: &to, Value: value,
	})
	if err != nil {
		t.Error(err)
	}
	if err := client.SendTransaction(ctx, tx); err != nil {
		t.Error(err)
	}
	return tx.Hash()
}
