// Package evidence takes one operation out of a ledger, as a file that convinces an outsider who has nothing but the
// public key of the ledger's digests: the operation's rows, their proofs of inclusion under one signed digest, and the
// command that the event hash on chain commits to.
//
// [Make] makes it, [Parse] reads it, [File.Check] says what it proves.
package evidence

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// Format names the form of the file.
const Format = "waybill-evidence/v1"

// MaxBytes is the size of the largest file that is read.
const MaxBytes = 256 << 20

// A File is the evidence for one operation. Everything in it is checked: what is not signed, or not hashed into what is
// signed, is not in it.
type File struct {
	Format  string   `json:"format"`
	Note    string   `json:"note"` // the digest as it was signed: the log's origin, size and root (C2SP tlog-checkpoint)
	Rows    []Row    `json:"rows"` // the operation's rows in the log, in their order
	Command *Opening `json:"command,omitempty"`
}

// A Row is one row of the log and the way from its leaf to the root.
type Row struct {
	ledger.Row
	Hashes []tlog.Hash `json:"hashes"` // RFC 9162, section 2.1.3.1, from leaf to root
}

// An Opening opens the event hash, the chain's commitment to a command: SHA-256 of salt and payload, as
// [custody.Secret.EventHash] makes it. It tells nothing about any other command.
type Opening struct {
	Salt    custody.Digest `json:"salt"`
	Payload string         `json:"payload"` // custody.EncodeCommand, to the byte
}

// Encode gives the file's only spelling.
func (f *File) Encode() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(f); err != nil {
		return nil, fmt.Errorf("encode the evidence: %w", err)
	}
	return b.Bytes(), nil
}

// Parse reads what Encode wrote, and no other spelling of it: a byte that is not as it was written is noticed, even
// where it would mean the same.
func Parse(body []byte) (*File, error) {
	if len(body) > MaxBytes {
		return nil, fmt.Errorf("the file is larger than %d bytes", MaxBytes)
	}
	if err := custody.CheckJSON(body, true); err != nil {
		return nil, fmt.Errorf("read the evidence: %w", err)
	}
	f := &File{}
	if err := json.Unmarshal(body, f); err != nil {
		return nil, fmt.Errorf("read the evidence: %w", err)
	}
	if f.Format != Format {
		return nil, fmt.Errorf("the file's format is %.80q, not %s", f.Format, Format)
	}
	for i := range f.Rows {
		f.Rows[i].BlockTime = f.Rows[i].BlockTime.UTC().Truncate(time.Second) // what the leaf has of it
	}
	written, err := f.Encode()
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(written, body) {
		return nil, errors.New("the file is not as waybill prove wrote it: it has another spelling, or fields that are not known")
	}
	return f, nil
}
