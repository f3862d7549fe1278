package e2e_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"waybill/internal/system"
)

// A running system listens on loopback only, whichever of its processes does, and leaves no process behind.
func TestNothingListensOutsideLoopbackAndNothingIsLeft(t *testing.T) {
	s := start(t, system.Options{})
	pids := s.Host.HandlerPIDs()
	if len(pids) == 0 {
		t.Fatal("the host has no handler")
	}
	found := 0
	for _, pid := range append(pids, os.Getpid()) {
		for _, address := range listeners(t, pid) {
			found++
			if !strings.HasPrefix(address, "0100007F:") { // 127.0.0.1, as the kernel writes it
				t.Errorf("process %d listens on %s", pid, address)
			}
		}
	}
	if found < 3 { // chain, host, handler
		t.Fatalf("only %d listeners were found: this test does not see them", found)
	}
	s.Stop()
	for _, pid := range pids {
		awaitGone(t, pid)
	}
}

// listeners gives the local addresses of a process's listening TCP sockets.
func listeners(t *testing.T, pid int) []string {
	t.Helper()
	own := map[string]bool{}
	base := filepath.Join("/proc", strconv.Itoa(pid))
	descriptors, err := os.ReadDir(filepath.Join(base, "fd"))
	if err != nil {
		t.Skipf("this system does not show its processes: %v", err)
	}
	for _, d := range descriptors {
		if target, err := os.Readlink(filepath.Join(base, "fd", d.Name())); err == nil {
			own[strings.TrimSuffix(strings.TrimPrefix(target, "socket:["), "]")] = true
		}
	}
	var addresses []string
	for _, table := range []string{"net/tcp", "net/tcp6"} {
		text, err := os.ReadFile(filepath.Join(base, table))
		if err != nil {
			continue
		}
		for _, line := range strings.Split(string(text), "\n")[1:] {
			f := strings.Fields(line)
			if len(f) > 9 && f[3] == "0A" && own[f[9]] { // 0A: listening
				addresses = append(addresses, f[1])
			}
		}
	}
	return addresses
}

func awaitGone(t *testing.T, pid int) {
	t.Helper()
	eventually(t, fmt.Sprintf("process %d is gone", pid), func() bool {
		_, err := os.Stat(filepath.Join("/proc", strconv.Itoa(pid)))
		return errors.Is(err, fs.ErrNotExist)
	})
}
