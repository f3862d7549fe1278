// Package evm speaks JSON-RPC to an Ethereum node: geth, Besu, Nethermind, Erigon, Quorum, anvil and what is built on
// them. [Dial] gives the backend of the transaction engine, [NewEncoder] its encoder for the contract.
package evm

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"sync/atomic"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/rpc"

	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/jsonrpc"
)

// A Backend is a chain.Backend on one JSON-RPC endpoint. It is safe for concurrent use.
type Backend struct {
	client  *rpc.Client
	chainID atomic.Uint64 // 0 until it is known
}

// Dial gives the backend of the endpoint at an http, https, ws or wss URL, or at the path of a node's IPC socket.
// Nothing is sent yet for http and https.
func Dial(ctx context.Context, endpoint string) (*Backend, error) {
	client, err := jsonrpc.Dial(ctx, endpoint)
	if err != nil {
		return nil, err
	}
	return New(client), nil
}

// New gives the backend of a client that the caller closes.
func New(client *rpc.Client) *Backend { return &Backend{client: client} }

// Close ends the connection.
func (b *Backend) Close() { b.client.Close() }

// ChainID gives the chain's id. It is asked for once: another chain behind the same URL would need another journal.
func (b *Backend) ChainID(ctx context.Context) (uint64, error) {
	if id := b.chainID.Load(); id != 0 {
		return id, nil
	}
	var id hexutil.Uint64
	if err := b.call(ctx, &id, "eth_chainId"); err != nil {
		return 0, err
	}
	b.chainID.Store(uint64(id))
	return uint64(id), nil
}

// Nonce gives how many transactions the address has sent up to and including the block.
func (b *Backend) Nonce(ctx context.Context, address custody.Address, block uint64) (uint64, error) {
	var nonce hexutil.Uint64
	err := b.call(ctx, &nonce, "eth_getTransactionCount", common.Address(address), hexutil.Uint64(block))
	return uint64(nonce), err
}

// CheckCode says what is wrong if no contract is at the address.
func (b *Backend) CheckCode(ctx context.Context, contract custody.Address) error {
	var code hexutil.Bytes
	if err := b.call(ctx, &code, "eth_getCode", common.Address(contract), "latest"); err != nil {
		return err
	}
	if len(code) == 0 {
		id, err := b.ChainID(ctx)
		return errors.Join(fmt.Errorf("there is no contract at %s on chain %d", contract, id), err)
	}
	return nil
}

// Market gives the fees of the moment. A network without base fee is a legacy network; one whose gas price is 0 is
// free whatever tip the node would suggest.
func (b *Backend) Market(ctx context.Context) (chain.Market, error) {
	var newest *header
	var gasPrice, tip hexutil.Big
	batch := []rpc.BatchElem{
		{Method: "eth_getBlockByNumber", Args: []any{"latest", false}, Result: &newest},
		{Method: "eth_gasPrice", Result: &gasPrice},
		{Method: "eth_maxPriorityFeePerGas", Result: &tip},
	}
	if err := b.batch(ctx, batch); err != nil {
		return chain.Market{}, err
	}
	for _, e := range batch[:2] {
		if e.Error != nil {
			return chain.Market{}, fmt.Errorf("%s: %w", e.Method, e.Error)
		}
	}
	if newest == nil {
		return chain.Market{}, errors.New("eth_getBlockByNumber: the node has no newest block")
	}
	if newest.BaseFee == nil {
		price, err := wei(&gasPrice)
		return chain.Market{Tip: price, Legacy: true}, err
	}
	base, err := wei(newest.BaseFee)
	if err != nil || gasPrice.ToInt().Sign() == 0 {
		return chain.Market{BaseFee: base}, err
	}
	if batch[2].Error != nil { // not every node has the method: the price beyond the base fee says the same
		tip = hexutil.Big(*new(big.Int).Sub(gasPrice.ToInt(), newest.BaseFee.ToInt()))
	}
	suggested, err := wei(&tip)
	return chain.Market{BaseFee: base, Tip: suggested}, err
}

// wei refuses fees that no chain has, and takes less than nothing for nothing.
func wei(n *hexutil.Big) (uint64, error) {
	switch {
	case n.ToInt().Sign() < 0:
		return 0, nil
	case !n.ToInt().IsUint64():
		return 0, fmt.Errorf("the node names a fee of %s wei per gas", n.ToInt())
	}
	return n.ToInt().Uint64(), nil
}

// call asks one question. A null answer leaves result as it is.
func (b *Backend) call(ctx context.Context, result any, method string, args ...any) error {
	if err := b.client.CallContext(ctx, result, method, args...); err != nil {
		return fmt.Errorf("%s: %w", method, jsonrpc.WithoutURL(err))
	}
	return nil
}

// maxItems is the most items in one batch; geth takes 1000 and answers them in order.
const maxItems = 100

// batch asks several questions of one node at once; the items have their own errors.
func (b *Backend) batch(ctx context.Context, items []rpc.BatchElem) error {
	for len(items) > 0 {
		n := min(len(items), maxItems)
		if err := b.client.BatchCallContext(ctx, items[:n]); err != nil {
			return fmt.Errorf("%d requests from %s: %w", n, items[0].Method, jsonrpc.WithoutURL(err))
		}
		items = items[n:]
	}
	return nil
}
