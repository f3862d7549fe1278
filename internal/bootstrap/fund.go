package bootstrap

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
)

// fund brings the operator's balance to Balance, or to the cost of the deployment if that is more.
func (p *preparation) fund(ctx context.Context, cost *big.Int) error {
	if cost.Sign() == 0 {
		return nil
	}
	need := cost
	if p.Balance != nil && p.Balance.Cmp(cost) > 0 {
		need = p.Balance
	}
	have, err := p.client.BalanceAt(ctx, p.operator, nil)
	if err != nil {
		return fmt.Errorf("asking for the operator's balance: %w", err)
	}
	if have.Cmp(need) >= 0 {
		return nil
	}
	missing := new(big.Int).Sub(need, have)
	switch {
	case p.Faucet != nil:
		err = p.fromFaucet(ctx, missing)
	case p.Unlocked:
		err = p.fromUnlocked(ctx, missing)
	default:
		err = p.unfunded(have, need)
	}
	if err != nil {
		return err
	}
	p.Log.InfoContext(ctx, "the operator is given ether", "operator", p.Operator.Hex(), "wei", missing)
	return until(ctx, func() (bool, error) {
		have, err := p.client.BalanceAt(ctx, p.operator, nil)
		return err == nil && have.Cmp(need) >= 0, err
	})
}

// unfunded is the error of an operator who has to be given ether by a person.
func (p *preparation) unfunded(have, need *big.Int) error {
	return fmt.Errorf("the operator %s has %s wei on chain %d and needs %s; send ether to this address and try again",
		p.operator, have, p.chainID, need)
}

func (p *preparation) fromFaucet(ctx context.Context, wei *big.Int) error {
	from := crypto.PubkeyToAddress(p.Faucet.PublicKey)
	nonce, err := p.client.PendingNonceAt(ctx, from)
	if err != nil {
		return fmt.Errorf("asking for the faucet's nonce: %w", err)
	}
	price, err := p.price(ctx)
	if err != nil {
		return err
	}
	tx, err := types.SignNewTx(p.Faucet, types.LatestSignerForChainID(p.chainID),
		price.transaction(p.chainID, nonce, &p.operator, wei, params.TxGas, nil))
	if err != nil {
		return fmt.Errorf("signing for the faucet: %w", err)
	}
	if err := p.client.SendTransaction(ctx, tx); err != nil {
		return fmt.Errorf("sending ether from the faucet %s to the operator: %w", from, err)
	}
	return nil
}

func (p *preparation) fromUnlocked(ctx context.Context, wei *big.Int) error {
	var accounts []common.Address
	if err := p.client.Client().CallContext(ctx, &accounts, "eth_accounts"); err != nil {
		return fmt.Errorf("asking the node for its accounts: %w", err)
	}
	if len(accounts) == 0 {
		return fmt.Errorf("the operator %s needs %s wei more and the node has no account of its own to pay it; "+
			"send ether to this address and try again", p.operator, wei)
	}
	call := map[string]any{"from": accounts[0], "to": p.operator, "value": (*hexutil.Big)(wei)}
	var hash common.Hash
	if err := p.client.Client().CallContext(ctx, &hash, "eth_sendTransaction", call); err != nil {
		return fmt.Errorf("sending ether from the node's account %s to the operator: %w", accounts[0], err)
	}
	return nil
}
