// Package chain carries accepted commands to an Ethereum chain, each exactly once. [Engine.Submit] gives commands
// nonces and makes the signed transactions durable; [Engine.Monitor] looks after them until they are final.
//
// One rule carries the package: a nonce exists if and only if a signed transaction for it is durable in the [Journal].
// Transactions are signed in memory, head, rows and command references are written in one conditional commit, and only
// then is anything sent. So there is no counter that can drift, no gap to heal and no lock to hold: two engines with
// the same key disturb each other no more than two writers of the same row.
//
// The second rule: decide only on finalized evidence, never on absence. A missing receipt means nothing; a command
// moves to another nonce only when a different transaction has been seen at its nonce in a final block.
//
//	SIGNED ──receipt of one of its attempts is final──▶ FINAL ──outcome delivered──▶ DONE
//	   └────a different transaction is final at its nonce──▶ FOREIGN (the command lives on at a new nonce)
package chain

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"waybill/shared/custody"
)

// An Engine submits commands and watches their transactions. It has no state of its own, leaves nothing running when a call returns and is safe for concurrent use; any number of engines may work on one journal. All fields but Policy and
// Log must be set.
type Engine struct {
	Journal Journal
	Backend Backend
	Signer  Signer
	Encoder Encoder
	Now     func() time.Time
	Policy  Policy
	Log     *slog.Logger // nil for silence
}

// A Request is a command that has been accepted.
type Request struct {
	Organization custody.OrganizationID
	Operation    string         // id of the operation, handed back in the Outcome
	Command      custody.Digest // its id on chain; a command is carried out once however often it is submitted
	EventHash    custody.Digest
	Instruction  custody.Instruction
}

// An Outcome is what finally became of a command.
type Outcome struct {
	Organization custody.OrganizationID
	Operation    string
	Command      custody.Digest
	Transaction  custody.Digest // hash of the transaction that used up the command's nonce
	Block        uint64
	Succeeded    bool
	Cancelled    bool   // it failed because its nonce was used for nothing
	Reason       string // why it failed, in plain words; "" if it succeeded
}

// Signers gives the keys that have transactions to look after.
func (e *Engine) Signers(ctx context.Context) ([]custody.Address, error) {
	chainID, err := e.Backend.ChainID(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask for the chain id: %w", err)
	}
	signers, err := e.Journal.Signers(ctx, chainID)
	if err != nil {
		return nil, fmt.Errorf("list signers of chain %d: %w", chainID, err)
	}
	return signers, nil
}

// onOneEndpoint gives the engine as it works during one pass.
func (e *Engine) onOneEndpoint() *Engine {
	endpoints, several := e.Backend.(Endpoints)
	if !several {
		return e
	}
	pinned := *e
	pinned.Backend = endpoints.Pass()
	return &pinned
}

func (e *Engine) key(ctx context.Context, signer custody.Address) (Key, error) {
	chainID, err := e.Backend.ChainID(ctx)
	if err != nil {
		return Key{}, fmt.Errorf("ask for the chain id: %w", err)
	}
	return Key{Chain: chainID, Signer: signer}, nil
}

func (e *Engine) log() *slog.Logger {
	if e.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return e.Log
}
