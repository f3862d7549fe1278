package e2e_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"waybill/internal/client"
	"waybill/internal/endurance/process"
)

// The README's walkthrough does what it says, on a system started as the README says.
func TestTheReadmesWalkthroughWorks(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile("(?s)<!-- walkthrough.*?-->\n```sh\n(.*?)```").FindSubmatch(text)
	if found == nil {
		t.Fatal("the README has no walkthrough")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "waybill")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, "../../cmd/waybill").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	address := process.FreeAddress(t)
	up := exec.CommandContext(t.Context(), program, "up", "--addr", address)
	up.Dir, up.Stderr = dir, os.Stderr
	up.Cancel = func() error { return up.Process.Signal(syscall.SIGTERM) }
	if err := up.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = up.Process.Signal(syscall.SIGTERM); _ = up.Wait() })
	var health struct{}
	if err := (&client.Client{Base: "http://" + address}).Get(deadline(t), "/api/health", &health); err != nil { // asks until it is up
		t.Fatal(err)
	}

	script := strings.Replace(string(found[1]), "http://127.0.0.1:7071", "http://"+address, 1)
	bash := exec.CommandContext(t.Context(), "bash", "-euo", "pipefail", "-c", script)
	bash.Dir = dir
	out, err := bash.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{"CABLE-1", "COIL-7", "(3 used)", "held by cable-works", "\nverified\n"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%q is missing in:\n%s", want, out)
		}
	}
}
