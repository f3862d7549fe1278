package observe_test

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"time"

	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"golang.org/x/mod/sumdb/tlog"

	"waybill/handlers/acceptcommand"
	"waybill/handlers/pollconfirmations"
	"waybill/handlers/projectevents"
	"waybill/handlers/recordonchain"
	"waybill/internal/observe"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/bus"
	"waybill/shared/bus/bustest"
	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
	"waybill/shared/operations/operationstest"
	"waybill/shared/partner"
	"waybill/shared/partner/partnertest"
	"waybill/shared/telemetry"
)

const mine custody.OrganizationID = "mine"

// A world is what processes share: stores, bus, chain, keys, and where their telemetry goes.
type world struct {
	*testing.T
	store   *operationstest.Memory
	bus     *bustest.Memory
	journal *chaintest.Journal
	chain   *chaintest.Chain
	keys    chaintest.Keys
	signer  custody.Address
	secret  custody.Secret
	spans   *tracetest.InMemoryExporter
	rows    []ledger.Row
}

func newWorld(t *testing.T) *world {
	keys, addresses := chaintest.NewKeys("mine")
	return &world{
		T: t, store: operationstest.NewMemory(time.Now), bus: bustest.NewMemory(time.Now), journal: chaintest.NewJournal(),
		chain: chaintest.NewChain(0), keys: keys, signer: addresses[0], secret: custody.Secret("0123456789abcdef0123456789abcdef"),
		spans: tracetest.NewInMemoryExporter(),
	}
}

// Organization knows the mine, whose key is on chain.
func (w *world) Organization(_ context.Context, id custody.OrganizationID) (custody.Organization, bool, error) {
	return custody.Organization{ID: id, Number: 1, Active: true, SigningKeys: []custody.SigningKey{{Address: w.signer}}}, id == mine, nil
}

// A view has nothing but the organisation.
type view struct {
	custody.View
	*world
}

// Organization is the world's.
func (v view) Organization(ctx context.Context, id custody.OrganizationID) (custody.Organization, bool, error) {
	return v.world.Organization(ctx, id)
}

// Asset knows none.
func (view) Asset(context.Context, custody.AssetID) (custody.Asset, bool, error) {
	return custody.Asset{}, false, nil
}

// SignersOf gives the mine's key.
func (w *world) SignersOf(context.Context, custody.OrganizationID) ([]custody.Address, error) {
	return []custody.Address{w.signer}, nil
}

// CreateSigner is not asked for.
func (w *world) CreateSigner(context.Context, custody.OrganizationID, string) (custody.Address, error) {
	return custody.Address{}, nil
}

// A process runs the real steps under observation. What it remembers is its own.
type process struct {
	*world
	observer *observe.Observer
	metrics  *sdkmetric.ManualReader
	store    operations.Store
}

func (w *world) process() *process {
	w.Helper()
	metrics := sdkmetric.NewManualReader()
	t, err := telemetry.Start(w.Context(), telemetry.Options{Spans: w.spans, Metrics: metrics, TraceOf: observe.OriginOf})
	if err != nil {
		w.Fatal(err)
	}
	o := observe.New(t)
	w.Cleanup(o.Close)
	return &process{w, o, metrics, o.Operations(w.store)}
}

// engine gives the transaction engine under observation.
func (p *process) engine() *chain.Engine {
	return chaintest.NewEngine(p.observer.Journal(p.journal), p.observer.Backend(p.chain), p.keys, time.Now)
}

func (p *process) host(f azfunc.Function) *azfunctest.Host {
	return azfunctest.NewWith(p, f, azfunc.Options{Observer: p.observer, Middleware: partnertest.As(partner.Caller{Organization: mine})})
}

// Dispatch implements operations.Outbox as internal/app does.
func (p *process) Dispatch(ctx context.Context, o operations.Operation) error {
	body, err := json.Marshal(recordonchain.Task{Organization: o.Organization, Operation: o.ID})
	if err != nil {
		return err
	}
	return p.observer.Bus(p.bus).Send(ctx, bus.Message{Queue: recordonchain.Queue, ID: o.ID, Session: "s", Body: body})
}

// accept sends a command over HTTP and gives its operation's id.
func (p *process) accept(key, body string, headers http.Header) string {
	p.Helper()
	desk := p.observer.Desk(&operations.Desk{Store: p.store, View: view{world: p.world}, Outbox: p, Signers: p, Secret: p.secret, Now: time.Now})
	route := acceptcommand.Routes[slices.IndexFunc(acceptcommand.Routes, func(r acceptcommand.Route) bool { return r.Kind == custody.KindRegisterAsset })]
	h := http.Header{"Idempotency-Key": {key}, "Content-Type": {"application/json"}}
	for name, values := range headers {
		h[name] = values
	}
	answer := p.host(acceptcommand.New(route, desk)).HTTP(http.MethodPost, "/api/"+route.Definition().Trigger.(azfunc.HTTPTrigger).Route, h, body)
	if answer.Code != http.StatusAccepted {
		p.Fatalf("%d %s", answer.Code, answer.Body)
	}
	return custody.OperationID(mine, key)
}

// record runs RecordOnChain on messages about the operations.
func (p *process) record(ids ...string) {
	p.Helper()
	var messages []azfunc.Message
	for _, id := range ids {
		body, _ := json.Marshal(recordonchain.Task{Organization: mine, Operation: id})
		messages = append(messages, azfunc.Message{ID: id, Session: "s", Body: body, DeliveryCount: 1})
	}
	if err := p.host(recordonchain.New(p.store, p.engine(), p.secret, nil)).Messages(messages...); err != nil {
		p.Fatal(err)
	}
}

// confirm runs PollConfirmations.
func (p *process) confirm() {
	p.Helper()
	if err := p.host(pollconfirmations.New(p.store, p.engine(), nil, time.Now)).Timer(azfunc.Timer{}); err != nil {
		p.Fatal(err)
	}
}

// project runs ProjectEvents with a projector that finds a registration by each of the operations.
func (p *process) project(ids ...string) {
	p.Helper()
	if err := p.host(projectevents.NewCatchUp(p.observer.Projector(projector{p, ids}), p.store, time.Now)).Timer(azfunc.Timer{}); err != nil {
		p.Fatal(err)
	}
}

// A projector writes a row for each operation.
type projector struct {
	*process
	ids []string
}

// Run writes the rows.
func (p projector) Run(ctx context.Context, _ int) (ledger.Progress, error) {
	progress := ledger.Progress{Events: len(p.ids), WebhookMissed: len(p.ids)}
	var rows []ledger.Row
	for _, id := range p.ids {
		rows = append(rows, ledger.Row{Operation: id, Organization: mine, Event: custody.AssetRegistered{}.EventName(), Seq: uint64(len(p.rows)), Block: 7})
		progress.Recorded = append(progress.Recorded, ledger.RecordedCommand{Organization: mine, Operation: id, Block: 7})
	}
	err := p.observer.Ledger(book{p.world}).Write(ctx, func(tx ledger.Tx) error { return tx.Append(ctx, rows, 0, nil) })
	return progress, err
}

// A book keeps rows.
type book struct{ *world }

func (book) Origin(context.Context) (ledger.Origin, error)         { return ledger.Origin{}, nil }
func (book) Checkpoint(context.Context) (ledger.Checkpoint, error) { return ledger.Checkpoint{}, nil }

// Write implements ledger.Writer.
func (b book) Write(_ context.Context, do func(ledger.Tx) error) error {
	return do(page{world: b.world})
}

type page struct {
	ledger.Tx
	world *world
}

// Append keeps the rows.
func (p page) Append(_ context.Context, rows []ledger.Row, _ int64, _ []tlog.Hash) error {
	p.world.rows = append(p.world.rows, rows...)
	return nil
}

// trace gives the exported spans of an operation's trace.
func (w *world) trace(id string) (all tracetest.SpanStubs) {
	origin := operations.OriginOf(id)
	for _, s := range w.spans.GetSpans() {
		if s.SpanContext.TraceID() == origin.Trace {
			all = append(all, s)
		}
	}
	return all
}

// names counts the spans of a trace.
func names(spans tracetest.SpanStubs) map[string]int {
	n := map[string]int{}
	for _, s := range spans {
		n[s.Name]++
	}
	return n
}
