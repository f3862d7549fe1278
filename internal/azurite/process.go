package azurite

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"strings"
)

// launcher runs Azurite and ends it, as SIGTERM does, when its standard input ends: the one sign of its parent's death
// that every operating system gives.
const launcher = `process.stdin.on("end", () => process.kill(process.pid, "SIGTERM")).resume(); require(process.argv[1])`

// listening is what Azurite prints when a service has its port.
var listening = regexp.MustCompile(`^Azurite (Blob|Queue|Table) service is successfully listening at (https?://\S+)`)

func run(ctx context.Context, o Options) (*Server, error) {
	args := []string{
		"-e", launcher, o.Script, "--silent", "--disableTelemetry",
		"--skipApiVersionCheck", // the libraries are newer than what Azurite knows of
		"--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
		"--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
	}
	if o.Folder == "" {
		args = append(args, "--inMemoryPersistence")
	} else {
		args = append(args, "--location", o.Folder)
	}
	if o.Certificate != "" {
		args = append(args, "--oauth", "basic", "--cert", o.Certificate, "--key", o.PrivateKey)
	}
	cmd := exec.Command("node", args...) //nolint:gosec,noctx // the script is ours, and the server outlives the context
	input, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	output, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	complaints := &beginning{}
	cmd.Stderr = complaints
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &Server{input: input, ended: make(chan struct{}), kill: cmd.Process.Kill}
	ready := make(chan bool, 1)
	go func() {
		defer close(s.ended)
		ready <- s.read(output)
		_, _ = io.Copy(io.Discard, output) // it ends with the process
		_ = cmd.Wait()                     // how a server ends that was told to is of no interest
	}()
	select {
	case <-ctx.Done():
		return nil, errors.Join(ctx.Err(), s.Stop())
	case ok := <-ready:
		if !ok {
			<-s.ended
			return nil, fmt.Errorf("it ended at once: %s", complaints)
		}
	}
	return s, nil
}

// read takes the addresses from what the server prints; false if it ends before it has told all three.
func (s *Server) read(output io.Reader) bool {
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		m := listening.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		address := m[2] + "/" + Account
		switch m[1] {
		case "Blob":
			s.Blobs = address
		case "Queue":
			s.Queues = address
		case "Table":
			s.Tables = address
		}
		if s.Blobs != "" && s.Queues != "" && s.Tables != "" {
			return true
		}
	}
	return false
}

// A beginning keeps the first of what a process complains about.
type beginning struct{ text strings.Builder }

// Write keeps up to 4 KiB.
func (b *beginning) Write(p []byte) (int, error) {
	b.text.Write(p[:min(len(p), 4096-b.text.Len())])
	return len(p), nil
}

// String gives what was kept.
func (b *beginning) String() string { return strings.TrimSpace(b.text.String()) }
