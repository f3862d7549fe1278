package main

import (
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"golang.org/x/sync/errgroup"

	"waybill/shared/chain"
	"waybill/shared/chain/evm"
	"waybill/shared/chain/sqlite"
	"waybill/shared/custody"
	"waybill/shared/each"
)

// pollEvery is the time between two passes, as in WAYBILL_POLL_SCHEDULE on a laptop.
const pollEvery = time.Second

// passes is how many signers are looked after at a time, as in the handler.
const passes = 8

// playEngine is the engine as the handler has it: every signer's commands are submitted in the batches that the bus
// delivers, while one pass after the other goes over all signers, until every outcome is final and delivered.
func playEngine(ctx context.Context, t task, out io.Writer) (err error) {
	if t.Profile != "" {
		file, err := os.Create(t.Profile)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		if err := pprof.StartCPUProfile(file); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	journal, err := sqlite.Open(ctx, filepath.Join(t.Dir, "journal.db"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, journal.Close()) }()
	backend, err := evm.Dial(ctx, t.URL)
	if err != nil {
		return err
	}
	defer backend.Close()
	backend.Now = time.Now
	finality := chain.Instant
	if t.Depth > 0 {
		finality = chain.Depth(t.Depth)
	}
	ring := keyring{}
	engine := &chain.Engine{
		Journal: journal, Backend: backend, Signer: ring, Encoder: evm.NewEncoder(t.Contract, nil), Now: time.Now,
		Policy: chain.Policy{Window: t.Window, Finality: finality},
	}
	var signers []custody.Address
	for place := range t.Signers {
		key, address, err := keyOf(place)
		if err != nil {
			return err
		}
		ring[address], signers = key, append(signers, address)
	}

	if err := nextBlock(ctx, backend); err != nil {
		return err
	}
	r := result{Begun: time.Now()}
	all, ctx := errgroup.WithContext(ctx)
	var submitting sync.WaitGroup
	for place, signer := range signers {
		submitting.Add(1)
		all.Go(func() error {
			defer submitting.Done()
			return submit(ctx, engine, signer, place, t)
		})
	}
	all.Go(func() error {
		submitting.Wait()
		r.Accepted = time.Now()
		return nil
	})
	all.Go(func() error { return watch(ctx, engine, t.Signers*t.Calls) })
	if err := all.Wait(); err != nil {
		return err
	}
	r.Settled = time.Now()
	return json.NewEncoder(out).Encode(r)
}

// submit hands over a signer's calls in the batches of the bus.
func submit(ctx context.Context, engine *chain.Engine, signer custody.Address, place int, t task) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	if t.Rate > 0 {
		t.Batch = t.Rate
	}
	for first := 0; first < t.Calls; first += t.Batch {
		var batch []chain.Request
		for i := first; i < min(first+t.Batch, t.Calls); i++ {
			batch = append(batch, callOf(place, t.Versions[place], i))
		}
		if err := engine.Submit(ctx, signer, batch); err != nil {
			return err
		}
		if t.Rate > 0 {
			select {
			case <-tick.C:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return nil
}

// watch makes passes until so many outcomes were delivered and nothing is left to do.
func watch(ctx context.Context, engine *chain.Engine, count int) error {
	settled := 0
	var mu sync.Mutex
	settle := func(_ context.Context, outcomes []chain.Outcome) error {
		for _, o := range outcomes {
			if !o.Succeeded {
				return fmt.Errorf("call %s failed in block %d as %s: %s", o.Operation, o.Block, o.Transaction.Hex(), o.Reason)
			}
		}
		mu.Lock()
		defer mu.Unlock()
		settled += len(outcomes)
		return nil
	}
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		signers, err := engine.Signers(ctx)
		if err != nil {
			return err
		}
		if len(signers) == 0 && settled >= count {
			break
		}
		var failed []error
		each.AtOnce(passes)(len(signers), func(i int) {
			if err := engine.Monitor(ctx, signers[i], settle); err != nil {
				mu.Lock()
				defer mu.Unlock()
				failed = append(failed, err)
			}
		})
		if err := errors.Join(failed...); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
	if settled != count {
		return errors.New("an outcome was delivered twice though nothing was killed")
	}
	return nil
}

// keyring is a chain.Signer with keys in memory, which signs as a keystore does once its files are open.
type keyring map[custody.Address]*ecdsa.PrivateKey

// Sign signs each digest.
func (k keyring) Sign(_ context.Context, address custody.Address, digests []custody.Digest) ([][]byte, error) {
	signatures := make([][]byte, len(digests))
	var all errgroup.Group
	all.SetLimit(runtime.GOMAXPROCS(0))
	for i, d := range digests {
		all.Go(func() (err error) {
			signatures[i], err = crypto.Sign(d[:], k[address])
			return err
		})
	}
	if err := all.Wait(); err != nil {
		return nil, fmt.Errorf("sign for %s: %w", address, err)
	}
	return signatures, nil
}
