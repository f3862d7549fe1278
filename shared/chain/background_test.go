package chain_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"waybill/shared/chain"
	"waybill/shared/chain/chaintest"
)

// A postOffice is a node that is sent to in the background. It checks that what it gets is in the journal.
type postOffice struct {
	chain.Backend
	w       *world
	posts   int
	waiting atomic.Int32 // posts whose end nobody has waited for
}

// Post sends in the background.
func (p *postOffice) Post(ctx context.Context, raw [][]byte) func() ([]chain.Answer, error) {
	p.posts++
	if p.waiting.Add(1) > 1 {
		p.w.Errorf("it is posted to before the last post has ended")
	}
	durable := map[string]bool{}
	for _, r := range p.w.rows() { //nolint:contextcheck // the world has the context of its test
		durable[string(r.Raw)] = true
	}
	for _, r := range raw {
		if !durable[string(r)] {
			p.w.Errorf("something is sent that is not in the journal")
		}
	}
	var answers []chain.Answer
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		answers, err = p.Send(ctx, raw)
	}()
	return func() ([]chain.Answer, error) {
		<-done
		p.waiting.Add(-1)
		return answers, err
	}
}

// A batch is sent in the background while the next one is journaled: only when it is durable, one at a time, all of them
// also if a later batch cannot be journaled, and nothing goes on when Submit returns.
func TestSendingInTheBackground(t *testing.T) {
	t.Parallel()
	var names []string
	for i := range 2*chain.MaxBatch + 10 {
		names = append(names, fmt.Sprint(i))
	}
	for _, c := range []struct {
		failing, posts, pooled int
	}{{0, 3, 2*chain.MaxBatch + 10}, {2, 1, chain.MaxBatch}, {1, 0, 0}} {
		t.Run(fmt.Sprint("commit ", c.failing, " fails"), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.policy.Window = 1000
			broken, commits := errors.New("the disk is full"), 0
			e := chaintest.Watch(w.engine(), func(point string) error {
				if point == "commit.submit.before" {
					if commits++; commits == c.failing {
						return broken
					}
				}
				return nil
			})
			office := &postOffice{Backend: w.chain, w: w}
			e.Backend = office
			err := e.Submit(t.Context(), w.signer, commands(names...))
			if (err != nil) != (c.failing > 0) || err != nil && !errors.Is(err, broken) {
				t.Fatalf("got %v", err)
			}
			if office.posts != c.posts || office.waiting.Load() != 0 || w.chain.Pooled() != c.pooled {
				t.Errorf("%d posts, %d of them not ended, %d transactions with the node", office.posts, office.waiting.Load(), w.chain.Pooled())
			}
			w.submit(commands(names...)...)
			w.finish()
			w.checkCarriedOnce(commands(names...)...)
		})
	}
}
