package eventstream

import (
	"context"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"

	"waybill/shared/jsonrpc"
)

// pageBlocks is how many blocks are read with one eth_getLogs.
const pageBlocks = 500

// A source reads a contract's events from a node.
type source struct {
	client   *rpc.Client
	chainID  uint64
	contract common.Address
	events   map[common.Hash]abi.Event // by topic 0
}

// An event is a log with what the connectors tell of it.
type event struct {
	log      types.Log
	abi      abi.Event
	data     map[string]any // the decoded parameters
	time     uint64         // of the block, Unix seconds
	chainID  uint64
	position int // among the events of the same name that were read together
}

// checkpointOf is the place right after the log.
func checkpointOf(log types.Log) checkpoint {
	return checkpoint{Block: log.BlockNumber, Hash: log.BlockHash, LogIndex: int64(log.Index)} //nolint:gosec // bounded by gas
}

// A page is what was read together: the events and the place after them.
type page struct {
	events      []event
	read        checkpoint
	reorganised bool // the chain does not have the block that was read last; the rest is empty
}

// A block is what is needed of one. Its hash is the node's word: not every chain computes it as Ethereum does.
type block struct {
	Number    hexutil.Uint64 `json:"number"`
	Hash      common.Hash    `json:"hash"`
	Timestamp hexutil.Uint64 `json:"timestamp"`
}

func newSource(ctx context.Context, s Stream) (*source, error) {
	parsed, err := abi.JSON(strings.NewReader(s.ABI))
	if err != nil {
		return nil, fmt.Errorf("reading the event stream's ABI: %w", err)
	}
	src := &source{contract: common.Address(s.Contract), events: map[common.Hash]abi.Event{}}
	for _, e := range parsed.Events {
		if err := decodable(e); err != nil {
			return nil, err
		}
		src.events[e.ID] = e
	}
	if src.client, err = jsonrpc.Dial(ctx, s.RPC); err != nil {
		return nil, fmt.Errorf("connecting the event stream: %w", err)
	}
	return src, nil
}

func (s *source) close() { s.client.Close() }

func (s *source) call(ctx context.Context, result any, method string, params ...any) error {
	return jsonrpc.WithoutURL(s.client.CallContext(ctx, result, method, params...))
}

// next reads up to pageBlocks blocks after the place.
func (s *source) next(ctx context.Context, after checkpoint) (page, error) {
	head, err := s.block(ctx, "latest")
	if err != nil {
		return page{}, err
	}
	if head == nil {
		return page{}, fmt.Errorf("the node has no newest block")
	}
	if after.Hash != (common.Hash{}) {
		if head.Hash == after.Hash && after.LogIndex == wholeBlock {
			return page{read: after}, nil
		}
		known, err := s.block(ctx, hexutil.EncodeUint64(after.Block))
		if err != nil {
			return page{}, err
		}
		if known == nil || known.Hash != after.Hash {
			return page{reorganised: true}, nil
		}
	}
	if uint64(head.Number) < after.Block {
		return page{read: after}, nil // FromBlock is yet to come
	}
	return s.page(ctx, after, min(uint64(head.Number), after.Block+pageBlocks-1))
}

// page reads the blocks up to last, beginning with the one that the place is in. The block last has to be the same
// before and after: then no re-organisation came between.
func (s *source) page(ctx context.Context, after checkpoint, last uint64) (page, error) {
	before, err := s.block(ctx, hexutil.EncodeUint64(last))
	if err != nil {
		return page{}, err
	}
	topics := make([]common.Hash, 0, len(s.events))
	for id := range s.events {
		topics = append(topics, id)
	}
	var logs []types.Log
	err = s.call(ctx, &logs, "eth_getLogs", map[string]any{
		"address": s.contract, "topics": [][]common.Hash{topics},
		"fromBlock": hexutil.EncodeUint64(after.Block), "toBlock": hexutil.EncodeUint64(last),
	})
	if err != nil {
		return page{}, fmt.Errorf("reading the logs of blocks %d to %d: %w", after.Block, last, err)
	}
	events, err := s.decode(ctx, logs, after)
	if err != nil {
		return page{}, err
	}
	end, err := s.block(ctx, hexutil.EncodeUint64(last))
	if err != nil {
		return page{}, err
	}
	if before == nil || end == nil || before.Hash != end.Hash {
		return page{read: after}, nil
	}
	return page{events: events, read: checkpoint{Block: last, Hash: end.Hash, LogIndex: wholeBlock}}, nil
}

// decode turns the logs after the place into events.
func (s *source) decode(ctx context.Context, logs []types.Log, after checkpoint) ([]event, error) {
	var (
		events    []event
		positions = map[common.Hash]int{}
		in        block
		err       error
	)
	for _, log := range logs {
		if len(log.Topics) == 0 {
			continue
		}
		definition, ok := s.events[log.Topics[0]]
		if !ok {
			continue
		}
		e := event{log: log, abi: definition, chainID: s.chainID, position: positions[definition.ID]}
		positions[definition.ID]++
		if after.covers(checkpointOf(log)) {
			continue
		}
		if in.Hash != log.BlockHash {
			if in, err = s.blockOf(ctx, log); err != nil {
				return nil, err
			}
		}
		e.time = uint64(in.Timestamp)
		if e.data, err = decode(definition, log); err != nil {
			return nil, fmt.Errorf("reading log %d of block %d: %w", log.Index, log.BlockNumber, err)
		}
		events = append(events, e)
	}
	return events, nil
}

func (s *source) blockOf(ctx context.Context, log types.Log) (block, error) {
	var b *block
	if err := s.call(ctx, &b, "eth_getBlockByHash", log.BlockHash, false); err != nil {
		return block{}, fmt.Errorf("reading block %s: %w", log.BlockHash, err)
	}
	if b == nil {
		return block{}, fmt.Errorf("the node has a log of block %s but not the block", log.BlockHash)
	}
	return *b, nil
}

// block gives the canonical block with the number or tag, nil if there is none.
func (s *source) block(ctx context.Context, number string) (*block, error) {
	if s.chainID == 0 {
		var id hexutil.Uint64
		if err := s.call(ctx, &id, "eth_chainId"); err != nil {
			return nil, fmt.Errorf("asking for the chain's id: %w", err)
		}
		s.chainID = uint64(id)
	}
	var b *block
	if err := s.call(ctx, &b, "eth_getBlockByNumber", number, false); err != nil {
		return nil, fmt.Errorf("reading block %s: %w", number, err)
	}
	return b, nil
}
