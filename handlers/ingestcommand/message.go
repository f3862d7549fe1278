package ingestcommand

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"regexp"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// A Message is the body of a message on the queue commands: the same command that the API takes, with what HTTP
// headers carry there. Whoever sent it finds the operation under custody.OperationID of his organisation and the key.
type Message struct {
	Authorization  string              `json:"authorization"`     // "Bearer " and an app credential
	IdempotencyKey string              `json:"idempotencyKey"`    // as the header Idempotency-Key
	Kind           custody.CommandKind `json:"kind"`              // such as "RegisterAsset"
	Command        json.RawMessage     `json:"command"`           // the request body; ids that HTTP has in the path are fields
	Attempt        int                 `json:"attempt,omitempty"` // how often it was postponed; not for senders
	Limited        int                 `json:"limited,omitempty"` // how often it met a limit; not for senders
}

// decode reads one message and nothing after it.
func decode(body []byte) (Message, error) {
	var message Message
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	err := dec.Decode(&message)
	if err == nil {
		if _, end := dec.Token(); !errors.Is(end, io.EOF) {
			err = errors.New("there is something after its end")
		}
	}
	if err != nil {
		return Message{}, problem.Malformed.With("the body is not a command message: " + err.Error())
	}
	return message, nil
}

// encode does not escape for HTML, so that a postponed message does not grow over what the bus takes.
func (m Message) encode() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(m)
	return b.Bytes(), err
}

// credential finds what a message says of its sender's credential, also in a body that is broken off or no JSON.
var credential = regexp.MustCompile(`(?i)("authorization"\s*:\s*)"(?:[^"\\]|\\.)*"?|(bearer)\s+[\w.~+/=-]{16,}`)

// withoutCredential takes the credential out of a body before it is kept where people look at it.
func withoutCredential(body []byte) []byte {
	return credential.ReplaceAllFunc(body, func(found []byte) []byte {
		parts := credential.FindSubmatch(found)
		if len(parts[1]) > 0 {
			return append(bytes.Clone(parts[1]), '"', '"')
		}
		return bytes.Clone(parts[2])
	})
}
