// Package devchain is an Ethereum chain inside this process, for laptops and tests: go-ethereum's own node, transaction
// pool and EVM, under the rules of Osaka, reached over JSON-RPC and WebSocket on 127.0.0.1 and by nobody else. Reach
// for [Open] first.
//
// Every transaction that the pool finds executable is sealed at once, in blocks of at least one transaction; or, with a
// period, a block is sealed every period, empty or not. A sealed block is final: the tags latest, safe and finalized
// name the same block. Block 1 is empty. A transaction that offers less than the base fee waits, for ever if no other
// comes: the base fee falls only from block to block. The state is kept of the newest 128 blocks.
//
// # Durability
//
// A block is appended to a log of blocks in Options.Dir before it becomes part of the chain, so whatever was once seen
// over RPC is there again after the process was killed at any moment, with the same hashes. The databases of the node
// live in memory and are built again from the log: opening executes every block again. For 5,000 contract calls that
// takes from 0.6 s, if they came in bursts, to 2.5 s, if each has its own block. The log is written, not synced: it
// survives the process, not the machine's loss of power. Pending transactions do not survive; their sender sends them
// again, as on any chain.
//
// # Time
//
// Ethereum counts time in whole seconds and every block is later than its parent, so a chain with more than one block
// per second runs ahead of the wall clock. Here it may run ahead by Options.MaxLead: up to half of that blocks follow
// each other after 20 ms, beyond it ever more slowly, in the end one per second with everything that is pending.
package devchain

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/eth"
	"github.com/ethereum/go-ethereum/node"
)

// ChainID is the chain's id (EIP-155), the customary one of development chains.
const ChainID = 1337

// Options say how to open a chain. The zero value is a chain in memory on a free port.
type Options struct {
	// Dir is the folder of the log of blocks, made if missing; "" keeps the chain in memory only. One process at a time
	// may have it open.
	Dir string
	// Port on 127.0.0.1 for JSON-RPC and WebSocket together; 0 takes a free one.
	Port int
	// Period between blocks; 0 seals a block as soon as a transaction is pending.
	Period time.Duration
	// MaxLead bounds how far block time may run ahead of the wall clock; 0 means 10 minutes.
	MaxLead time.Duration
	// Log takes the node's warnings and errors; nil drops them. go-ethereum has one logger per process: the chain
	// opened last sets it.
	Log *slog.Logger
}

// A Chain is an open chain.
type Chain struct {
	node    *node.Node
	backend *eth.Ethereum
	sealer  *sealer
	log     *blockLog // nil in memory

	closing  sync.Once
	closeErr error
}

// Open opens the chain in the folder, or begins a new one. The context bounds the opening, not the chain's life: that
// ends with [Chain.Close].
func Open(ctx context.Context, o Options) (*Chain, error) {
	if o.MaxLead == 0 {
		o.MaxLead = 10 * time.Minute
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	quieten(o.Log)
	c := &Chain{}
	if err := c.open(ctx, o); err != nil {
		return nil, errors.Join(fmt.Errorf("opening the development chain: %w", err), c.Close())
	}
	return c, nil
}

func (c *Chain) open(ctx context.Context, o Options) error {
	var err error
	if c.node, c.backend, err = assemble(o.Port); err != nil {
		return err
	}
	if o.Dir != "" {
		if err := os.MkdirAll(o.Dir, 0o700); err != nil {
			return err
		}
		genesis := c.backend.BlockChain().Genesis().Hash()
		if c.log, err = openBlockLog(filepath.Join(o.Dir, "blocks.log"), genesis); err != nil {
			return err
		}
	}
	c.sealer = newSealer(c.backend, c.log, pace{period: o.Period, maxLead: o.MaxLead}, o.Log)
	if err := c.sealer.restore(ctx); err != nil {
		return err
	}
	if err := c.node.Start(); err != nil {
		return err
	}
	c.sealer.start() //nolint:contextcheck // it outlives the opening
	return nil
}

// URL is the address of JSON-RPC over HTTP, such as http://127.0.0.1:8545.
func (c *Chain) URL() string { return c.node.HTTPEndpoint() }

// WebSocketURL is the address of JSON-RPC over WebSocket, with subscriptions.
func (c *Chain) WebSocketURL() string { return c.node.WSEndpoint() }

// Faucet is the key of an account with a billion ether on every development chain. Anybody who reads this package can
// compute it; never use it on a chain that listens anywhere but on loopback.
func Faucet() *ecdsa.PrivateKey { return faucet }

// Close seals nothing more, stops the node and closes the log. Nothing is lost by not calling it. May be repeated.
func (c *Chain) Close() error {
	c.closing.Do(func() { c.closeErr = c.close() })
	return c.closeErr
}

func (c *Chain) close() error {
	if c.sealer != nil {
		c.sealer.stop()
	}
	var err error
	if c.node != nil {
		err = c.node.Close()
	}
	if c.log != nil {
		err = errors.Join(err, c.log.close())
	}
	return err
}
