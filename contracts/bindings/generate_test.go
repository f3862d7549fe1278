package bindings_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi/abigen"
)

var update = flag.Bool("update", false, "write the generated files instead of comparing them")

const (
	artifactFile  = "../abi/CustodyLedger.json"
	generatedFile = "custody_ledger.go"
)

// The committed artifact is what the pinned compiler makes of the committed sources, byte for byte.
func TestArtifactIsCompiledFromTheSources(t *testing.T) {
	if _, err := os.Stat("../node_modules/solc"); err != nil {
		if os.Getenv("LIVE") == "1" {
			t.Fatal("contracts/node_modules has no solc: run npm ci in contracts first")
		}
		t.Skip("contracts/node_modules has no solc: run npm ci in contracts to compare the compiled contract")
	}
	fresh := filepath.Join(t.TempDir(), "CustodyLedger.json")
	if out, err := exec.CommandContext(t.Context(), "node", "../compile.js", fresh).CombinedOutput(); err != nil {
		t.Fatalf("compile the contract: %v\n%s", err, out)
	}
	compareOrUpdate(t, artifactFile, read(t, fresh))
}

// The committed bindings are what abigen makes of the committed artifact, byte for byte.
func TestBindingsAreGeneratedFromTheArtifact(t *testing.T) {
	var artifact struct {
		ABI                  json.RawMessage `json:"abi"`
		Bytecode             string          `json:"bytecode"`
		DeployedBytecodeHash string          `json:"deployedBytecodeHash"`
	}
	if err := json.Unmarshal(read(t, artifactFile), &artifact); err != nil {
		t.Fatalf("read the artifact: %v", err)
	}
	code, err := abigen.BindV2([]string{"CustodyLedger"}, []string{string(artifact.ABI)}, []string{artifact.Bytecode},
		"bindings", nil, nil)
	if err != nil {
		t.Fatalf("generate the bindings: %v", err)
	}
	code += fmt.Sprintf(`
// CustodyLedgerCodeHash is the Keccak-256 hash of the deployed code, the same on every chain: what EXTCODEHASH and
// eth_getProof give for a genuine contract.
const CustodyLedgerCodeHash = %q
`, artifact.DeployedBytecodeHash)
	compareOrUpdate(t, generatedFile, []byte(code))
}

func compareOrUpdate(t *testing.T, file string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got := read(t, file); !bytes.Equal(got, want) {
		t.Errorf("%s is not what its source gives; run go test ./contracts/bindings -update", file)
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
