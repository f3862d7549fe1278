package devchain_test

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"math/big"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"

	"waybill/internal/devhost/devchain"
)

func open(t *testing.T, o devchain.Options) (*devchain.Chain, *ethclient.Client) {
	t.Helper()
	chain, err := devchain.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := chain.Close(); err != nil {
			t.Error(err)
		}
	})
	client, err := ethclient.Dial(chain.URL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return chain, client
}

// transfer is a signed transaction of the key that sends one wei to itself.
func transfer(t testing.TB, key *ecdsa.PrivateKey, nonce uint64) *types.Transaction {
	t.Helper()
	to := crypto.PubkeyToAddress(key.PublicKey)
	tx, err := types.SignNewTx(key, types.LatestSignerForChainID(big.NewInt(devchain.ChainID)), &types.DynamicFeeTx{
		ChainID: big.NewInt(devchain.ChainID), Nonce: nonce, Gas: 21_000, To: &to, Value: big.NewInt(1),
		GasTipCap: big.NewInt(1e9), GasFeeCap: big.NewInt(100e9),
	})
	if err != nil {
		t.Fatal(err)
	}
	return tx
}

// mined waits until a block has the transaction.
func mined(ctx context.Context, t testing.TB, client *ethclient.Client, hash common.Hash) *types.Receipt {
	t.Helper()
	poll := time.NewTicker(2 * time.Millisecond)
	defer poll.Stop()
	for {
		receipt, err := client.TransactionReceipt(ctx, hash)
		if err == nil {
			return receipt
		}
		if !errors.Is(err, ethereum.NotFound) {
			t.Fatal(err)
		}
		select {
		case <-ctx.Done():
			t.Fatalf("transaction %s was not mined: %v", hash, ctx.Err())
		case <-poll.C:
		}
	}
}

// A transaction is mined without anybody asking for a block, and its block is final at once.
func TestMinesOnDemandAndFinal(t *testing.T) {
	t.Parallel()
	_, client := open(t, devchain.Options{})
	for nonce := range uint64(5) {
		tx := transfer(t, devchain.Faucet(), nonce)
		if err := client.SendTransaction(t.Context(), tx); err != nil {
			t.Fatal(err)
		}
		receipt := mined(t.Context(), t, client, tx.Hash())
		if receipt.Status != types.ReceiptStatusSuccessful || receipt.BlockNumber.Uint64() != nonce+2 {
			t.Fatalf("transaction %d: status %d in block %v", nonce, receipt.Status, receipt.BlockNumber)
		}
	}
	waitFor(t, "finality", func() bool {
		final, err := client.HeaderByNumber(t.Context(), big.NewInt(int64(rpc.FinalizedBlockNumber)))
		return err == nil && final.Number.Uint64() == 6
	})
	if id, err := client.ChainID(t.Context()); err != nil || id.Uint64() != devchain.ChainID {
		t.Fatalf("chain id %v, %v", id, err)
	}
}

// Transactions that arrive while a block is made share the next one; no transaction waits for another to come.
func TestBatchesABurst(t *testing.T) {
	t.Parallel()
	_, client := open(t, devchain.Options{})
	const burst = 300
	var last common.Hash
	for nonce := range uint64(burst) {
		tx := transfer(t, devchain.Faucet(), nonce)
		if err := client.SendTransaction(t.Context(), tx); err != nil {
			t.Fatal(err)
		}
		last = tx.Hash()
	}
	receipt := mined(t.Context(), t, client, last)
	if receipt.BlockNumber.Uint64() >= burst {
		t.Fatalf("%d transactions took %v blocks", burst, receipt.BlockNumber)
	}
}

// With a period, blocks come without transactions, each later than its parent.
func TestSealsEmptyBlocksEveryPeriod(t *testing.T) {
	t.Parallel()
	_, client := open(t, devchain.Options{Period: 30 * time.Millisecond})
	waitFor(t, "three blocks", func() bool {
		n, err := client.BlockNumber(t.Context())
		return err == nil && n >= 3
	})
}

// New heads and logs come over WebSocket.
func TestSubscribesOverWebSocket(t *testing.T) {
	t.Parallel()
	chain, client := open(t, devchain.Options{})
	ws, err := ethclient.Dial(chain.WebSocketURL())
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	heads := make(chan *types.Header, 1)
	sub, err := ws.SubscribeNewHead(t.Context(), heads)
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Unsubscribe()
	if err := client.SendTransaction(t.Context(), transfer(t, devchain.Faucet(), 0)); err != nil {
		t.Fatal(err)
	}
	if head := <-heads; head.Number.Uint64() != 2 {
		t.Fatalf("head %v", head.Number)
	}
}

// The rules are those of Osaka: its limit for the gas of one transaction holds (EIP-7825).
func TestRulesAreOsakas(t *testing.T) {
	t.Parallel()
	_, client := open(t, devchain.Options{})
	to := crypto.PubkeyToAddress(devchain.Faucet().PublicKey)
	tx, err := types.SignNewTx(devchain.Faucet(), types.LatestSignerForChainID(big.NewInt(devchain.ChainID)), &types.DynamicFeeTx{
		ChainID: big.NewInt(devchain.ChainID), Gas: 1<<24 + 1, To: &to, GasTipCap: big.NewInt(1), GasFeeCap: big.NewInt(2e9),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := client.SendTransaction(t.Context(), tx); err == nil || !strings.Contains(err.Error(), "gas limit too high") {
		t.Fatalf("a transaction of 2^24+1 gas: %v", err)
	}
	// EIP-7939, new in Osaka: CLZ (0x1e) of 1 is 255.
	code := common.FromHex("60011e60005260206000f3")
	out, err := client.CallContract(t.Context(), ethereum.CallMsg{Data: code}, nil)
	if err != nil || new(big.Int).SetBytes(out).Uint64() != 255 {
		t.Fatalf("CLZ: %x, %v", out, err)
	}
}

// The process listens on one port of 127.0.0.1 per chain and nowhere else, neither TCP nor UDP.
func TestListensOnLoopbackOnly(t *testing.T) {
	open(t, devchain.Options{})
	for _, file := range []string{"tcp", "tcp6", "udp", "udp6"} {
		table, err := os.ReadFile("/proc/net/" + file)
		if err != nil {
			t.Skip("needs /proc to see what the process listens on")
		}
		for _, line := range strings.Split(string(table), "\n") {
			f := strings.Fields(line)
			if len(f) < 10 || !ownSocket(t, f[9]) || strings.HasPrefix(file, "tcp") && f[3] != "0A" {
				continue
			}
			if strings.HasPrefix(file, "udp") || !strings.HasPrefix(f[1], "0100007F:") {
				t.Errorf("the process has a %s socket on %s", file, f[1])
			}
		}
	}
}

// ownSocket reports whether a file descriptor of this process is the socket with the inode.
func ownSocket(t *testing.T, inode string) bool {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if target, err := os.Readlink("/proc/self/fd/" + e.Name()); err == nil && target == "socket:["+inode+"]" {
			return true
		}
	}
	return false
}

// A fixed port is the port of both protocols.
func TestListensOnTheFixedPort(t *testing.T) {
	t.Parallel()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	_, text, _ := net.SplitHostPort(l.Addr().String())
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	chain, _ := open(t, devchain.Options{Port: port})
	if chain.URL() != "http://127.0.0.1:"+text || chain.WebSocketURL() != "ws://127.0.0.1:"+text {
		t.Fatalf("%s and %s", chain.URL(), chain.WebSocketURL())
	}
}

// waitFor asks until the condition holds; the test's deadline is its only limit.
func waitFor(t *testing.T, what string, holds func() bool) {
	t.Helper()
	poll := time.NewTicker(2 * time.Millisecond)
	defer poll.Stop()
	for !holds() {
		select {
		case <-t.Context().Done():
			t.Fatalf("%s did not come", what)
		case <-poll.C:
		}
	}
}
