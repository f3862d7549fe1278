package process

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/google/uuid"
)

// cliqueChain is the chain's id (EIP-155).
const cliqueChain = 56123

// cliquePassword opens the sealers' keys, which are worth nothing.
const cliquePassword = "a test's"

// NewClique runs a consortium's network: three nodes of geth 1.13.15, the last that can seal, which agree by Clique
// (EIP-225) on a block each second. Two of them are enough to go on, one alone stops. The accounts are rich.
//
// The rules are those of London: Clique knows none of the later ones.
func NewClique(t testing.TB, rich ...common.Address) []*Node {
	t.Helper()
	program := pinned(t, "clique", "github.com/ethereum/go-ethereum/cmd/geth", "-ldflags=-checklinkname=0") // a dependency reaches into the runtime
	sealers := make([]sealer, 3)
	for n := range sealers {
		sealers[n] = newSealer(t)
	}
	genesis := filepath.Join(t.TempDir(), "genesis.json")
	write(t, genesis, cliqueGenesis(t, sealers, rich))
	nodes := make([]*Node, len(sealers))
	for n, s := range sealers {
		write(t, s.file("config.toml"), s.peers(sealers))
		if out, err := exec.CommandContext(t.Context(), program, append(s.flags(), "init", genesis)...).CombinedOutput(); err != nil {
			t.Fatalf("begin the chain of sealer %d: %v\n%s", n, err, out)
		}
		nodes[n] = newNode(t, s.rpc, func(ctx context.Context) *exec.Cmd {
			return exec.CommandContext(ctx, program, append(s.flags(), s.service()...)...)
		})
	}
	for _, node := range nodes {
		node.Answers()
	}
	return nodes
}

// A sealer is one node's identity.
type sealer struct {
	folder  string
	address common.Address
	enode   string // what peers find it by
	rpc     string // address of its JSON-RPC
	p2p     string // address for its peers
	engine  string // port that nobody uses
}

func newSealer(t testing.TB) sealer {
	t.Helper()
	account, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	identity, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	s := sealer{
		folder: t.TempDir(), address: crypto.PubkeyToAddress(account.PublicKey),
		rpc: FreeAddress(t), p2p: FreeAddress(t), engine: freePort(t),
	}
	s.enode = fmt.Sprintf("enode://%x@%s", crypto.FromECDSAPub(&identity.PublicKey)[1:], s.p2p)
	key := &keystore.Key{Id: uuid.New(), Address: s.address, PrivateKey: account}
	text, err := keystore.EncryptKey(key, cliquePassword, keystore.LightScryptN, keystore.LightScryptP)
	if err != nil {
		t.Fatal(err)
	}
	write(t, s.file("keystore/account"), string(text))
	write(t, s.file("password"), cliquePassword)
	write(t, s.file("identity"), hex.EncodeToString(crypto.FromECDSA(identity)))
	return s
}

func (s sealer) file(name string) string { return filepath.Join(s.folder, name) }

// peers tells a node who the others are; it connects to them whenever it starts.
func (s sealer) peers(all []sealer) string {
	var others []string
	for _, o := range all {
		if o.enode != s.enode {
			others = append(others, fmt.Sprintf("%q", o.enode))
		}
	}
	return fmt.Sprintf("[Node.P2P]\nListenAddr = %q\nNoDiscovery = true\nStaticNodes = [%s]\n", s.p2p, strings.Join(others, ", "))
}

func (s sealer) flags() []string {
	return append([]string{"--datadir", s.folder, "--verbosity", "1"}, durable...)
}

func (s sealer) service() []string {
	return []string{
		"--config", s.file("config.toml"), "--nodekey", s.file("identity"), "--networkid", fmt.Sprint(cliqueChain),
		"--syncmode", "full", "--nat", "none", "--netrestrict", "127.0.0.0/8", "--ipcdisable",
		"--http", "--http.addr", "127.0.0.1", "--http.port", portOf(s.rpc), "--http.api", "eth,net,web3,txpool,clique",
		"--authrpc.addr", "127.0.0.1", "--authrpc.port", s.engine,
		"--mine", "--miner.etherbase", s.address.Hex(), "--unlock", s.address.Hex(), "--password", s.file("password"), "--allow-insecure-unlock",
	}
}

// cliqueGenesis is the first block: who may seal, and who is rich.
func cliqueGenesis(t testing.TB, sealers []sealer, rich []common.Address) string {
	t.Helper()
	addresses := make([]common.Address, len(sealers))
	for n, s := range sealers {
		addresses[n] = s.address
	}
	slices.SortFunc(addresses, common.Address.Cmp)
	extra := make([]byte, 32, 32+3*common.AddressLength+crypto.SignatureLength)
	for _, a := range addresses {
		extra = append(extra, a[:]...)
	}
	extra = append(extra, make([]byte, crypto.SignatureLength)...)
	alloc := map[string]any{}
	for _, a := range append(addresses, rich...) {
		alloc[a.Hex()] = map[string]string{"balance": "0x56bc75e2d63100000"} // 100 ether
	}
	config := map[string]any{"chainId": cliqueChain, "clique": map[string]any{"period": 1, "epoch": 30_000}}
	for _, fork := range []string{
		"homestead", "eip150", "eip155", "eip158", "byzantium", "constantinople", "petersburg", "istanbul", "berlin", "london",
	} {
		config[fork+"Block"] = 0
	}
	text, err := json.Marshal(map[string]any{
		"config": config, "difficulty": "0x1", "gasLimit": "0x1c9c380", "extraData": "0x" + hex.EncodeToString(extra), "alloc": alloc,
		"nonce": types.EncodeNonce(0), "timestamp": "0x0",
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
