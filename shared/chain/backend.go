package chain

import (
	"context"
	"math/big"

	"waybill/shared/custody"
)

// A Backend is the chain as one endpoint shows it. Answers of one endpoint that are older than expected are lag and do
// no harm; answers of several endpoints must not be mixed within one pass.
type Backend interface {
	// ChainID gives the chain's id (EIP-155).
	ChainID(ctx context.Context) (uint64, error)

	// Head gives the newest block.
	Head(ctx context.Context) (Block, error)

	// Finalized gives the newest block that the chain itself calls final; false if it has no such notion or none yet.
	Finalized(ctx context.Context) (Block, bool, error)

	// BlockHash gives the hash of the canonical block with the number; false if there is none.
	BlockHash(ctx context.Context, number uint64) (custody.Digest, bool, error)

	// Nonce gives how many transactions the address has sent up to and including the block.
	Nonce(ctx context.Context, address custody.Address, block uint64) (uint64, error)

	// Market gives the fees of the moment.
	Market(ctx context.Context) (Market, error)

	// Send hands signed transactions to the node, in order, and gives its answer to each. All answers are advisory.
	// After an error any of them may have been taken. May be repeated.
	Send(ctx context.Context, raw [][]byte) ([]Answer, error)

	// Receipts gives the receipt of each hash, nil where the node has none.
	Receipts(ctx context.Context, hashes []custody.Digest) ([]*Receipt, error)

	// Consumer looks through the blocks first to last, both included, for the transaction that the address sent with
	// the nonce; false if it was not seen there.
	Consumer(ctx context.Context, address custody.Address, nonce, first, last uint64) (Consumer, bool, error)

	// Explain says in plain words why a mined transaction failed, "" if the node cannot tell.
	Explain(ctx context.Context, transaction custody.Digest) (string, error)
}

// Endpoints is a Backend that stands for more than one endpoint, or remembers answers while a pass lasts.
type Endpoints interface {
	Backend

	// Pass gives the backend for one pass: one endpoint gives all its answers. What went wrong with it decides which one
	// the next pass gets.
	Pass() Backend
}

// A BackgroundSender is a Backend that can send while its caller does something else.
type BackgroundSender interface {
	Backend

	// Post begins what Send does, and gives a function that waits for its end. The bytes may be on the wire from now on, so
	// they must be durable before; when ctx ends, so does the sending. The caller calls the function, and does not post
	// again before.
	Post(ctx context.Context, raw [][]byte) (answered func() ([]Answer, error))
}

// A Block is named by both: the number says where it is, the hash which one of two.
type Block struct {
	Number uint64
	Hash   custody.Digest
}

// A Receipt says what a mined transaction did.
type Receipt struct {
	Transaction custody.Digest
	Block       Block
	Succeeded   bool
}

// A Consumer is the transaction that used up a nonce.
type Consumer struct {
	Transaction custody.Digest
	Block       uint64
}

// An Answer is what a node said to a transaction.
type Answer struct {
	Meaning Meaning
	Text    string // the node's words, "" if it took the transaction
}

// A Meaning is what the engine makes of a node's answer. None of them proves anything about the chain.
type Meaning uint8

// The meanings.
const (
	Unclear     Meaning = iota // no answer, or one that says nothing: send again later
	Taken                      // the node took the bytes just now, so it did not have them before
	Known                      // the node has exactly these bytes already
	NonceUsed                  // the nonce is used up, perhaps by these very bytes
	Outbid                     // the node holds other bytes with this nonce that pay as much
	Underpriced                // the fee is below what the node takes
	Gapped                     // the node misses the nonce before
	Blocked                    // a person has to do something, such as fund the account; the bytes are good
	Rejected                   // no node will ever take these bytes
)

// A Signer signs for addresses.
type Signer interface {
	// Sign signs each digest with the address's key and gives signatures of 65 bytes: r, s (the lower of the two, as
	// EIP-2 asks) and the recovery id, 0 or 1. All are of one key, which the caller checks on the first only. Two
	// signatures of one digest need not be equal.
	Sign(ctx context.Context, address custody.Address, digests []custody.Digest) ([][]byte, error)
}

// An Encoder turns instructions into contract calls.
type Encoder interface {
	// Encode gives the call. It asks nobody, so that gas does not depend on calls that are still pending. An error
	// means that the instruction can never be carried out.
	Encode(instruction custody.Instruction, command, eventHash custody.Digest) (Call, error)
}

// A Call is a transaction without nonce, fee and signature.
type Call struct {
	To    custody.Address
	Data  []byte
	Value *big.Int // wei; nil for none
	Gas   uint64
}
