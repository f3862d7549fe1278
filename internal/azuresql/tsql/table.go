package tsql

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A definition is a table as it is read.
type definition struct {
	table   table
	parts   []string // columns, then constraints
	primary []string // columns of the primary key
	checks  int
	after   []string // statements that follow
}

func (p *parser) createTable(s *Statement) {
	d := &definition{table: p.owned()}
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
