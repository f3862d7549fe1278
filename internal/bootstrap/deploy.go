package bootstrap

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"waybill/contracts/bindings"
	"waybill/shared/custody"
)

// nonces is how many of the operator's first nonces are searched for a deployment. A fresh operator's first transaction
// is the deployment; one that failed may have come before it.
const nonces = 16

// What nodes answer for a moment, and what passes.
const (
	indexing = "transaction indexing is in progress" // geth, before its index of transactions has begun
	poor     = "insufficient funds"                  // any, before its pool has seen the newest block
)

// contract finds the operator's contract or deploys it.
func (p *preparation) contract(ctx context.Context) (Network, error) {
	nonce, err := p.nonce(ctx)
	if err != nil {
		return Network{}, err
	}
	if network, found, err := p.find(ctx, nonce); found || err != nil {
		return network, err
	}
	if nonce, err = p.settled(ctx); err != nil {
		return Network{}, err
	}
	if network, found, err := p.find(ctx, nonce); found || err != nil {
		return network, err
	}
	receipt, err := p.deploy(ctx, common.FromHex(bindings.CustodyLedgerMetaData.Bin), nonce)
	if err != nil {
		return Network{}, err
	}
	there, err := p.client.CodeAt(ctx, receipt.ContractAddress, receipt.BlockNumber)
	if err != nil {
		return Network{}, fmt.Errorf("reading the code at %s: %w", receipt.ContractAddress, err)
	}
	if err := bindings.CheckCode(there); err != nil {
		return Network{}, fmt.Errorf("the chain put other code at %s than was deployed: %w; do its rules include those of Cancun?",
			receipt.ContractAddress, err)
	}
	p.Log.InfoContext(ctx, "the contract is deployed", "contract", receipt.ContractAddress, "block", receipt.BlockNumber)
	return p.network(receipt.ContractAddress, receipt.BlockNumber.Uint64()), nil
}

func (p *preparation) network(contract common.Address, block uint64) Network {
	return Network{ChainID: p.chainID.Uint64(), Contract: custody.Address(contract), DeployBlock: block}
}

// nonce gives how many of the operator's transactions are in blocks.
func (p *preparation) nonce(ctx context.Context) (uint64, error) {
	nonce, err := p.client.NonceAt(ctx, p.operator, nil)
	if err != nil {
		return 0, fmt.Errorf("asking for the nonce of the operator %s: %w", p.operator, err)
	}
	return nonce, nil
}

// settled waits until nothing of the operator's is pending, such as an earlier run's deployment, and gives its next
// nonce.
func (p *preparation) settled(ctx context.Context) (uint64, error) {
	var nonce uint64
	err := until(ctx, func() (bool, error) {
		pending, err := p.client.PendingNonceAt(ctx, p.operator)
		if err != nil {
			return false, err
		}
		nonce, err = p.nonce(ctx)
		return nonce >= pending, err
	})
	if err != nil {
		return 0, fmt.Errorf("waiting for the transactions of the operator %s: %w", p.operator, err)
	}
	return nonce, nil
}

// find looks for the contract's code at the addresses that the operator's nonces below next stand for.
func (p *preparation) find(ctx context.Context, next uint64) (Network, bool, error) {
	for nonce := range min(next, nonces) {
		address := crypto.CreateAddress(p.operator, nonce)
		there, err := p.client.CodeAt(ctx, address, nil)
		if err != nil {
			return Network{}, false, fmt.Errorf("reading the code at %s: %w", address, err)
		}
		if bindings.CheckCode(there) == nil {
			block, err := p.firstBlock(ctx, address)
			return p.network(address, block), err == nil, err
		}
	}
	return Network{}, false, nil
}

// firstBlock gives the first block at whose end there is code at the address, or 0 if the node has no state of so long
// ago.
func (p *preparation) firstBlock(ctx context.Context, address common.Address) (uint64, error) {
	high, err := p.client.BlockNumber(ctx)
	if err != nil {
		return 0, fmt.Errorf("asking for the newest block: %w", err)
	}
	low := uint64(1)
	for low < high {
		middle := low + (high-low)/2
		code, err := p.client.CodeAt(ctx, address, new(big.Int).SetUint64(middle))
		switch {
		case ctx.Err() != nil:
			return 0, ctx.Err()
		case err != nil:
			return 0, nil //nolint:nilerr // the state of that block is gone
		case len(code) > 0:
			high = middle
		default:
			low = middle + 1
		}
	}
	return low, nil
}

// deploy sends the deployment and waits for its receipt.
func (p *preparation) deploy(ctx context.Context, creation []byte, nonce uint64) (*types.Receipt, error) {
	gas, err := p.client.EstimateGas(ctx, ethereum.CallMsg{From: p.operator, Data: creation})
	if err != nil {
		return nil, fmt.Errorf("estimating the gas of the deployment: %w", err)
	}
	price, err := p.price(ctx)
	if err != nil {
		return nil, err
	}
	if err := p.fund(ctx, price.cost(gas)); err != nil {
		return nil, err
	}
	tx, err := p.sign(ctx, types.NewTx(price.transaction(p.chainID, nonce, nil, nil, gas, creation)))
	if err != nil {
		return nil, err
	}
	if err := p.send(ctx, tx); err != nil {
		return nil, fmt.Errorf("sending the deployment: %w", err)
	}
	var receipt *types.Receipt
	err = until(ctx, func() (bool, error) {
		var err error
		receipt, err = p.client.TransactionReceipt(ctx, tx.Hash())
		if errors.Is(err, ethereum.NotFound) || err != nil && strings.Contains(err.Error(), indexing) {
			return false, nil
		}
		return err == nil, err
	})
	if err != nil {
		return nil, fmt.Errorf("waiting for the deployment %s: %w", tx.Hash(), err)
	}
	if receipt.Status != types.ReceiptStatusSuccessful {
		return nil, fmt.Errorf("the deployment %s failed in block %d with %d gas", tx.Hash(), receipt.BlockNumber, gas)
	}
	return receipt, nil
}

// send hands the transaction to the node. A node's pool learns of a block a moment after the block can be seen, so it
// may not know yet that the operator was funded.
func (p *preparation) send(ctx context.Context, tx *types.Transaction) error {
	tries := 0
	return until(ctx, func() (bool, error) {
		err := p.client.SendTransaction(ctx, tx)
		if tries++; err != nil && strings.Contains(err.Error(), poor) && tries < 100 {
			return false, nil
		}
		return err == nil, err
	})
}

func (p *preparation) sign(ctx context.Context, tx *types.Transaction) (*types.Transaction, error) {
	signer := types.LatestSignerForChainID(p.chainID)
	signatures, err := p.Signer.Sign(ctx, p.Operator, []custody.Digest{custody.Digest(signer.Hash(tx))})
	if err != nil {
		return nil, fmt.Errorf("signing the deployment for %s: %w", p.operator, err)
	}
	if len(signatures) != 1 {
		return nil, fmt.Errorf("signing the deployment for %s gave %d signatures", p.operator, len(signatures))
	}
	return tx.WithSignature(signer, signatures[0])
}
