package receivechainevents_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"waybill/handlers/receivechainevents"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/bus"
	"waybill/shared/ledger"
	"waybill/shared/problem"
)

// An inbox keeps each item once and notes who is woken.
type inbox struct {
	items   map[string]ledger.InboxItem
	woken   []bus.Message
	full    error
	busDown error
}

// Receive keeps new items.
func (i *inbox) Receive(_ context.Context, items []ledger.InboxItem) (int, error) {
	if i.full != nil {
		return 0, i.full
	}
	before := len(i.items)
	for _, item := range items {
		i.items[item.Key] = item
	}
	return len(i.items) - before, nil
}

// Send notes the messages.
func (i *inbox) Send(_ context.Context, messages ...bus.Message) error {
	i.woken = append(i.woken, messages...)
	return i.busDown
}

func newInbox(t *testing.T, secrets ...string) (*inbox, *azfunctest.Host) {
	i := &inbox{items: map[string]ledger.InboxItem{}}
	return i, azfunctest.New(t, receivechainevents.New(receivechainevents.Parts{Secrets: secrets, Inbox: i, Bus: i, Session: "1337"}))
}

func bearer(token string) http.Header {
	return http.Header{"Authorization": {"Bearer " + token}, "Content-Type": {"application/json"}}
}

// event is one event as FireFly evmconnect pushes it.
func event(logIndex int) string {
	return fmt.Sprintf(`{"address":"0x%040d","blockNumber":"7","blockHash":"0x%064d","transactionHash":"0x%064d","transactionIndex":"0",`+
		`"logIndex":"%d","signature":"Anchored(bytes32)","data":{"size":"1"},"subId":"s","listenerId":"l","listenerType":"events","chainId":"1337"}`, 1, 7, 8, logIndex)
}

// A batch is kept, and the projector is woken in the one session that it works in.
func TestABatchIsKeptAndWakesTheProjector(t *testing.T) {
	t.Parallel()
	i, host := newInbox(t, "token")
	answer := host.HTTP(http.MethodPost, "/api/events", bearer("token"), "["+event(0)+","+event(1)+"]")
	if answer.Code != http.StatusOK || strings.TrimSpace(answer.Body.String()) != `{"new":2}` || len(i.items) != 2 {
		t.Fatalf("%d %s, kept %v", answer.Code, answer.Body, i.items)
	}
	if len(i.woken) != 1 || i.woken[0].Queue != "projection" || i.woken[0].Session != "1337" {
		t.Errorf("woken with %+v", i.woken)
	}
}

// A batch that comes again is taken and adds nothing. It wakes the projector all the same: the first wake-up may be
// what was lost.
func TestABatchThatComesAgainAddsNothing(t *testing.T) {
	t.Parallel()
	i, host := newInbox(t, "token")
	for n, want := range []string{`{"new":1}`, `{"new":0}`} {
		answer := host.HTTP(http.MethodPost, "/api/events", bearer("token"), "["+event(0)+"]")
		if answer.Code != http.StatusOK || strings.TrimSpace(answer.Body.String()) != want || len(i.woken) != n+1 {
			t.Errorf("time %d: %d %s, woken %d times", n+1, answer.Code, answer.Body, len(i.woken))
		}
	}
}

// During a rotation both tokens are good; nothing else ever is.
func TestOnlyTheStreamMayPush(t *testing.T) {
	t.Parallel()
	i, host := newInbox(t, "old-token", "new-token")
	for header, want := range map[string]int{
		"Bearer old-token": http.StatusOK, "Bearer new-token": http.StatusOK,
		"Bearer wrong": http.StatusUnauthorized, "Bearer ": http.StatusUnauthorized, "": http.StatusUnauthorized,
		"old-token": http.StatusUnauthorized, "Bearer old-token ": http.StatusOK, "Bearer old-tokennew-token": http.StatusUnauthorized,
		"Basic old-token": http.StatusUnauthorized,
	} {
		i.woken = nil
		answer := host.HTTP(http.MethodPost, "/api/events", http.Header{"Authorization": {header}}, "[]")
		if answer.Code != want || (want != http.StatusOK) != (len(i.woken) == 0) {
			t.Errorf("%q: %d, woken %v", header, answer.Code, i.woken)
		}
	}
	for _, secrets := range [][]string{nil, {""}} {
		i, host := newInbox(t, secrets...)
		if answer := host.HTTP(http.MethodPost, "/api/events", bearer(""), "["+event(0)+"]"); answer.Code != http.StatusUnauthorized || len(i.items) != 0 {
			t.Errorf("with the secrets %q: %d", secrets, answer.Code)
		}
	}
}

// What is no batch is refused, so that the stream stops and somebody looks, and nothing of it is kept.
func TestWhatIsNoBatchIsRefused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		body string
		want *problem.Problem
	}{
		"no JSON":      {"hello", problem.Malformed},
		"no list":      {"{}", problem.Malformed},
		"empty":        {"", problem.Malformed},
		"half a batch": {"[" + event(0) + `,{"address":"0x00"}]`, nil},
		"too large":    {"[" + strings.Repeat(" ", receivechainevents.MaxBody) + "]", problem.TooLarge},
	} {
		i, host := newInbox(t, "token")
		answer := host.HTTP(http.MethodPost, "/api/events", bearer("token"), test.body)
		var p problem.Problem
		if err := json.Unmarshal(answer.Body.Bytes(), &p); err != nil || answer.Code < 400 || answer.Code > 499 || len(i.items)+len(i.woken) != 0 {
			t.Errorf("%s: %d %s, kept %v", name, answer.Code, answer.Body, i.items)
		}
		if test.want != nil && p.Type != test.want.Type {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
}

// While inbox or bus is down the stream gets a 500 and pushes again.
func TestAnOutageMakesTheStreamPushAgain(t *testing.T) {
	t.Parallel()
	for name, breakDown := range map[string]func(*inbox){
		"inbox": func(i *inbox) { i.full = errors.New("disk full") },
		"bus":   func(i *inbox) { i.busDown = errors.New("connection refused") },
	} {
		i, host := newInbox(t, "token")
		breakDown(i)
		answer := host.HTTP(http.MethodPost, "/api/events", bearer("token"), "["+event(0)+"]")
		if answer.Code != http.StatusInternalServerError || strings.Contains(answer.Body.String(), "disk full") {
			t.Errorf("%s: %d %s", name, answer.Code, answer.Body)
		}
	}
}
