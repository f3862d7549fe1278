package tsql

import (
	"slices"
	"strings"
)

// A source is one of what FROM names.
type source struct {
	join  string // before it: "", ", ", " JOIN ", " LEFT JOIN ", " CROSS JOIN "
	text  string // with its alias
	bare  string // table of SQLite, "" for what is none
	alias string
	on    string
	table table
}

func joined(sources []source) string {
	var b strings.Builder
	for _, s := range sources {
		b.WriteString(s.join + s.text)
		if s.on != "" {
			b.WriteString(" ON " + s.on)
		}
	}
	return b.String()
}

func (p *parser) sources() []source {
	all := []source{p.source()}
	for {
		join, needsOn := "", true
		switch {
		case p.accept(","):
			join, needsOn = ", ", false
		case p.acceptAll("CROSS", "JOIN"):
			join, needsOn = " CROSS JOIN ", false
		case p.acceptAll("INNER", "JOIN"), p.accept("JOIN"):
			join = " JOIN "
		case p.acceptAll("LEFT", "JOIN"), p.acceptAll("LEFT", "OUTER", "JOIN"):
			join = " LEFT JOIN "
		case p.acceptAll("RIGHT", "JOIN"), p.acceptAll("RIGHT", "OUTER", "JOIN"):
			join = " RIGHT JOIN "
		case p.acceptAll("FULL", "JOIN"), p.acceptAll("FULL", "OUTER", "JOIN"):
			join = " FULL JOIN "
		default:
			return all
		}
		s := p.source()
		s.join = join
		if needsOn {
			p.expect("ON")
			s.on = p.condition()
		}
		all = append(all, s)
	}
}

func (p *parser) source() source {
	switch {
	case p.is("("):
		return p.derived()
	case p.is("OPENJSON"):
		return p.openJSON()
	}
	t := p.table()
	s := source{table: t}
	if t.schema == "dbo" && slices.Contains(p.ctes, strings.ToLower(t.name)) {
		s.text = quote(t.name)
	} else {
		p.touch("SELECT", t)
		s.bare = t.sqlite()
		s.text = quote(s.bare)
	}
	s.alias = p.sourceAlias(t.name)
	s.text += " AS " + quote(s.alias)
	p.hints()
	return s
}

// sourceAlias reads an alias; without one the table goes by its name.
func (p *parser) sourceAlias(otherwise string) string {
	if p.accept("AS") || p.peek().isName() {
		return p.name()
	}
	if otherwise == "" {
		p.fail()
	}
	return otherwise
}

// derived reads (query) AS name or (VALUES ...) AS name (columns).
func (p *parser) derived() source {
	values := false
	inner := p.parenthesised(func() string {
		if values = p.is("VALUES"); values {
			return p.values()
		}
		return p.query(false)
	})
	s := source{alias: p.sourceAlias("")}
	if p.is("(") {
		name := quote(s.alias)
		inner = "(WITH " + name + " " + p.columnList() + " AS " + inner + " SELECT * FROM " + name + ")"
	} else if values {
		p.fail()
	}
	s.text = inner + " AS " + quote(s.alias)
	return s
}

// maxRows is what SQL Server takes in one VALUES.
const maxRows = 1000

func (p *parser) values() string {
	p.expect("VALUES")
	rows := p.list(func() string {
		return p.parenthesised(func() string { return strings.Join(p.list(p.valueOrDefault), ", ") })
	})
	if len(rows) > maxRows {
		p.refuse(10738, "The number of row value expressions in the INSERT statement exceeds the maximum allowed number of 1000 row values.")
	}
	return "VALUES " + strings.Join(rows, ", ")
}

func (p *parser) valueOrDefault() string {
	if p.is("DEFAULT") {
		p.fail()
	}
	return p.expression().text
}

// hints are those that say how to lock or to look up.
var hints = strings.Fields("UPDLOCK HOLDLOCK SERIALIZABLE ROWLOCK PAGLOCK TABLOCK TABLOCKX XLOCK NOLOCK READCOMMITTED READCOMMITTEDLOCK REPEATABLEREAD FORCESEEK FORCESCAN")

func (p *parser) hints() {
	if !p.acceptAll("WITH", "(") {
		return
	}
	for {
		t := p.next()
		switch {
		case t.kind == word && slices.Contains(hints, t.text):
			if t.text == "UPDLOCK" || t.text == "XLOCK" || t.text == "TABLOCKX" {
				p.now.Lock = true
			}
		case t.is("INDEX"):
			if p.accept("=") {
				p.name()
			} else {
				p.parenthesised(p.name)
			}
		default:
			p.at--
			p.fail()
		}
		p.accept(",")
		if p.accept(")") {
			return
		}
	}
}
