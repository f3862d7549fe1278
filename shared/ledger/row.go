package ledger

import (
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/custody"
)

// rowVersion names the way in which a row becomes bytes. Rows of an older version keep it.
const rowVersion = 1

// A Row is one event of the contract in the log. It is never changed and never removed.
type Row struct {
	Seq              uint64         `json:"seq"` // position in the log, from 0, without gaps
	ChainID          uint64         `json:"chainId"`
	Block            uint64         `json:"block"`
	BlockHash        custody.Digest `json:"blockHash"`
	BlockTime        time.Time      `json:"blockTime"` // whole seconds
	LogIndex         uint32         `json:"logIndex"`
	Transaction      custody.Digest `json:"transaction"`
	TransactionIndex uint32         `json:"transactionIndex"`
	Event            string         `json:"event"`  // name of the event
	Fields           []byte         `json:"fields"` // its fields, see encodeEvent; base64

	// What the command id on chain stands for. A row with a Foreign reason has none of it: nobody here accepted the
	// command, or what was accepted is not what was signed.
	Command      custody.Digest         `json:"command"`
	Operation    string                 `json:"operation"`
	Organization custody.OrganizationID `json:"organization"`
	Kind         custody.CommandKind    `json:"kind"`
	Foreign      string                 `json:"foreign"`
}

// Decode gives the contract's event, as the row's fields have it.
func (r Row) Decode() (custody.Event, error) { return decodeEvent(r.Fields) }

// administrative reports whether the row is of an event that needs no command of ours to be believed.
func (r Row) administrative() bool {
	if r.Operation != "" {
		return false
	}
	event, err := r.Decode()
	_, ok := event.(custody.AdministrationEvent)
	return err == nil && ok
}

// Canonical gives the bytes that the row's leaf in the Merkle tree stands for. They hold the event hash, which is a
// salted commitment to the command's payload, and nothing of the payload itself.
func (r Row) Canonical() []byte {
	return encodeColumns(fmt.Sprintf("waybill/ledger-row/v%d", rowVersion), []column{
		{"block", r.Block},
		{"blockHash", r.BlockHash[:]},
		{"blockTime", uint64(r.BlockTime.Unix())},
		{"chainId", r.ChainID},
		{"command", r.Command[:]},
		{"event", r.Event},
		{"fields", r.Fields},
		{"foreign", r.Foreign},
		{"kind", string(r.Kind)},
		{"logIndex", uint64(r.LogIndex)},
		{"operation", r.Operation},
		{"organization", string(r.Organization)},
		{"seq", r.Seq},
		{"transaction", r.Transaction[:]},
		{"transactionIndex", uint64(r.TransactionIndex)},
	})
}

// Leaf gives the row's leaf hash, SHA-256(0x00 || Canonical), as RFC 9162 section 2.1.1 defines it.
func (r Row) Leaf() tlog.Hash { return tlog.RecordHash(r.Canonical()) }

// name is how people find the row.
func (r Row) name() string {
	return fmt.Sprintf("row %d (%s, block %d, log %d)", r.Seq, r.Event, r.Block, r.LogIndex)
}
