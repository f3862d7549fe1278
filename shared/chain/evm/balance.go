package evm

import (
	"context"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"waybill/shared/custody"
)

// Balance gives what the address has in the newest block, in wei.
func (b *Backend) Balance(ctx context.Context, address custody.Address) (*big.Int, error) {
	var balance hexutil.Big
	if err := b.call(ctx, &balance, "eth_getBalance", common.Address(address), "latest"); err != nil {
		return nil, err
	}
	return balance.ToInt(), nil
}
