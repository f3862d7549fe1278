package ledger_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waybill/shared/ledger"
	"waybill/shared/problem"
)

func corpus(t testing.TB, name string) []byte {
	t.Helper()
	dir := os.Getenv("WAYBILL_CORPORA")
	if dir == "" {
		t.Skip("WAYBILL_CORPORA does not name the folder of captured webhook batches")
	}
	body, err := os.ReadFile(filepath.Join(dir, "webhooks", name))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

const evmconnectItem = `{"address":"0x3a220f351252089d385b29beca14e27f204c296a","blockHash":"0xeeb0f266e09ecd91c8d41a398c05013bf04b542c38dc0a3b269ed2257c54d470",
"blockNumber":"4","chainId":"1337","data":{"seq":"1"},"listenerId":"l","listenerName":"custody","listenerType":"events","logIndex":"7","removed":false,
"signature":"Custody(uint64)","streamId":"s","subId":"l","timestamp":"2026-11-20T12:49:04Z","topics":["0x01"],
"transactionHash":"0x55bce8315e9150cec731b9730a237371c9e98498fb2effce4ea4c9cf982e475f","transactionIndex":"0"}`

const ethconnectItem = `{"address":"0x3A220f351252089D385b29beca14e27F204c296A","blockNumber":"4","blockHash":"0xeeb0f266e09ecd91c8d41a398c05013bf04b542c38dc0a3b269ed2257c54d470",
"transactionIndex":"0x1f","transactionHash":"0x55bce8315e9150cec731b9730a237371c9e98498fb2effce4ea4c9cf982e475f","data":{"seq":"1"},"subId":"sb-1",
"signature":"Custody(uint64)","logIndex":"100","timestamp":"1795178944"}`

// Batches as the two connectors sent them are read whole, and every event has a key of its own.
func TestParseBatchReadsCapturedBatches(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]int{"evmconnect.json": 50, "ethconnect.json": 500} {
		items, err := ledger.ParseBatch(corpus(t, name))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		keys := map[string]bool{}
		for _, i := range items {
			keys[i.Key] = true
		}
		if len(items) != want || len(keys) != want {
			t.Errorf("%s has %d events with %d keys, not %d", name, len(items), len(keys), want)
		}
		first := items[0]
		if first.Block != 4 || first.Transaction.Hex() != "0x55bce8315e9150cec731b9730a237371c9e98498fb2effce4ea4c9cf982e475f" || len(first.Raw) == 0 {
			t.Errorf("%s begins with %+v", name, first)
		}
		if placed := first.LogIndex >= 0; placed != (name == "evmconnect.json") {
			t.Errorf("%s has log index %d", name, first.LogIndex)
		}
	}
}

// The key of an event does not depend on the page or the batch that it comes in, and two equal events of one
// transaction keep two keys.
func TestParseBatchKeysAreStable(t *testing.T) {
	t.Parallel()
	parse := func(items ...string) []ledger.InboxItem {
		t.Helper()
		parsed, err := ledger.ParseBatch([]byte("[" + strings.Join(items, ",") + "]"))
		if err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	other := strings.Replace(ethconnectItem, `"seq":"1"`, `"seq":"2"`, 1)
	moved := strings.Replace(strings.Replace(ethconnectItem, `"logIndex":"100"`, `"logIndex":"3"`, 1), "sb-1", "sb-2", 1)
	alone, together := parse(moved), parse(other, ethconnectItem)
	if alone[0].Key != together[1].Key || together[0].Key == together[1].Key {
		t.Errorf("keys are %q alone and %q, %q together", alone[0].Key, together[0].Key, together[1].Key)
	}
	if twice := parse(ethconnectItem, ethconnectItem); twice[0].Key == twice[1].Key {
		t.Errorf("two equal events have one key %q", twice[0].Key)
	}
	if a, b := parse(evmconnectItem), parse(strings.Replace(evmconnectItem, `"logIndex":"7"`, `"logIndex":"8"`, 1)); a[0].Key == b[0].Key {
		t.Errorf("two logs have one key %q", a[0].Key)
	}
	blocks := `{"listenerId":"l","listenerType":"blocks","blockNumber":"4","blockHash":"0xeeb0f266e09ecd91c8d41a398c05013bf04b542c38dc0a3b269ed2257c54d470","transactionHashes":[],"streamId":"s","subId":"l"}`
	if items := parse(blocks, evmconnectItem); len(items) != 1 {
		t.Errorf("a batch with a block listener's item has %d events", len(items))
	}
}

// What is not a batch is refused with a problem that names the place.
func TestParseBatchRefuses(t *testing.T) {
	t.Parallel()
	change := func(item, old, fresh string) string { return "[" + strings.Replace(item, old, fresh, 1) + "]" }
	for name, test := range map[string]struct {
		body string
		want *problem.Problem
	}{
		"nothing":               {"", problem.Malformed},
		"null":                  {"null", problem.Malformed},
		"an object":             {"{}", problem.Malformed},
		"two values":            {"[] []", problem.Malformed},
		"an open array":         {"[", problem.Malformed},
		"a string":              {`["x"]`, problem.InvalidField},
		"not UTF-8":             {"[\"\xff\"]", problem.Malformed},
		"a key twice":           {change(evmconnectItem, `"removed":false`, `"logIndex":"8"`), problem.Malformed},
		"a key in two cases":    {change(evmconnectItem, `"removed":false`, `"LOGINDEX":"8"`), problem.Malformed},
		"a key twice, folded":   {change(evmconnectItem, `"removed":false`, `"ſignature":"x"`), problem.Malformed},
		"a key twice, inside":   {change(evmconnectItem, `{"seq":"1"}`, `{"seq":"1","seq":"2"}`), problem.Malformed},
		"too deep":              {change(evmconnectItem, `{"seq":"1"}`, strings.Repeat("[", 40)+strings.Repeat("]", 40)), problem.Malformed},
		"a number as a number":  {change(evmconnectItem, `"blockNumber":"4"`, `"blockNumber":4`), problem.InvalidField},
		"a hexadecimal block":   {change(evmconnectItem, `"blockNumber":"4"`, `"blockNumber":"0x4"`), problem.InvalidField},
		"a block with zeros":    {change(evmconnectItem, `"blockNumber":"4"`, `"blockNumber":"04"`), problem.InvalidField},
		"a negative block":      {change(evmconnectItem, `"blockNumber":"4"`, `"blockNumber":"-4"`), problem.InvalidField},
		"a block out of bounds": {change(evmconnectItem, `"blockNumber":"4"`, `"blockNumber":"9223372036854775808"`), problem.InvalidField},
		"a short hash":          {change(evmconnectItem, `d470"`, `d4"`), problem.InvalidField},
		"no transaction":        {change(ethconnectItem, `"transactionHash"`, `"transactionHush"`), problem.InvalidField},
		"no data":               {change(ethconnectItem, `"data"`, `"date"`), problem.InvalidField},
		"a bad place":           {change(ethconnectItem, `"0x1f"`, `"0xzz"`), problem.InvalidField},
		"too many":              {"[" + strings.Repeat("{},", ledger.MaxBatchItems) + "{}]", problem.TooLarge},
		"too large":             {"[" + strings.Repeat(" ", ledger.MaxBatchBytes) + "]", problem.TooLarge},
	} {
		if items, err := ledger.ParseBatch([]byte(test.body)); !errors.Is(err, test.want) {
			t.Errorf("%s gave %d events and %v", name, len(items), err)
		}
	}
	var p *problem.Problem
	_, err := ledger.ParseBatch([]byte(change(ethconnectItem, `"signature"`, `"signatur"`)))
	if !errors.As(err, &p) || len(p.Errors) != 1 || p.Errors[0].Field != "/0/signature" {
		t.Errorf("the problem is %+v", p)
	}
}

// Whatever comes in, nothing panics, and what is taken is taken the same way alone as in its batch.
func FuzzParseBatch(f *testing.F) {
	f.Add([]byte("[" + evmconnectItem + "]"))
	f.Add([]byte("[" + ethconnectItem + "," + ethconnectItem + "]"))
	f.Add([]byte(`[{"listenerId":"","listenerType":"blocks"}]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		items, err := ledger.ParseBatch(body)
		if err != nil {
			return
		}
		keys := map[string]bool{}
		for _, i := range items {
			again, err := ledger.ParseBatch([]byte(fmt.Sprintf("[%s]", i.Raw)))
			if err != nil || len(again) != 1 || again[0].Block != i.Block || again[0].Transaction != i.Transaction {
				t.Fatalf("alone, %s is %+v, %v", i.Raw, again, err)
			}
			if i.LogIndex < 0 && keys[i.Key] {
				t.Fatalf("two events of one batch have the key %s", i.Key)
			}
			keys[i.Key] = true
		}
	})
}
