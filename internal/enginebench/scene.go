package main

import (
	"context"
	"fmt"
	"io"
	"math/big"

	"waybill/internal/bootstrap"
	"waybill/shared/chain"
	"waybill/shared/chain/evm"
	"waybill/shared/custody"
	"waybill/shared/jsonrpc"
)

// ether gives so much ether in wei.
func ether(n int64) *big.Int {
	return new(big.Int).Mul(big.NewInt(n), big.NewInt(1_000_000_000_000_000_000))
}

// A scene is a node with the contract, the organisations, funded, and their assets.
type scene struct {
	url      string
	contract custody.Address
	versions []uint32 // of all assets of each organisation
	dir      string   // for what the runs keep
	batch    int      // commands that the bus delivers at once
	watcher  *watcher
}

// prepare deploys the contract, lets the organisations join and registers their assets.
func prepare(ctx context.Context, o options, url string) (*scene, error) {
	key, address, err := keyOf(operator)
	if err != nil {
		return nil, err
	}
	network, err := bootstrap.Prepare(ctx, bootstrap.Options{
		RPC: url, Operator: address, Signer: keyring{address: key}, Balance: ether(1_000_000), Unlocked: true, Log: o.log,
	})
	if err != nil {
		return nil, err
	}
	backend, err := evm.Dial(ctx, url)
	if err != nil {
		return nil, err
	}
	node, err := jsonrpc.Dial(ctx, url)
	if err != nil {
		return nil, err
	}
	defer backend.Close()
	s := &scene{url: url, contract: network.Contract, watcher: &watcher{node: node}}
	encoder := evm.NewEncoder(network.Contract, ether(10_000))
	var joins []custody.Instruction
	for place := range organizations {
		_, address, err := keyOf(place)
		if err != nil {
			return nil, err
		}
		joins = append(joins, &custody.JoinOrganization{Key: address})
		s.versions = append(s.versions, 1)
	}
	if err := s.carryOut(ctx, backend, encoder, operator, joins); err != nil {
		return nil, err
	}
	for place := range organizations {
		var registers []custody.Instruction
		for i := range assets {
			registers = append(registers, &custody.Register{Asset: assetOf(place, i), Type: custody.KindItem})
		}
		if err := s.carryOut(ctx, backend, encoder, place, registers); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// carryOut sends the instructions and waits until they are mined.
func (s *scene) carryOut(ctx context.Context, backend *evm.Backend, encoder *evm.Encoder, place int, all []custody.Instruction) error {
	calls := make([]chain.Call, len(all))
	for i, instruction := range all {
		var err error
		if calls[i], err = encoder.Encode(instruction, digest("prepare", place, i), custody.Digest{}); err != nil {
			return err
		}
	}
	if err := s.watcher.begin(ctx); err != nil {
		return err
	}
	raw, err := signAll(ctx, backend, place, calls)
	if err != nil {
		return err
	}
	if err := sendAll(ctx, s.url, raw, io.Discard); err != nil {
		return fmt.Errorf("prepare the scene: %w", err)
	}
	first := s.watcher.next
	if _, err := s.watcher.until(ctx, len(all)); err != nil {
		return err
	}
	return s.watcher.check(ctx, first)
}

// close ends the watching.
func (s *scene) close() { s.watcher.node.Close() }
