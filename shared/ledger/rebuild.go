package ledger

import (
	"context"
	"fmt"

	"waybill/shared/custody"
)

// ProjectionVersion counts the changes of what the tables say of one and the same log. A ledger of an older version is
// brought to this one by [Rebuild].
const ProjectionVersion = 2

// Rebuild makes the tables follow from the log once more if an older program filled them, and reports whether it did.
// Log and checkpoint stay as they are. It is one transaction: killed, it has done nothing, and nobody writes meanwhile.
// If there is nothing to do it only reads, and does not wait for writers.
func Rebuild(ctx context.Context, store Projected, secret custody.Secret) (rebuilt bool, err error) {
	if current, err := Current(ctx, store); current || err != nil {
		return false, err
	}
	err = store.Write(ctx, func(tx Tx) error {
		rebuilt = false // this may be the second run, or another program was faster
		version, err := tx.Projection(ctx)
		if err != nil {
			return err
		}
		if current, err := current(version); current || err != nil {
			return err
		}
		rebuilt = true
		if err := tx.Clear(ctx, ProjectionVersion); err != nil {
			return err
		}
		return replayAll(ctx, tx, secret)
	})
	if err != nil {
		return false, fmt.Errorf("rebuild the tables from the log: %w", err)
	}
	return rebuilt, nil
}

// Current reports whether the tables are as this version fills them; if not, there is something to do for [Rebuild]. That a
// newer program filled them is an error. It does not wait for writers.
func Current(ctx context.Context, store Projected) (bool, error) {
	version, err := store.Projection(ctx)
	if err != nil {
		return false, fmt.Errorf("look which version filled the ledger's tables: %w", err)
	}
	return current(version)
}

func current(version int) (bool, error) {
	if version > ProjectionVersion {
		return false, fmt.Errorf("the ledger's tables are of version %d, and this program knows version %d: use the newer program", version, ProjectionVersion)
	}
	return version == ProjectionVersion, nil
}

func replayAll(ctx context.Context, tx Tx, secret custody.Secret) error {
	size, err := tx.Size(ctx)
	if err != nil {
		return fmt.Errorf("count the rows: %w", err)
	}
	var unfinished making
	for first := uint64(0); first < size; first += chunk {
		var rows []Row
		err := tx.Rows(ctx, first, min(first+chunk, size), func(r Row) error {
			rows = append(rows, r)
			return nil
		})
		if err != nil {
			return fmt.Errorf("read rows: %w", err)
		}
		projection := newProjection(ctx, tx, secret)
		projection.making = unfinished
		for _, row := range rows {
			command, err := projection.commandOf(row)
			if err != nil {
				return fmt.Errorf("%s: %w", row.name(), err)
			}
			if err := projection.replay(row, command); err != nil {
				return err
			}
		}
		if err := projection.flush(); err != nil {
			return err
		}
		unfinished = projection.making
	}
	return nil
}

// commandOf gives the command behind a row, nil if it is foreign. Whether the payload is what the chain committed to
// was checked when it was written, and a verification checks it again.
func (p *projection) commandOf(row Row) (custody.Command, error) {
	if row.Foreign != "" || row.administrative() {
		return nil, nil
	}
	payload := Payload{Command: row.Command}
	found, err := p.get(&payload)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fmt.Errorf("the payload of command %s is missing", row.Command)
	}
	return custody.DecodeCommand(row.Kind, payload.Body)
}
