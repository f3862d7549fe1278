// Package system runs everything on one machine: the development chain, the stand-in for the Functions host with the
// real handler as its child, and the event stream. [Start] does what `waybill up` promises.
package system

import (
	"context"
	"crypto/ecdsa"
	"fmt"
	"log/slog"
	"maps"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"waybill/contracts/bindings"
	"waybill/handlers"
	"waybill/internal/app"
	"waybill/internal/bootstrap"
	"waybill/internal/client"
	"waybill/internal/devhost"
	"waybill/internal/devhost/devchain"
	"waybill/internal/devhost/eventstream"
	"waybill/internal/stage"
	"waybill/shared/config"
	"waybill/shared/custody"
	"waybill/shared/operations"
)

// Options say how to run a system. The zero value of a field is a sensible default.
type Options struct {
	Data        string        // folder of everything that lasts
	Addr        string        // where the API listens; default 127.0.0.1:0
	RPC         string        // another node instead of the development chain
	ChainPort   int           // of the development chain's JSON-RPC; default a free one
	Period      time.Duration // between blocks of the development chain; default a block on demand
	Finality    string        // default instant
	Handler     string        // the handler's binary; default this program, which is the same handler under that name
	StreamShape string        // evmconnect (the default) or ethconnect
	EnableAuth  bool          // ask for function keys, as Azure does
	Adversity   Adversity
	Log         *slog.Logger
}

// Adversity makes the host behave worse than the real one, to try whether anything is lost.
type Adversity struct {
	RedeliverRate float64 // share of handled messages that come again
	Duplicate     bool    // deliver every message twice
	CrashAfter    int     // kill the handler after so many invocations
	TwoProcesses  bool    // one handler for HTTP, one for everything else
}

// A System is running.
type System struct {
	URL      string // of the API
	ChainURL string // JSON-RPC of the node
	Settings config.Settings
	// AdminToken is the administrator's credential. It is only there at the first start on a data folder.
	AdminToken string
	Host       *devhost.Host

	values values
	stores *app.Stores
	stop   []func() // in the order of starting
	failed chan error
}

// Start runs a system and returns when it can be called. Started again on the same folder, it goes on where it
// stopped, however it stopped.
func Start(ctx context.Context, o Options) (s *System, err error) {
	s = &System{failed: make(chan error, 3)}
	begun := s // a return with an error sets s to nil
	defer func() {
		if err != nil {
			begun.Stop()
		}
	}()
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Data, err = filepath.Abs(o.Data); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return nil, err
	}
	held, err := lock(o.Data)
	if err != nil {
		return nil, err
	}
	s.stop = append(s.stop, func() { _ = held.Close() })
	v, err := openValues(o.Data)
	if err != nil {
		return nil, err
	}
	s.values = v
	if err := s.startChain(ctx, o, v); err != nil {
		return nil, err
	}
	if err := s.prepare(ctx, o, v); err != nil {
		return nil, err
	}
	if err := s.startHost(ctx, o, v); err != nil {
		return nil, err
	}
	s.startStream(ctx, o)
	if s.AdminToken, err = s.firstCredential(ctx); err != nil {
		return nil, err
	}
	return s, s.awaitHealth(ctx)
}

// startChain finds the node: the given one, or the development chain.
func (s *System) startChain(ctx context.Context, o Options, v values) error {
	s.ChainURL = o.RPC
	if o.RPC == "" {
		chain, err := devchain.Open(ctx, devchain.Options{Dir: filepath.Join(o.Data, "chain"), Period: o.Period, Port: o.ChainPort, Log: o.Log})
		if err != nil {
			return fmt.Errorf("start the development chain: %w", err)
		}
		s.stop = append(s.stop, func() { _ = chain.Close() })
		s.ChainURL = chain.URL()
	}
	v["WAYBILL_RPC_URL"] = s.ChainURL
	v["WAYBILL_FINALITY"] = o.Finality
	if o.Finality == "" {
		v["WAYBILL_FINALITY"] = "instant"
	}
	return nil
}

// prepare makes sure that the operator has funds and the contract is there, and opens the stores.
func (s *System) prepare(ctx context.Context, o Options, v values) error {
	unset := []string{"WAYBILL_CHAIN_ID", "WAYBILL_CONTRACT"}
	known := v[unset[1]] != ""
	if !known { // the stores need none of it, but the settings do
		v[unset[0]], v[unset[1]] = "0", custody.Address{}.Hex()
	}
	settings, err := v.settings()
	if err != nil {
		return err
	}
	if s.stores, err = app.OpenStores(ctx, settings); err != nil {
		return err
	}
	s.stop = append(s.stop, func() { _ = s.stores.Close() })
	operator, err := s.stores.Keys.CreateSigner(ctx, operations.Operator)
	if err != nil {
		return fmt.Errorf("make the operator's key: %w", err)
	}
	network, err := bootstrap.Prepare(ctx, bootstrap.Options{
		RPC: s.ChainURL, ChainID: settings.ChainID, Operator: operator, Signer: s.stores.Keys,
		Balance: operatorBalance, Faucet: faucet(o), Unlocked: o.RPC != "", Log: o.Log,
	})
	if err != nil {
		return fmt.Errorf("prepare the chain: %w", err)
	}
	if known && network.Contract != custody.Address(settings.Contract) {
		return fmt.Errorf("%s belongs to a contract at 0x%x, which the chain at %s does not have: the chain was started anew; use another --data", o.Data, settings.Contract, s.ChainURL)
	}
	v["WAYBILL_CHAIN_ID"] = strconv.FormatUint(network.ChainID, 10)
	v["WAYBILL_CONTRACT"] = network.Contract.Hex()
	if !known {
		v["WAYBILL_START_BLOCK"] = strconv.FormatUint(network.DeployBlock, 10)
	}
	if s.Settings, err = v.settings(); err != nil {
		return err
	}
	return v.write(o.Data)
}

// operatorBalance is what the operator gets on a development chain: enough for its own transactions and the grants of
// many organisations. 200 ether in wei.
var operatorBalance, _ = new(big.Int).SetString("200000000000000000000", 10)

// faucet pays on the development chain; on another node, only an account that the node itself has unlocked may.
func faucet(o Options) *ecdsa.PrivateKey {
	if o.RPC == "" {
		return devchain.Faucet()
	}
	return nil
}

// messageLock is how soon a killed handler's messages come again; the host renews the locks of invocations that last
// longer.
const messageLock = 3 * time.Second

// startHost stages the functions and starts the host, which starts the handler.
func (s *System) startHost(ctx context.Context, o Options, v values) error {
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
		ScriptRoot: root, Settings: v, Broker: s.stores.Bus, Lock: messageLock, DataDir: filepath.Join(o.Data, "host"), Addr: o.Addr,
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

// firstCredential makes the administrator's credential if there is none yet.
func (s *System) firstCredential(ctx context.Context) (string, error) {
	existing, err := s.stores.Credentials.List(ctx)
	if err != nil {
		return "", fmt.Errorf("list credentials: %w", err)
	}
	if len(existing) > 0 {
		return "", nil
	}
	token, _, err := s.stores.Credentials.Create(ctx, operations.Operator, true, time.Time{})
	return token, err
}

// awaitHealth waits until the handler says that all its parts answer.
func (s *System) awaitHealth(ctx context.Context) error {
	var health struct{ Status string }
	c := client.Client{Base: s.URL, HTTP: http.DefaultClient, Patience: 30 * time.Second}
	if err := c.Get(ctx, "/api/health", &health); err != nil {
		return fmt.Errorf("the system does not become healthy: %w", err)
	}
	return nil
}

// NewCredential makes a credential for an organisation and gives its token.
func (s *System) NewCredential(ctx context.Context, organization custody.OrganizationID, administrator bool) (string, error) {
	token, _, err := s.stores.Credentials.Create(ctx, organization, administrator, time.Time{})
	return token, err
}

// Environment is what the handler of this system needs in its environment. It has secrets in it.
func (s *System) Environment() map[string]string { return maps.Clone(s.values) }

// Stores are the system's stores.
func (s *System) Stores() *app.Stores { return s.stores }

// Failed tells why the system stopped by itself.
func (s *System) Failed() <-chan error { return s.failed }

// Stop ends everything in the reverse order of starting. What was accepted is durable and goes on at the next start.
func (s *System) Stop() {
	for i := len(s.stop) - 1; i >= 0; i-- {
		s.stop[i]()
	}
	s.stop = nil
}
