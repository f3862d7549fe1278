package evm

import (
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Every event that the contract has can be read: one that could not would stop the ledger.
func TestEveryEventOfTheContractIsRead(t *testing.T) {
	t.Parallel()
	contractABI := contract.GetABI()
	for name, event := range contractABI.Events {
		l := &types.Log{Topics: []common.Hash{event.ID}}
		for _, in := range event.Inputs {
			switch {
			case in.Indexed:
				l.Topics = append(l.Topics, common.Hash{})
			case in.Type.T == abi.SliceTy: // where it begins; it is empty
				l.Data = append(l.Data, common.BigToHash(common.Big0).Bytes()...)
				l.Data[len(l.Data)-1] = byte(32 * len(event.Inputs.NonIndexed()))
			default:
				l.Data = append(l.Data, make([]byte, 32)...)
			}
		}
		l.Data = append(l.Data, make([]byte, 32)...)
		if e, err := decode(l); err != nil || e.EventName() != name {
			t.Errorf("%s is read as %v, %v", name, e, err)
		}
	}
}
