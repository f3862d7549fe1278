package sim

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/operations"
)

// A Finding is something that must not be.
type Finding struct {
	Kind    string // see the package
	Subject string // an operation, a transaction or a step
	Detail  string
}

// String gives the finding in one line.
func (f Finding) String() string { return f.Kind + " " + f.Subject + ": " + f.Detail }

// checkJournaled looks whether what is being sent is durable.
func (w *world) checkJournaled(ctx context.Context, t *transfer) {
	rows, err := w.journal.Rows(ctx, w.keyOf(t.sender), t.nonce, t.nonce+1)
	if err != nil || len(rows) != 1 || !rows[0].Attempted(t.hash) {
		w.report("unjournaled", t.hash.Hex(), fmt.Sprintf("it was sent with nonce %d, where the journal does not have it", t.nonce))
	}
}

// checkNews holds what an operation is told against the chain.
func (w *world) checkNews(m operations.Move) {
	if m.Transaction.IsZero() {
		return // submitted, or failed without a transaction: there is nothing in the chain to hold it against
	}
	p, mined := w.node.placed[m.Transaction]
	switch {
	case !mined || p.block > w.node.final():
		w.report("untruthful", m.Operation, fmt.Sprintf("it is told %s by %s, which is not final", m.Status, m.Transaction))
	case p.block != m.Block:
		w.report("untruthful", m.Operation, fmt.Sprintf("it is told block %d, and %s is in block %d", m.Block, m.Transaction, p.block))
	case (m.Status != operations.Failed) != (p.succeeded && !p.command.IsZero()):
		w.report("untruthful", m.Operation, fmt.Sprintf("it is told %s by %s, which says otherwise", m.Status, m.Transaction))
	}
}

// quiet reports whether there is nothing left to do.
func (w *world) quiet(ctx context.Context) bool {
	return w.queue.empty() && len(w.openOperations(ctx)) == 0 && len(w.openRows(ctx)) == 0
}

func (w *world) openOperations(ctx context.Context) []operations.Operation {
	open := []operations.Status{operations.Accepted, operations.Submitted, operations.Confirmed}
	waiting, _ := w.operations.Waiting(ctx, open, operations.Operation{}, w.now().Add(time.Minute), 1)
	return waiting
}

func (w *world) openRows(ctx context.Context) []*chain.Row {
	var open []*chain.Row
	for sender := range w.keys.addresses {
		open = append(open, slices.DeleteFunc(w.rows(ctx, sender), func(r *chain.Row) bool { return r.State == chain.Done || r.State == chain.Foreign })...)
	}
	return open
}

func (w *world) keyOf(sender int) chain.Key {
	return chain.Key{Chain: chainID, Signer: w.keys.addresses[sender]}
}

func (w *world) rows(ctx context.Context, sender int) []*chain.Row {
	rows, _ := w.journal.Rows(ctx, w.keyOf(sender), 0, math.MaxUint64)
	return rows
}

// check compares, when all is over, what stands in the chain with what is in the stores and what clients were told.
// It gives the number of commands that were accepted.
func (w *world) check(ctx context.Context) (accepted int) {
	carried := map[custody.Digest][]place{}
	for _, b := range w.node.blocks {
		for _, p := range b.transfers {
			if !p.command.IsZero() {
				carried[p.command] = append(carried[p.command], p)
			}
		}
	}
	for _, i := range w.clients.wishes {
		o, found, _ := w.operations.Get(ctx, i.organization, i.operation())
		if found {
			accepted++
			w.checkOperation(o, carried[o.Command])
		} else if i.promised {
			w.report("lost", i.operation(), "its client was promised it, and there is no row")
		}
	}
	for _, r := range w.openRows(ctx) {
		w.report("stuck", r.Operation, fmt.Sprintf("nonce %d is %s", r.Nonce, r.State))
	}
	if !w.queue.empty() {
		w.report("stuck", "bus", "it still has messages")
	}
	return accepted
}

func (w *world) checkOperation(o operations.Operation, carried []place) {
	if len(carried) > 1 {
		w.report("doubled", o.ID, fmt.Sprintf("%d transactions carry it out: nonces %d and %d", len(carried), carried[0].nonce, carried[1].nonce))
	}
	if len(carried) == 0 && !unencodable(o.Command) && !w.refused[o.Command] && !w.people.asked(o.ID) {
		w.report("lost", o.ID, "it is "+string(o.Status)+" and does not stand in the chain")
	}
	want := operations.Failed
	if slices.ContainsFunc(carried, func(p place) bool { return p.succeeded }) {
		want = operations.Recorded
	}
	switch {
	case !o.Status.Done():
		w.report("stuck", o.ID, "it is "+string(o.Status))
	case o.Status != want:
		w.report("untruthful", o.ID, fmt.Sprintf("it is %s and should be %s", o.Status, want))
	case len(carried) == 1 && (o.Transaction != carried[0].hash || o.Block != carried[0].block):
		w.report("untruthful", o.ID, fmt.Sprintf("it names %s in block %d", o.Transaction, o.Block))
	}
}
