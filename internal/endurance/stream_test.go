package endurance_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"waybill/internal/client"
	"waybill/internal/endurance/process"
	"waybill/shared/custody"
	"waybill/shared/operations"
)

// A stream is partners who send commands without a pause, each again under the same key until it is answered, and some
// once more after that. It keeps what was answered with 202.
type stream struct {
	t       *testing.T
	ctx     context.Context
	clients map[custody.OrganizationID]*client.Client

	mu       sync.Mutex
	accepted []accepted

	stop     chan struct{} // no more goods begin their way
	partners sync.WaitGroup
}

// An accepted command is one that was answered with 202.
type accepted struct {
	organization custody.OrganizationID
	operation    string
}

// members are the organisations; each hands its goods to the next.
var members = []custody.OrganizationID{"mine", "maker", "shop"}

// partners is how many goods each organisation has on their way at once.
const partners = 16

// newStream lets the organisations join.
func newStream(t *testing.T, s *process.System) *stream {
	t.Helper()
	st := &stream{t: t, ctx: s.Context(), clients: map[custody.OrganizationID]*client.Client{}, stop: make(chan struct{})}
	for _, organization := range append([]custody.OrganizationID{operations.Operator}, members...) {
		c, err := s.Client(st.ctx, organization)
		if err != nil {
			t.Fatal(err)
		}
		st.clients[organization] = c
	}
	for _, organization := range members {
		join := &custody.RegisterOrganization{ID: string(organization), Name: string(organization)}
		if _, err := st.do(st.ctx, operations.Operator, "join "+string(organization), join); err != nil {
			t.Fatal(err)
		}
	}
	return st
}

// flow begins the stream.
func (st *stream) flow() {
	for i, giver := range members {
		taker := members[(i+1)%len(members)]
		for n := range partners {
			st.partners.Go(func() {
				for serial := 0; !st.stopped(); serial++ {
					id := fmt.Sprintf("https://id.gs1.org/01/09521141300015/21/%s-%d-%d", giver, n, serial)
					if err := st.handOver(st.ctx, giver, taker, id); err != nil {
						st.t.Errorf("%s: %v", id, err)
						return
					}
				}
			})
		}
	}
}

func (st *stream) stopped() bool {
	select {
	case <-st.stop:
		return true
	default:
		return false
	}
}

// end waits until all goods have arrived and gives what was accepted.
func (st *stream) end() []accepted {
	close(st.stop)
	st.partners.Wait()
	return st.accepted
}

// handOver takes one asset from its registration to the next holder, or as far as it comes before the stream ends.
func (st *stream) handOver(ctx context.Context, giver, taker custody.OrganizationID, id string) error {
	if _, err := st.do(ctx, giver, "register "+id, &custody.RegisterAsset{ID: id, Type: "item"}); err != nil || st.stopped() {
		return err
	}
	seen, err := st.send(ctx, giver, "seen "+id, &custody.RecordEvent{
		Type: "ObjectEvent", Assets: []string{id}, Reason: "an observation", Event: []byte(`{"bizStep":"inspecting"}`),
	})
	if err != nil {
		return err
	}
	offer, err := st.do(ctx, giver, "offer "+id, &custody.OfferHandover{Asset: id, To: string(taker), WithOwnership: true})
	if err != nil || st.stopped() {
		return errors.Join(err, st.wait(ctx, giver, seen))
	}
	if _, err := st.do(ctx, taker, "accept "+id, &custody.AnswerHandover{Handover: offer, Answer: custody.AnswerAccept}); err != nil {
		return err
	}
	return st.wait(ctx, giver, seen)
}

// do sends a command and waits until it is in the ledger.
func (st *stream) do(ctx context.Context, by custody.OrganizationID, key string, c custody.Command) (string, error) {
	operation, err := st.send(ctx, by, key, c)
	if err != nil {
		return "", err
	}
	return operation, st.wait(ctx, by, operation)
}

func (st *stream) wait(ctx context.Context, by custody.OrganizationID, operation string) error {
	_, err := st.clients[by].Wait(ctx, operation)
	return err
}

// send sends a command until it is accepted and gives the operation's id. Every fourth is sent again at once, as by a
// partner that lost the answer.
func (st *stream) send(ctx context.Context, by custody.OrganizationID, key string, c custody.Command) (string, error) {
	receipt, err := st.clients[by].Send(ctx, key, c)
	if err != nil {
		return "", fmt.Errorf("send %s: %w", key, err)
	}
	st.mu.Lock()
	st.accepted = append(st.accepted, accepted{by, receipt.ID})
	again := len(st.accepted)%4 == 0
	st.mu.Unlock()
	if again {
		second, err := st.clients[by].Send(ctx, key, c)
		if err != nil {
			return "", fmt.Errorf("send %s again: %w", key, err)
		}
		if second != receipt {
			return "", fmt.Errorf("%s was answered with %+v, and again with %+v", key, receipt, second)
		}
	}
	return receipt.ID, nil
}

// count is how many commands were accepted so far.
func (st *stream) count() int {
	st.mu.Lock()
	defer st.mu.Unlock()
	return len(st.accepted)
}
