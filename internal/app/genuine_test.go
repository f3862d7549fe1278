package app_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"golang.org/x/mod/sumdb/note"

	"waybill/contracts/bindings"
	"waybill/internal/app"
	"waybill/shared/config"
	"waybill/shared/telemetry"
)

// node answers like one that has the code at every address.
func node(t *testing.T, code []byte) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var call struct {
			ID     json.RawMessage `json:"id"`
			Method string          `json:"method"`
		}
		if err := json.NewDecoder(r.Body).Decode(&call); err != nil {
			t.Errorf("a call that cannot be read: %v", err)
		}
		answer := map[string]any{"jsonrpc": "2.0", "id": call.ID, "result": "0x539"}
		if call.Method == "eth_getCode" {
			answer["result"] = hexutil.Encode(code)
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(answer)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// open opens a handler that is to work with the node. Further settings replace what a new system has.
func open(t *testing.T, rpc string, further ...string) (warnings string, err error) {
	t.Helper()
	digestKey, digestVerifier, err := note.GenerateKey(rand.Reader, "test")
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{
		"WAYBILL_DATA": t.TempDir(), "WAYBILL_RPC_URL": rpc, "WAYBILL_CHAIN_ID": "1337",
		"WAYBILL_CONTRACT":       "0x00000000000000000000000000000000000000c0",
		"WAYBILL_NETWORK_SECRET": strings.Repeat("11", 32), "WAYBILL_PEPPER": strings.Repeat("22", 32),
		"WAYBILL_PASSPHRASE": "words", "WAYBILL_STREAM_SECRETS": strings.Repeat("33", 32),
		"WAYBILL_DIGEST_KEY": digestKey, "WAYBILL_DIGEST_VERIFIERS": digestVerifier, "ServiceBusConnection": "embedded",
	}
	for _, one := range further {
		name, value, _ := strings.Cut(one, "=")
		values[name] = value
	}
	settings, err := config.Load(func(name string) (string, bool) { v, ok := values[name]; return v, ok })
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	silent, err := telemetry.Start(t.Context(), telemetry.Options{Log: slog.NewTextHandler(io.Writer(&log), nil)})
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.Open(t.Context(), settings, silent)
	if err == nil {
		err = a.Close()
	}
	return log.String(), err
}

// A handler does not start on other code than this version's contract, and says where the first difference is.
func TestOtherCodeKeepsTheHandlerFromStarting(t *testing.T) {
	t.Parallel()
	other := bytes.Clone(bindings.Code())
	other[1000] ^= 1
	for difference, code := range map[string][]byte{
		"there is no code":                                    nil,
		"the first difference is at byte 1000: ":              other,
		"the shorter one is the beginning of the other; corr": bindings.Code()[:100],
	} {
		_, err := open(t, node(t, code))
		if err == nil || !strings.Contains(err.Error(), "is not that of this version's CustodyLedger: ") || !strings.Contains(err.Error(), difference) ||
			!strings.Contains(err.Error(), "correct WAYBILL_CONTRACT") {
			t.Errorf("want %q, got %v", difference, err)
		}
	}
}

// The right code is no trouble, and neither is a node that is down: the API answers, and the check comes later.
func TestAHandlerStartsWithoutItsNode(t *testing.T) {
	t.Parallel()
	if log, err := open(t, node(t, bindings.Code())); err != nil || log != "" {
		t.Errorf("with the right code: %v, it says %q", err, log)
	}
	log, err := open(t, "http://127.0.0.1:1")
	if err != nil {
		t.Errorf("without a node: %v", err)
	}
	if !strings.Contains(log, "the contract is checked later") {
		t.Errorf("without a node it says %q", log)
	}
}
