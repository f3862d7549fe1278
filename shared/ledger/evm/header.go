package evm

import (
	"encoding/json"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rlp"
)

// A header is a block's header whose hash was computed from its content.
type header struct {
	types.Header
	hash common.Hash
}

// Hash gives the block's hash.
func (h *header) Hash() common.Hash { return h.hash }

// UnmarshalJSON refuses a header that does not have the hash that the node gives it.
func (h *header) UnmarshalJSON(b []byte) error {
	var claimed struct {
		Hash common.Hash `json:"hash"`
	}
	if err := json.Unmarshal(b, &claimed); err != nil {
		return err
	}
	if err := json.Unmarshal(b, &h.Header); err != nil {
		return err
	}
	computed := hashesOf(&h.Header)
	for _, hash := range computed {
		if hash == claimed.Hash {
			h.hash = hash
			return nil
		}
	}
	return fmt.Errorf("the header of block %s has hash %s and not %s, as the node says: %w", h.Number, computed[0], claimed.Hash, ErrIncomplete)
}

// bft is the mix hash of blocks that validators vote on (IBFT 2.0, QBFT): "ctical byzantine fault tolerance" in ASCII.
var bft = common.HexToHash("0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365")

// hashesOf gives the hashes that a header may have. Where validators vote on blocks, their seals come into the header
// after they signed its hash, so the hash leaves them out, and the round with them: QBFT puts zero and an empty list in
// their place, IBFT 2.0 puts nothing. Each of these hashes commits to everything else in the header.
func hashesOf(h *types.Header) []common.Hash {
	hashes := []common.Hash{h.Hash()}
	var parts []rlp.RawValue // vanity, validators, vote, round, seals
	if h.MixDigest != bft || rlp.DecodeBytes(h.Extra, &parts) != nil || len(parts) != 5 {
		return hashes
	}
	kept := parts[:3:3]
	for _, sealed := range [][]rlp.RawValue{append(kept, rlp.EmptyString, rlp.EmptyList), kept} {
		extra, err := rlp.EncodeToBytes(sealed)
		if err != nil {
			continue // raw values that were just decoded always encode
		}
		unsealed := types.CopyHeader(h)
		unsealed.Extra = extra
		hashes = append(hashes, unsealed.Hash())
	}
	return hashes
}
