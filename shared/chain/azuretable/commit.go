package azuretable

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/tables"
)

// Commit writes the change in one entity-group transaction. A change that is larger than the service takes is refused
// and marked [retry.Never].
func (j *Journal) Commit(ctx context.Context, key chain.Key, change chain.Change) error {
	if change.Head != nil && change.Head.Version == "" {
		if err := j.register(ctx, key); err != nil {
			return fmt.Errorf("register the signer of %s: %w", key, err)
		}
	}
	t := transaction{key: key}
	if err := t.add(change); err != nil {
		return fmt.Errorf("commit to %s: %w", key, err)
	}
	etags, err := j.table.Commit(ctx, t.writes...)
	if errors.Is(err, tables.ErrConflict) {
		err = fmt.Errorf("%w: %w", chain.ErrConflict, err)
	}
	if err != nil {
		return fmt.Errorf("commit to %s: %w", key, err)
	}
	for i, written := range t.written {
		written(etags[i])
	}
	return nil
}

// register puts the signer where [Journal.Signers] finds it. A signer that is registered and never gets a head does no
// harm; a head whose signer is not registered would be forgotten.
func (j *Journal) register(ctx context.Context, key chain.Key) error {
	return j.table.Put(ctx, tables.NewEntity(strconv.FormatUint(key.Chain, 10), key.Signer.Hex()))
}

// A transaction collects what is written together, all of it in the key's partition.
type transaction struct {
	key     chain.Key
	writes  []tables.Write
	written []func(etag string) // what each entity's new ETag is for
}

// add takes the change. The head goes first: it is what most conflicts are about.
func (t *transaction) add(change chain.Change) error {
	if change.Head != nil {
		t.addHead(change.Head)
	}
	moved := map[custody.Digest]bool{}
	for _, r := range change.Update {
		moved[r.Command] = true
		if err := t.addUpdate(r); err != nil {
			return err
		}
	}
	for _, r := range change.Insert {
		if err := t.addInsert(r, moved[r.Command]); err != nil {
			return err
		}
	}
	return nil
}

func (t *transaction) addHead(h *chain.Head) {
	e := entityOfHead(t.key, *h)
	written := func(etag string) { h.Version = etag }
	if h.Version == "" {
		t.append(tables.Insert(e), written)
		return
	}
	t.append(tables.Replace(e, h.Version), written)
}

// addUpdate merges instead of replacing, so that the signed bytes, by far the largest part of a row, travel only when
// they have changed.
func (t *transaction) addUpdate(r *chain.Row) error {
	e, err := entityOfRow(t.key, r)
	if err != nil {
		return err
	}
	etag, stored := readVersion(r.Version)
	if stored != fingerprint(r.Raw) {
		if err := putRaw(e, r.Raw); err != nil {
			return err
		}
	}
	t.append(tables.Merge(e, etag), func(etag string) { r.Version = versionOf(etag, r.Raw) })
	return nil
}

// addInsert adds the row and the reference from its command. A command that moves within the change has a reference
// already; the version of its old row guards it.
func (t *transaction) addInsert(r *chain.Row, moved bool) error {
	e, err := entityOfRow(t.key, r)
	if err != nil {
		return err
	}
	if err := putRaw(e, r.Raw); err != nil {
		return err
	}
	t.append(tables.Insert(e), func(etag string) { r.Version = versionOf(etag, r.Raw) })
	reference := entityOfCommand(t.key, r)
	write := tables.Insert(reference)
	if moved {
		write = tables.Replace(reference, tables.Any)
	}
	t.append(write, func(string) {})
	return nil
}

// append adds one write and what its entity's new ETag is for.
func (t *transaction) append(w tables.Write, written func(etag string)) {
	t.writes, t.written = append(t.writes, w), append(t.written, written)
}
