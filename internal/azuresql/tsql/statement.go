package tsql

import (
	"slices"
	"strconv"
	"strings"
)

// statement reads one statement.
func (p *parser) statement() Statement {
	p.enter()
	defer p.leave()
	outer := p.now
	s := Statement{Line: p.peek().line}
	p.now = &s
	defer func() { p.now = outer }()
	t := p.peek()
	switch {
	case t.is("SELECT"), t.is("WITH"), t.is("("):
		p.selectStatement(&s)
	case t.is("INSERT"):
		p.insert(&s)
	case t.is("UPDATE"):
		p.update(&s)
	case t.is("DELETE"):
		p.delete(&s)
	case t.is("IF"):
		p.at++
		s.Kind = If
		s.SQL = []string{"SELECT CASE WHEN (" + p.condition() + ") THEN 1 ELSE 0 END"}
		s.Then = p.block()
		if semicolon := p.at; p.accept(";") && !p.is("ELSE") {
			p.at = semicolon
		}
		if p.accept("ELSE") {
			s.Else = p.block()
		}
	case t.is("BEGIN") && (p.ahead(1).is("TRAN") || p.ahead(1).is("TRANSACTION")):
		p.at += 2
		s.Kind = Begin
	case t.is("COMMIT"), t.is("ROLLBACK"):
		p.at++
		if !p.accept("TRANSACTION") && !p.accept("TRAN") {
			p.accept("WORK")
		}
		s.Kind = Commit
		if t.is("ROLLBACK") {
			s.Kind = Rollback
		}
	case t.is("SET"):
		p.option(&s)
	case t.is("EXEC"), t.is("EXECUTE"):
		p.at++
		p.expect("(")
		s.Kind, s.Value = Execute, p.literal()
		p.expect(")")
	case t.is("THROW"):
		p.throw(&s)
	case t.is("PRINT"):
		p.at++
		s.Kind, s.Value = Nothing, p.literal()
	case t.is("CREATE"), t.is("ALTER"), t.is("DROP"), t.is("GRANT"), t.is("DENY"), t.is("REVOKE"), t.is("TRUNCATE"):
		s.Kind = Define
		p.define(&s)
	default:
		p.fail()
	}
	slices.Sort(s.Params)
	s.Params = slices.Compact(s.Params)
	return s
}

// block reads BEGIN ... END or one statement.
func (p *parser) block() []Statement {
	if p.is("BEGIN") && !p.ahead(1).is("TRAN") && !p.ahead(1).is("TRANSACTION") && !p.ahead(1).is("TRY") {
		p.at++
		var all []Statement
		for !p.accept("END") {
			all = append(all, p.statement())
			for p.accept(";") {
			}
		}
		return all
	}
	return []Statement{p.statement()}
}

// literal reads a string.
func (p *parser) literal() string {
	t := p.next()
	if t.kind != literal {
		p.at--
		p.fail()
	}
	return t.text
}

// switches are options of a session that are ON or OFF.
var switches = strings.Fields(`NOCOUNT XACT_ABORT ANSI_NULLS ANSI_PADDING ANSI_WARNINGS ARITHABORT CONCAT_NULL_YIELDS_NULL QUOTED_IDENTIFIER IMPLICIT_TRANSACTIONS`)

func (p *parser) option(s *Statement) {
	s.Kind = Set
	p.expect("SET")
	switch {
	case p.acceptAll("TRANSACTION", "ISOLATION", "LEVEL"):
		s.Name = "ISOLATION"
		for _, words := range [][]string{{"READ", "UNCOMMITTED"}, {"READ", "COMMITTED"}, {"REPEATABLE", "READ"}, {"SERIALIZABLE"}, {"SNAPSHOT"}} {
			if p.acceptAll(words...) {
				s.Value = strings.Join(words, " ")
				return
			}
		}
		p.fail()
	case p.accept("LOCK_TIMEOUT"):
		s.Name = "LOCK_TIMEOUT"
		if p.accept("-") {
			s.Value = "-"
		}
		s.Value += p.number()
	case p.accept("DEADLOCK_PRIORITY"):
		s.Kind = Nothing
		p.name()
	case slices.Contains(switches, p.peek().text):
		s.Name = p.next().text
		s.Value = "ON"
		if !p.accept("ON") {
			p.expect("OFF")
			s.Value = "OFF"
		}
		if on := s.Value == "ON"; s.Name != "NOCOUNT" && s.Name != "XACT_ABORT" && on == (s.Name == "IMPLICIT_TRANSACTIONS") {
			p.refuse(195, "'%s %s' is not an option of the stand-in.", s.Name, s.Value)
		}
	default:
		p.fail()
	}
}

func (p *parser) number() string {
	t := p.next()
	if t.kind != number {
		p.at--
		p.fail()
	}
	return t.text
}

func (p *parser) throw(s *Statement) {
	s.Kind = Throw
	p.expect("THROW")
	n, err := strconv.ParseInt(p.number(), 10, 32)
	if err != nil || n < 50000 {
		p.refuse(35100, "Error number in the THROW statement is outside the valid range. Specify an error number in the valid range of 50000 to 2147483647.")
	}
	p.expect(",")
	message := p.literal()
	p.expect(",")
	state, err := strconv.ParseUint(p.number(), 10, 8)
	if err != nil {
		p.fail()
	}
	s.Err = &Error{Number: int32(n), Class: 16, State: byte(state), Message: message, Line: s.Line}
}
