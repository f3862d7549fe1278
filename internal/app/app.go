// Package app wires the handler: adapters to ports, ports to nouns, nouns to steps. It is the one place that knows
// which technology stands behind which port.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"time"

	"waybill/internal/observe"
	"waybill/shared/azfunc"
	"waybill/shared/chain"
	"waybill/shared/chain/evm"
	"waybill/shared/config"
	"waybill/shared/custody"
	ledgerevm "waybill/shared/ledger/evm"
	"waybill/shared/operations"
	"waybill/shared/partner"
	"waybill/shared/telemetry"
)

// An App is the wired handler.
type App struct {
	Server   *azfunc.Server
	stores   *Stores
	observer *observe.Observer
}

// Open wires the handler by its settings. Over the network it asks the node for the contract's code, and the ledger's
// database what the ledger is of; who writes to the ledger is waited for only at the very first start. An emulator is asked for its
// tables and containers. What it does is told to telemetry, which the caller closes after the App.
func Open(ctx context.Context, s config.Settings, t *telemetry.Telemetry) (*App, error) {
	stores, err := openStores(ctx, s, t.Azure())
	if err != nil {
		return nil, err
	}
	a := &App{stores: stores, observer: observe.New(t)}
	w := wiring{settings: s, stores: stores, secret: custody.Secret(s.NetworkSecret), log: t.Logger(), observer: a.observer}
	if w.callers, err = callers(s, stores.Credentials); err == nil {
		a.Server, err = w.server(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// Close closes the stores.
func (a *App) Close() error {
	a.observer.Close()
	return a.stores.Close()
}

// A wiring is what the parts are made from.
type wiring struct {
	settings config.Settings
	stores   *Stores
	secret   custody.Secret
	callers  partner.Authenticator
	log      *slog.Logger
	observer *observe.Observer
}

// engine gives the transaction engine, and the contract that it works for.
func (w wiring) engine(ctx context.Context) (*chain.Engine, *genuineContract, error) {
	backend, err := evm.Dial(ctx, w.settings.RPCURLs...)
	if err != nil {
		return nil, nil, fmt.Errorf("address the node: %w", err)
	}
	backend.Now = time.Now
	finality, err := chain.ParseFinality(w.settings.Finality)
	if err != nil {
		return nil, nil, err
	}
	contract := &genuineContract{node: backend, address: custody.Address(w.settings.Contract)}
	if err := contract.start(ctx, w.log); err != nil {
		return nil, nil, err
	}
	return &chain.Engine{
		Journal: w.journal(), Backend: backend, Signer: w.stores.Keys,
		Encoder: evm.NewEncoder(custody.Address(w.settings.Contract), w.settings.GasGrant),
		Now:     time.Now, Policy: chain.Policy{Finality: finality, Window: w.settings.Window}, Log: w.log,
	}, contract, nil
}

// source gives the chain as the ledger reads it.
func (w wiring) source(ctx context.Context) (*ledgerevm.Source, error) {
	return ledgerevm.Dial(ctx, w.settings.RPCURL, custody.Address(w.settings.Contract), w.settings.Finality)
}

// desk gives the one way in for commands.
func (w wiring) desk() *operations.Desk {
	return &operations.Desk{
		Store: w.operations(), View: w.stores.Ledger,
		Outbox:  operations.Drain{Outbox: outbox{w.bus(), w.settings.ChainID}, Store: w.stores.Operations},
		Signers: w.stores.Keys, Secret: w.secret, Now: time.Now,
		Admission: operations.NewAdmission(operations.Limits{
			Rate: float64(w.settings.RateLimit), Burst: clamp(w.settings.RateBurst), Backlog: clamp(w.settings.MaxBacklog),
		}),
	}
}

// clamp keeps a setting within what counts here.
func clamp(n uint64) int { return int(min(n, math.MaxInt32)) }
