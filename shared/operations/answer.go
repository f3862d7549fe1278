package operations

import (
	"encoding/json"
	"time"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// A Receipt answers the request that made an operation. Every field stays as it is for ever, so that a repeated
// request gets the same bytes again.
type Receipt struct {
	ID         string              `json:"id"`
	Kind       custody.CommandKind `json:"kind"`
	Status     Status              `json:"status"` // always "accepted"
	AcceptedAt time.Time           `json:"acceptedAt"`
	Operation  string              `json:"operation"` // path at which the operation can be watched
}

// ReceiptOf gives the operation's receipt.
func ReceiptOf(o Operation) Receipt {
	return Receipt{ID: o.ID, Kind: o.Kind, Status: Accepted, AcceptedAt: o.AcceptedAt, Operation: Path(o.ID)}
}

// Path is where an operation can be watched.
func Path(id string) string { return "/api/v1/operations/" + id }

// A Report is an operation as its organisation sees it.
type Report struct {
	ID          string              `json:"id"`
	Kind        custody.CommandKind `json:"kind"`
	Status      Status              `json:"status"`
	AcceptedAt  time.Time           `json:"acceptedAt"`
	UpdatedAt   time.Time           `json:"updatedAt"`
	CommandID   custody.Digest      `json:"commandId"` // its id on chain
	Transaction *custody.Digest     `json:"transaction,omitempty"`
	Block       uint64              `json:"block,omitempty"`
	Problem     *problem.Problem    `json:"problem,omitempty"` // why it failed or was refused
	Command     json.RawMessage     `json:"command"`
}

// ReportOf gives the operation's report.
func ReportOf(o Operation) Report {
	r := Report{
		ID: o.ID, Kind: o.Kind, Status: o.Status, AcceptedAt: o.AcceptedAt, UpdatedAt: o.UpdatedAt,
		CommandID: o.Command, Block: o.Block, Problem: o.Problem, Command: o.Payload,
	}
	if !o.Transaction.IsZero() {
		r.Transaction = &o.Transaction
	}
	return r
}
