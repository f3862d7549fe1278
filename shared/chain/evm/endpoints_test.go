package evm_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"waybill/shared/chain"
	"waybill/shared/chain/evm"
)

// endpoint answers eth_gasPrice and whatever else with a number, or does not answer at all while down.
func endpoint(t *testing.T, number string, down *bool) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if *down {
			panic(http.ErrAbortHandler)
		}
		var q question
		_ = json.NewDecoder(r.Body).Decode(&q)
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(reply{Version: "2.0", ID: q.ID, Result: encoded(number)})
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// One endpoint answers a whole pass, even when it goes down in the middle; the next pass asks the next one.
func TestOneEndpointPerPass(t *testing.T) {
	t.Parallel()
	var firstDown, secondDown bool
	b, err := evm.Dial(t.Context(), endpoint(t, "0x1", &firstDown), endpoint(t, "0x2", &secondDown))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	nonce := func(b chain.Backend) uint64 {
		n, err := b.Nonce(t.Context(), [20]byte{}, 0)
		if err != nil {
			return 0
		}
		return n
	}
	pass := b.Pass()
	if got := nonce(pass); got != 1 {
		t.Fatalf("the first endpoint says %d", got)
	}
	firstDown = true
	if got := nonce(pass); got != 0 {
		t.Errorf("in the same pass another endpoint says %d", got)
	}
	if got := nonce(pass); got != 0 {
		t.Errorf("in the same pass another endpoint says %d", got)
	}
	if got := nonce(b.Pass()); got != 2 {
		t.Errorf("in the next pass the endpoint says %d, want the second", got)
	}
	secondDown, firstDown = true, false
	_ = nonce(b.Pass())
	if got := nonce(b.Pass()); got != 1 {
		t.Errorf("after the second is down the endpoint says %d, want the first", got)
	}
}

// An endpoint that answers with an error is there: it keeps its turn.
func TestRefusalIsAnAnswer(t *testing.T) {
	t.Parallel()
	asked := 0
	b := fakeNode(t, func(string, []json.RawMessage) (any, any) { asked++; return nil, failure(-32000, "no") })
	for range 3 {
		if _, err := b.Pass().Nonce(t.Context(), [20]byte{}, 0); err == nil {
			t.Fatal("a refusal is taken for an answer")
		}
	}
	if asked != 3 {
		t.Errorf("it was asked %d times", asked)
	}
}

// Without an endpoint there is no backend.
func TestNoEndpoint(t *testing.T) {
	t.Parallel()
	if _, err := evm.Dial(t.Context()); err == nil {
		t.Error("a backend without endpoint")
	}
}

// Fees are remembered for a second of the clock that is given, and not at all without one.
func TestMarketIsRemembered(t *testing.T) {
	t.Parallel()
	price, now := "0x66", time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	b := fakeNode(t, func(method string, _ []json.RawMessage) (any, any) {
		if method == "eth_getBlockByNumber" {
			return map[string]any{"number": "0x1", "hash": aHash}, nil
		}
		return price, nil
	})
	tip := func() uint64 {
		m, err := b.Pass().Market(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return m.Tip
	}
	if got := tip(); got != 0x66 {
		t.Errorf("the tip is %d", got)
	}
	price = "0x67"
	if got := tip(); got != 0x67 {
		t.Errorf("without a clock the tip is %d", got)
	}
	b.Now = func() time.Time { return now }
	_ = tip()
	price = "0x68"
	now = now.Add(999 * time.Millisecond)
	if got := tip(); got != 0x67 {
		t.Errorf("within a second the tip is %d", got)
	}
	now = now.Add(time.Millisecond)
	if got := tip(); got != 0x68 {
		t.Errorf("after a second the tip is %d", got)
	}
}
