package evidence

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// A Finding is what a file proves.
type Finding struct {
	Operation    string                 `json:"operation"`
	Organization custody.OrganizationID `json:"organization"` // whose command it was
	Kind         custody.CommandKind    `json:"kind"`
	Time         time.Time              `json:"time"` // of the block
	ChainID      uint64                 `json:"chainId"`
	Block        uint64                 `json:"block"`
	Transaction  custody.Digest         `json:"transaction"`
	Events       []string               `json:"events"`            // of the contract, one for each row
	Command      json.RawMessage        `json:"command,omitempty"` // absent if the file does not have it
	Log          string                 `json:"log"`               // whose key signed
	Rows         uint64                 `json:"rows"`              // in the log, when it was signed
}

// Check checks everything in the file against one public key, and needs nothing else. The error names the first thing
// that does not fit.
func (f *File) Check(key note.Verifier) (Finding, error) {
	digest, err := openNote(f.Note, key)
	if err != nil {
		return Finding{}, fmt.Errorf("the digest: %w", err)
	}
	if len(f.Rows) == 0 {
		return Finding{}, errors.New("the file has no row")
	}
	first := f.Rows[0].Row
	finding := Finding{
		Operation: first.Operation, Organization: first.Organization, Kind: first.Kind, Time: first.BlockTime, ChainID: first.ChainID,
		Block: first.Block, Transaction: first.Transaction, Log: digest.Origin, Rows: digest.TreeSize,
	}
	for i, row := range f.Rows {
		err := ledger.CheckProof(ledger.Proof{Seq: row.Seq, Row: row.Canonical(), Hashes: row.Hashes, Digest: digest}, note.VerifierList(key))
		if err != nil {
			return Finding{}, err
		}
		if i > 0 && row.Seq <= f.Rows[i-1].Seq {
			return Finding{}, fmt.Errorf("row %d stands after row %d", row.Seq, f.Rows[i-1].Seq)
		}
		if err := f.belongs(row.Row, first); err != nil {
			return Finding{}, fmt.Errorf("row %d: %w", row.Seq, err)
		}
		finding.Events = append(finding.Events, row.Event)
	}
	if f.Command != nil {
		if _, err := custody.DecodeCommand(first.Kind, []byte(f.Command.Payload)); err != nil {
			return Finding{}, fmt.Errorf("the payload is no %s: %w", first.Kind, err)
		}
		finding.Command = json.RawMessage(f.Command.Payload)
	}
	return finding, nil
}

// belongs checks that a row that is in the log is of the operation, and that the chain committed to the payload.
func (f *File) belongs(r, first ledger.Row) error {
	if r.Foreign != "" {
		return fmt.Errorf("it is of no operation: %s", r.Foreign)
	}
	if r.Operation != first.Operation || r.Transaction != first.Transaction {
		return fmt.Errorf("it is of %s in transaction %s, and the row before of %s in %s", r.Operation, r.Transaction, first.Operation, first.Transaction)
	}
	event, err := r.Decode()
	if err != nil {
		return err
	}
	head := event.Head()
	switch {
	case event.EventName() != r.Event || head.Command != r.Command:
		return fmt.Errorf("it is called %s of command %s, and its fields say %s of %s", r.Event, r.Command, event.EventName(), head.Command)
	case f.Command != nil && f.Command.hash() != head.EventHash:
		return fmt.Errorf("salt and payload give the event hash %s, and the event has %s", f.Command.hash(), head.EventHash)
	}
	return nil
}

func (o *Opening) hash() custody.Digest {
	return sha256.Sum256(append(o.Salt[:], o.Payload...))
}

// openNote checks the signature and reads what is signed. One key's signature is all that the note may have: another
// one could not be checked.
func openNote(text string, key note.Verifier) (ledger.Digest, error) {
	opened, err := note.Open([]byte(text), note.VerifierList(key))
	if unverified := (*note.UnverifiedNoteError)(nil); errors.As(err, &unverified) {
		return ledger.Digest{}, fmt.Errorf("it is not signed by %s+%08x", key.Name(), key.KeyHash())
	}
	if err != nil {
		return ledger.Digest{}, err
	}
	if len(opened.Sigs) != 1 || len(opened.UnverifiedSigs) != 0 {
		return ledger.Digest{}, errors.New("it has more than one signature")
	}
	if _, err := base64.StdEncoding.Strict().DecodeString(opened.Sigs[0].Base64); err != nil {
		return ledger.Digest{}, fmt.Errorf("read the signature: %w", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 {
		return ledger.Digest{}, errors.New("it is not origin, size and root, a line each")
	}
	size, err := strconv.ParseUint(lines[1], 10, 62)
	if err != nil {
		return ledger.Digest{}, fmt.Errorf("read the size: %w", err)
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return ledger.Digest{}, fmt.Errorf("read the root: %w", err)
	}
	return ledger.Digest{Origin: lines[0], TreeSize: size, RootHash: root[:], Note: text}, nil
}

// String says what is proven, in sentences.
func (f Finding) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Proven: the ledger %s recorded that %s had %s carried out as %s at %s, in transaction %s (block %d of chain %d; %s).",
		f.Log, f.Organization, f.Kind, f.Operation, f.Time.Format(time.RFC3339), f.Transaction, f.Block, f.ChainID, strings.Join(f.Events, ", "))
	if f.Command == nil {
		b.WriteString("\nThe command itself is not in the file.")
	} else {
		fmt.Fprintf(&b, "\nThe command, to which the event hash commits: %s", f.Command)
	}
	return b.String()
}
