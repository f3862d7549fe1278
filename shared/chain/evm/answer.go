package evm

import (
	"context"
	"errors"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/rpc"

	"waybill/shared/chain"
)

// answers maps what nodes say to what it means. Codes do not tell these apart, so the words have to; the first line
// whose words occur counts, whatever their case. A text that stands in no line is unclear, which is always safe.
var answers = []struct {
	words   string
	meaning chain.Meaning
}{
	// Besu, of a hash it was asked for; it must not be taken for the line after it.
	{"unknown transaction", chain.Unclear},

	{"already known", chain.Known},                   // geth, Besu, reth
	{"known transaction", chain.Known},               // Besu, old geth: "known transaction: 0x…"
	{"already_exists", chain.Known},                  // Erigon
	{"same hash was already imported", chain.Known},  // OpenEthereum and its heirs
	{"already imported", chain.Known},                // anvil, hardhat
	{"alreadyknown", chain.Known},                    // Nethermind
	{"nonce too low", chain.NonceUsed},               // geth, Besu, Erigon, anvil
	{"nonce is too low", chain.NonceUsed},            // anvil
	{"nonce_too_low", chain.NonceUsed},               // Besu
	{"oldnonce", chain.NonceUsed},                    // Nethermind
	{"nonce has already been used", chain.NonceUsed}, // hardhat

	{"replacement transaction underpriced", chain.Outbid}, // geth, Besu, Erigon, anvil
	{"replacementnotallowed", chain.Outbid},               // Nethermind
	{"replacement_underpriced", chain.Outbid},             // Besu
	{"could not replace existing", chain.Outbid},          // Erigon

	{"transaction underpriced", chain.Underpriced},                     // geth
	{"max fee per gas less than block base fee", chain.Underpriced},    // geth, anvil
	{"max fee per gas is less than block base fee", chain.Underpriced}, // reth
	{"transaction gas price below minimum", chain.Underpriced},         // geth
	{"gas price below configured minimum", chain.Underpriced},          // Besu
	{"gas price less than", chain.Underpriced},                         // Besu: "… less than the current base fee"
	{"feetoolow", chain.Underpriced},                                   // Nethermind
	{"fee too low", chain.Underpriced},                                 // Erigon
	{"gas tip cap", chain.Underpriced},                                 // geth: "gas tip cap 0, minimum needed 1"

	{"nonce too high", chain.Gapped},                              // geth, anvil
	{"nonce too far in the future", chain.Gapped},                 // Besu
	{"exceeds next nonce", chain.Gapped},                          // Besu
	{"nonce_too_distant", chain.Gapped},                           // Besu
	{"noncegap", chain.Gapped},                                    // Nethermind
	{"nonce gap", chain.Gapped},                                   // Erigon
	{"gapped-nonce", chain.Gapped},                                // geth
	{"future transaction tries to replace pending", chain.Gapped}, // geth

	{"insufficient funds", chain.Blocked},          // geth, Erigon, anvil
	{"insufficientfunds", chain.Blocked},           // Nethermind
	{"upfront cost exceeds", chain.Blocked},        // Besu
	{"upfront_cost_exceeds", chain.Blocked},        // Besu
	{"already reserved", chain.Blocked},            // geth: the key is used by the blob pool
	{"in-flight transaction limit", chain.Blocked}, // geth: the key is delegated (EIP-7702)
	{"exceeds the configured cap", chain.Blocked},  // geth: rpc.txfeecap
	{"only replay-protected", chain.Blocked},       // geth
	{"invalid chain id", chain.Blocked},            // all: the endpoint is another chain than before
	{"not permitted", chain.Blocked},               // Besu, Quorum: permissioning
	{"not authorized", chain.Blocked},              // Quorum

	{"exceeds block gas limit", chain.Rejected},                  // geth, Besu
	{"exceeds_block_gas_limit", chain.Rejected},                  // Besu
	{"gaslimitexceeded", chain.Rejected},                         // Nethermind
	{"gas limit too high", chain.Rejected},                       // geth: EIP-7825
	{"intrinsic gas too low", chain.Rejected},                    // geth, anvil
	{"intrinsic gas exceeds", chain.Rejected},                    // Besu, reth
	{"intrinsic_gas_exceeds", chain.Rejected},                    // Besu
	{"insufficient gas for floor data", chain.Rejected},          // geth: EIP-7623
	{"oversized data", chain.Rejected},                           // geth
	{"priority fee per gas higher than max", chain.Rejected},     // geth
	{"max priority fee per gas exceeds max fee", chain.Rejected}, // Besu
	{"transaction type not supported", chain.Rejected},           // geth, Erigon
}

// meaning gives what a node's error text means.
func meaning(text string) chain.Meaning {
	text = strings.ToLower(text)
	for _, a := range answers {
		if strings.Contains(text, a.words) {
			return a.meaning
		}
	}
	return chain.Unclear
}

// shortened gives as much of a node's words as is kept.
func shortened(text string) string {
	const most = 200 // bytes
	return strings.ToValidUTF8(text[:min(len(text), most)], "")
}

// Send hands signed transactions to the node in one batch and gives its answer to each.
func (b *Backend) Send(ctx context.Context, raw [][]byte) ([]chain.Answer, error) {
	batch := make([]rpc.BatchElem, len(raw))
	for i, r := range raw {
		batch[i] = rpc.BatchElem{Method: "eth_sendRawTransaction", Args: []any{hexutil.Bytes(r)}, Result: new(common.Hash)}
	}
	if err := b.batch(ctx, batch); err != nil {
		return nil, err
	}
	all := make([]chain.Answer, len(raw))
	for i, e := range batch {
		if e.Error == nil {
			if *e.Result.(*common.Hash) == crypto.Keccak256Hash(raw[i]) {
				all[i].Meaning = chain.Taken
			} else {
				all[i].Text = "the node names another transaction"
			}
			continue
		}
		text := e.Error.Error()
		if m := meaning(text); m == chain.Known {
			all[i].Meaning = m
		} else {
			all[i] = chain.Answer{Meaning: m, Text: shortened(text)}
		}
	}
	return all, nil
}

// Post sends in the background.
func (b *Backend) Post(ctx context.Context, raw [][]byte) (answered func() ([]chain.Answer, error)) {
	var answers []chain.Answer
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		answers, err = b.Send(ctx, raw)
	}()
	return func() ([]chain.Answer, error) {
		<-done
		return answers, err
	}
}

// revertData gives what a reverted call returned; false if err is something else.
func revertData(err error) ([]byte, bool) {
	var withData rpc.DataError
	if !errors.As(err, &withData) {
		return nil, false
	}
	text, ok := withData.ErrorData().(string)
	if !ok {
		return nil, false
	}
	data, err := hexutil.Decode(strings.TrimPrefix(text, "Reverted ")) // the prefix is OpenEthereum's and Nethermind's
	return data, err == nil
}
