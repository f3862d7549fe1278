package tsql

import (
	"strings"
)

func (p *parser) insert(s *Statement) {
	s.Kind = Change
	p.expect("INSERT")
	p.accept("INTO")
	t := p.table()
	p.touch("INSERT", t)
	p.hints()
	var columns []string
	if p.is("(") {
		p.parenthesised(func() string {
			columns = p.list(p.name)
			return ""
		})
	}
	out := "INSERT INTO " + quote(t.sqlite())
	if len(columns) > 0 {
		quoted := make([]string, len(columns))
		for i, c := range columns {
			quoted[i] = quote(c)
		}
		out += " (" + strings.Join(quoted, ", ") + ")"
	}
	switch {
	case p.acceptAll("DEFAULT", "VALUES"):
		out += " DEFAULT VALUES"
	case p.is("VALUES"):
		out += " " + p.insertedValues(s, t, columns)
	case p.is("SELECT"), p.is("WITH"), p.is("("):
		out += " " + p.query(true)
		p.options()
	default:
		p.fail()
	}
	s.SQL = []string{out}
}

// insertedValues reads VALUES and notes which parameters go into which columns.
func (p *parser) insertedValues(s *Statement, t table, columns []string) string {
	p.expect("VALUES")
	rows := p.list(func() string {
		return p.parenthesised(func() string {
			at := -1
			values := p.list(func() string {
				at++
				e := p.expression()
				if e.param != "" && at < len(columns) {
					s.Checks = append(s.Checks, Check{t.sqlite(), columns[at], e.param})
				}
				return e.text
			})
			if len(columns) > 0 && len(values) != len(columns) {
				number := int32(109)
				if len(values) > len(columns) {
					number = 110
				}
				p.refuse(number, "The number of values in the VALUES clause must match the number of columns specified in the INSERT statement.")
			}
			return strings.Join(values, ", ")
		})
	})
	if len(rows) > maxRows {
		p.refuse(10738, "The number of row value expressions in the INSERT statement exceeds the maximum allowed number of 1000 row values.")
	}
	return "VALUES " + strings.Join(rows, ", ")
}

// target reads what UPDATE or DELETE is about: a table, or an alias that FROM explains. The bool tells which.
func (p *parser) target() (table, bool) {
	named := !p.ahead(1).is(".")
	t := p.table()
	p.hints()
	return t, named
}

// resolve finds the target among the sources and gives the others.
func (p *parser) resolve(action string, t table, named bool, sources []source) (target source, others []source) {
	if sources == nil {
		p.touch(action, t)
		return source{bare: t.sqlite(), alias: t.name, table: t}, nil
	}
	for i, s := range sources {
		name, wanted := s.bare, t.sqlite()
		if named {
			name, wanted = s.alias, t.name
		}
		if s.bare == "" || !strings.EqualFold(name, wanted) {
			continue
		}
		p.touch(action, s.table)
		if i == 0 {
			for j := range sources[1:] {
				if join := sources[1+j].join; join != " JOIN " && join != ", " && join != " CROSS JOIN " {
					p.refuse(102, "Incorrect syntax: the stand-in joins the table that is changed to others by JOIN only.")
				}
			}
			return s, sources[1:]
		}
		p.refuse(102, "Incorrect syntax: the stand-in wants the table that is changed, %s, to be the first after FROM.", t.name)
	}
	p.refuse(208, "Invalid object name '%s'.", t.name)
	return source{}, nil
}

// rest writes the other sources as a FROM and gives their conditions.
func rest(others []source) (from string, on []string) {
	for i, s := range others {
		if i > 0 {
			from += ", "
		}
		from += s.text
		if s.on != "" {
			on = append(on, "("+s.on+")")
		}
	}
	return from, on
}

func (p *parser) update(s *Statement) {
	s.Kind = Change
	p.expect("UPDATE")
	t, named := p.target()
	p.expect("SET")
	sets := p.list(func() string {
		c := p.columnName().column
		op := ""
		for _, o := range []string{"+=", "-="} {
			if p.accept(o) {
				op = o[:1]
			}
		}
		if op == "" {
			p.expect("=")
		}
		e := p.expression()
		if op != "" {
			e = combine(expr{text: quote(c)}, op, e)
		}
		return quote(c) + " = " + e.text
	})
	var sources []source
	if p.accept("FROM") {
		sources = p.sources()
	}
	target, others := p.resolve("UPDATE", t, named, sources)
	from, on := rest(others)
	if p.accept("WHERE") {
		p.touch("SELECT", target.table) // SQL Server wants the right to read for that
		on = append(on, "("+p.condition()+")")
	}
	p.options()
	out := "UPDATE " + quote(target.bare) + " AS " + quote(target.alias) + " SET " + strings.Join(sets, ", ")
	if from != "" {
		out += " FROM " + from
	}
	s.SQL = []string{out + where(on)}
}

func where(conditions []string) string {
	if len(conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(conditions, " AND ")
}

func (p *parser) delete(s *Statement) {
	s.Kind = Change
	p.expect("DELETE")
	p.accept("FROM")
	t, named := p.target()
	var sources []source
	if p.accept("FROM") {
		sources = p.sources()
	}
	target, others := p.resolve("DELETE", t, named, sources)
	from, on := rest(others)
	if p.accept("WHERE") {
		p.touch("SELECT", target.table) // SQL Server wants the right to read for that
		on = append(on, "("+p.condition()+")")
	}
	p.options()
	if from != "" {
		on = []string{"EXISTS (SELECT 1 FROM " + from + where(on) + ")"}
	}
	s.SQL = []string{"DELETE FROM " + quote(target.bare) + " AS " + quote(target.alias) + where(on)}
}
