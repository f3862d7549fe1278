package tsql

import (
	"strconv"
	"strings"
)

// An expr is a scalar expression, translated.
type expr struct {
	text   string
	is     kindOf
	column string // name, if it is nothing but a column
	fixed  bool   // a parameter or a literal, which has no collation
	param  string // name, if it is nothing but a parameter
}

// kindOf is what is known of an expression's type without looking at tables.
type kindOf int

const (
	unknown kindOf = iota
	integer
	text
	bytes
)

// expression reads a scalar expression: + - & | ^ bind less than * / %.
func (p *parser) expression() expr {
	p.enter()
	defer p.leave()
	left := p.product()
	for {
		t := p.peek()
		if t.kind != symbol || !strings.Contains("+-&|^", t.text) || len(t.text) != 1 {
			return left
		}
		p.at++
		left = combine(left, t.text, p.product())
	}
}

func (p *parser) product() expr {
	left := p.unary()
	for {
		t := p.peek()
		if t.kind != symbol || t.text != "*" && t.text != "/" && t.text != "%" {
			return left
		}
		p.at++
		left = combine(left, t.text, p.unary())
	}
}

// combine writes an operation. What SQLite would do in another way (joining strings, overflow, division by zero) is
// done by functions of the stand-in.
func combine(a expr, op string, b expr) expr {
	switch op {
	case "+":
		if a.is == text || b.is == text || a.is == bytes || b.is == bytes || a.is != integer || b.is != integer {
			return expr{text: "tsql_add(" + a.text + ", " + b.text + ")", is: max(a.is, b.is)}
		}
		return expr{text: "(" + a.text + " + " + b.text + ")", is: integer}
	case "/", "%":
		return expr{text: "tsql_divide(" + a.text + ", " + b.text + ", " + quoteText(op) + ")", is: integer}
	case "^":
		return expr{text: "((" + a.text + " | " + b.text + ") - (" + a.text + " & " + b.text + "))", is: integer}
	}
	return expr{text: "(" + a.text + " " + op + " " + b.text + ")", is: integer}
}

func (p *parser) unary() expr {
	for _, sign := range []string{"-", "+", "~"} {
		if p.accept(sign) {
			p.enter()
			defer p.leave()
			if t := p.peek(); sign == "-" && t.kind == number {
				p.at++
				return numberOf("-"+t.text, t)
			}
			e := p.unary()
			return expr{text: "(" + sign + " " + e.text + ")", is: e.is} // two signs would begin a comment
		}
	}
	e := p.primary()
	if p.accept("COLLATE") {
		e = expr{text: e.text + " COLLATE " + p.collation(), is: text}
	}
	return e
}

func numberOf(s string, t token) expr {
	if strings.Contains(s, ".") {
		return expr{text: s, fixed: true}
	}
	if _, err := strconv.ParseInt(s, 10, 64); err != nil {
		e := Errorf(1007, "The number '%s' is out of the range for numeric representation.", s)
		e.Line = t.line
		panic(e)
	}
	return expr{text: s, is: integer, fixed: true}
}

func (p *parser) primary() expr {
	t := p.peek()
	switch t.kind {
	case literal:
		p.at++
		return expr{text: quoteText(t.text), is: text, fixed: true}
	case number:
		p.at++
		return numberOf(t.text, t)
	case binary:
		p.at++
		return expr{text: "x'" + t.text + "'", is: bytes, fixed: true}
	case param:
		p.at++
		p.now.Params = append(p.now.Params, t.text)
		return expr{text: "@" + t.text, fixed: true, param: t.text}
	case global:
		return p.global()
	case symbol:
		if t.text == "(" {
			return p.inParentheses()
		}
	case word:
		switch {
		case t.text == "NULL":
			p.at++
			return expr{text: "NULL", fixed: true}
		case t.text == "CASE":
			return p.caseExpression()
		case p.ahead(1).is("("):
			return p.call()
		}
	}
	return p.columnName()
}

// Variables of the session that the one who runs a statement binds.
const (
	RowCount         = "tsql_rowcount"
	TransactionCount = "tsql_trancount"
)

func (p *parser) global() expr {
	name := ""
	switch p.peek().text {
	case "rowcount":
		name = RowCount
	case "trancount":
		name = TransactionCount
	default:
		p.fail()
	}
	p.at++
	return expr{text: "@" + name, is: integer, fixed: true}
}

func (p *parser) inParentheses() expr {
	p.expect("(")
	defer p.expect(")")
	if p.is("SELECT") || p.is("WITH") {
		return expr{text: "(" + p.query(false) + ")"}
	}
	e := p.expression()
	e.text = "(" + e.text + ")"
	e.column, e.param = "", ""
	return e
}

func (p *parser) caseExpression() expr {
	p.expect("CASE")
	var b strings.Builder
	b.WriteString("CASE")
	when := p.condition
	if !p.is("WHEN") {
		b.WriteString(" " + p.expression().text)
		when = func() string { return p.expression().text }
	}
	is := unknown
	for p.accept("WHEN") {
		b.WriteString(" WHEN " + when())
		p.expect("THEN")
		e := p.expression()
		b.WriteString(" THEN " + e.text)
		is = max(is, e.is)
	}
	if p.accept("ELSE") {
		b.WriteString(" ELSE " + p.expression().text)
	}
	p.expect("END")
	b.WriteString(" END")
	return expr{text: "(" + b.String() + ")", is: is}
}

// columnName reads column, alias.column or schema.table.column.
func (p *parser) columnName() expr {
	first := p.name()
	if !p.accept(".") {
		return expr{text: quote(first), column: first}
	}
	second := p.name()
	if !p.accept(".") {
		return expr{text: quote(first) + "." + quote(second), column: second}
	}
	third := p.name()
	return expr{text: quote(second) + "." + quote(third), column: third}
}
