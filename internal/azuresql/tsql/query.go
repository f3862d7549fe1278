package tsql

import (
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
		p.expect("(")
		limit = " LIMIT " + p.expression().text
		p.expect(")")
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
