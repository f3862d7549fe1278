package evm_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// minedBlocks answers for a chain with so many transactions in each of its blocks, from block 1 on; transaction n of
// all has the hash digests("tx", ...)[n].
func minedBlocks(perBlock int, hashes []custody.Digest, asked *[]string) func(string, []json.RawMessage) (any, any) {
	receipt := func(n int) map[string]any {
		block := n/perBlock + 1
		status := "0x1"
		if n%5 == 4 {
			status = "0x0"
		}
		return map[string]any{
			"transactionHash": hashes[n].Hex(), "status": status, "gasUsed": "0x1",
			"blockNumber": fmt.Sprintf("0x%x", block), "blockHash": digests("block", block+1)[block].Hex(),
		}
	}
	return func(method string, params []json.RawMessage) (any, any) {
		*asked = append(*asked, method)
		var text string
		if err := json.Unmarshal(params[0], &text); err != nil {
			return nil, failure(-32602, err.Error())
		}
		if method == "eth_getTransactionReceipt" {
			if n := slices.IndexFunc(hashes, func(h custody.Digest) bool { return h.Hex() == text }); n >= 0 {
				return receipt(n), nil
			}
			return nil, nil
		}
		var block int
		if _, err := fmt.Sscanf(text, "0x%x", &block); err != nil {
			return nil, failure(-32602, err.Error())
		}
		var all []any
		for n := (block - 1) * perBlock; n < min(block*perBlock, len(hashes)); n++ {
			all = append(all, receipt(n))
		}
		return all, nil
	}
}

// Many receipts cost one question for a block, and one for its receipts; within a pass nothing is asked twice. What is
// not in a block is not found.
func TestReceiptsComeByBlock(t *testing.T) {
	t.Parallel()
	hashes := digests("tx", 120)
	var asked []string
	b := fakeNode(t, minedBlocks(50, hashes, &asked)).Pass()
	for _, part := range [][]custody.Digest{hashes[:60], append(slices.Clone(hashes[60:]), custody.Digest{1})} {
		receipts, err := b.Receipts(t.Context(), part)
		if err != nil || len(receipts) != len(part) {
			t.Fatalf("%d receipts, %v", len(receipts), err)
		}
		for i, r := range receipts {
			n := slices.Index(hashes, part[i])
			if n < 0 && r == nil {
				continue
			}
			if r == nil || r.Transaction != part[i] || r.Block.Number != uint64(n/50+1) || r.Succeeded != (n%5 != 4) {
				t.Fatalf("transaction %d has the receipt %+v", n, r)
			}
		}
	}
	if len(asked) != 7 { // three blocks, each found by one receipt, and the hash that nobody knows
		t.Errorf("asked %v", asked)
	}
}

// A node without the method for blocks is asked for it once.
func TestNoBlockReceipts(t *testing.T) {
	t.Parallel()
	hashes := digests("tx", 30)
	var asked []string
	answer := minedBlocks(30, hashes, &asked)
	b := fakeNode(t, func(method string, params []json.RawMessage) (any, any) {
		if method == "eth_getBlockReceipts" {
			asked = append(asked, method)
			return nil, failure(-32601, "the method eth_getBlockReceipts does not exist/is not available")
		}
		return answer(method, params)
	})
	for range 2 {
		receipts, err := b.Pass().Receipts(t.Context(), hashes)
		if err != nil || slices.Contains(receipts, nil) {
			t.Fatalf("%v, %v", receipts, err)
		}
	}
	blocks := slices.DeleteFunc(asked, func(method string) bool { return method != "eth_getBlockReceipts" })
	if len(blocks) != 1 {
		t.Errorf("the method was asked for %d times", len(blocks))
	}
}

// Over a socket, where answers come whole, receipts come by block as well.
func TestReceiptsOverASocket(t *testing.T) {
	t.Parallel()
	d := newDesk(t, chain.Instant)
	d.join()
	records := make([]custody.Instruction, 10)
	for i := range records {
		records[i] = &custody.Record{}
	}
	d.submit(d.miner, "record", records...)
	d.Commit()
	d.monitor(d.miner)
	for i := range records {
		if o := d.settled[fmt.Sprint("record", i)]; !o.Succeeded {
			t.Errorf("record %d was settled as %+v", i, o)
		}
	}
}
