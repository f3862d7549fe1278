package azuretable

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/tables"
)

// A record is an operation as its row has it. The attempt tells it from others that were begun under the same id: each
// is inserted by one request and never again, so that what has ended has ended for ever.
type record struct {
	operations.Operation
	attempt string
	pending bool
	etag    string // "" if it is not in the table yet
	rest    int    // how many further entities its body takes
}

// newAttempt gives a record that nobody has begun before.
func newAttempt(o operations.Operation) (*record, error) {
	r := &record{Operation: asRead(o), attempt: rand.Text(), pending: true}
	body, err := r.body()
	r.rest = (len(body) - 1) / bodyPart // what the row itself takes is no rest
	return r, err
}

// asRead gives an operation as it will be read from its row, so that the first answer and every repetition are the same.
func asRead(o operations.Operation) operations.Operation {
	o.AcceptedAt, o.UpdatedAt = time.Unix(0, o.AcceptedAt.UnixNano()).UTC(), time.Unix(0, o.UpdatedAt.UnixNano()).UTC()
	o.Payload, o.Instruction = append([]byte{}, o.Payload...), append([]byte{}, o.Instruction...)
	return o
}

// bodyPart is how many bytes of its body one entity takes. A command has up to 1 MiB; with its claims and instruction it
// still fits in one transaction.
const bodyPart = 384 << 10

// body gives what never changes and may be long: payload, instruction and claims, each behind its length.
func (r *record) body() ([]byte, error) {
	claims, err := json.Marshal(r.Claims)
	if err != nil {
		return nil, fmt.Errorf("encode the claims of %s: %w", r.ID, err)
	}
	var b []byte
	for _, part := range [][]byte{r.Payload, r.Instruction, claims} {
		b = append(binary.AppendUvarint(b, uint64(len(part))), part...)
	}
	return b, nil
}

func (r *record) setBody(b []byte) error {
	var claims []byte
	for _, into := range []*[]byte{&r.Payload, &r.Instruction, &claims} {
		n, size := binary.Uvarint(b)
		if size <= 0 || n > uint64(len(b)-size) {
			return errBody
		}
		*into = append([]byte{}, b[size:size+int(n)]...)
		b = b[size+int(n):]
	}
	if err := json.Unmarshal(claims, &r.Claims); err != nil {
		return fmt.Errorf("%w: its claims: %w", errBody, err)
	}
	return nil
}

// inserts gives the writes that put the record into the table.
func (r *record) inserts() ([]tables.Write, error) {
	e := tables.NewEntity(partitionOf(shardOf(r.ID)), rowKey(r.ID))
	e.SetText("Operation", r.ID)
	e.SetText("Attempt", r.attempt)
	e.Properties["Pending"] = r.pending
	e.SetText("Organization", string(r.Organization))
	e.SetText("Kind", string(r.Kind))
	e.SetBinary("Command", r.Command[:])
	e.SetBinary("BodyHash", r.BodyHash[:])
	e.SetBinary("Signer", r.Signer[:])
	e.SetNumber("AcceptedAt", r.AcceptedAt.UnixNano())
	e.SetNumber("Rest", int64(r.rest))
	if err := r.setState(e); err != nil {
		return nil, err
	}
	body, err := r.body()
	if err != nil {
		return nil, err
	}
	writes := []tables.Write{tables.Insert(e)}
	if r.pending {
		writes = append(writes, tables.Insert(r.pendingEntity()))
	}
	for n := 0; ; n++ {
		size := min(len(body), bodyPart)
		if err := e.SetBytes("Body", body[:size]); err != nil {
			return nil, err
		}
		if body = body[size:]; len(body) == 0 {
			return writes, nil
		}
		e = tables.NewEntity(e.PartitionKey, restKey(r.ID, n))
		writes = append(writes, tables.Insert(e))
	}
}

// deletes gives the writes that take a pending record out of the table, if it is still this version.
func (r *record) deletes() []tables.Write {
	partition := partitionOf(shardOf(r.ID))
	writes := []tables.Write{tables.Delete(tables.NewEntity(partition, rowKey(r.ID)), r.etag), tables.Delete(r.pendingEntity(), tables.Any)}
	for n := range r.rest {
		writes = append(writes, tables.Delete(tables.NewEntity(partition, restKey(r.ID, n)), tables.Any))
	}
	return writes
}

// setState sets what may change of an operation.
func (r *record) setState(e tables.Entity) error {
	why, err := json.Marshal(r.Problem)
	if err != nil {
		return fmt.Errorf("encode the problem of %s: %w", r.ID, err)
	}
	e.SetText("Status", string(r.Status))
	e.SetNumber("UpdatedAt", r.UpdatedAt.UnixNano())
	e.SetBinary("Transaction", r.Transaction[:])
	e.SetNumber("Block", int64(r.Block))
	return e.SetBytes("Problem", why)
}

// read reads a record; false if there is none.
func (s *Store) read(ctx context.Context, id string) (*record, bool, error) {
	for conflicts := 0; ; conflicts++ {
		if err := s.pause(ctx, conflicts); err != nil {
			return nil, false, err
		}
		e, found, err := s.table.Get(ctx, partitionOf(shardOf(id)), rowKey(id))
		if err != nil || !found {
			return nil, false, err
		}
		r, body, err := recordOf(e)
		if err == nil {
			body, err = s.readRest(ctx, r, body)
		}
		if err == nil {
			err = r.setBody(body)
		}
		if err == nil {
			return r, true, nil
		}
		if !errors.Is(err, errBody) || !r.pending || r.rest == 0 {
			return nil, false, fmt.Errorf("read operation %s: %w", id, err)
		}
		// The attempt was deleted, and perhaps another begun, between two readings.
	}
}

// errBody says that a body is not complete.
var errBody = errors.New("a part of its body is missing")

// readRest adds to the first part of a body what lies in further entities.
func (s *Store) readRest(ctx context.Context, r *record, body []byte) ([]byte, error) {
	for n := range r.rest {
		e, found, err := s.table.Get(ctx, partitionOf(shardOf(r.ID)), restKey(r.ID, n))
		if err != nil {
			return nil, err
		}
		if !found {
			return nil, errBody
		}
		part, err := e.Bytes("Body")
		if err != nil {
			return nil, err
		}
		body = append(body, part...)
	}
	return body, nil
}

// recordOf decodes a row, and gives the first part of its body.
func recordOf(e tables.Entity) (*record, []byte, error) {
	r := &record{attempt: e.Text("Attempt"), etag: e.ETag}
	r.pending, _ = e.Properties["Pending"].(bool)
	r.ID, r.Organization = e.Text("Operation"), custody.OrganizationID(e.Text("Organization"))
	r.Kind, r.Status = custody.CommandKind(e.Text("Kind")), operations.Status(e.Text("Status"))
	copy(r.Command[:], e.Binary("Command"))
	copy(r.BodyHash[:], e.Binary("BodyHash"))
	copy(r.Signer[:], e.Binary("Signer"))
	copy(r.Transaction[:], e.Binary("Transaction"))
	acceptedAt, err1 := e.Number("AcceptedAt")
	updatedAt, err2 := e.Number("UpdatedAt")
	block, err3 := e.Number("Block")
	rest, err4 := e.Number("Rest")
	why, err5 := e.Bytes("Problem")
	body, err6 := e.Bytes("Body")
	if err := errors.Join(err1, err2, err3, err4, err5, err6); err != nil {
		return nil, nil, err
	}
	r.AcceptedAt, r.UpdatedAt = time.Unix(0, acceptedAt).UTC(), time.Unix(0, updatedAt).UTC()
	r.Block, r.rest = uint64(block), int(rest)
	if err := json.Unmarshal(why, &r.Problem); err != nil {
		return nil, nil, fmt.Errorf("its problem: %w", err)
	}
	return r, body, nil
}
