package evm

import (
	"context"

	"github.com/ethereum/go-ethereum/common/hexutil"

	"waybill/shared/custody"
)

// LastAnchored gives the size of the largest tree that an organisation has anchored, 0 if none.
func (s *Source) LastAnchored(ctx context.Context, actor uint32) (uint64, error) {
	data, err := s.read(ctx, contract.PackLastAnchoredSize(actor))
	if err != nil {
		return 0, err
	}
	return contract.UnpackLastAnchoredSize(data)
}

// AnchoredAt gives the size at which an organisation anchored a root, 0 if it did not.
func (s *Source) AnchoredAt(ctx context.Context, actor uint32, root custody.Digest) (uint64, error) {
	data, err := s.read(ctx, contract.PackAnchorOf(actor, root))
	if err != nil {
		return 0, err
	}
	anchor, err := contract.UnpackAnchorOf(data)
	return anchor.Size, err
}

func (s *Source) read(ctx context.Context, data []byte) ([]byte, error) {
	var result hexutil.Bytes
	call := map[string]any{"to": s.contract, "data": hexutil.Bytes(data)}
	err := s.call(ctx, &result, "eth_call", call, "latest")
	return result, err
}
