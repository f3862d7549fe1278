package process

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/ethereum/go-ethereum/rpc"
)

// A Node is an Ethereum node that a test runs.
type Node struct {
	*Process
	URL    string // JSON-RPC
	Client *rpc.Client
}

// newNode starts a node that will answer at the address.
func newNode(t testing.TB, address string, command func(context.Context) *exec.Cmd) *Node {
	t.Helper()
	n := &Node{Process: New(t, command), URL: "http://" + address}
	client, err := rpc.Dial(n.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	n.Client = client
	n.Start()
	return n
}

// Anvil runs anvil, which comes with the npm packages of contracts/, with more flags such as "--no-mining".
func Anvil(t testing.TB, flags ...string) *Node {
	t.Helper()
	program := filepath.Join(top(t), "contracts", "node_modules", ".bin", "anvil")
	_, err := os.Stat(program)
	needed(t, "anvil", err)
	address := FreeAddress(t)
	n := newNode(t, address, func(ctx context.Context) *exec.Cmd {
		return exec.CommandContext(ctx, program, append([]string{"--host", "127.0.0.1", "--port", portOf(address), "--silent"}, flags...)...)
	})
	n.Answers()
	return n
}

// Geth runs geth as its own people run it for development, with more flags such as "--dev.period=1". Given a folder, it
// goes on there after a kill: every block is on disk with its state before the node tells of it, which is neither geth's
// default nor that of its database.
func Geth(t testing.TB, folder string, flags ...string) *Node {
	t.Helper()
	program := pinned(t, "geth", "github.com/ethereum/go-ethereum/cmd/geth")
	address := FreeAddress(t)
	flags = append([]string{
		"--dev", "--http", "--http.addr", "127.0.0.1", "--http.port", portOf(address), "--http.api", "eth,net,web3,txpool,debug,dev",
		"--ipcdisable", "--verbosity", "1",
	}, flags...)
	if folder != "" {
		flags = append(flags, "--datadir", folder)
		flags = append(flags, durable...)
	}
	n := newNode(t, address, func(ctx context.Context) *exec.Cmd { return exec.CommandContext(ctx, program, flags...) })
	n.Answers()
	return n
}

// durable makes geth write each block and its state at once. By default the state of new blocks is in memory, and the
// newest writes are in a buffer, so that a killed node forgets its last seconds.
var durable = []string{"--gcmode", "archive", "--state.scheme", "hash", "--db.engine", "leveldb"}

func portOf(address string) string {
	_, port, _ := net.SplitHostPort(address)
	return port
}

// Answers waits until the node answers.
func (n *Node) Answers() {
	n.t.Helper()
	n.awaits("the node at "+n.URL+" answers", func(ctx context.Context) bool {
		var id string
		return n.Client.CallContext(ctx, &id, "eth_chainId") == nil
	})
}

// Call calls a method that must succeed.
func (n *Node) Call(method string, args ...any) {
	n.t.Helper()
	var ignored any
	if err := n.Client.CallContext(n.t.Context(), &ignored, method, args...); err != nil {
		n.t.Fatalf("%s: %v", method, err)
	}
}
