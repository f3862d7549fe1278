package system

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"waybill/contracts/bindings"
	"waybill/handlers"
	"waybill/internal/devhost"
	"waybill/internal/devhost/eventstream"
	"waybill/internal/stage"
	"waybill/shared/custody"
)

// messageLock is how soon a killed handler's messages come again; the host renews the locks of invocations that last
// longer.
const messageLock = 3 * time.Second

// startHost stages the functions and starts the host, which starts the handler.
func (s *System) startHost(ctx context.Context, o Options) error {
	binary := o.Handler
	if binary == "" {
		var err error
		if binary, err = os.Executable(); err != nil {
			return fmt.Errorf("find this program: %w", err)
		}
	}
	binary, err := filepath.Abs(binary)
	if err != nil {
		return err
	}
	root := filepath.Join(o.Data, "dist")
	if err := stage.Write(root, handlers.Definitions(), stage.Link(binary)); err != nil {
		return fmt.Errorf("stage the functions: %w", err)
	}
	s.Host, err = devhost.Start(ctx, devhost.Options{
		ScriptRoot: root, Settings: s.values, Broker: s.stores.Bus, Lock: messageLock, DataDir: filepath.Join(o.Data, "host"), Addr: o.Addr,
		EnableAuth: o.EnableAuth, Log: o.Log,
		RedeliverRate: o.Adversity.RedeliverRate, Duplicate: o.Adversity.Duplicate,
		CrashAfter: o.Adversity.CrashAfter, TwoProcesses: o.Adversity.TwoProcesses,
	})
	if err != nil {
		return fmt.Errorf("start the host: %w", err)
	}
	s.URL = s.Host.URL()
	s.stop = append(s.stop, func() { s.Host.Stop(context.WithoutCancel(ctx)) })
	go func() { s.failed <- <-s.Host.Done() }()
	return nil
}

// startStream delivers the contract's events to the handler.
func (s *System) startStream(ctx context.Context, o Options) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx)) // ends by Stop
	done := make(chan struct{})
	stream := eventstream.Stream{
		RPC: s.ChainURL, Contract: custody.Address(s.Settings.Contract), ABI: bindings.CustodyLedgerMetaData.ABI,
		FromBlock: s.Settings.StartBlock, Target: s.URL + "/api/events", Shape: o.StreamShape,
		Headers:    http.Header{"Authorization": {"Bearer " + s.Settings.StreamSecrets[0]}},
		Checkpoint: filepath.Join(o.Data, "host", "eventstream.json"), Log: o.Log,
	}
	go func() {
		defer close(done)
		if err := stream.Run(ctx); err != nil && ctx.Err() == nil {
			s.failed <- fmt.Errorf("event stream: %w", err)
		}
	}()
	s.stop = append(s.stop, func() { cancel(); <-done })
}
