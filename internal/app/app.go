// Package app wires the handler: adapters to ports, ports to nouns, nouns to steps. It is the one place that knows
// which technology stands behind which port.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"path/filepath"
	"time"

	"waybill/internal/observe"
	"waybill/shared/azfunc"
	bussqlite "waybill/shared/bus/sqlite"
	"waybill/shared/chain"
	"waybill/shared/chain/evm"
	"waybill/shared/config"
	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/documents/files"
	ledgerevm "waybill/shared/ledger/evm"
	ledgersqlite "waybill/shared/ledger/sqlite"
	"waybill/shared/operations"
	operationssqlite "waybill/shared/operations/sqlite"
	"waybill/shared/partner/credentials"
	"waybill/shared/telemetry"
)

// Stores are the adapters that keep things: embedded ones on one folder, and where the settings say so journal and
// signing keys in Azure. The commands for people open them beside a running system.
type Stores struct {
	Bus         *bussqlite.Broker
	Operations  *operationssqlite.Store
	Journal     Journal
	Ledger      *ledgersqlite.Store
	Credentials *credentials.Store
	Keys        Keys
	Vault       *documents.Vault
}

// OpenStores opens every store below the folder of the settings; what is missing is made.
func OpenStores(ctx context.Context, s config.Settings) (*Stores, error) {
	at := func(name string) string { return filepath.Join(s.DataDir, name) }
	st := &Stores{}
	var err error
	fail := func(what string, err error) (*Stores, error) {
		return nil, errors.Join(fmt.Errorf("open %s: %w", what, err), st.Close())
	}
	if st.Bus, err = bussqlite.Open(ctx, at("bus.db")); err != nil {
		return fail("the bus", err)
	}
	if st.Operations, err = operationssqlite.Open(ctx, at("operations.db")); err != nil {
		return fail("the operations", err)
	}
	if st.Journal, err = openJournal(ctx, s); err != nil {
		return fail("the journal", err)
	}
	if st.Ledger, err = ledgersqlite.Open(ctx, at("ledger.db")); err != nil {
		return fail("the ledger", err)
	}
	if st.Credentials, err = credentials.Open(ctx, at("credentials.db"), s.Pepper, s.Environment); err != nil {
		return fail("the credentials", err)
	}
	if st.Keys, err = openKeys(s); err != nil {
		return fail("the signing keys", err)
	}
	if st.Vault, err = openVault(at, s); err != nil {
		return fail("the documents", err)
	}
	return st, nil
}

func openVault(at func(string) string, s config.Settings) (*documents.Vault, error) {
	store, err := files.OpenStore(at("documents"))
	if err != nil {
		return nil, err
	}
	keyring, err := files.OpenKeyring(at("document-keys"), s.Passphrase)
	if err != nil {
		return nil, err
	}
	return &documents.Vault{Store: store, Keyring: keyring, Now: time.Now, MaxSize: s.MaxDocument}, nil
}

// Close closes what is open.
func (st *Stores) Close() error {
	var failed []error
	for _, c := range []io.Closer{closer(st.Bus), closer(st.Operations), st.Journal, closer(st.Ledger), closer(st.Credentials)} {
		if c != nil {
			failed = append(failed, c.Close())
		}
	}
	return errors.Join(failed...)
}

// closer keeps a nil pointer from becoming an interface that is not nil.
func closer[T any, P interface {
	*T
	io.Closer
}](p P,
) io.Closer {
	if p == nil {
		return nil
	}
	return p
}

// An App is the wired handler.
type App struct {
	Server   *azfunc.Server
	stores   *Stores
	observer *observe.Observer
}

// Open wires the handler by its settings. It asks nobody over the network but the node, and that only for the contract's
// code, so that it starts at once; an emulator of tables is asked for its table. What it does is told to telemetry, which
// the caller closes after the App.
func Open(ctx context.Context, s config.Settings, t *telemetry.Telemetry) (*App, error) {
	stores, err := OpenStores(ctx, s)
	if err != nil {
		return nil, err
	}
	w := wiring{settings: s, stores: stores, secret: custody.Secret(s.NetworkSecret), log: t.Logger(), observer: observe.New(t)}
	server, err := w.server(ctx)
	if err != nil {
		w.observer.Close()
		return nil, errors.Join(err, stores.Close())
	}
	return &App{Server: server, stores: stores, observer: w.observer}, nil
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

// DigestDir is where the ledger's digests are kept: apart from the database, and never overwritten.
func DigestDir(s config.Settings) string { return filepath.Join(s.DataDir, "digests") }
