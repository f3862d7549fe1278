package tsql

import (
	"slices"
	"strings"
)

func (p *parser) selectStatement(s *Statement) {
	s.Kind = Query
	s.SQL = []string{p.query(true)}
	p.options()
}

// options reads OPTION (...), which tells SQL Server how, not what.
func (p *parser) options() {
	if !p.accept("OPTION") {
		return
	}
	p.parenthesised(func() string {
		p.list(func() string {
			for _, words := range [][]string{{"RECOMPILE"}, {"LOOP", "JOIN"}, {"HASH", "JOIN"}, {"MERGE", "JOIN"}, {"FORCE", "ORDER"}} {
				if p.acceptAll(words...) {
					return ""
				}
			}
			if p.accept("MAXDOP") || p.accept("MAXRECURSION") || p.accept("FAST") {
				return p.number()
			}
			p.fail()
			return ""
		})
		return ""
	})
}

// query reads a query with WITH, UNION and ORDER BY.
func (p *parser) query(outermost bool) string {
	p.enter()
	defer p.leave()
	known := len(p.ctes)
	defer func() { p.ctes = p.ctes[:known] }()
	var b strings.Builder
	if p.is("WITH") {
		b.WriteString(p.with())
	}
	q := p.term()
	body, limit := q.text, q.limit
	compound := false
	for {
		op := ""
		for _, o := range []string{"UNION", "EXCEPT", "INTERSECT"} {
			if p.accept(o) {
				op = o
			}
		}
		if op == "" {
			break
		}
		if op == "UNION" && p.accept("ALL") {
			op = "UNION ALL"
		}
		right := p.term()
		body = q.branch(compound, body) + " " + op + " " + right.branch(false, right.text)
		limit, compound = "", true
		q = right
	}
	b.WriteString(body)
	if p.acceptAll("ORDER", "BY") {
		b.WriteString(" ORDER BY " + p.orderList())
		if p.accept("OFFSET") {
			if limit != "" {
				p.refuse(10741, "A TOP can not be used in the same query or sub-query as a OFFSET.")
			}
			limit = p.fetch()
		} else if !outermost && limit == "" {
			p.refuse(1033, "The ORDER BY clause is invalid in views, inline functions, derived tables, subqueries, and common table expressions, unless TOP, OFFSET or FOR XML is also specified.")
		}
	}
	b.WriteString(limit)
	return b.String()
}

func (p *parser) orderList() string {
	return strings.Join(p.list(func() string {
		e := p.expression().text
		switch {
		case p.accept("DESC"):
			return e + " DESC"
		default:
			p.accept("ASC")
			return e
		}
	}), ", ")
}

// fetch reads what follows OFFSET.
func (p *parser) fetch() string {
	offset := p.expression().text
	if !p.accept("ROWS") {
		p.expect("ROW")
	}
	count := "-1"
	if p.accept("FETCH") {
		if !p.accept("NEXT") {
			p.expect("FIRST")
		}
		count = p.expression().text
		if !p.accept("ROWS") {
			p.expect("ROW")
		}
		p.expect("ONLY")
	}
	return " LIMIT " + count + " OFFSET " + offset
}

// with reads common table expressions.
func (p *parser) with() string {
	p.expect("WITH")
	parts := p.list(func() string {
		name := p.name()
		p.ctes = append(p.ctes, strings.ToLower(name))
		out := quote(name)
		if p.is("(") {
			out += " " + p.columnList()
		}
		p.expect("AS")
		return out + " AS " + p.parenthesised(func() string { return p.query(false) })
	})
	return "WITH RECURSIVE " + strings.Join(parts, ", ") + " " // SQL Server has no word for recursion
}

func (p *parser) columnList() string {
	return p.parenthesised(func() string { return strings.Join(p.list(func() string { return quote(p.name()) }), ", ") })
}

// A part is a SELECT without what comes at the very end.
type part struct{ text, limit string }

// branch gives it as one side of a UNION, which in SQLite has neither limit nor parentheses.
func (q part) branch(compound bool, text string) string {
	if q.limit != "" && !compound {
		return "SELECT * FROM (" + text + q.limit + ")"
	}
	return text
}

func (p *parser) term() part {
	if p.is("(") {
		return part{text: "SELECT * FROM " + p.parenthesised(func() string { return p.query(false) })}
	}
	return p.selectCore()
}

func (p *parser) selectCore() part {
	p.expect("SELECT")
	var b strings.Builder
	b.WriteString("SELECT ")
	if p.accept("DISTINCT") {
		b.WriteString("DISTINCT ")
	} else {
		p.accept("ALL")
	}
	limit := ""
	if p.accept("TOP") {
		limit = " LIMIT " + p.parenthesised(func() string { return p.expression().text })
		if p.is("PERCENT") || p.is("WITH") {
			p.fail()
		}
	}
	b.WriteString(strings.Join(p.list(p.item), ", "))
	if p.accept("FROM") {
		b.WriteString(" FROM " + joined(p.sources()))
	}
	if p.accept("WHERE") {
		b.WriteString(" WHERE " + p.condition())
	}
	if p.acceptAll("GROUP", "BY") {
		b.WriteString(" GROUP BY " + strings.Join(p.list(func() string { return p.expression().text }), ", "))
	}
	if p.accept("HAVING") {
		b.WriteString(" HAVING " + p.condition())
	}
	return part{b.String(), limit}
}

// item reads one of what a SELECT gives.
func (p *parser) item() string {
	if p.accept("*") {
		return "*"
	}
	if p.peek().isName() && p.ahead(1).is(".") && p.ahead(2).is("*") {
		name := quote(p.name())
		p.at += 2
		return name + ".*"
	}
	if p.peek().isName() && p.ahead(1).is("=") { // alias = expression
		name := p.name()
		p.at++
		return p.expression().text + " AS " + quote(name)
	}
	e := p.expression()
	switch {
	case p.accept("AS"):
		return e.text + " AS " + quote(p.alias())
	case p.peek().isName():
		return e.text + " AS " + quote(p.name())
	case e.column != "":
		return e.text + " AS " + quote(e.column)
	}
	return e.text
}

// alias reads a name after AS, which may be a string there.
func (p *parser) alias() string {
	if p.peek().kind == literal {
		return p.next().text
	}
	return p.name()
}

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
