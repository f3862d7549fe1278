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
	TraceID     string              `json:"traceId"`   // under which telemetry has what was done for it
	Signer      *custody.Address    `json:"signer,omitempty"`
	Transaction *custody.Digest     `json:"transaction,omitempty"`
	Block       uint64              `json:"block,omitempty"`
	Problem     *problem.Problem    `json:"problem,omitempty"` // why it failed or was refused
	Command     json.RawMessage     `json:"command"`
	Attempts    []Attempt           `json:"attempts,omitempty"` // transactions that were signed for it, oldest first
}

// An Attempt is one transaction that was signed for an operation. At most one of them is ever mined.
type Attempt struct {
	Transaction custody.Digest `json:"transaction"` // its hash
	Nonce       uint64         `json:"nonce"`
	Kind        string         `json:"kind"`  // command or cancel
	State       string         `json:"state"` // open, mined or replaced
	Tip         uint64         `json:"tip"`   // wei per gas
	Cap         uint64         `json:"cap"`   // wei per gas, tip included
	Gas         uint64         `json:"gas"`
	SignedAt    time.Time      `json:"signedAt"`
	SentAt      time.Time      `json:"sentAt,omitzero"` // when it was last sent; the newest attempt only
	Sends       int            `json:"sends,omitempty"` // how often something was sent for the nonce; the newest attempt only
	Note        string         `json:"note,omitempty"`  // what the node said last, or why it failed
}

// ReportOf gives the operation's report.
func ReportOf(o Operation) Report {
	r := Report{
		ID: o.ID, Kind: o.Kind, Status: o.Status, AcceptedAt: o.AcceptedAt, UpdatedAt: o.UpdatedAt,
		CommandID: o.Command, TraceID: TraceID(o.ID), Block: o.Block, Problem: o.Problem, Command: o.Payload,
	}
	if !o.Signer.IsZero() {
		r.Signer = &o.Signer
	}
	if !o.Transaction.IsZero() {
		r.Transaction = &o.Transaction
	}
	return r
}
