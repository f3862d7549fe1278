package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"

	"waybill/handlers/acceptcommand"
	"waybill/handlers/anchordigest"
	"waybill/handlers/canceloperation"
	"waybill/handlers/checkhealth"
	"waybill/handlers/describeapi"
	"waybill/handlers/findgaps"
	"waybill/handlers/ingestcommand"
	"waybill/handlers/opendocument"
	"waybill/handlers/pollconfirmations"
	"waybill/handlers/preparehandover"
	"waybill/handlers/projectevents"
	"waybill/handlers/queryevents"
	"waybill/handlers/recallasset"
	"waybill/handlers/receivechainevents"
	"waybill/handlers/reconcileledger"
	"waybill/handlers/recordonchain"
	"waybill/handlers/retryoperation"
	"waybill/handlers/sealdocument"
	"waybill/handlers/showasset"
	"waybill/handlers/showcontents"
	"waybill/handlers/showmetrics"
	"waybill/handlers/showoperation"
	"waybill/handlers/sweepdocuments"
	"waybill/handlers/sweepoperations"
	"waybill/handlers/traceasset"
	"waybill/shared/azfunc"
	"waybill/shared/chain"
	"waybill/shared/chain/evm"
	"waybill/shared/custody"
	"waybill/shared/each"
	"waybill/shared/ledger"
	"waybill/shared/operations"
)

// passesAtOnce is how many signers PollConfirmations looks after at a time.
const passesAtOnce = 8

// readsAtOnce is how many operations of a batch RecordOnChain reads at a time: a batch has hundreds, and a round trip to Table
// Storage takes some ten milliseconds.
const readsAtOnce = 10

// reconcileFor bounds ReconcileLedger: host.json's functionTimeout kills the handler with whatever else it is doing.
const reconcileFor = 4 * time.Minute

// server makes the functions of handlers.All and the server that answers for them.
func (w wiring) server(ctx context.Context) (*azfunc.Server, error) {
	functions, err := w.functions(ctx)
	if err != nil {
		return nil, err
	}
	return azfunc.NewServer(functions, azfunc.Options{
		Port: w.settings.HandlerPort, Log: w.log, MaxBody: max(w.settings.MaxDocument, receivechainevents.MaxBody),
		Middleware: guard(w.callers, newContract(describeapi.Document)),
		Observer:   w.observer,
	})
}

func (w wiring) functions(ctx context.Context) ([]azfunc.Function, error) {
	st, store, d := w.stores, w.operations(), w.desk()
	engine, contract, err := w.engine(ctx)
	if err != nil {
		return nil, err
	}
	node := engine.Backend.(*evm.Backend)
	engine.Backend = w.observer.Backend(node)
	d.Purse = operations.Purse{Grant: w.settings.GasGrant, Balances: node}
	d.Agreements = evm.Agreements{ChainID: w.settings.ChainID, Contract: custody.Address(w.settings.Contract), Code: node.Code}
	desk := w.observer.Desk(d)
	projector, err := w.projector(ctx)
	if err != nil {
		return nil, err
	}
	closer, err := w.closer()
	if err != nil {
		return nil, err
	}
	queries := ledger.Queries{Store: st.Ledger, Now: time.Now}
	reconciler := &ledger.Reconciler{Source: projector.Source, Store: st.Ledger, Projector: projector, Operations: confirmed{st.Operations}, Budget: reconcileFor, Now: time.Now}
	vault, project := w.observer.Vault(st.Vault), w.observer.Projector(projector)
	metrics := showmetrics.Parts{
		Operations: st.Operations, Members: st.Ledger, Keys: st.Keys, Engine: engine, Balances: node, Now: time.Now,
		Bus: w.depths(), Queues: queues, Counters: w.observer.Counters,
	}
	functions := []azfunc.Function{
		describeapi.New(),
		checkhealth.New(time.Now, w.checks(engine.Backend, projector.Source, contract)...),
		sealdocument.New(vault, desk, st.Ledger),
		sweepdocuments.New(st.Vault.Store, time.Now),
		w.observer.Figures(sweepoperations.New(sweepoperations.Parts{
			Store: store, Outbox: desk.Outbox, Ledger: queries, Now: time.Now, After: w.settings.SweepAfter,
		}), metrics.Figures),
		anchordigest.New(closer, desk, time.Now),
		ingestcommand.New(ingestcommand.Parts{
			Callers: w.callers, Desk: desk, Aside: store, Bus: w.bus(), Now: time.Now,
		}),
		preparehandover.New(desk),
		showmetrics.New(metrics),
		retryoperation.New(st.Operations, desk.Outbox, engine),
		canceloperation.New(st.Operations, engine),
		recordonchain.New(store, genuineEngine{engine, contract}, w.secret, each.AtOnce(readsAtOnce)),
		pollconfirmations.New(store, engine, each.AtOnce(passesAtOnce), time.Now),
		receivechainevents.New(receivechainevents.Parts{
			Secrets: w.settings.StreamSecrets, Inbox: w.observer.Inbox(st.Ledger, st.Operations), Bus: w.bus(), Session: fmt.Sprint(w.settings.ChainID), //nolint:contextcheck // what is looked up outlives the start
		}),
		projectevents.New(project, store, time.Now),
		projectevents.NewCatchUp(project, store, time.Now),
		reconcileledger.New(reconciler, store),
		showoperation.New(st.Operations, engine),
		showasset.New(st.Ledger),
		traceasset.New(queries),
		recallasset.New(queries),
		showcontents.New(queries, time.Now),
		findgaps.New(queries),
		queryevents.New(queries),
		opendocument.New(vault),
	}
	for _, route := range acceptcommand.Routes {
		functions = append(functions, acceptcommand.New(route, desk))
	}
	return functions, nil
}

// projector fills the ledger, which begins where the contract was deployed.
func (w wiring) projector(ctx context.Context) (*ledger.Projector, error) {
	source, err := w.source(ctx)
	if err != nil {
		return nil, fmt.Errorf("address the node: %w", err)
	}
	origin := ledger.Origin{ChainID: w.settings.ChainID, Contract: custody.Address(w.settings.Contract), Block: max(w.settings.StartBlock, 1) - 1}
	if err := w.stores.Ledger.Start(ctx, origin); err != nil {
		return nil, fmt.Errorf("begin the ledger: %w", err)
	}
	if err := w.current(ctx); err != nil {
		return nil, err
	}
	return &ledger.Projector{Source: source, Store: w.observer.Ledger(w.stores.Ledger), Commands: commands{w.stores.Operations}, Secret: w.secret}, nil
}

// current sees to it that this version has filled the ledger's tables. In Azure a person has to: the host there kills a
// handler that takes longer than a start may, and it would begin again for ever.
func (w wiring) current(ctx context.Context) error {
	if w.settings.Ledger == "azuresql" {
		current, err := ledger.Current(ctx, w.stores.Ledger)
		if err == nil && !current {
			err = errors.New("the ledger's tables were filled by another version: run waybill ledger rebuild --data settings.json")
		}
		return err
	}
	rebuilt, err := ledger.Rebuild(ctx, w.stores.Ledger, w.secret)
	if rebuilt {
		w.log.InfoContext(ctx, "the ledger's tables were made anew from its log, because an older program had filled them", "projection", ledger.ProjectionVersion)
	}
	return err
}

// closer signs digests and keeps them apart from the database.
func (w wiring) closer() (*ledger.Closer, error) {
	signer, err := note.NewSigner(w.settings.DigestKey)
	if err != nil {
		return nil, errors.New("WAYBILL_DIGEST_KEY is not a private key as golang.org/x/mod/sumdb/note writes it")
	}
	return &ledger.Closer{Store: w.stores.Ledger, Digests: w.stores.Digests, Signer: signer}, nil
}

// checks try every part that the system cannot work without.
func (w wiring) checks(node chain.Backend, source ledger.Source, contract *genuineContract) []checkhealth.Check {
	return []checkhealth.Check{
		{Name: "chain", Try: func(ctx context.Context) error {
			id, err := node.ChainID(ctx)
			if err == nil && id != w.settings.ChainID {
				err = fmt.Errorf("the node is on chain %d, not %d: correct WAYBILL_RPC_URL or WAYBILL_CHAIN_ID", id, w.settings.ChainID)
			}
			return err
		}},
		{Name: "contract", Try: contract.check},
		{Name: "finality", Try: func(ctx context.Context) error { _, err := source.Finalized(ctx); return err }},
		{Name: "operations", Try: func(ctx context.Context) error { _, err := w.stores.Operations.Counts(ctx); return err }},
		{Name: "ledger", Try: func(ctx context.Context) error { _, err := w.stores.Ledger.Checkpoint(ctx); return err }},
		{Name: "bus", Try: func(ctx context.Context) error { return w.stores.Bus.Reach(ctx, ingestcommand.Queue) }},
	}
}
