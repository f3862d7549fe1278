package azuresql_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"waybill/shared/ledger"
	"waybill/shared/ledger/azuresql"
)

// A table as the migrations make it.
type table struct {
	columns map[string]column
	keys    []index // constraints and indexes, the primary key first
	ledger  string  // "", append-only or updatable
}

type column struct {
	kind      string // bigint, binary(32), ...
	collation string
	nullable  bool
}

type index struct {
	name      string
	columns   []string
	clustered bool
	primary   bool
	unique    bool
}

// schemaOf reads what a migration makes.
func schemaOf(t *testing.T, text string) map[string]*table {
	t.Helper()
	made := map[string]*table{}
	for _, s := range parsed(t, text) {
		switch s.kind() {
		case "CreateTableStatement":
			made[s.child("SchemaObjectName").object()] = tableOf(s)
		case "CreateIndexStatement":
			of := made[s.child("OnName").object()]
			if of == nil {
				t.Fatalf("index %s is of no table", s.child("Name").text("Value"))
			}
			of.keys = append(of.keys, indexOf(s, s.child("Name").text("Value")))
		default:
			t.Fatalf("a migration has a %s", s.kind())
		}
	}
	return made
}

func tableOf(s node) *table {
	made := &table{columns: map[string]column{}}
	for _, d := range s.child("Definition").list("ColumnDefinitions") {
		c := column{kind: d.child("DataType", "Name", "BaseIdentifier").text("Value"), collation: d.child("Collation").text("Value"), nullable: true}
		for _, p := range d.child("DataType").list("Parameters") {
			c.kind += "(" + p.text("Value") + ")"
		}
		for _, constraint := range d.list("Constraints") {
			c.nullable = constraint.kind() == "NullableConstraintDefinition" && constraint.flag("Nullable")
		}
		made.columns[d.child("ColumnIdentifier").text("Value")] = c
	}
	for _, c := range s.child("Definition").list("TableConstraints") {
		if c.kind() == "UniqueConstraintDefinition" {
			made.keys = append(made.keys, indexOf(c, c.child("ConstraintIdentifier").text("Value")))
		}
	}
	for _, o := range s.list("Options") {
		switch {
		case o.kind() != "LedgerTableOption" || o.text("OptionState") != "On":
		case o.text("AppendOnly") == "On":
			made.ledger = "append-only"
		default:
			made.ledger = "updatable"
		}
	}
	return made
}

func indexOf(n node, name string) index {
	made := index{
		name: name, clustered: n.flag("Clustered") || n.child("IndexType").text("IndexTypeKind") == "Clustered",
		primary: n.flag("IsPrimaryKey"), unique: n.flag("Unique") || n.kind() == "UniqueConstraintDefinition",
	}
	for _, c := range n.list("Columns") {
		made.columns = append(made.columns, c.child("Column").parts()...)
	}
	return made
}

// bytes gives the most that a column takes in a key.
func (c column) bytes() int {
	name, size, _ := strings.Cut(strings.TrimSuffix(c.kind, ")"), "(")
	n, err := strconv.Atoi(size)
	switch {
	case name == "bigint":
		return 8
	case err != nil:
		return 1 << 30 // (max)
	case name == "nvarchar":
		return 2 * n
	}
	return n
}

// wrongSchema gives a sentence for each rule that the schema breaks.
func wrongSchema(schema map[string]*table) (wrong []string) {
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	for _, name := range slices.Sorted(maps.Keys(schema)) {
		made := schema[name]
		want := ""
		switch bare := strings.TrimPrefix(name, "waybill."); {
		case slices.Contains(azuresql.AppendOnly, bare):
			want = "append-only"
		case bare == "handover":
			want = "updatable"
		}
		if made.ledger != want {
			say("%s is the ledger table %q, not %q", name, made.ledger, want)
		}
		for _, c := range slices.Sorted(maps.Keys(made.columns)) {
			is := made.columns[c]
			if strings.Contains(is.kind, "char") && is.collation != "Latin1_General_100_BIN2" {
				say("%s.%s has the collation %q", name, c, is.collation)
			}
			if is.nullable {
				say("%s.%s may be NULL", name, c)
			}
		}
		clustered := 0
		for _, k := range made.keys {
			size, most := 0, 1700
			if k.clustered {
				clustered++
				most = 900
			}
			for _, c := range k.columns {
				size += made.columns[c].bytes()
			}
			if size > most {
				say("%s of %s has keys of %d bytes, and the server takes %d", k.name, name, size, most)
			}
		}
		if clustered != 1 {
			say("%s is clustered by %d keys", name, clustered)
		}
	}
	return append(wrong, wrongRecords(schema)...)
}

// wrongRecords holds the tables of records against the records.
func wrongRecords(schema map[string]*table) (wrong []string) {
	for _, r := range append(ledger.Tables(), &ledger.Payload{}) {
		made := schema["waybill."+r.Table()]
		if made == nil {
			wrong = append(wrong, fmt.Sprintf("there is no table %s", r.Table()))
			continue
		}
		columns, keys := azuresql.KeyColumns(r)
		row, err := azuresql.Row(reflect.New(reflect.TypeOf(r).Elem()).Interface().(ledger.Record))
		if err != nil {
			wrong = append(wrong, err.Error())
			continue
		}
		for i, c := range columns {
			want := map[reflect.Kind]string{reflect.Int64: "bigint", reflect.String: "nvarchar", reflect.Slice: "varbinary"}[reflect.TypeOf(row[i]).Kind()]
			if b, ok := row[i].([]byte); ok && len(b) > 0 {
				want = fmt.Sprintf("binary(%d)", len(b))
			}
			if is := made.columns[c]; !strings.HasPrefix(is.kind, want) {
				wrong = append(wrong, fmt.Sprintf("column %s of %s is a %q, not a %s", c, r.Table(), is.kind, want))
			}
		}
		if len(made.columns) != len(columns) {
			wrong = append(wrong, fmt.Sprintf("%s has %d columns, and its record %d", r.Table(), len(made.columns), len(columns)))
		}
		if len(made.keys) == 0 || !made.keys[0].primary || !slices.Equal(made.keys[0].columns, keys) {
			wrong = append(wrong, fmt.Sprintf("the primary key of %s is not %v", r.Table(), keys))
		}
	}
	return wrong
}

// The schema keeps its rules: ledger tables are ledger tables, text has a binary collation, keys fit into the server's
// indexes, and tables have the columns of their records.
func TestSchemaKeepsItsRules(t *testing.T) {
	t.Parallel()
	for _, wrong := range wrongSchema(schemaOf(t, strings.Join(azuresql.Migrations(), "\n"))) {
		t.Error(wrong)
	}
}

// A mistake in the schema is told in a sentence.
func TestMistakesInTheSchemaAreTold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ old, mistake, want string }{
		{"WITH (LEDGER = ON (APPEND_ONLY = ON))", "", `waybill.log_row is the ledger table "", not "append-only"`},
		{"LEDGER = ON (APPEND_ONLY = ON)", "LEDGER = ON", `waybill.log_row is the ledger table "updatable", not "append-only"`},
		{"WITH (SYSTEM_VERSIONING = ON", "-- ", `waybill.handover is the ledger table "", not "updatable"`},
		{"[event]             nvarchar(128)  COLLATE Latin1_General_100_BIN2", "[event] nvarchar(128)", `waybill.log_row.event has the collation ""`},
		{"Latin1_General_100_BIN2", "Latin1_General_100_CI_AS", `has the collation "Latin1_General_100_CI_AS"`},
		{"[contract]   binary(20) NOT NULL", "[contract] binary(20) NULL", "waybill.origin.contract may be NULL"},
		{"PRIMARY KEY CLUSTERED ([asset_sha256], [certificate])", "PRIMARY KEY CLUSTERED ([asset], [certificate])", "certificate_subject_pk of waybill.certificate_subject has keys of 4128 bytes, and the server takes 900"},
		{"UNIQUE NONCLUSTERED ([id_sha256])", "UNIQUE NONCLUSTERED ([id])", "asset_id of waybill.asset has keys of 4096 bytes, and the server takes 1700"},
		{"[portion]      bigint ", "[portion] nvarchar(20) COLLATE Latin1_General_100_BIN2 ", `column portion of asset is a "nvarchar(20)", not a bigint`},
		{"[manifest_hash] binary(32) ", "[manifest_hash] binary(20) ", `column manifest_hash of document is a "binary(20)", not a binary(32)`},
		{"[portion]      bigint         NOT NULL,", "", "asset has 23 columns, and its record 24"},
		{"PRIMARY KEY CLUSTERED ([output], [input])", "PRIMARY KEY CLUSTERED ([input], [output])", "the primary key of edge is not [output input]"},
		{"PRIMARY KEY NONCLUSTERED ([key])", "PRIMARY KEY CLUSTERED ([key])", "waybill.asset is clustered by 2 keys"},
	} {
		text := azuresql.Migrations()[0]
		if !strings.Contains(text, c.old) {
			t.Errorf("the schema has no %q", c.old)
		}
		if wrong := strings.Join(wrongSchema(schemaOf(t, strings.Replace(text, c.old, c.mistake, 1))), "\n"); !strings.Contains(wrong, c.want) {
			t.Errorf("%q in place of %q gave %q", c.mistake, c.old, wrong)
		}
	}
}
