package eventstream

import (
	"fmt"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
)

// decodable refuses events with parameters that decode cannot write as the connectors do.
func decodable(e abi.Event) error {
	for _, in := range e.Inputs {
		switch in.Type.T {
		case abi.IntTy, abi.UintTy, abi.BoolTy, abi.StringTy, abi.AddressTy, abi.FixedBytesTy, abi.BytesTy:
		default:
			list := in.Type.T == abi.SliceTy && in.Type.Elem.T == abi.AddressTy
			if !in.Indexed && !list { // an indexed one is a hash
				return fmt.Errorf("the event %s has a parameter of type %s, which the event stream cannot write", e.Name, in.Type)
			}
		}
	}
	return nil
}

// decode gives the parameters of the log by name, in the form that both connectors write: integers as decimal strings,
// bytes and addresses in lower-case hexadecimal, indexed parameters of dynamic types as their hash.
func decode(e abi.Event, log types.Log) (map[string]any, error) {
	values := map[string]any{}
	if err := e.Inputs.UnpackIntoMap(values, log.Data); err != nil {
		return nil, err
	}
	var indexed abi.Arguments
	for _, in := range e.Inputs {
		if in.Indexed {
			indexed = append(indexed, in)
		}
	}
	if err := abi.ParseTopicsIntoMap(values, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	for _, in := range e.Inputs {
		values[in.Name] = written(in, values[in.Name])
	}
	return values, nil
}

func written(in abi.Argument, value any) any {
	switch v := value.(type) {
	case bool, string:
		return v
	case common.Address:
		return hexutil.Encode(v[:]) // without the checksum of EIP-55
	case []common.Address:
		list := make([]string, len(v))
		for i := range v {
			list[i] = hexutil.Encode(v[i][:])
		}
		return list
	case common.Hash:
		return v.Hex()
	case []byte:
		return hexutil.Encode(v)
	}
	if in.Type.T == abi.FixedBytesTy {
		return fmt.Sprintf("0x%x", value)
	}
	return fmt.Sprint(value) // an integer
}
