package sim

import (
	"errors"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// A few commands have a fate, which follows from their id.
func fragile(command custody.Digest) bool     { return command[0] < 12 }                     // the contract refuses it
func unencodable(command custody.Digest) bool { return command[0] >= 12 && command[0] < 15 } // it makes no transaction
func unminable(command custody.Digest) bool   { return command[0] >= 15 && command[0] < 18 } // no node takes it

var errUnencodable = errors.New("no method of the contract takes it")

// An encoder makes calls that carry the command's id and the asset, which is all that the simulated contract looks at.
type encoder struct{}

var _ chain.Encoder = encoder{}

// Encode gives the call, or an error for one of the few commands that cannot be encoded.
func (encoder) Encode(instruction custody.Instruction, command, _ custody.Digest) (chain.Call, error) {
	if unencodable(command) {
		return chain.Call{}, errUnencodable
	}
	asset := instruction.(*custody.Register).Asset
	return chain.Call{To: custody.Address{0xc0}, Data: append(command[:], asset[:]...), Gas: 100_000}, nil
}

// execute is the contract: an asset is registered once. It does not look at the command's id, so that a command that
// came twice would stand in the chain twice.
func (n *node) execute(t *transfer) bool {
	if t.command.IsZero() {
		return true
	}
	if _, registered := n.owners[t.asset]; registered || fragile(t.command) {
		return false
	}
	n.owners[t.asset] = t.command
	return true
}
