package evm

import (
	"encoding/json"
	"errors"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rlp"
)

// Validators' seals and their round are not in the hash of a QBFT or IBFT 2.0 block; everything else is.
func TestHeaderHashLeavesOutSeals(t *testing.T) {
	t.Parallel()
	vanity, validators, noVote := make([]byte, 32), [][]byte{make([]byte, 20)}, []any{}
	extra := func(list ...any) []byte {
		b, err := rlp.EncodeToBytes(list)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	block := types.Header{Number: big.NewInt(7), Difficulty: big.NewInt(1), MixDigest: bft, Time: 1}
	sealed := types.CopyHeader(&block)
	sealed.Extra = extra(vanity, validators, noVote, uint64(3), [][]byte{make([]byte, 65)})
	read := func(h *types.Header, hash common.Hash) error {
		b, err := json.Marshal(h)
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(b, &fields); err != nil {
			t.Fatal(err)
		}
		fields["hash"] = hash
		if b, err = json.Marshal(fields); err != nil {
			t.Fatal(err)
		}
		var got header
		if err := json.Unmarshal(b, &got); err != nil {
			return err
		}
		if got.Hash() != hash {
			t.Errorf("the hash is %s, not %s", got.Hash(), hash)
		}
		return nil
	}
	for name, signed := range map[string][]byte{
		"QBFT":     extra(vanity, validators, noVote, uint64(0), []any{}),
		"IBFT 2.0": extra(vanity, validators, noVote),
		"plain":    sealed.Extra,
	} {
		unsealed := types.CopyHeader(&block)
		unsealed.Extra = signed
		if err := read(sealed, unsealed.Hash()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		changed := types.CopyHeader(sealed)
		changed.ReceiptHash = common.Hash{1}
		if err := read(changed, unsealed.Hash()); !errors.Is(err, ErrIncomplete) {
			t.Errorf("%s with another receipts root gave %v", name, err)
		}
	}
	public := types.CopyHeader(sealed)
	public.MixDigest = common.Hash{}
	other := types.CopyHeader(public)
	other.Extra = extra(vanity, validators, noVote)
	if err := read(public, other.Hash()); err == nil {
		t.Error("the header of a chain without such seals was read without them")
	}
}
