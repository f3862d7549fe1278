package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"waybill/shared/chain/evm"
)

// startGeth starts geth with a block a second and so wide that only its speed limits it; stop ends it.
func startGeth(ctx context.Context, path, dir string) (url string, stop func(), err error) {
	if path == "" {
		path = filepath.Join(dir, "geth")
		build := exec.CommandContext(ctx, "go", "build", "-modfile=tools/geth.mod", "-o", path, "github.com/ethereum/go-ethereum/cmd/geth") //nolint:gosec // the path is ours
		build.Stdout, build.Stderr = os.Stderr, os.Stderr
		if err := build.Run(); err != nil {
			return "", nil, fmt.Errorf("build geth: %w", err)
		}
	}
	port, err := freePort(ctx)
	if err != nil {
		return "", nil, err
	}
	//nolint:gosec // whoever runs this says which geth
	cmd := exec.CommandContext(ctx, path, "--datadir", filepath.Join(dir, "geth.data"),
		"--dev", "--dev.period", "1", "--dev.gaslimit", "200000000", "--miner.gaslimit", "200000000", "--rpc.txfeecap", "0",
		"--txpool.accountslots", "20000", "--txpool.globalslots", "40000", "--txpool.accountqueue", "20000", "--txpool.globalqueue", "40000",
		"--http", "--http.addr", "127.0.0.1", "--http.port", strconv.Itoa(port), "--http.api", "eth,net,web3,txpool,debug",
		"--ipcdisable", "--nodiscover", "--maxpeers", "0", "--verbosity", "1")
	if err := cmd.Start(); err != nil {
		return "", nil, fmt.Errorf("start geth: %w", err)
	}
	stop = func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }
	url = fmt.Sprintf("http://127.0.0.1:%d", port)
	if err := answers(ctx, url); err != nil {
		stop()
		return "", nil, fmt.Errorf("start geth: %w", err)
	}
	return url, stop, nil
}

// freePort gives a port that nobody listens on just now.
func freePort(ctx context.Context) (int, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("look for a free port: %w", err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	return port, l.Close()
}

// answers waits until the node does, for a minute at most.
func answers(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	backend, err := evm.Dial(ctx, url)
	if err != nil {
		return err
	}
	defer backend.Close()
	for {
		if _, err = backend.ChainID(ctx); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// nextBlock waits for a block: every run has the same time to its first one.
func nextBlock(ctx context.Context, backend *evm.Backend) error {
	before, err := backend.Head(ctx)
	for head := before; err == nil && head == before; head, err = backend.Head(ctx) {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(look):
		}
	}
	return err
}
