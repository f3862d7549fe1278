package sim

import (
	"context"
	"io"
	"net/http"
	"time"

	"waybill/handlers/acceptcommand"
	"waybill/handlers/pollconfirmations"
	"waybill/handlers/recordonchain"
	"waybill/handlers/sweepoperations"
	"waybill/shared/azfunc"
	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
	"waybill/shared/custody"
	"waybill/shared/each"
	"waybill/shared/ledger"
	"waybill/shared/operations"
	"waybill/shared/operations/operationstest"
)

// The steps, by the names of their functions; ProjectEvents is played by [book].
const (
	registerAsset     = "RegisterAsset"
	recordOnChain     = "RecordOnChain"
	pollConfirmations = "PollConfirmations"
	sweepOperations   = "SweepOperations"
	projectEvents     = "ProjectEvents"
	cancelOperation   = "CancelOperation"
	retryOperation    = "RetryOperation"
)

// secret is the network's.
var secret = custody.Secret("a secret that everybody knows: 32")

// epoch is when every run begins.
var epoch = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// A world is everything that outlives the tasks: the stores, the bus, the chain, the clients, and the clock.
type world struct {
	*scheduler
	pace       pace
	keys       *signer
	node       *node
	backend    *backend
	journal    *chaintest.Journal
	operations *operationstest.Memory
	store      store
	queue      queue
	ledger     *book
	clients    clients
	people     people
	refused    map[custody.Digest]bool // commands of which the node said that it would never take them

	accept http.Handler
	record azfunc.Function
	poll   azfunc.Function
	sweeps []azfunc.Function // idle ones; a sweep remembers where it is in its round, so each runs once at a time
	parts  sweepoperations.Parts
}

// newWorld wires the product's steps to simulated ports, and to the variant's engine in place of the product's own.
func newWorld(seed uint64, variant Variant, trace io.Writer) (*world, error) {
	s := newScheduler(seed, trace)
	keys, err := newSigner(s, "first", "second")
	if err != nil {
		return nil, err
	}
	w := &world{scheduler: s, pace: s.drawPace(), keys: keys, journal: chaintest.NewJournal(), refused: map[custody.Digest]bool{}}
	w.node = newNode(s, flavour(s.random.IntN(3)), len(keys.addresses))
	w.backend = &backend{world: w, seen: map[custody.Digest]*transfer{}}
	w.operations = operationstest.NewMemory(w.now)
	w.store = store{w, w.operations}
	w.ledger = &book{world: w, recorded: map[custody.Digest]ledger.RecordedCommand{}, assets: map[custody.Digest]bool{}}
	w.clients = clients{world: w, organizations: []custody.OrganizationID{"mine", "fab"}}
	if s.happens(0.5) {
		w.clients.organizations = w.clients.organizations[:1] // which then has both keys
	}

	engine := &chain.Engine{
		Journal: journal{w, w.journal}, Backend: w.backend, Signer: keys, Encoder: encoder{}, Now: w.now,
		Policy: chain.Policy{
			Finality: w.drawFinality(), Window: w.pace.window, RebroadcastAfter: rebroadcastAfter, BumpAfter: bumpAfter, MaxFee: maxFee,
		},
	}
	carrier := variant.wrap(engine)
	desk := &operations.Desk{
		Store: w.store, View: w.ledger, Outbox: outbox{w}, Signers: keyring{w}, Secret: secret, Now: w.now,
		Admission: operations.NewAdmission(w.pace.limits),
	}
	w.accept = acceptcommand.New(acceptcommand.Route{Name: registerAsset, Kind: custody.KindRegisterAsset}, desk).HTTP
	w.record = recordonchain.New(w.store, carrier, secret, each.OneByOne)
	w.poll = pollconfirmations.New(w.store, carrier, each.OneByOne, w.now)
	w.parts = sweepoperations.Parts{Store: w.store, Outbox: desk.Outbox, Ledger: w.ledger, Now: w.now, After: sweepAfter}
	w.people = newPeople(w, engine, desk.Outbox)
	return w, nil
}

// now is the time on the machine of the running task.
func (w *world) now() time.Time {
	seconds := w.tick
	if w.running != nil {
		seconds += w.running.clock
	}
	return epoch.Add(time.Duration(seconds) * time.Second)
}

// drawFinality chooses between the chain's own notion of final and counting, which here come to the same.
func (w *world) drawFinality() chain.Finality {
	if w.happens(0.5) {
		return chain.Finality{}
	}
	return chain.Depth(finality)
}

// arrive starts the tasks of one tick.
func (w *world) arrive(ctx context.Context) {
	start := func(rate float64, step string, run func(context.Context)) {
		if w.happens(rate) && len(w.tasks) < maxTasks {
			w.start(step, func() { run(ctx) })
		}
	}
	if w.faulty {
		start(w.pace.requests, registerAsset, w.clients.call)
		start(cancelRate, cancelOperation, w.people.cancel)
		start(retryRate, retryOperation, w.people.retry)
		if w.happens(poisonRate) {
			w.queue.send(w.keys.addresses[0].Hex(), azfunc.Message{ID: "poison", Body: []byte("not a task")})
		}
	}
	start(submitRate, recordOnChain, w.consume)
	start(monitorRate, pollConfirmations, func(ctx context.Context) { w.run(ctx, w.poll) })
	start(sweepRate, sweepOperations, w.sweep)
	start(projectRate, projectEvents, w.ledger.project)
}

// run is one firing of a timer. A step that fails has said so in its log; the next firing tries again.
func (w *world) run(ctx context.Context, f azfunc.Function) { _ = f.Timer(ctx, azfunc.Timer{}) }

// sweep runs an idle sweeper, or a new one. One that dies takes its memory with it.
func (w *world) sweep(ctx context.Context) {
	f := sweepoperations.New(w.parts)
	if last := len(w.sweeps) - 1; last >= 0 {
		f, w.sweeps = w.sweeps[last], w.sweeps[:last]
	}
	w.run(ctx, f)
	w.sweeps = append(w.sweeps, f)
}

// weather is what happens to the chain in one tick.
func (w *world) weather() {
	if w.happens(blockRate) {
		w.node.mine()
	}
	if !w.faulty {
		return
	}
	if w.happens(reorgRate) {
		w.node.reorg(1 + w.random.Uint64N(maxReorg))
	}
	if depth := w.node.head() - w.node.doubtful + 1; w.node.doubtful > 0 && w.happens(revertRate) {
		w.node.doubtful = 0
		w.node.reorg(min(depth, maxReorg))
	}
	if w.happens(spikeRate) {
		w.node.spike = spikeBlocks
	}
	if w.happens(dropRate) {
		w.node.forget()
	}
	if w.happens(foreignRate) {
		w.node.use(w.random.IntN(len(w.keys.addresses)))
	}
}
