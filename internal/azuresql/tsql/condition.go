package tsql

import (
	"slices"
	"strings"
)

// condition reads a search condition. In Transact-SQL that is no expression: a comparison has no value.
func (p *parser) condition() string {
	p.enter()
	defer p.leave()
	out := p.conjunction()
	for p.accept("OR") {
		out += " OR " + p.conjunction()
	}
	return out
}

func (p *parser) conjunction() string {
	out := p.negation()
	for p.accept("AND") {
		out += " AND " + p.negation()
	}
	return out
}

func (p *parser) negation() string {
	if p.accept("NOT") {
		return "NOT (" + p.predicate() + ")"
	}
	return p.predicate()
}

func (p *parser) predicate() string {
	if p.accept("EXISTS") {
		return "EXISTS " + p.parenthesised(func() string { return p.query(false) })
	}
	if p.is("(") && !p.comparedAfter(p.closed[p.at]) {
		return p.parenthesised(p.condition)
	}
	left := p.expression()
	negated := ""
	if p.accept("NOT") {
		negated = "NOT "
	}
	switch {
	case p.accept("IN"):
		return p.in(left, negated)
	case p.accept("BETWEEN"):
		low := p.expression().text
		p.expect("AND")
		return "(" + left.text + " " + negated + "BETWEEN " + low + " AND " + p.expression().text + ")"
	case p.accept("LIKE"):
		pattern, escape := p.expression().text, "''"
		if p.accept("ESCAPE") {
			escape = quoteText(p.literal())
		}
		return negated + "tsql_like(" + left.text + ", " + pattern + ", " + escape + ")"
	case negated != "":
		p.fail()
	case p.accept("IS"):
		if p.accept("NOT") {
			negated = "NOT "
		}
		p.expect("NULL")
		return left.text + " IS " + negated + "NULL"
	}
	t := p.next()
	switch {
	case t.kind == symbol && t.text == "!=":
		t.text = "<>"
	case t.kind == symbol && (t.text == "=" || t.text == "<>" || t.text == "<" || t.text == ">" || t.text == "<=" || t.text == ">="):
	default:
		p.at--
		p.fail()
	}
	return left.text + " " + t.text + " " + p.expression().text
}

// comparedAfter reports whether what the parenthesis closes is an expression: something is done with it. Looking ahead
// keeps the parser from reading anything twice.
func (p *parser) comparedAfter(parenthesis int) bool {
	if parenthesis == 0 {
		return false // it stays open, which is a mistake in any case
	}
	t := p.tokens[min(parenthesis+1, len(p.tokens)-1)]
	switch t.kind {
	case symbol:
		return t.text != ")" && t.text != "," && t.text != ";" && t.text != "("
	case word:
		return slices.Contains([]string{"IN", "NOT", "BETWEEN", "LIKE", "IS", "COLLATE"}, t.text)
	}
	return false
}

// in reads what follows IN. Of a list each member is compared, so that the collation of a column counts on both sides.
func (p *parser) in(left expr, negated string) string {
	p.expect("(")
	defer p.expect(")")
	if p.is("SELECT") || p.is("WITH") {
		return left.text + " " + negated + "IN (" + p.query(false) + ")"
	}
	if !left.fixed {
		return left.text + " " + negated + "IN (" + strings.Join(p.list(func() string { return p.expression().text }), ", ") + ")"
	}
	parts := p.list(func() string { return left.text + " = " + p.expression().text })
	return negated + "(" + strings.Join(parts, " OR ") + ")"
}
