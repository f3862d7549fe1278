package evm

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"

	"waybill/shared/custody"
)

// Agreements are handovers that two parties sign for one contract on one chain: the EIP-712 structure that the contract's
// handoverDigest makes too.
type Agreements struct {
	ChainID  uint64
	Contract custody.Address
	// Code gives the code at an address; none for an account. It is asked only for a key that did not sign as an account
	// does.
	Code func(ctx context.Context, address custody.Address) ([]byte, error)
}

// What the contract calls itself, and the types in the order in which they are hashed.
const (
	domainName    = "CustodyLedger"
	domainVersion = "1"

	domainType       = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
	assetVersionType = "AssetVersion(bytes32 asset,uint24 version)"
	handoverType     = "Handover(bytes32 commandId,AssetVersion[] assets,uint32 from,uint32 to,bool withOwnership,uint40 deadline,bytes32 eventHash)" + assetVersionType
)

type typedData struct {
	Types       map[string][]member `json:"types"`
	PrimaryType string              `json:"primaryType"`
	Domain      any                 `json:"domain"`
	Message     any                 `json:"message"`
}

type member struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

var typedDataTypes = map[string][]member{
	"EIP712Domain": {{"name", "string"}, {"version", "string"}, {"chainId", "uint256"}, {"verifyingContract", "address"}},
	"AssetVersion": {{"asset", "bytes32"}, {"version", "uint24"}},
	"Handover": {
		{"commandId", "bytes32"},
		{"assets", "AssetVersion[]"},
		{"from", "uint32"},
		{"to", "uint32"},
		{"withOwnership", "bool"},
		{"deadline", "uint40"},
		{"eventHash", "bytes32"},
	},
}

// TypedData gives what both sides sign, as eth_signTypedData_v4 takes it.
func (a Agreements) TypedData(h *custody.HandOver, command, eventHash custody.Digest) (json.RawMessage, error) {
	return json.Marshal(typedData{
		Types: typedDataTypes, PrimaryType: "Handover",
		Domain: map[string]any{"name": domainName, "version": domainVersion, "chainId": a.ChainID, "verifyingContract": a.Contract},
		Message: map[string]any{
			"commandId": command, "assets": h.Assets, "from": h.From, "to": h.To, "withOwnership": h.WithOwnership,
			"deadline": h.Deadline, "eventHash": eventHash,
		},
	})
}

// Digest gives the hash that is signed (EIP-712): keccak256 of 0x1901, the domain and the message.
func (a Agreements) Digest(h *custody.HandOver, command, eventHash custody.Digest) custody.Digest {
	var assets []byte
	for _, item := range h.Assets {
		assets = append(assets, crypto.Keccak256(hashOf(assetVersionType), item.Asset[:], wordOf(uint64(item.Version)))...)
	}
	withOwnership := uint64(0)
	if h.WithOwnership {
		withOwnership = 1
	}
	message := crypto.Keccak256(hashOf(handoverType), command[:], crypto.Keccak256(assets), wordOf(uint64(h.From)), wordOf(uint64(h.To)),
		wordOf(withOwnership), wordOf(h.Deadline), eventHash[:])
	domain := crypto.Keccak256(hashOf(domainType), hashOf(domainName), hashOf(domainVersion), wordOf(a.ChainID), common.LeftPadBytes(a.Contract[:], 32))
	return custody.Digest(crypto.Keccak256([]byte{0x19, 0x01}, domain, message))
}

// Signed reports whether the key signed, or may have: that of an account is certain, that of a contract is for the chain
// to judge.
func (a Agreements) Signed(ctx context.Context, h *custody.HandOver, command, eventHash custody.Digest, by custody.KeySignature) (bool, error) {
	if isBy(a.Digest(h, command, eventHash), by) {
		return true, nil
	}
	code, err := a.Code(ctx, by.Key)
	if err != nil {
		return false, fmt.Errorf("look whether %s is a contract: %w", by.Key, err)
	}
	return len(code) > 0, nil
}

// isBy reports whether an account signed the digest: r, s and v, which the contract takes as 27 or 28.
func isBy(digest custody.Digest, by custody.KeySignature) bool {
	if len(by.Signature) != crypto.SignatureLength || by.Signature[64] != 27 && by.Signature[64] != 28 {
		return false
	}
	signature := append(append([]byte{}, by.Signature[:64]...), by.Signature[64]-27)
	public, err := crypto.SigToPub(digest[:], signature)
	return err == nil && custody.Address(crypto.PubkeyToAddress(*public)) == by.Key
}

// Code gives the code at an address, as it is now.
func (b *Backend) Code(ctx context.Context, address custody.Address) ([]byte, error) {
	var code hexutil.Bytes
	err := b.call(ctx, &code, "eth_getCode", common.Address(address), "latest")
	return code, err
}

func hashOf(text string) []byte { return crypto.Keccak256([]byte(text)) }

func wordOf(n uint64) []byte { return common.LeftPadBytes(new(big.Int).SetUint64(n).Bytes(), 32) }
