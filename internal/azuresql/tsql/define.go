package tsql

import (
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
		s.SQL = []string{"DROP INDEX " + exists + quote(indexName(p.owned(), name))}
	case verb == "DROP" && p.accept("TABLE"):
		exists := p.ifExists()
		t := p.owned()
		s.SQL = []string{
			"DROP TABLE " + exists + quote(t.sqlite()),
			`DELETE FROM "sys.ledger" WHERE name = ` + quoteText(t.sqlite()) + " COLLATE NOCASE",
		}
	case verb == "TRUNCATE" && p.accept("TABLE"):
		s.SQL = []string{"DELETE FROM " + quote(p.owned().sqlite())}
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
func (p *parser) owned() table {
	t := p.table()
	p.touch("CREATE", t)
	return t
}

func indexName(t table, name string) string { return t.sqlite() + "." + name }

func (p *parser) createIndex(s *Statement) {
	unique := p.accept("UNIQUE")
	p.clustered()
	p.expect("INDEX")
	name := p.name()
	p.expect("ON")
	s.SQL = []string{p.indexOn(p.owned(), name, unique)}
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
	t := p.owned()
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
