package acceptbench

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"waybill/handlers/recordonchain"
	"waybill/internal/app"
	"waybill/shared/custody"
	"waybill/shared/operations"
)

// A partner sends the commands of its keys one after the other, and repeats the one that got no answer when the handler
// is there again. Neighbours have their keys in common.
type partner struct {
	keys     []string
	sent     int               // how many of them are answered
	receipts map[string]string // the answers' bodies
}

// send goes on until all keys are answered or the handler is gone.
func (p *partner) send(t *testing.T, c *connection, answered func()) {
	for ; p.sent < len(p.keys); p.sent++ {
		key := p.keys[p.sent]
		status, body, err := c.post(key, asset(key))
		if err != nil {
			return
		}
		if status != http.StatusAccepted {
			t.Errorf("%s: %d %s", key, status, body)
			return
		}
		p.receipts[key] = string(body)
		answered()
	}
}

// Sixteen partners send, two under each key, and the handler is killed twice meanwhile: whatever was answered with 202
// is there, once, with the very receipt that was answered, and has its message.
func TestAcceptedCommandsOutliveKills(t *testing.T) {
	t.Parallel()
	const keysEach = 30
	ctx := t.Context()
	o := Options{Handler: handlerHere(t), Data: t.TempDir()}.withDefaults()
	site, err := prepare(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	partners := make([]*partner, o.Connections)
	for i := range partners {
		partners[i] = &partner{receipts: map[string]string{}}
		for k := range keysEach {
			partners[i].keys = append(partners[i].keys, fmt.Sprint("pair-", i/2, "-", k))
		}
	}
	for _, killAfter := range []int64{100, 100, 0} {
		h, err := start(ctx, o.Handler, site.environment)
		if err != nil {
			t.Fatal(err)
		}
		connections, err := newLoad(ctx, h.address, site.token, len(partners))
		if err != nil {
			t.Fatal(err)
		}
		var answers atomic.Int64
		var all sync.WaitGroup
		for i, p := range partners {
			all.Go(func() {
				p.send(t, connections[i], func() {
					if answers.Add(1) == killAfter {
						if err := h.kill(); err != nil {
							t.Error(err)
						}
					}
				})
			})
		}
		all.Wait()
		connections.close()
		if killAfter == 0 {
			if _, err := h.stop(); err != nil {
				t.Error(err)
			}
		}
	}
	found := site.messages(t)
	for i, p := range partners {
		if p.sent != len(p.keys) {
			t.Errorf("partner %d has %d answers", i, p.sent)
		}
		for key, receipt := range p.receipts {
			if found[custody.OperationID(member, key)] != receipt {
				t.Errorf("%s was answered %s, there is %q", key, receipt, found[custody.OperationID(member, key)])
			}
		}
	}
	if want := len(partners) / 2 * keysEach; len(found) != want {
		t.Errorf("%d operations have messages, want %d", len(found), want)
	}
}

// messages gives the receipts of the operations that have a message, and checks that there are no other operations.
func (s *site) messages(t *testing.T) map[string]string {
	t.Helper()
	stores, err := app.OpenStores(t.Context(), s.settings)
	if err != nil {
		t.Fatal(err)
	}
	defer stores.Close()
	received, err := stores.Bus.Receive(t.Context(), recordonchain.Queue, true, 1<<20, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	receipts := map[string]string{}
	for _, m := range received {
		o, found, err := stores.Operations.Get(t.Context(), member, m.ID)
		if err != nil || !found {
			t.Fatalf("message %s has no operation: %v", m.ID, err)
		}
		receipt, err := json.Marshal(operations.ReceiptOf(o))
		if err != nil {
			t.Fatal(err)
		}
		receipts[m.ID] = string(receipt) + "\n"
	}
	counts, err := stores.Operations.Counts(t.Context())
	if err != nil || counts[operations.Accepted] != len(receipts) {
		t.Errorf("there are %v operations, %d have a message: %v", counts, len(receipts), err)
	}
	return receipts
}
