package eventstream_test

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"

	"waybill/internal/devhost/devchain"
	"waybill/internal/devhost/eventstream"
	"waybill/shared/custody"
)

// The events of a contract on the development chain arrive while they are made, over HTTP and over WebSocket.
func TestDeliversFromTheDevelopmentChain(t *testing.T) {
	t.Parallel()
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
	nonce := uint64(0)
	send := func(to *common.Address, data []byte) common.Hash {
		tx, err := types.SignNewTx(devchain.Faucet(), types.LatestSignerForChainID(big.NewInt(devchain.ChainID)), &types.DynamicFeeTx{
			ChainID: big.NewInt(devchain.ChainID), Nonce: nonce, Gas: 200_000, To: to, Data: data,
			GasTipCap: big.NewInt(1), GasFeeCap: big.NewInt(10e9),
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := client.SendTransaction(t.Context(), tx); err != nil {
			t.Fatal(err)
		}
		nonce++
		return tx.Hash()
	}
	// MSTORE(0, CALLDATALOAD(0)), LOG1(0, 32, Ping); before it, ten bytes that return these 42.
	runtime := append(append(common.FromHex("5f355f527f"), ping[:]...), common.FromHex("60205fa100")...)
	receipt, err := bind.WaitMined(t.Context(), client, send(nil, append(common.FromHex("602a80600a5f395ff300"), runtime...)))
	if err != nil {
		t.Fatal(err)
	}
	first, firstURL := newTarget(t)
	second, secondURL := newTarget(t)
	http := stream(t, chain.URL(), firstURL)
	http.Contract, http.FromBlock = custody.Address(receipt.ContractAddress), receipt.BlockNumber.Uint64()
	ws := http
	ws.RPC, ws.Target, ws.Shape, ws.Checkpoint = chain.WebSocketURL(), secondURL, eventstream.Ethconnect, t.TempDir()+"/checkpoint"
	defer run(t, http)()
	defer run(t, ws)()
	for i := range uint64(100) {
		send(&receipt.ContractAddress, common.BigToHash(new(big.Int).SetUint64(i)).Bytes())
	}
	first.until(t, has(count(100)))
	second.until(t, has(count(100)))
}
