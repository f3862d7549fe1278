package ledger

import (
	"fmt"
	"reflect"
	"strings"

	"waybill/shared/custody"
)

// replay lets the scratch tables follow the rows. After a row that cannot be replayed the tables say nothing any more.
func (c *check) replay(rows map[uint64]Row, commands map[uint64]custody.Command, first, end uint64) error {
	if !c.replayed {
		return nil
	}
	return c.scratch.Write(c.ctx, func(tx Tx) error {
		projection := newProjection(c.ctx, tx, c.Secret)
		projection.making = c.making
		for seq := first; seq < end; seq++ {
			if err := projection.replay(rows[seq], commands[seq]); err != nil {
				c.replayed = false
				c.report.problem("the tables cannot be made to follow the log: %v", err)
				return nil
			}
		}
		c.making = projection.making
		return projection.flush()
	})
}

// tables compares each table with what followed from the replay, both ways.
func (c *check) tables() error {
	if !c.replayed {
		c.report.problem("the tables were not compared with the log, because it cannot be replayed")
		return nil
	}
	return c.scratch.Snapshot(c.ctx, func(replayed Archive) error {
		for _, table := range Tables() {
			c.compare(table, c.archive, replayed, func(r, want Record, found bool) {
				if !found {
					c.report.problem("%s does not follow from the log", describe(r))
				} else if !reflect.DeepEqual(r, want) {
					c.report.problem("%s is not what follows from the log", describe(r))
				}
			})
			c.compare(table, replayed, c.archive, func(r, _ Record, found bool) {
				if !found {
					c.report.problem("%s follows from the log and is not there", describe(r))
				}
			})
		}
		return nil
	})
}

// compare calls do for each record of a table in one archive with the record of the same key in another.
func (c *check) compare(table Record, in, other Archive, do func(r, counterpart Record, found bool)) {
	err := in.Records(c.ctx, table, func(r Record) error {
		counterpart := reflect.New(reflect.TypeOf(r).Elem())
		counterpart.Elem().Set(reflect.ValueOf(r).Elem())
		found, err := other.Get(c.ctx, counterpart.Interface().(Record))
		if err != nil {
			return err
		}
		do(r, counterpart.Interface().(Record), found)
		return nil
	})
	if err != nil {
		c.report.problem("the table %s cannot be compared: %v", table.Table(), err)
	}
}

// describe names a record by its table and key.
func describe(r Record) string {
	var keys []string
	v := reflect.ValueOf(r).Elem()
	for _, key := range r.Keys() {
		field := v.FieldByNameFunc(func(name string) bool { return strings.EqualFold(name, key) })
		keys = append(keys, fmt.Sprint(field.Interface()))
	}
	return r.Table() + " " + strings.Join(keys, " ")
}
