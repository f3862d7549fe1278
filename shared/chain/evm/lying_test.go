package evm_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// changed gives a JSON object, or each of an array, with a field set to another value.
func changed(result json.RawMessage, field, value string) json.RawMessage {
	var many []map[string]json.RawMessage
	if json.Unmarshal(result, &many) == nil {
		for _, one := range many {
			one[field] = encoded(value)
		}
		return encoded(many)
	}
	var one map[string]json.RawMessage
	if json.Unmarshal(result, &one) != nil || one == nil {
		return result
	}
	one[field] = encoded(value)
	return encoded(one)
}

// about lies about the answers to some methods.
func about(methods string, to func(result json.RawMessage) json.RawMessage) lie {
	return lie{tell: func(q question, result json.RawMessage) json.RawMessage {
		if strings.Contains(methods, q.Method) {
			return to(result)
		}
		return result
	}}
}

func asked(questions []question, method string) bool {
	return slices.ContainsFunc(questions, func(q question) bool { return q.Method == method })
}

const (
	aHash       = "0x00000000000000000000000000000000000000000000000000000000000000aa"
	allReceipts = "eth_getTransactionReceipt eth_getBlockReceipts"
)

// lies are what nodes, balancers and proxies were seen to do, and worse.
var lies = map[string]lie{
	"the nonce lags": about("eth_getTransactionCount", func(json.RawMessage) json.RawMessage { return encoded("0x0") }),
	"the newest block lags": {ask: func(_ int, q *question) string {
		if q.Method == "eth_getBlockByNumber" && string(q.Params[0]) == `"latest"` {
			q.Params[0] = encoded("0x1")
		}
		return ""
	}},
	"no receipt is known":       about("eth_getTransactionReceipt", func(json.RawMessage) json.RawMessage { return json.RawMessage("null") }),
	"no block has receipts":     about("eth_getBlockReceipts", func(json.RawMessage) json.RawMessage { return json.RawMessage("null") }),
	"blocks have few receipts":  about("eth_getBlockReceipts", func(json.RawMessage) json.RawMessage { return json.RawMessage("[]") }),
	"receipts of another block": about(allReceipts, func(r json.RawMessage) json.RawMessage { return changed(r, "blockHash", aHash) }),
	"receipts of others":        about(allReceipts, func(r json.RawMessage) json.RawMessage { return changed(r, "transactionHash", aHash) }),
	"transactions are others":   about("eth_sendRawTransaction", func(json.RawMessage) json.RawMessage { return encoded(aHash) }),
	"answers come in reverse":   {batch: func(all []reply) []reply { slices.Reverse(all); return all }},
	"answers come twice":        {batch: func(all []reply) []reply { return append(slices.Clone(all), all...) }},
	"all answers have one id": {batch: func(all []reply) []reply {
		for i := range all {
			all[i].ID = all[0].ID
		}
		return all
	}},
	"half of a batch fails": {ask: func(index int, _ *question) string {
		if index%2 == 1 {
			return "request timed out"
		}
		return ""
	}},
	"half of a batch is answered": {batch: func(all []reply) []reply { return all[:len(all)/2] }},
	"what was taken is not said":  {hang: func(all []question) bool { return asked(all, "eth_sendRawTransaction") }},
	"nothing is said":             {hang: func([]question) bool { return true }},
	"everything is refused":       {ask: func(int, *question) string { return "daily request count exceeded, request rate limited" }},
	"there are no block receipts": {ask: func(_ int, q *question) string {
		if q.Method == "eth_getBlockReceipts" {
			return "the method eth_getBlockReceipts does not exist/is not available"
		}
		return ""
	}},
}

// Whatever a node says while it is not itself, nobody hears of an outcome that is none, no second transaction is signed
// for a nonce, and when it tells the truth again every command has been carried out once.
func TestLyingNode(t *testing.T) {
	t.Parallel()
	for name, what := range lies {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, chain.Instant)
			d.join()
			liar, backend := newLiar(t, d.client.Client())
			d.engine.Backend = backend
			d.submit(d.miner, "before", &custody.Record{})
			d.Commit()
			liar.tell(what)
			for round := range 3 {
				d.tryEverything(fmt.Sprint("during", round))
			}
			liar.tell(lie{})
			for round := range 4 { // the bus delivers again what was not completed, and something new
				d.tryEverything(fmt.Sprint("during", round))
			}
			d.checkAll()
		})
	}
}

// tryEverything submits more commands than are asked about one by one, lets a block come, and makes a pass.
func (d *desk) tryEverything(name string) {
	d.Helper()
	var requests []chain.Request
	for i := range 12 {
		operation := fmt.Sprintf("%s-%d", name, i)
		requests = append(requests, chain.Request{Operation: operation, Command: digests(operation, 1)[0], Instruction: &custody.Record{}})
	}
	_ = d.engine.Submit(d.Context(), d.miner, requests)
	d.Commit()
	d.clock = d.clock.Add(30 * time.Second)
	_ = d.engine.Monitor(d.Context(), d.miner, func(_ context.Context, outcomes []chain.Outcome) error {
		for _, o := range outcomes {
			if !o.Succeeded {
				d.Errorf("%s is said to have failed: %s", o.Operation, o.Reason)
			}
			d.settled[o.Operation] = o
		}
		return nil
	})
}

// checkAll checks that every command was carried out once and told, and that each has one transaction.
func (d *desk) checkAll() {
	d.Helper()
	const want = 1 + 4*12
	head, err := d.engine.Journal.Head(d.Context(), chain.Key{Chain: 1337, Signer: d.miner})
	if err != nil || head.Low != want || head.Next != want {
		d.Errorf("nonces %d to %d are left of %d, %v", head.Low, head.Next, want, err)
	}
	rows, err := d.engine.Journal.Rows(d.Context(), chain.Key{Chain: 1337, Signer: d.miner}, 0, head.Next)
	if err != nil {
		d.Fatal(err)
	}
	for _, r := range rows {
		if o := d.settled[r.Operation]; len(r.Attempts) != 1 || o.Transaction != r.Last().Hash {
			d.Errorf("%s has %d transactions and was settled as %+v", r.Operation, len(r.Attempts), o)
		}
	}
	var nonce hexutil.Uint64
	if err := d.client.Client().CallContext(d.Context(), &nonce, "eth_getTransactionCount", d.miner.Hex(), "latest"); err != nil || nonce != want {
		d.Errorf("the chain has %d transactions of the signer, %v; want %d", nonce, err, want)
	}
}
