// Package bootstrap makes a chain ready for a new system: [Prepare] sees to it that the operator has ether and that the
// CustodyLedger contract is there, with the operator as its administrator.
//
// It may be repeated and may be killed at any moment. The contract's address follows from the operator's address and
// the nonce of the deploying transaction, so a deployment that an earlier run has sent is found again and nothing needs
// to be remembered in between.
package bootstrap

import (
	"context"
	"crypto/ecdsa"
	"fmt"
	"log/slog"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/ethclient"

	"waybill/shared/custody"
	"waybill/shared/jsonrpc"
)

// poll is the time between two looks at the chain while waiting for a block.
const poll = 50 * time.Millisecond

// A Signer signs for the operator; the signers of shared/chain do.
type Signer interface {
	// Sign gives a signature of 65 bytes (r, s, recovery id 0 or 1) for each digest.
	Sign(ctx context.Context, address custody.Address, digests []custody.Digest) ([][]byte, error)
}

// Options say what to prepare. RPC, Operator and Signer must be set.
type Options struct {
	// RPC is the address of the node's JSON-RPC, http or ws.
	RPC string
	// ChainID is the chain that is expected (EIP-155); 0 takes any.
	ChainID uint64
	// Operator deploys the contract and so becomes its administrator; Signer signs for it.
	Operator custody.Address
	Signer   Signer
	// Balance in wei that the operator should have before the deployment; nil means just what that costs. On a chain
	// without fees nothing is needed, whatever Balance says.
	Balance *big.Int
	// Faucet is the key of an account that pays what the operator lacks; nil if there is none.
	Faucet *ecdsa.PrivateKey
	// Unlocked lets the node's own first account pay what the operator lacks: a development node, such as geth --dev or
	// anvil, signs for it (eth_accounts, eth_sendTransaction).
	Unlocked bool
	// Log tells what is done to the chain; nil drops it.
	Log *slog.Logger
}

// A Network is a chain with the contract on it.
type Network struct {
	ChainID  uint64
	Contract custody.Address
	// DeployBlock is the block with the deployment, the first that can hold events. It is 0 if the deployment was found
	// and the node has forgotten the state of that time: reading from there is slower and as right.
	DeployBlock uint64
}

// Prepare funds the operator, deploys the contract unless the operator has deployed it before, and checks the code at
// its address. When it returns nil, the deployment is in a block.
func Prepare(ctx context.Context, o Options) (Network, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	node, err := jsonrpc.Dial(ctx, o.RPC)
	if err != nil {
		return Network{}, unreachable(o.RPC, err)
	}
	client := ethclient.NewClient(node)
	defer client.Close()
	chainID, err := client.ChainID(ctx)
	if err != nil {
		return Network{}, unreachable(o.RPC, err)
	}
	if o.ChainID != 0 && chainID.Uint64() != o.ChainID {
		return Network{}, fmt.Errorf("the node at %s is on chain %d, not %d; correct the address or the expected chain id",
			host(o.RPC), chainID, o.ChainID)
	}
	p := &preparation{Options: o, client: client, chainID: chainID, operator: common.Address(o.Operator)}
	network, err := p.contract(ctx)
	if err != nil {
		return Network{}, fmt.Errorf("preparing chain %d: %w", chainID, scrub(err))
	}
	return network, nil
}

// A preparation is one run of Prepare.
type preparation struct {
	Options
	client   *ethclient.Client
	chainID  *big.Int
	operator common.Address
}

// until asks until the condition holds.
func until(ctx context.Context, holds func() (bool, error)) error {
	tick := time.NewTicker(poll)
	defer tick.Stop()
	for {
		if ok, err := holds(); ok || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-tick.C:
		}
	}
}
