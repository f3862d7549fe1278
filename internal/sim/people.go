package sim

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"waybill/handlers/canceloperation"
	"waybill/handlers/retryoperation"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/operations"
)

// people lose patience: they ask for an operation to be pushed or to be cancelled.
type people struct {
	*world
	cancels, retries http.Handler
	doomed           []*wish // what somebody wanted cancelled
}

// A helper is what the engine does for people.
type helper interface {
	Cancel(ctx context.Context, signer custody.Address, request chain.Request) error
	Bump(ctx context.Context, signer custody.Address, command custody.Digest) error
}

func newPeople(w *world, engine helper, outbox operations.Outbox) people {
	return people{
		world: w, cancels: canceloperation.New(w.store, engine).HTTP, retries: retryoperation.New(w.store, outbox, engine).HTTP,
	}
}

// cancel asks for a random operation to be cancelled, or once more for the last one.
func (p *people) cancel(ctx context.Context) {
	chosen := p.any()
	if last := len(p.doomed) - 1; last >= 0 && p.happens(0.5) {
		chosen = p.doomed[last]
	}
	if chosen == nil {
		return
	}
	if !slices.Contains(p.doomed, chosen) {
		p.doomed = append(p.doomed, chosen)
	}
	p.ask(ctx, p.cancels, chosen)
}

// asked reports whether somebody wanted the operation cancelled.
func (p *people) asked(operation string) bool {
	return slices.ContainsFunc(p.doomed, func(w *wish) bool { return w.operation() == operation })
}

// retry asks for a random operation to be pushed.
func (p *people) retry(ctx context.Context) {
	if chosen := p.any(); chosen != nil {
		p.ask(ctx, p.retries, chosen)
	}
}

func (p *people) any() *wish {
	wishes := p.clients.wishes
	if len(wishes) == 0 {
		return nil
	}
	return wishes[p.random.IntN(len(wishes))]
}

// ask sends the request. Whatever is answered, the operation has to end truthfully.
func (p *people) ask(ctx context.Context, of http.Handler, chosen *wish) {
	r := &http.Request{Method: http.MethodPost, URL: &url.URL{Path: operations.Path(chosen.operation())}, Header: http.Header{}, Body: http.NoBody}
	r.SetPathValue("id", chosen.operation())
	of.ServeHTTP(&answer{world: p.world, header: http.Header{}}, chosen.by(ctx, r))
}
