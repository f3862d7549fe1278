package devchain_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"

	"waybill/internal/devhost/devchain"
)

const childDir = "DEVCHAIN_TEST_DIR"

// TestMain lets the test binary be a chain for others to kill: it prints its address and waits.
func TestMain(m *testing.M) {
	dir, ok := os.LookupEnv(childDir)
	if !ok {
		os.Exit(m.Run())
	}
	chain, err := devchain.Open(context.Background(), devchain.Options{Dir: dir})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(chain.URL())
	select {}
}

// child starts a chain in another process.
func child(t *testing.T, dir string) (*exec.Cmd, *ethclient.Client) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	client, err := ethclient.Dial(strings.TrimSpace(line))
	if err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	return cmd, client
}

// Whatever a client has seen in a block is in the same block after the process was killed, at whatever moment.
func TestKilledProcessKeepsWhatWasSeen(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	seen := map[common.Hash]common.Hash{} // transaction to block
	for round := range 6 {
		cmd, client := child(t, dir)
		for tx, block := range seen {
			if got := mined(t.Context(), t, client, tx); got.BlockHash != block {
				t.Fatalf("round %d: transaction %s was in block %s and is in %s", round, tx, block, got.BlockHash)
			}
		}
		nonce, err := client.NonceAt(t.Context(), crypto.PubkeyToAddress(devchain.Faucet().PublicKey), nil)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(rand.IntN(400))*time.Millisecond)
		killed := make(chan struct{})
		go func() {
			<-ctx.Done()
			_ = cmd.Process.Kill() // SIGKILL
			_ = cmd.Wait()
			close(killed)
		}()
		sendUntilKilled(t, client, nonce, killed, seen)
		cancel()
		<-killed
		client.Close()
	}
	if len(seen) == 0 {
		t.Fatal("no transaction was seen in a block in any round")
	}
}

// sendUntilKilled sends one transaction after another and notes those it sees in a block.
func sendUntilKilled(t *testing.T, client *ethclient.Client, nonce uint64, killed <-chan struct{}, seen map[common.Hash]common.Hash) {
	t.Helper()
	for {
		tx := transfer(t, devchain.Faucet(), nonce)
		_ = client.SendTransaction(t.Context(), tx) // fails if it is pending already, or the process is gone
		if receipt, err := client.TransactionReceipt(t.Context(), tx.Hash()); err == nil {
			seen[tx.Hash()] = receipt.BlockHash
			nonce++
		}
		select {
		case <-killed:
			return
		default:
		}
	}
}

// sendAndWait has a transaction mined.
func sendAndWait(t *testing.T, chain *devchain.Chain, nonce uint64) common.Hash {
	t.Helper()
	client, err := ethclient.Dial(chain.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	tx := transfer(t, devchain.Faucet(), nonce)
	if err := client.SendTransaction(t.Context(), tx); err != nil {
		t.Fatal(err)
	}
	mined(t.Context(), t, client, tx.Hash())
	return tx.Hash()
}

// Bytes of a block that was being written are forgotten, wherever the writing ended; the blocks before stay.
func TestTornTailOfTheLogIsForgotten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var hashes []common.Hash
	chain, err := devchain.Open(t.Context(), devchain.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "blocks.log")
	var sizes []int64
	for nonce := range uint64(3) {
		hashes = append(hashes, sendAndWait(t, chain, nonce))
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, info.Size())
	}
	if err := chain.Close(); err != nil {
		t.Fatal(err)
	}
	for _, size := range []int64{sizes[2] - 1, sizes[1] + 13, sizes[1] + 12, sizes[1] + 3} {
		if err := os.Truncate(path, size); err != nil {
			t.Fatal(err)
		}
		chain, client := open(t, devchain.Options{Dir: dir})
		if head, err := client.BlockNumber(t.Context()); err != nil || head != 3 {
			t.Fatalf("cut at byte %d: head %d, %v", size, head, err)
		}
		mined(t.Context(), t, client, hashes[1])
		hashes[2] = sendAndWait(t, chain, 2) // the chain goes on where it was
		if err := chain.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// A log that is damaged in its middle is refused: what follows the damage was seen by somebody.
func TestDamagedLogIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	chain, err := devchain.Open(t.Context(), devchain.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	for nonce := range uint64(2) {
		sendAndWait(t, chain, nonce)
	}
	if err := chain.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "blocks.log")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]int{"the genesis block": 30, "a block's length": 53, "a block": 200} {
		damaged := append([]byte(nil), whole...)
		damaged[at] ^= 0xff
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if chain, err := devchain.Open(t.Context(), devchain.Options{Dir: dir}); err == nil {
			_ = chain.Close()
			t.Errorf("damage of %s was not noticed", name)
		}
	}
}

// Two chains cannot have one folder.
func TestFolderIsLocked(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	open(t, devchain.Options{Dir: dir})
	if _, err := devchain.Open(t.Context(), devchain.Options{Dir: dir}); err == nil || !strings.Contains(err.Error(), "another process") {
		t.Fatalf("second opening: %v", err)
	}
}
