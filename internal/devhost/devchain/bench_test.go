package devchain_test

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"

	"waybill/internal/devhost/devchain"
)

// Opening an empty chain.
func BenchmarkOpenEmpty(b *testing.B) {
	for b.Loop() {
		reopen(b, b.TempDir())
	}
}

// Opening a chain of 5,000 calls of a contract that fills a storage slot and writes a log in each.
func BenchmarkOpenFiveThousandCalls(b *testing.B) {
	dir := b.TempDir()
	chain, err := devchain.Open(b.Context(), devchain.Options{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	client, err := ethclient.Dial(chain.URL())
	if err != nil {
		b.Fatal(err)
	}
	signer := types.LatestSignerForChainID(big.NewInt(devchain.ChainID))
	send := func(tx *types.DynamicFeeTx) common.Hash {
		tx.ChainID, tx.GasTipCap, tx.GasFeeCap = big.NewInt(devchain.ChainID), big.NewInt(1), big.NewInt(100e9)
		signed, err := types.SignNewTx(devchain.Faucet(), signer, tx)
		if err != nil {
			b.Fatal(err)
		}
		if err := client.SendTransaction(b.Context(), signed); err != nil {
			b.Fatal(err)
		}
		return signed.Hash()
	}
	// PUSH1 1, CALLDATALOAD(0), SSTORE, LOG0(0, 32): returned by ten bytes of initialisation.
	created := mined(b.Context(), b, client, send(&types.DynamicFeeTx{
		Gas: 200_000, Data: common.FromHex("6960015f355560205fa0005f52600a6016f3"),
	}))
	var last common.Hash
	for nonce := uint64(1); nonce <= 5000; nonce++ {
		key := common.BigToHash(new(big.Int).SetUint64(nonce))
		last = send(&types.DynamicFeeTx{Nonce: nonce, Gas: 60_000, To: &created.ContractAddress, Data: key[:]})
	}
	receipt := mined(b.Context(), b, client, last)
	if receipt.Status != types.ReceiptStatusSuccessful || len(receipt.Logs) != 1 {
		b.Fatalf("the last call failed: %+v", receipt)
	}
	client.Close()
	if err := chain.Close(); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(receipt.BlockNumber.Uint64()), "blocks")
	for b.Loop() {
		reopen(b, dir)
	}
}

func reopen(b *testing.B, dir string) {
	chain, err := devchain.Open(b.Context(), devchain.Options{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	if err := chain.Close(); err != nil {
		b.Fatal(err)
	}
}
