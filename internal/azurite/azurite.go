// Package azurite starts Azurite, Microsoft's stand-in for Azure Storage, for tests and for a system on one machine.
//
// A test writes
//
//	server := azurite.Start(t)
//
// and uses server.Tables, server.Blobs, server.Queues or server.ConnectionString(). All tests of one test program share
// one server that ends with the program, so each test uses tables, containers and queues of its own. A program that
// wants a server for itself, or one that keeps what it is given, calls [Run] and later [Server.Stop].
//
// It runs the version that package-lock.json pins; npm ci --prefix internal/azurite --ignore-scripts installs it.
//
// Azurite is not Azure: it accepts a transaction across two partitions, does not find keys that contain a quotation mark,
// has no immutable blobs, and writes what it keeps to disk only every few seconds and when it is stopped.
package azurite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
)

// Account and Key are those of every Azurite: published, and good for nothing else.
const (
	Account = "devstoreaccount1"
	Key     = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==" //nolint:gosec // published
)

// stopAfter is how long a server that was asked to stop may take to write what it keeps.
const stopAfter = 10 * time.Second

// Options say how a server runs.
type Options struct {
	Folder string // where it keeps what it is given; "" for memory
	Script string // Azurite's own main file; "" for the one that npm installed in this folder of the repository

	// Certificate and PrivateKey are PEM files. With them it speaks https and takes tokens of identities, of which it checks
	// issuer, audience and times and not the signature.
	Certificate, PrivateKey string
}

// A Server is a running Azurite on ports of 127.0.0.1 that were free.
type Server struct {
	Blobs, Queues, Tables string // addresses, each with the account

	input io.Closer // the server ends when it is closed, also by the death of this process
	ended chan struct{}
	kill  func() error
	stop  sync.Once
}

// Run starts a server and returns when it answers. It ends with [Server.Stop], or when the calling process ends in
// whatever way; a context that ends after Run has returned does not end it.
func Run(ctx context.Context, o Options) (*Server, error) {
	if o.Script == "" {
		var err error
		if o.Script, err = installed(); err != nil {
			return nil, err
		}
	}
	s, err := run(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("start azurite: %w", err)
	}
	return s, nil
}

// ConnectionString names the server in the way that Azure's libraries read.
func (s *Server) ConnectionString() string {
	return "DefaultEndpointsProtocol=http;AccountName=" + Account + ";AccountKey=" + Key +
		";BlobEndpoint=" + s.Blobs + ";QueueEndpoint=" + s.Queues + ";TableEndpoint=" + s.Tables + ";"
}

// Stop asks the server to end, waits until what it keeps is on disk, and ends it by force if that takes too long. It may
// be called again.
func (s *Server) Stop() error {
	var err error
	s.stop.Do(func() {
		err = s.input.Close()
		select {
		case <-s.ended:
		case <-time.After(stopAfter):
			err = errors.Join(err, s.kill())
			<-s.ended
		}
	})
	return err
}

// installed finds what npm has installed, from any folder of the repository.
func installed() (string, error) {
	folder, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("look for azurite: %w", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			break
		}
		above := filepath.Dir(folder)
		if above == folder {
			return "", errors.New("look for azurite: this is not a folder of the repository")
		}
		folder = above
	}
	script := filepath.Join(folder, "internal", "azurite", "node_modules", "azurite", "dist", "src", "azurite.js")
	if _, err := os.Stat(script); err != nil {
		return "", errors.New("azurite is not installed: run npm ci --prefix internal/azurite --ignore-scripts")
	}
	if _, err := exec.LookPath("node"); err != nil {
		return "", fmt.Errorf("azurite needs Node.js: %w", err)
	}
	return script, nil
}
