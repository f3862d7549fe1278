package eventstream

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
)

// A shape is how one of the connectors writes.
type shape struct {
	headers http.Header
	item    func(event) any
}

func (s shape) batch(events []event) ([]byte, error) {
	items := make([]any, len(events))
	for i, e := range events {
		items[i] = s.item(e)
	}
	return json.Marshal(items)
}

// newShape gives the stream's shape. The ids, which a connector makes up when a stream is created, follow from the
// contract here.
func newShape(s Stream) (shape, error) {
	switch s.Shape {
	case Evmconnect:
		ids := streamIDs{stream: uuid(s.Contract[:], "stream"), listener: uuid(s.Contract[:], "listener"), name: "custody"}
		return evmconnect(ids), nil
	case Ethconnect:
		return ethconnect(func(signature string) string { return "sb-" + uuid(s.Contract[:], signature) }), nil
	}
	return shape{}, fmt.Errorf("there is no event stream of shape %q; take %s or %s", s.Shape, Evmconnect, Ethconnect)
}

// uuid gives an id of version 8 (RFC 9562, section 5.8).
func uuid(contract []byte, what string) string {
	sum := sha256.Sum256(append(contract[:len(contract):len(contract)], what...))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

type streamIDs struct{ stream, listener, name string }

// evmconnectEvent is an event in the order of evmconnect's keys.
type evmconnectEvent struct {
	Address          string         `json:"address"` // lower case
	BlockHash        common.Hash    `json:"blockHash"`
	BlockNumber      string         `json:"blockNumber"`
	ChainID          string         `json:"chainId"`
	Data             map[string]any `json:"data"`
	ListenerID       string         `json:"listenerId"`
	ListenerName     string         `json:"listenerName"`
	ListenerType     string         `json:"listenerType"`
	LogIndex         string         `json:"logIndex"` // in the block
	Removed          bool           `json:"removed"`
	Signature        string         `json:"signature"`
	StreamID         string         `json:"streamId"`
	SubID            string         `json:"subId"`
	Timestamp        string         `json:"timestamp"` // RFC 3339
	Topics           []common.Hash  `json:"topics"`
	TransactionHash  common.Hash    `json:"transactionHash"`
	TransactionIndex string         `json:"transactionIndex"`
}

func evmconnect(ids streamIDs) shape {
	headers := http.Header{
		"Accept":       {"application/json"},
		"Content-Type": {"application/json"},
		"User-Agent":   {"go-resty/2.10.0 (https://github.com/go-resty/resty)"},
	}
	return shape{headers, func(e event) any {
		return evmconnectEvent{
			Address: hexutil.Encode(e.log.Address[:]), BlockHash: e.log.BlockHash, BlockNumber: decimal(e.log.BlockNumber),
			ChainID: decimal(e.chainID), Data: e.data, ListenerID: ids.listener, ListenerName: ids.name, ListenerType: "events",
			LogIndex: decimal(uint64(e.log.Index)), Signature: e.abi.Sig, StreamID: ids.stream, SubID: ids.listener,
			Timestamp: rfc3339(e.time), Topics: e.log.Topics,
			TransactionHash: e.log.TxHash, TransactionIndex: decimal(uint64(e.log.TxIndex)),
		}
	}}
}

// ethconnectEvent is an event in the order of ethconnect's keys. It has a subscription for each event of the contract.
type ethconnectEvent struct {
	Address          string         `json:"address"` // with the checksum of EIP-55
	BlockNumber      string         `json:"blockNumber"`
	BlockHash        common.Hash    `json:"blockHash"`
	TransactionIndex hexutil.Uint64 `json:"transactionIndex"` // the one hexadecimal number
	TransactionHash  common.Hash    `json:"transactionHash"`
	Data             map[string]any `json:"data"`
	SubID            string         `json:"subId"`
	Signature        string         `json:"signature"`
	LogIndex         string         `json:"logIndex"` // among the subscription's events that were read together
	Timestamp        string         `json:"timestamp"`
}

func ethconnect(subscription func(signature string) string) shape {
	headers := http.Header{"Content-Type": {"application/json"}, "User-Agent": {"Go-http-client/1.1"}}
	return shape{headers, func(e event) any {
		return ethconnectEvent{
			Address: e.log.Address.Hex(), BlockNumber: decimal(e.log.BlockNumber), BlockHash: e.log.BlockHash,
			TransactionIndex: hexutil.Uint64(e.log.TxIndex), TransactionHash: e.log.TxHash, Data: e.data,
			SubID: subscription(e.abi.Sig), Signature: e.abi.Sig, LogIndex: strconv.Itoa(e.position), Timestamp: decimal(e.time),
		}
	}}
}

func rfc3339(seconds uint64) string {
	return time.Unix(int64(seconds), 0).UTC().Format(time.RFC3339) //nolint:gosec // a block's time
}

func decimal(n uint64) string { return strconv.FormatUint(n, 10) }
