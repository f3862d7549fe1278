package main

import (
	"crypto/ecdsa"
	"encoding/binary"
	"fmt"

	"github.com/ethereum/go-ethereum/crypto"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

const (
	// assets is how many each organisation holds; its calls go round them.
	assets = 1000
	// organizations is how many there are, each with one key.
	organizations = 8
	// operator is the place of the operator's key, behind those of the organisations.
	operator = organizations
)

// keyOf gives the key at a place; everybody knows it.
func keyOf(place int) (*ecdsa.PrivateKey, custody.Address, error) {
	key, err := crypto.ToECDSA(crypto.Keccak256(fmt.Appendf(nil, "enginebench key %d", place)))
	if err != nil {
		return nil, custody.Address{}, fmt.Errorf("make key %d: %w", place, err)
	}
	return key, custody.Address(crypto.PubkeyToAddress(key.PublicKey)), nil
}

func assetOf(organization, i int) custody.Digest {
	return digest("asset", organization, i)
}

// callOf gives call i of a run that begins when every asset of the organisation is at the version: it offers each of
// them to its neighbour and then takes each offer back, again and again, so that all calls cost about the same.
func callOf(organization int, version uint32, i int) chain.Request {
	asset := assetOf(organization, i%assets)
	now := version + uint32(i/assets)
	request := chain.Request{
		Organization: "enginebench", Operation: fmt.Sprintf("%02d%014d%016d", organization, version, i),
		Command: digest(fmt.Sprint("command ", version), organization, i), EventHash: digest(fmt.Sprint("event ", version), organization, i),
	}
	if i/assets%2 == 0 {
		request.Instruction = &custody.Offer{Asset: asset, ExpectedVersion: now, To: uint32((organization+1)%organizations + 1)}
	} else {
		request.Instruction = &custody.Cancel{Asset: asset, ExpectedVersion: now}
	}
	return request
}

func digest(what string, a, b int) custody.Digest {
	numbers := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, uint64(a)), uint64(b))
	return custody.Digest(crypto.Keccak256Hash([]byte(what), numbers))
}
