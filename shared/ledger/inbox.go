package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// Limits of one webhook request.
const (
	MaxBatchBytes = 4 << 20
	MaxBatchItems = 10_000
)

// An InboxItem is one event as a connector announced it. Nothing in it is trusted: it only says where to look.
type InboxItem struct {
	Key         string // the same for each delivery of one event, in whatever batch it comes
	ChainID     uint64 // 0 from ethconnect, which does not say
	Address     custody.Address
	Block       uint64
	BlockHash   custody.Digest
	Transaction custody.Digest
	LogIndex    int64 // position among all logs of the block; -1 from ethconnect, whose logIndex is one of a page
	Signature   string
	Raw         []byte // as it came
}

// webhookItem has the fields that FireFly evmconnect and ethconnect share, and those that tell them apart. Fields that
// a newer connector adds are no reason to refuse a batch: the stream would stand still.
type webhookItem struct {
	Address          *custody.Address `json:"address"`
	BlockNumber      *decimal         `json:"blockNumber"`
	BlockHash        *custody.Digest  `json:"blockHash"`
	TransactionHash  *custody.Digest  `json:"transactionHash"`
	TransactionIndex *string          `json:"transactionIndex"` // decimal from evmconnect, hexadecimal from ethconnect
	LogIndex         *decimal         `json:"logIndex"`
	Signature        *string          `json:"signature"`
	Data             json.RawMessage  `json:"data"`
	SubID            *string          `json:"subId"`

	ListenerID   *string  `json:"listenerId"` // evmconnect only
	ListenerType string   `json:"listenerType"`
	ChainID      *decimal `json:"chainId"`
}

// missing gives the name of the first field that every event has and this one has not.
func (w *webhookItem) missing() string {
	switch {
	case w.Address == nil:
		return "address"
	case w.BlockNumber == nil:
		return "blockNumber"
	case w.BlockHash == nil:
		return "blockHash"
	case w.TransactionHash == nil:
		return "transactionHash"
	case w.TransactionIndex == nil:
		return "transactionIndex"
	case w.LogIndex == nil:
		return "logIndex"
	case w.Signature == nil:
		return "signature"
	case len(w.Data) == 0:
		return "data"
	case w.SubID == nil:
		return "subId"
	}
	return ""
}

// A decimal is a number written as a string of decimal digits.
type decimal uint64

// UnmarshalJSON reads "4"; "04", "0x4" and 4 are refused.
func (d *decimal) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("a number has to be a string of digits, not %.40s", b)
	}
	n, err := strconv.ParseUint(s, 10, 63)
	if err != nil || strconv.FormatUint(n, 10) != s {
		return fmt.Errorf("%.40q is not a decimal number", s)
	}
	*d = decimal(n)
	return nil
}

// ParseBatch reads the body of a webhook request of FireFly evmconnect or of ethconnect: a JSON array of events. What
// evmconnect says of blocks is passed over. It refuses a body that is too large, has a key twice in one object or
// lacks a field, with a problem that names the place.
func ParseBatch(body []byte) ([]InboxItem, error) {
	if len(body) > MaxBatchBytes {
		return nil, problem.TooLarge.With(fmt.Sprintf("a batch has at most %d bytes", MaxBatchBytes))
	}
	if err := custody.CheckJSON(body, true); err != nil {
		return nil, problem.Malformed.With(err.Error())
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(body, &raw); err != nil || raw == nil {
		return nil, problem.Malformed.With("a batch is a JSON array of events")
	}
	if len(raw) > MaxBatchItems {
		return nil, problem.TooLarge.With(fmt.Sprintf("a batch has at most %d events", MaxBatchItems))
	}
	items := make([]InboxItem, 0, len(raw))
	seen := map[string]int{}
	for i, r := range raw {
		item, skip, err := parseItem(fmt.Sprintf("/%d", i), r)
		if err != nil {
			return nil, err
		}
		if skip {
			continue
		}
		if item.LogIndex < 0 { // equal events of one transaction are told apart by counting
			n := seen[item.Key]
			seen[item.Key]++
			item.Key = fmt.Sprintf("%s:%d", item.Key, n)
		}
		items = append(items, item)
	}
	return items, nil
}

func parseItem(field string, raw json.RawMessage) (item InboxItem, skip bool, err error) {
	var w webhookItem
	if err := json.Unmarshal(raw, &w); err != nil {
		return InboxItem{}, false, problem.InvalidField.At(field, err.Error())
	}
	if w.ListenerID != nil && w.ListenerType == "blocks" {
		return InboxItem{}, true, nil
	}
	if name := w.missing(); name != "" {
		return InboxItem{}, false, problem.InvalidField.At(field+"/"+name, "it is missing")
	}
	if _, err := strconv.ParseUint(*w.TransactionIndex, 0, 32); err != nil {
		return InboxItem{}, false, problem.InvalidField.At(field+"/transactionIndex", "it is not a number")
	}
	item = InboxItem{
		Address: *w.Address, Block: uint64(*w.BlockNumber), BlockHash: *w.BlockHash, Transaction: *w.TransactionHash,
		Signature: *w.Signature, Raw: raw,
	}
	if w.ChainID != nil {
		item.ChainID = uint64(*w.ChainID)
	}
	if w.ListenerID == nil {
		item.LogIndex = -1
		item.Key = contentKey(item, w.Data)
		return item, false, nil
	}
	item.LogIndex = int64(*w.LogIndex)
	item.Key = fmt.Sprintf("log:%d:%s:%d", item.ChainID, item.BlockHash, item.LogIndex)
	return item, false, nil
}

// contentKey names an event of ethconnect by what it says. Its logIndex changes with the page that the connector
// happened to read, and its position in the batch with where the batch was cut.
func contentKey(i InboxItem, data []byte) string {
	sum := sha256.Sum256([]byte(i.Address.Hex() + "\x00" + i.Signature + "\x00" + string(data)))
	return fmt.Sprintf("content:%s:%s:%s", i.BlockHash, i.Transaction, hex.EncodeToString(sum[:16]))
}
