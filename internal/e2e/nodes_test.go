package e2e_test

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"waybill/internal/system"
)

// The story ends in the same state on other nodes: geth as its own people run it for development, and anvil.
func TestOtherNodesEndInTheSameState(t *testing.T) {
	want := plain(t)
	for name, run := range map[string]func(*testing.T, string) *exec.Cmd{"geth": geth, "anvil": anvil} {
		t.Run(name, func(t *testing.T) {
			address := freeAddress(t)
			url := runNode(t, address, run(t, address))
			s := start(t, system.Options{RPC: url})
			tell(t, s, false)
			mustVerify(t, s)
			if got := state(t, s); got != want {
				t.Fatalf("the state differs from the undisturbed telling's:\n%s", got)
			}
			s.Stop()
		})
	}
}

// needed skips a test whose node is not there, unless LIVE=1 says that it has to be.
func needed(t *testing.T, what string, err error) {
	t.Helper()
	if err == nil {
		return
	}
	if os.Getenv("LIVE") == "1" {
		t.Fatalf("%s is needed: %v", what, err)
	}
	t.Skipf("%s is not there (%v); LIVE=1 makes this a failure", what, err)
}

// anvil comes with the npm packages of contracts/.
func anvil(t *testing.T, address string) *exec.Cmd {
	t.Helper()
	_, port, _ := strings.Cut(address, ":")
	path, err := filepath.Abs("../../contracts/node_modules/.bin/anvil")
	if err == nil {
		_, err = os.Stat(path)
	}
	needed(t, "anvil", err)
	return exec.Command(path, "--host", "127.0.0.1", "--port", port, "--silent")
}

// geth is built from its module, which takes minutes the first time: only where LIVE=1 asks for it.
func geth(t *testing.T, address string) *exec.Cmd {
	t.Helper()
	if os.Getenv("LIVE") != "1" {
		t.Skip("building geth takes minutes; LIVE=1 does it")
	}
	path := filepath.Join(t.TempDir(), "geth")
	build := exec.CommandContext(t.Context(), "go", "build", "-modfile=tools/geth.mod", "-o", path, "github.com/ethereum/go-ethereum/cmd/geth")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build geth: %v\n%s", err, out)
	}
	_, port, _ := strings.Cut(address, ":")
	return exec.Command(path, "--dev", "--http", "--http.addr", "127.0.0.1", "--http.port", port, "--ipcdisable", "--verbosity", "1")
}

// runNode runs a node until the test ends and gives its address.
func runNode(t *testing.T, address string, cmd *exec.Cmd) string {
	t.Helper()
	runtime.LockOSThread() // the node dies with this thread, so that a killed test leaves none behind
	t.Cleanup(runtime.UnlockOSThread)
	dieWithTest(cmd)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	url := "http://" + address
	ctx := deadline(t)
	eventually(t, cmd.Path+" answers", func() bool { return answers(ctx, url) })
	return url
}

func answers(ctx context.Context, url string) bool {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader([]byte(`{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}`)))
	if err != nil {
		return false
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return false
	}
	_ = answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}
