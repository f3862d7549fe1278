package evm_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"waybill/contracts/bindings"
	"waybill/shared/custody"
	"waybill/shared/ledger/evm"
)

var (
	command = custody.Digest{1}
	hash    = custody.Digest{2}
	zero    = new(big.Int)
)

// A block gives the contract's events with their place among all logs and the transactions that caused them, and
// nothing of other contracts.
func TestBlockGivesTheContractsEvents(t *testing.T) {
	t.Parallel()
	n := newNode(t)
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	fab := crypto.PubkeyToAddress(key.PublicKey)
	joined := n.send(n.administrator, contract.PackJoinOrganization(command, fab, [32]byte{3}, hash))
	n.mine(joined, n.transfer(fab))
	registered := n.send(key, contract.PackRegister(command, [32]byte{4}, 2, big.NewInt(25_000), hash))
	made := n.send(key, contract.PackTransform(command,
		[]bindings.ICustodyLedgerInput{{Asset: [32]byte{4}, ExpectedVersion: big.NewInt(1), Quantity: big.NewInt(1_500)}},
		[]bindings.ICustodyLedgerOutput{{Asset: [32]byte{5}, Kind: 1, Quantity: zero}}, hash))
	n.mine(registered, made)

	s := n.source("instant")
	final, err := s.Finalized(t.Context())
	if err != nil || final != 3 {
		t.Fatalf("final is %d, %v", final, err)
	}
	first, err := s.Block(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	second, err := s.Block(t.Context(), 3)
	if err != nil {
		t.Fatal(err)
	}
	if second.ParentHash != first.Hash || second.Number != 3 || second.Time.Before(first.Time) {
		t.Errorf("block 3 is %+v, after %+v", second, first)
	}
	head := custody.EventHead{Command: command, EventHash: hash}
	want := custody.OrganizationJoined{EventHead: head, Organization: 1, Key: custody.Address(fab), IdentityHash: custody.Digest{3}}
	if len(first.Events) != 1 || first.Events[0].Event != want || first.Events[0].Transaction != custody.Digest(joined.Hash()) {
		t.Errorf("block 2 has %+v", first.Events)
	}
	head.Actor = 1
	for i, want := range []custody.Event{
		custody.AssetRegistered{EventHead: head, Asset: custody.Digest{4}, Type: custody.KindLot, Quantity: 25_000, Version: 1},
		custody.InputConsumed{EventHead: head, Asset: custody.Digest{4}, Quantity: 1_500, Remaining: 23_500, Version: 2},
		custody.AssetRegistered{EventHead: head, Asset: custody.Digest{5}, Type: custody.KindItem, Version: 1},
		custody.Transformed{EventHead: head, Inputs: 1, Outputs: 1},
	} {
		e := second.Events[i]
		transaction := registered.Hash()
		if i > 0 {
			transaction = made.Hash()
		}
		if e.Event != want || e.LogIndex != uint32(i) || e.Transaction != custody.Digest(transaction) {
			t.Errorf("event %d is %+v, not %+v", i, e, want)
		}
	}
}

// Blocks in which the contract did nothing cost no request of their own.
func TestEmptyBlocksAreReadAhead(t *testing.T) {
	t.Parallel()
	n := newNode(t)
	for range 100 {
		n.backend.Commit()
	}
	s := n.source("instant")
	final, err := s.Finalized(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	previous := custody.Digest{}
	for number := uint64(1); number <= final; number++ {
		b, err := s.Block(t.Context(), number)
		if err != nil || len(b.Events) != 0 || number > 1 && b.ParentHash != previous {
			t.Fatalf("block %d is %+v, %v", number, b, err)
		}
		previous = b.Hash
	}
	if n.calls["eth_getBlockReceipts"] != 0 || n.calls["eth_getBlockByNumber"] != int(final) {
		t.Errorf("the calls were %v", n.calls)
	}
}

// A node that leaves out a log, adds one, changes one, gives another header or other transactions is found out.
func TestLiesOfTheNodeAreFoundOut(t *testing.T) {
	t.Parallel()
	n := newNode(t)
	one := n.send(n.administrator, contract.PackAnchor(command, [32]byte{1}, 5, hash))
	two := n.send(n.administrator, contract.PackAnchor(command, [32]byte{2}, 6, hash))
	n.mine(one, two)
	receipts := func(change func(receipts []map[string]any) []map[string]any) func(string, json.RawMessage) json.RawMessage {
		return func(method string, result json.RawMessage) json.RawMessage {
			if method != "eth_getBlockReceipts" {
				return result
			}
			var list []map[string]any
			if err := json.Unmarshal(result, &list); err != nil {
				t.Error(err)
			}
			changed, err := json.Marshal(change(list))
			if err != nil {
				t.Error(err)
			}
			return changed
		}
	}
	replace := func(method, old, fresh string) func(string, json.RawMessage) json.RawMessage {
		return func(called string, result json.RawMessage) json.RawMessage {
			if called == method {
				return json.RawMessage(strings.ReplaceAll(string(result), old, fresh))
			}
			return result
		}
	}
	firstRoot, otherRoot := common.Hash{1}.Hex(), common.Hash{9}.Hex()
	for name, lie := range map[string]func(string, json.RawMessage) json.RawMessage{
		"a log left out": receipts(func(list []map[string]any) []map[string]any {
			list[0]["logs"] = []any{}
			return list
		}),
		"a receipt left out": receipts(func(list []map[string]any) []map[string]any { return list[:1] }),
		"no receipts":        receipts(func([]map[string]any) []map[string]any { return nil }),
		"a null receipt":     receipts(func(list []map[string]any) []map[string]any { return append(list, nil) }),
		"a log twice": receipts(func(list []map[string]any) []map[string]any {
			logs := list[0]["logs"].([]any)
			list[0]["logs"] = append(logs, logs[0])
			return list
		}),
		"receipts in another order": receipts(func(list []map[string]any) []map[string]any {
			list[0], list[1] = list[1], list[0]
			return list
		}),
		"another root in a log":   replace("eth_getBlockReceipts", firstRoot, otherRoot),
		"another transaction":     replace("eth_getBlockByHash", strings.TrimPrefix(firstRoot, "0x"), strings.TrimPrefix(otherRoot, "0x")),
		"an empty bloom filter":   emptyBloom,
		"another hash of a block": anotherHash,
		"no block":                func(string, json.RawMessage) json.RawMessage { return json.RawMessage("null") },
	} {
		n.tell(lie)
		if b, err := n.source("instant").Block(t.Context(), 2); err == nil {
			t.Errorf("with %s the block was %+v", name, b)
		} else if strings.Contains(name, "receipt") && !errors.Is(err, evm.ErrIncomplete) {
			t.Errorf("with %s the error was %v", name, err)
		}
	}
	n.tell(nil)
	if b, err := n.source("instant").Block(t.Context(), 2); err != nil || len(b.Events) != 2 {
		t.Errorf("without a lie the block was %+v, %v", b, err)
	}
}

func emptyBloom(method string, result json.RawMessage) json.RawMessage {
	return changeField(method, result, "logsBloom", "0x"+strings.Repeat("00", 256))
}

func anotherHash(method string, result json.RawMessage) json.RawMessage {
	return changeField(method, result, "hash", common.Hash{7}.Hex())
}

func changeField(method string, result json.RawMessage, field string, value any) json.RawMessage {
	if method != "eth_getBlockByNumber" {
		return result
	}
	var block map[string]any
	if json.Unmarshal(result, &block) != nil {
		return result
	}
	block[field] = value
	changed, _ := json.Marshal(block)
	return changed
}

// The finality setting says which block is final; a node that does not know the tag is taken by depth, and a node that
// falls back takes nothing back.
func TestFinality(t *testing.T) {
	t.Parallel()
	n := newNode(t)
	for range 9 {
		n.backend.Commit()
	}
	for setting, want := range map[string]uint64{"instant": 10, "depth:0": 10, "depth:3": 7, "depth:11": 0} {
		if got, err := n.source(setting).Finalized(t.Context()); err != nil || got != want {
			t.Errorf("with %s block %d is final, %v, not %d", setting, got, err, want)
		}
	}
	for range 60 {
		n.backend.Commit()
	}
	n.tell(func(method string, result json.RawMessage) json.RawMessage {
		if method == "eth_getBlockByNumber" {
			return json.RawMessage("null")
		}
		return result
	})
	if got, err := n.source("finalized").Finalized(t.Context()); err != nil || got != 6 {
		t.Errorf("without the tag block %d is final, %v", got, err)
	}
	s := n.source("instant")
	before, err := s.Finalized(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	n.tell(func(string, json.RawMessage) json.RawMessage { return json.RawMessage(`"0x1"`) })
	if got, err := s.Finalized(t.Context()); err != nil || got != before {
		t.Errorf("a lagging node made block %d final, %v, after %d", got, err, before)
	}
	for _, setting := range []string{"", "depth:", "depth:-1", "depth:01", "latest", "safe", "depth:99999999999"} {
		if _, err := evm.Dial(t.Context(), n.url, custody.Address{}, setting); err == nil {
			t.Errorf("%q is a finality", setting)
		}
	}
}

// Only a node that says it has no final block is taken by depth; one that cannot answer makes nothing final.
func TestOnlyAMissingTagCountsByDepth(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		tag   string // what stands beside the id in the answer
		fails bool
	}{
		"geth":       {`"error":{"code":-32000,"message":"finalized block not found"}`, false},
		"besu":       {`"error":{"code":-39001,"message":"Unknown block"}`, false},
		"nethermind": {`"result":null`, false},
		"busy":       {`"error":{"code":-32005,"message":"rate limit exceeded"}`, true},
		"slow":       {`"error":{"code":-32000,"message":"request timed out"}`, true},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			var asked message
			_ = json.NewDecoder(r.Body).Decode(&asked)
			answer := `"result":"0x64"`
			if asked.Method == "eth_getBlockByNumber" {
				answer = test.tag
			}
			w.Header().Set("Content-Type", "application/json")
			_, _ = fmt.Fprintf(w, `{"jsonrpc":"2.0","id":%s,%s}`, asked.ID, answer)
		}))
		t.Cleanup(server.Close)
		s, err := evm.Dial(t.Context(), server.URL, custody.Address{}, "finalized")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(s.Close)
		if final, err := s.Finalized(t.Context()); (err != nil) != test.fails || err == nil && final != 36 {
			t.Errorf("%s: block %d is final, %v", name, final, err)
		}
	}
}

// The contract tells what is anchored and by whom: a member that anchors the administrator's root first leaves an
// anchor of its own.
func TestAnchors(t *testing.T) {
	t.Parallel()
	n := newNode(t)
	s := n.source("instant")
	if size, err := s.LastAnchored(t.Context(), 0); err != nil || size != 0 {
		t.Errorf("before any anchor the size is %d, %v", size, err)
	}
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	fab := crypto.PubkeyToAddress(key.PublicKey)
	n.mine(n.send(n.administrator, contract.PackJoinOrganization(command, fab, [32]byte{3}, hash)), n.transfer(fab))
	n.mine(n.send(key, contract.PackAnchor(command, [32]byte{1}, 9, hash)))
	if size, err := s.AnchoredAt(t.Context(), 0, custody.Digest{1}); err != nil || size != 0 {
		t.Errorf("the member's anchor is the administrator's, of size %d, %v", size, err)
	}
	n.mine(n.send(n.administrator, contract.PackAnchor(command, [32]byte{1}, 5, hash)))
	if size, err := s.LastAnchored(t.Context(), 0); err != nil || size != 5 {
		t.Errorf("the size is %d, %v", size, err)
	}
	for actor, want := range []uint64{5, 9} {
		if size, err := s.AnchoredAt(t.Context(), uint32(actor), custody.Digest{1}); err != nil || size != want {
			t.Errorf("organisation %d anchored the root at %d, %v", actor, size, err)
		}
	}
	if size, err := s.AnchoredAt(t.Context(), 0, custody.Digest{2}); err != nil || size != 0 {
		t.Errorf("a root that was not anchored has size %d, %v", size, err)
	}
}

// Providers put keys in URLs, so errors must not repeat them.
func TestErrorsDoNotNameTheURL(t *testing.T) {
	t.Parallel()
	s, err := evm.Dial(t.Context(), "http://127.0.0.1:1/v3/my-secret-key", custody.Address{}, "instant")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	_, err = s.Finalized(t.Context())
	if err == nil || strings.Contains(err.Error(), "my-secret-key") {
		t.Errorf("the error is %v", err)
	}
	if _, err := s.Block(t.Context(), 1); err == nil || strings.Contains(err.Error(), "my-secret-key") {
		t.Errorf("the error is %v", err)
	}
}
