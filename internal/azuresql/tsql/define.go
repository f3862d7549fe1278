package tsql

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// define reads a statement of DDL.
func (p *parser) define(s *Statement) {
	verb := p.next().text
	switch {
	case verb == "CREATE" && p.accept("SCHEMA"):
		s.Name = "CREATE SCHEMA"
		name := p.name()
		if p.accept("AUTHORIZATION") {
			p.name()
		}
		s.SQL = []string{`INSERT INTO "sys.schemas" (name) VALUES (` + quoteText(strings.ToLower(name)) + ")"}
	case verb == "CREATE" && p.accept("TABLE"):
		p.createTable(s)
	case verb == "CREATE" && (p.is("INDEX") || p.is("UNIQUE") || p.is("CLUSTERED") || p.is("NONCLUSTERED")):
		p.createIndex(s)
	case verb == "DROP" && p.accept("INDEX"):
		exists := p.ifExists()
		name := p.name()
		p.expect("ON")
		s.SQL = []string{"DROP INDEX " + exists + quote(indexName(p.owned(s), name))}
	case verb == "DROP" && p.accept("TABLE"):
		exists := p.ifExists()
		t := p.owned(s)
		s.SQL = []string{
			"DROP TABLE " + exists + quote(t.sqlite()),
			`DELETE FROM "sys.ledger" WHERE name = ` + quoteText(t.sqlite()) + " COLLATE NOCASE",
		}
	case verb == "TRUNCATE" && p.accept("TABLE"):
		s.SQL = []string{"DELETE FROM " + quote(p.owned(s).sqlite())}
	case verb == "ALTER" && p.accept("TABLE"):
		p.alterTable(s)
	case verb == "ALTER" && p.accept("DATABASE"):
		p.alterDatabase(s)
	default:
		p.principal(s, verb)
	}
}

func (p *parser) ifExists() string {
	if p.acceptAll("IF", "EXISTS") {
		return "IF EXISTS "
	}
	return ""
}

// owned reads a table that the statement is about.
func (p *parser) owned(s *Statement) table {
	t := p.table()
	p.touch("CREATE", t)
	return t
}

func indexName(t table, name string) string { return t.sqlite() + "." + name }

// A definition is a table as it is read.
type definition struct {
	table   table
	parts   []string // columns, then constraints
	primary []string // columns of the primary key
	types   map[string]bool
	checks  int
	after   []string // statements that follow
}

func (p *parser) createTable(s *Statement) {
	d := &definition{table: p.owned(s)}
	s.Schemas = append(s.Schemas, d.table.schema)
	p.expect("(")
	var columns []column
	for {
		switch {
		case p.is("CONSTRAINT"), p.is("PRIMARY"), p.is("UNIQUE"), p.is("CHECK"), p.is("FOREIGN"):
			p.tableConstraint(d)
		case p.accept("INDEX"):
			name := p.name()
			unique := p.accept("UNIQUE")
			p.clustered()
			d.after = append(d.after, p.indexOn(d.table, name, unique))
		default:
			columns = append(columns, p.column(d))
		}
		if !p.accept(",") || p.is(")") {
			break
		}
	}
	p.expect(")")
	ledger, history := 0, ""
	if p.accept("WITH") {
		ledger, history = p.tableOptions()
	}
	var parts []string
	for _, c := range columns {
		if slices.ContainsFunc(d.primary, func(key string) bool { return strings.EqualFold(key, c.name) }) {
			c.notNull = true
		}
		parts = append(parts, c.sqlite())
	}
	parts = append(parts, d.parts...)
	s.SQL = append([]string{"CREATE TABLE " + quote(d.table.sqlite()) + " (" + strings.Join(parts, ", ") + ")"}, d.after...)
	s.SQL = append(s.SQL, ledgerTable(d.table, ledger, history)...)
}

// A column is one as it is declared.
type column struct {
	name, text, otherwise string
	notNull               bool
}

func (c column) sqlite() string {
	out := quote(c.name) + " " + c.text
	if c.notNull {
		out += " NOT NULL"
	}
	return out + c.otherwise
}

func (p *parser) column(d *definition) column {
	c := column{name: p.name()}
	t := p.dataType()
	c.text = t.declared()
	collation := ""
	if t.kind() == text && t.name != "datetime2" && t.name != "datetimeoffset" && t.name != "date" {
		collation = CollateNoCase // as the database has it
	}
	domain := t.domain(c.name)
	for _, number := range slices.Sorted(maps.Keys(domain)) {
		d.parts = append(d.parts, fmt.Sprintf("CONSTRAINT %s CHECK (%s)", quote(fmt.Sprintf("%d:%s.%s", number, d.table.sqlite(), c.name)), domain[number]))
	}
	for {
		name := ""
		if p.accept("CONSTRAINT") {
			name = p.name()
		}
		switch {
		case p.accept("COLLATE"):
			collation = p.collation()
		case p.acceptAll("NOT", "NULL"):
			c.notNull = true
		case p.accept("NULL"):
		case p.accept("DEFAULT"):
			c.otherwise = " DEFAULT (" + p.expression().text + ")"
		case p.acceptAll("PRIMARY", "KEY"):
			p.clustered()
			d.primary = []string{c.name}
			d.parts = append(d.parts, "PRIMARY KEY ("+quote(c.name)+")")
		case p.accept("UNIQUE"):
			p.clustered()
			d.parts = append(d.parts, "UNIQUE ("+quote(c.name)+")")
		case p.accept("CHECK"):
			p.check(d, name)
		case p.accept("REFERENCES"):
			d.parts = append(d.parts, "FOREIGN KEY ("+quote(c.name)+")"+p.references())
		case name != "":
			p.fail()
		default:
			if collation != "" {
				c.text += " COLLATE " + collation
			}
			return c
		}
	}
}

func (p *parser) clustered() {
	if !p.accept("CLUSTERED") {
		p.accept("NONCLUSTERED")
	}
}

func (p *parser) check(d *definition, name string) {
	if name == "" {
		d.checks++
		name = fmt.Sprintf("CK__%s__%d", d.table.name, d.checks)
	}
	d.parts = append(d.parts, "CONSTRAINT "+quote("547:"+name)+" CHECK "+p.parenthesised(p.condition))
}

func (p *parser) references() string {
	t := p.table()
	out := " REFERENCES " + quote(t.sqlite())
	if p.is("(") {
		out += " " + p.columnList()
	}
	return out
}

func (p *parser) tableConstraint(d *definition) {
	name := ""
	if p.accept("CONSTRAINT") {
		name = p.name()
	}
	keys := func() string {
		p.clustered()
		return p.parenthesised(func() string { return strings.Join(p.list(p.keyColumn), ", ") })
	}
	switch {
	case p.acceptAll("PRIMARY", "KEY"):
		at := p.at
		text := keys()
		d.parts = append(d.parts, "PRIMARY KEY "+text)
		for _, t := range p.tokens[at:p.at] {
			if t.isName() {
				d.primary = append(d.primary, t.value())
			}
		}
	case p.accept("UNIQUE"):
		d.parts = append(d.parts, "UNIQUE "+keys())
	case p.accept("CHECK"):
		p.check(d, name)
	case p.acceptAll("FOREIGN", "KEY"):
		columns := p.columnList()
		d.parts = append(d.parts, "FOREIGN KEY "+columns+p.references())
	default:
		p.fail()
	}
	if p.acceptAll("WITH", "(") {
		p.optionList(func(string) {})
	}
}

func (p *parser) keyColumn() string {
	name := quote(p.name())
	if p.accept("DESC") {
		return name + " DESC"
	}
	p.accept("ASC")
	return name
}

// optionList reads NAME = value, ... up to the closing parenthesis; each is told what it is.
func (p *parser) optionList(each func(name string)) {
	for {
		t := p.next()
		if t.kind != word {
			p.at--
			p.fail()
		}
		p.expect("=")
		each(t.text)
		switch t.text {
		case "LEDGER", "SYSTEM_VERSIONING", "APPEND_ONLY", "LEDGER_VIEW", "HISTORY_TABLE":
		case "DATA_COMPRESSION", "ONLINE", "FILLFACTOR", "PAD_INDEX", "OPTIMIZE_FOR_SEQUENTIAL_KEY", "STATISTICS_NORECOMPUTE":
			p.next()
		default:
			p.at--
			p.fail()
		}
		if !p.accept(",") {
			break
		}
	}
	p.expect(")")
}

// Kinds of ledger tables as sys.tables tells them in ledger_type.
const (
	updatable  = 2
	appendOnly = 3
)

func (p *parser) tableOptions() (ledger int, history string) {
	p.expect("(")
	var option func(string)
	onOff := func() bool {
		if p.accept("ON") {
			return true
		}
		p.expect("OFF")
		return false
	}
	option = func(name string) {
		switch name {
		case "LEDGER":
			if onOff() && ledger == 0 {
				ledger = updatable
			}
		case "APPEND_ONLY":
			if onOff() {
				ledger = appendOnly
			}
			return
		case "SYSTEM_VERSIONING":
			onOff()
		case "HISTORY_TABLE":
			history = p.table().sqlite()
			return
		case "LEDGER_VIEW":
			p.table()
			return
		default:
			return
		}
		if p.accept("(") {
			p.optionList(option)
		}
	}
	p.optionList(option)
	return ledger, history
}

// ledgerTable notes what kind of ledger table it is, and guards one that is only appended to. Number, severity and words
// of the error are those that SQL Server 2022 gives: Msg 37359, Level 16.
func ledgerTable(t table, ledger int, history string) []string {
	if ledger == 0 {
		return nil
	}
	out := []string{fmt.Sprintf(`INSERT INTO "sys.ledger" (name, ledger_type, history) VALUES (%s, %d, %s)`, quoteText(t.sqlite()), ledger, quoteText(history))}
	if ledger != appendOnly {
		return out
	}
	e := Errorf(37359, "Updates are not allowed for the append only Ledger table '%s'.", t.sqlite())
	for _, action := range []string{"UPDATE", "DELETE"} {
		out = append(out, fmt.Sprintf("CREATE TRIGGER %s BEFORE %s ON %s BEGIN SELECT RAISE(ABORT, %s); END",
			quote(t.sqlite()+"."+action), action, quote(t.sqlite()), quoteText(e.Error())))
	}
	return out
}

func (p *parser) createIndex(s *Statement) {
	unique := p.accept("UNIQUE")
	p.clustered()
	p.expect("INDEX")
	name := p.name()
	p.expect("ON")
	s.SQL = []string{p.indexOn(p.owned(s), name, unique)}
}

// indexOn reads the rest of an index. Columns that are only included make no difference to what is found.
func (p *parser) indexOn(t table, name string, unique bool) string {
	out := "CREATE "
	if unique {
		out += "UNIQUE "
	}
	out += "INDEX " + quote(indexName(t, name)) + " ON " + quote(t.sqlite()) + " " +
		p.parenthesised(func() string { return strings.Join(p.list(p.keyColumn), ", ") })
	if p.accept("INCLUDE") {
		p.columnList()
	}
	if p.accept("WHERE") {
		out += " WHERE " + p.condition()
	}
	if p.acceptAll("WITH", "(") {
		p.optionList(func(string) {})
	}
	return out
}

func (p *parser) alterTable(s *Statement) {
	t := p.owned(s)
	switch {
	case p.acceptAll("DROP", "COLUMN"):
		s.SQL = []string{"ALTER TABLE " + quote(t.sqlite()) + " DROP COLUMN " + quote(p.name())}
	case p.accept("ADD"):
		for {
			d := &definition{table: t}
			c := p.column(d)
			if c.notNull && c.otherwise == "" {
				p.refuse(4901, "ALTER TABLE only allows columns to be added that can contain nulls, or have a DEFAULT definition specified.")
			}
			out := "ALTER TABLE " + quote(t.sqlite()) + " ADD COLUMN " + c.sqlite()
			for _, check := range d.parts {
				if !strings.HasPrefix(check, "CONSTRAINT") {
					p.fail()
				}
				out += " " + check
			}
			s.SQL = append(s.SQL, out)
			if !p.accept(",") {
				return
			}
		}
	default:
		p.fail()
	}
}

// alterDatabase takes the switches of a database that the stand-in has on in any case.
func (p *parser) alterDatabase(s *Statement) {
	if !p.accept("CURRENT") {
		p.name()
	}
	p.expect("SET")
	switch {
	case p.accept("ALLOW_SNAPSHOT_ISOLATION"), p.accept("READ_COMMITTED_SNAPSHOT"):
		p.expect("ON")
	default:
		p.fail()
	}
	s.Kind = Nothing
}
