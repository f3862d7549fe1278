package ledger

import (
	"fmt"
	"sort"

	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/custody"
)

// log checks rows and Merkle hashes against each other and replays the rows.
func (c *check) log() error {
	rows, err := c.archive.RowCount(c.ctx)
	if err != nil {
		return fmt.Errorf("count rows: %w", err)
	}
	hashes, err := c.archive.HashCount(c.ctx)
	if err != nil {
		return fmt.Errorf("count Merkle hashes: %w", err)
	}
	size := sort.Search(int(hashes), func(n int) bool { return tlog.StoredHashCount(int64(n)+1) > hashes })
	c.report.Rows, c.report.Size = rows, uint64(size)
	if tlog.StoredHashCount(int64(rows)) != hashes {
		c.report.problem("the log has %d rows and %d Merkle hashes; it should have %d", rows, hashes, tlog.StoredHashCount(int64(rows)))
	}
	t, err := loadTree(c.ctx, 0, c.archive.StoredHashes)
	if err != nil {
		return err
	}
	c.replayed = true
	last := Row{}
	for first := uint64(0); first < uint64(size); first += chunk {
		if err := c.stretch(t, &last, first, min(first+chunk, uint64(size))); err != nil {
			return err
		}
	}
	if c.report.Root, err = t.root(); err != nil {
		return err
	}
	return c.archive.Rows(c.ctx, uint64(size), 1<<62, func(r Row) error {
		c.replayed = false
		c.report.problem("%s has no Merkle hash", r.name())
		return nil
	})
}

// stretch checks the rows from first to end.
func (c *check) stretch(t *tree, last *Row, first, end uint64) error {
	rows := make(map[uint64]Row, end-first)
	err := c.archive.Rows(c.ctx, first, end, func(r Row) error {
		rows[r.Seq] = r
		return nil
	})
	if err != nil {
		c.report.problem("the rows from %d to %d cannot be read: %v", first, end, err)
	}
	commands := make(map[uint64]custody.Command, len(rows))
	for seq := first; seq < end; seq++ {
		row, found := rows[seq]
		if !found {
			c.replayed = false
			c.report.problem("row %d is missing", seq)
		}
		if err := c.hashes(t, row, found); err != nil {
			return err
		}
		if !found {
			continue
		}
		if seq > 0 && (row.Block < last.Block || row.Block == last.Block && row.LogIndex <= last.LogIndex) {
			c.report.problem("%s comes after %s", row.name(), last.name())
		}
		*last = row
		if commands[seq], err = c.command(row); err != nil {
			return err
		}
	}
	return c.replay(rows, commands, first, end)
}

// hashes checks the leaf and the nodes that it completes. Behind a wrong leaf it goes on with the stored one, so that
// the report names the rows that were changed and not all that come after.
func (c *check) hashes(t *tree, row Row, found bool) error {
	seq := t.size
	firstHash := tlog.StoredHashIndex(0, seq)
	indexes := make([]int64, tlog.StoredHashCount(seq+1)-tlog.StoredHashCount(seq))
	for i := range indexes {
		indexes[i] = firstHash + int64(i)
	}
	stored, err := c.archive.StoredHashes(c.ctx, indexes)
	if err != nil {
		c.report.problem("row %d: %v", seq, err)
		_, err = t.add(row.Leaf())
		return err
	}
	if found && row.Leaf() != stored[0] {
		c.report.problem("%s is not what was recorded: its content does not give its Merkle leaf", row.name())
	}
	computed, err := t.add(stored[0])
	if err != nil {
		return err
	}
	for i, h := range computed {
		if h != stored[i] {
			c.report.problem("the Merkle hash %d, completed by row %d, is not the hash of what is below it", indexes[i], seq)
		}
	}
	return nil
}

// command gives the command behind a row, nil if it is foreign; the payload must be what the chain committed to.
func (c *check) command(row Row) (custody.Command, error) {
	if row.Foreign != "" || row.administrative() {
		return nil, nil
	}
	event, err := decodeEvent(row.Fields)
	if err != nil {
		c.report.problem("%s: %v", row.name(), err)
		c.replayed = false
		return nil, nil
	}
	payload := Payload{Command: row.Command}
	found, err := c.archive.Get(c.ctx, &payload)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the payload of %s: %w", row.name(), err)
	case !found:
		c.report.problem("the payload of %s is missing", row.name())
	case payload.Transaction != row.Transaction:
		c.report.problem("the payload of %s is filed under another transaction", row.name())
	case c.Secret.EventHash(row.Command, payload.Body) != event.Head().EventHash:
		c.report.problem("the payload of %s is not what the chain committed to", row.name())
	default:
		command, err := custody.DecodeCommand(row.Kind, payload.Body)
		if err == nil {
			return command, nil
		}
		c.report.problem("the payload of %s cannot be read: %v", row.name(), err)
	}
	c.replayed = false
	return nil, nil
}
