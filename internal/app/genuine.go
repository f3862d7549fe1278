package app

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"waybill/handlers/recordonchain"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/retry"
)

// startPatience is how long the start waits for the node: a node that is down must not keep the API from answering.
var startPatience = 2 * time.Second

// A contractNode compares the code at an address with the contract that this program was built with.
type contractNode interface {
	CheckContract(ctx context.Context, contract custody.Address) error
}

// A genuineContract is trusted after its code has been compared once: code at an address does not change.
type genuineContract struct {
	node    contractNode
	address custody.Address
	known   atomic.Bool
}

// check gives nil once the node has shown the right code.
func (g *genuineContract) check(ctx context.Context) error {
	if g.known.Load() {
		return nil
	}
	if err := g.node.CheckContract(ctx, g.address); err != nil {
		return fmt.Errorf("check the contract: %w", err)
	}
	g.known.Store(true)
	return nil
}

// start refuses other code. If the node does not answer, the check is left to the first command.
func (g *genuineContract) start(ctx context.Context, log *slog.Logger) error {
	ctx, cancel := context.WithTimeout(ctx, startPatience)
	defer cancel()
	err := g.check(ctx)
	if retry.VerdictOf(err) == retry.Never {
		return fmt.Errorf("%w; correct WAYBILL_CONTRACT or WAYBILL_RPC_URL, or deploy one with waybill contract deploy", err)
	}
	if err != nil {
		log.WarnContext(ctx, "the contract is checked later, before the first command", "error", err.Error())
	}
	return nil
}

// A genuineEngine sends nothing to a contract that was not checked.
type genuineEngine struct {
	recordonchain.Engine
	contract *genuineContract
}

// Submit implements recordonchain.Engine.
func (e genuineEngine) Submit(ctx context.Context, signer custody.Address, requests []chain.Request) error {
	if err := e.contract.check(ctx); err != nil {
		return err
	}
	return e.Engine.Submit(ctx, signer, requests)
}
