package tracebench

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"iter"
	"time"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// Secret is the network's; it protects nothing here.
var Secret = custody.Secret("a network that only a benchmark has")

// origin is what the ledger is the projection of.
var origin = ledger.Origin{ChainID: 31337, Contract: custody.Address{0xbe}, Block: 0}

// genesis is the time of the block before the first.
var genesis = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// blockEvents is how many events a block has at least; a block ends with a whole command.
const blockEvents = 100

// A chain makes up its blocks while they are read in their order, and forgets them. All are final.
type chain struct {
	world   *world
	next    func() (act, bool)
	size    int // events to make
	blocks  uint64
	events  int
	ended   bool
	current map[custody.Digest]ledger.CommandRecord // commands of the newest block
}

// An act is a command and what the contract did.
type act struct {
	by        custody.OrganizationID
	number    uint32 // of the organisation on chain
	operation string
	command   custody.Command
	events    func(head custody.EventHead) []custody.Event
}

var (
	_ ledger.Source   = (*chain)(nil)
	_ ledger.Commands = (*chain)(nil)
)

// newChain gives a chain of about so many events. stop ends it.
func newChain(size int, s Scale) (c *chain, stop func()) {
	w := &world{Scale: s, slots: map[string]*slot{}}
	next, stop := iter.Pull(w.story)
	return &chain{world: w, next: next, size: size}, stop
}

// Finalized gives a block that there will be until the story has ended.
func (c *chain) Finalized(context.Context) (uint64, error) {
	if c.ended {
		return c.blocks, nil
	}
	return c.blocks + 1_000_000, nil
}

// Block makes the next block.
func (c *chain) Block(_ context.Context, number uint64) (ledger.Block, error) {
	if number != c.blocks+1 {
		return ledger.Block{}, fmt.Errorf("the chain is at block %d and cannot give block %d", c.blocks, number)
	}
	c.blocks = number
	c.current = map[custody.Digest]ledger.CommandRecord{}
	b := ledger.Block{Number: number, Hash: hashOf("block", number), ParentHash: hashOf("block", number-1), Time: genesis.Add(time.Duration(number) * 12 * time.Second)}
	for index := uint32(0); len(b.Events) < blockEvents && c.events < c.size; index++ {
		a, more := c.next()
		if !more {
			return ledger.Block{}, fmt.Errorf("the story ended after %d events", c.events)
		}
		c.take(&b, a, index)
	}
	c.ended = c.events >= c.size
	return b, nil
}

func (c *chain) take(b *ledger.Block, a act, index uint32) {
	id, payload := Secret.CommandID(a.operation), custody.EncodeCommand(a.command)
	c.current[id] = ledger.CommandRecord{Operation: a.operation, Organization: a.by, Kind: a.command.Kind(), Payload: payload}
	transaction := hashOf("transaction", b.Number<<16|uint64(index))
	for _, e := range a.events(custody.EventHead{Command: id, Actor: a.number, EventHash: Secret.EventHash(id, payload)}) {
		b.Events = append(b.Events, ledger.ChainEvent{LogIndex: uint32(len(b.Events)), Transaction: transaction, TransactionIndex: index, Event: e})
		c.events++
	}
}

// Command gives what a command id of the newest block stands for.
func (c *chain) Command(_ context.Context, id custody.Digest) (ledger.CommandRecord, bool, error) {
	r, found := c.current[id]
	return r, found, nil
}

func hashOf(what string, number uint64) custody.Digest {
	return sha256.Sum256(binary.BigEndian.AppendUint64([]byte(what), number))
}
