package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"waybill/shared/custody"
)

// A task is what one process has to do.
type task struct {
	URL      string
	Contract custody.Address
	Versions []uint32 // of all assets of each signer at the beginning
	Calls    int      // of each signer; a multiple of twice the assets leaves no offer open
	Signers  int
	Batch    int // commands that are submitted at once
	Rate     int // commands of each signer a second; 0 if they come as fast as they are taken
	Window   uint64
	Depth    uint64 // blocks on top that make one final; 0 for instant finality
	Dir      string // for the journal
	Profile  string // file for a CPU profile; "" for none
}

// A result is what a process says at its end.
type result struct{ Begun, Accepted, Settled time.Time }

// measured is one process, seen from outside.
type measured struct {
	mined    float64 // transactions a second, until the last was seen in a block
	accepted float64 // transactions a second, until the last was handed over
	settled  float64 // transactions a second, until the last outcome was delivered
	cpu      float64 // milliseconds of the process for each transaction
	rss      float64 // its greatest resident memory in MB
}

// run lets this program play a role in a process of its own, and measures it.
func (s *scene) run(ctx context.Context, role string, t task) (m measured, err error) {
	dir, err := os.MkdirTemp(s.dir, role)
	if err != nil {
		return measured{}, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	t.URL, t.Contract, t.Dir, t.Batch = s.url, s.contract, dir, s.batch
	t.Versions = s.versions[:t.Signers]
	input, err := json.Marshal(t)
	if err != nil {
		return measured{}, err
	}
	self, err := os.Executable()
	if err != nil {
		return measured{}, err
	}
	if err := s.watcher.begin(ctx); err != nil {
		return measured{}, err
	}
	var output bytes.Buffer
	cmd := exec.CommandContext(ctx, self, "-role", role) //nolint:gosec // itself
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(input), &output, os.Stderr
	if err := cmd.Start(); err != nil {
		return measured{}, fmt.Errorf("start the %s: %w", role, err)
	}
	ended := make(chan error, 1)
	watching, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		err := cmd.Wait()
		if err != nil {
			cancel() // nothing more will be mined
		}
		ended <- err
	}()
	count, first := t.Signers*t.Calls, s.watcher.next
	last, watchErr := s.watcher.until(watching, count)
	if err := <-ended; err != nil {
		return measured{}, fmt.Errorf("run the %s: %w", role, err)
	}
	if err := errors.Join(watchErr, s.watcher.check(ctx, first)); err != nil {
		return measured{}, err
	}
	for place := range t.Signers {
		s.versions[place] += uint32(t.Calls / assets)
	}
	var r result
	if err := json.Unmarshal(output.Bytes(), &r); err != nil {
		return measured{}, fmt.Errorf("read the result of the %s: %w", role, err)
	}
	since := func(end time.Time) float64 { return float64(count) / end.Sub(r.Begun).Seconds() }
	spent := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return measured{
		mined: since(last), accepted: since(r.Accepted), settled: since(r.Settled),
		cpu: 1000 * spent.Seconds() / float64(count), rss: resident(cmd.ProcessState),
	}, nil
}
