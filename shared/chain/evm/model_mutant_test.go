package evm_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"pgregory.net/rapid"
)

// contracts is the folder with the sources and their compiler.
const contracts = "../../../contracts"

// enoughSequences is how many sequences may pass before a mutant has to be found.
const enoughSequences = 5000

// mutants are the contract with one rule broken each.
var mutants = map[string]struct{ file, rule, broken string }{
	"drops a party": {
		"Offers.sol",
		"        if (a.pending() != actor) revert NotPending(asset, actor, a.pending());\n        if (_isPast",
		"        if (_isPast",
	},
	"swaps two parties":    {"Handovers.sol", "_store(item.asset, a.withCustodian(to));", "_store(item.asset, a.withCustodian(from));"},
	"ignores the quantity": {"Transformations.sol", "a = a.withContent(a.content() - Amounts.quantity(quantity));", ""},
	"ignores the version":  {"Assets.sol", "if (a.version() != expectedVersion) revert StaleVersion", "if (a.version() < expectedVersion) revert StaleVersion"},
}

// A contract with one rule broken is told from the machine: the comparison would find such a mistake.
func TestMutantsOfTheContractAreCaught(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat(filepath.Join(contracts, "node_modules", "solc")); err != nil {
		if os.Getenv("LIVE") == "1" {
			t.Fatal("contracts/node_modules has no solc: run npm ci in contracts first")
		}
		t.Skip("contracts/node_modules has no solc: run npm ci in contracts to compile mutants")
	}
	for name, m := range mutants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			origin, err := deploy(compileMutant(t, m.file, m.rule, m.broken))
			if err != nil {
				t.Fatal(err)
			}
			play := rapid.Custom(func(draw *rapid.T) string { return newGame(origin.fresh()).sequence(draw) })
			for seed := range enoughSequences {
				if mismatch := play.Example(seed); mismatch != "" {
					t.Logf("caught in sequence %d: %s", seed, mismatch)
					return
				}
			}
			t.Errorf("nothing was noticed in %d sequences", enoughSequences)
		})
	}
}

// compileMutant gives the creation code of the contract with one place changed, which must be there once.
func compileMutant(t *testing.T, file, rule, broken string) []byte {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "src"), os.DirFS(filepath.Join(contracts, "src"))); err != nil {
		t.Fatal(err)
	}
	modules, err := filepath.Abs(filepath.Join(contracts, "node_modules"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(modules, filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	compiler, err := os.ReadFile(filepath.Join(contracts, "compile.js"))
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(filepath.Join(dir, "src", file))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(source), rule) != 1 {
		t.Fatalf("%s does not have %q once: bring the mutant up to date", file, rule)
	}
	changed := strings.Replace(string(source), rule, broken, 1)
	for name, text := range map[string]string{"compile.js": string(compiler), filepath.Join("src", file): changed} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return compiled(t, dir)
}

// compiled gives the creation code of the sources in the folder. A compilation takes ten seconds, so its result is kept
// in the user's cache, under the hash of all that goes into it.
func compiled(t *testing.T, dir string) []byte {
	t.Helper()
	all := sha256.New()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		fmt.Fprintf(all, "%s %d\n%s", entry.Name(), len(text), text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	artifact := filepath.Join(cache, "waybill", fmt.Sprintf("mutant-%x.json", all.Sum(nil)[:8]))
	if code := creationCode(artifact); code != nil {
		return code
	}
	if err := os.MkdirAll(filepath.Dir(artifact), 0o700); err != nil {
		t.Fatal(err)
	}
	fresh := filepath.Join(t.TempDir(), "CustodyLedger.json")
	if out, err := exec.CommandContext(t.Context(), "node", filepath.Join(dir, "compile.js"), fresh).CombinedOutput(); err != nil {
		t.Fatalf("compile the mutant: %v\n%s", err, out)
	}
	code := creationCode(fresh)
	if code == nil {
		t.Fatal("the compiler gave no code")
	}
	if err := os.Rename(fresh, artifact); err != nil {
		t.Logf("the mutant is compiled again next time: %v", err)
	}
	return code
}

// creationCode reads an artifact, nil if it is not there.
func creationCode(artifact string) []byte {
	text, err := os.ReadFile(artifact)
	if err != nil {
		return nil
	}
	var c struct{ Bytecode string }
	if json.Unmarshal(text, &c) != nil {
		return nil
	}
	return common.FromHex(c.Bytecode)
}
