package bootstrap

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// A price is what gas costs now. Chains from before EIP-1559 have no base fee and take transactions of the old kind.
type price struct {
	tip, limit *big.Int // per gas; the limit includes the tip
	legacy     bool
}

func (p *preparation) price(ctx context.Context) (price, error) {
	head, err := p.client.HeaderByNumber(ctx, nil)
	if err != nil {
		return price{}, fmt.Errorf("asking for the newest block: %w", err)
	}
	if head.BaseFee == nil {
		gasPrice, err := p.client.SuggestGasPrice(ctx)
		if err != nil {
			return price{}, fmt.Errorf("asking for the gas price: %w", err)
		}
		return price{limit: gasPrice, legacy: true}, nil
	}
	tip, err := p.client.SuggestGasTipCap(ctx)
	if err != nil {
		return price{}, fmt.Errorf("asking for the priority fee: %w", err)
	}
	twice := new(big.Int).Lsh(head.BaseFee, 1) // room for six full blocks before this one
	return price{tip: tip, limit: twice.Add(twice, tip)}, nil
}

// transaction is a transaction at the price; to is nil for a deployment.
func (p price) transaction(chain *big.Int, nonce uint64, to *common.Address, wei *big.Int, gas uint64, data []byte) types.TxData {
	if p.legacy {
		return &types.LegacyTx{Nonce: nonce, GasPrice: p.limit, Gas: gas, To: to, Value: wei, Data: data}
	}
	return &types.DynamicFeeTx{
		ChainID: chain, Nonce: nonce, GasTipCap: p.tip, GasFeeCap: p.limit, Gas: gas, To: to, Value: wei, Data: data,
	}
}

// cost is the most that so much gas can cost.
func (p price) cost(gas uint64) *big.Int {
	return new(big.Int).Mul(p.limit, new(big.Int).SetUint64(gas))
}
