package evm_test

import (
	"context"
	"errors"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

type nobody struct{}

func (nobody) Command(context.Context, custody.Digest) (ledger.CommandRecord, bool, error) {
	return ledger.CommandRecord{}, false, nil
}

var errWritten = errors.New("written")

// firstWrite stops a projector at its first write, when it has read everything.
type firstWrite struct{ origin ledger.Origin }

func (f firstWrite) Origin(context.Context) (ledger.Origin, error) { return f.origin, nil }
func (f firstWrite) Checkpoint(context.Context) (ledger.Checkpoint, error) {
	return ledger.Checkpoint{Block: f.origin.Block}, nil
}
func (f firstWrite) Write(context.Context, func(ledger.Tx) error) error { return errWritten }

// A projector takes a real chain's blocks as they come: hashes link up and every log is understood.
func TestProjectorReadsARealChain(t *testing.T) {
	t.Parallel()
	n := newNode(t)
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	fab := crypto.PubkeyToAddress(key.PublicKey)
	n.mine(n.send(n.administrator, contract.PackJoinOrganization(command, fab, [32]byte{3}, hash)), n.transfer(fab))
	for i := range 5 {
		n.backend.Commit()
		n.mine(n.send(key, contract.PackRegister(command, [32]byte{10, byte(i)}, 2, big.NewInt(1), hash)))
	}
	p := ledger.Projector{Source: n.source("instant"), Store: firstWrite{ledger.Origin{ChainID: 1337, Block: 0}}, Commands: nobody{}}
	if _, err := p.Run(t.Context(), 100); !errors.Is(err, errWritten) {
		t.Errorf("the run gave %v", err)
	}
	if n.calls["eth_getBlockReceipts"] != 6 {
		t.Errorf("the calls were %v", n.calls)
	}
}
