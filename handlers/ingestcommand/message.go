package ingestcommand

import (
	"encoding/json"

	"waybill/shared/custody"
)

// A Message is the body of a message on the queue commands: the same command that the API takes, with what HTTP
// headers carry there. Whoever sent it finds the operation under custody.OperationID of his organisation and the key.
type Message struct {
	Authorization  string              `json:"authorization"`  // "Bearer " and an app credential
	IdempotencyKey string              `json:"idempotencyKey"` // as the header Idempotency-Key
	Kind           custody.CommandKind `json:"kind"`           // such as "RegisterAsset"
	Command        json.RawMessage     `json:"command"`        // the request body; ids that HTTP has in the path are fields
	Attempt        int                 `json:"attempt,omitempty"`
}
