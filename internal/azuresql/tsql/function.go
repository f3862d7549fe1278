package tsql

import (
	"fmt"
	"strings"
)

// A function is one of Transact-SQL with the SQLite that stands for it.
type function struct {
	least, most int
	text        string // with %s for all arguments, or %[1]s and so on for each
	is          kindOf
}

// functions that take expressions and nothing else. Those whose name here begins with tsql_ are the stand-in's own.
var functions = map[string]function{
	"ABS":        {1, 1, "abs(%s)", integer},
	"COALESCE":   {2, 100, "coalesce(%s)", unknown},
	"CONCAT":     {2, 254, "tsql_concat(%s)", text},
	"DATALENGTH": {1, 1, "tsql_datalength(%s)", integer},
	"ISNULL":     {2, 2, "coalesce(%s)", unknown},
	"LEN":        {1, 1, "tsql_len(%s)", integer},
	"LOWER":      {1, 1, "tsql_lower(%s)", text},
	"NULLIF":     {2, 2, "nullif(%s)", unknown},
	"UPPER":      {1, 1, "tsql_upper(%s)", text},

	"SCHEMA_ID":             {1, 1, `(SELECT schema_id FROM "sys.schemas" WHERE name = %s COLLATE NOCASE)`, integer},
	"DATABASE_PRINCIPAL_ID": {1, 1, `(SELECT principal_id FROM "sys.database_principals" WHERE name = %s COLLATE NOCASE)`, integer},
	"USER_ID":               {1, 1, `(SELECT principal_id FROM "sys.database_principals" WHERE name = %s COLLATE NOCASE)`, integer},
	"OBJECT_ID":             {1, 2, `(SELECT object_id FROM "sys.objects" WHERE full_name = tsql_object_name(%[1]s) COLLATE NOCASE)`, integer},
}

// aggregates are those of rows.
var aggregates = map[string]string{"COUNT": "count", "COUNT_BIG": "count", "SUM": "sum", "MIN": "min", "MAX": "max"}

// call reads a function with its arguments.
func (p *parser) call() expr {
	name := p.peek().text
	switch name {
	case "CAST":
		return p.cast()
	case "CONVERT":
		return p.convert()
	}
	if sqlite, ok := aggregates[name]; ok {
		return p.aggregate(sqlite)
	}
	f, ok := functions[name]
	if !ok {
		if t := p.peek(); !isReserved(t) {
			p.refuse(195, "'%s' is not a recognized built-in function name.", t.raw)
		}
		p.fail()
	}
	p.at++
	args := p.arguments()
	if len(args) < f.least || len(args) > f.most {
		p.refuse(174, "The %s function requires %d argument(s).", strings.ToLower(name), f.least)
	}
	if !strings.Contains(f.text, "%[") {
		if !strings.Contains(f.text, "%s") {
			return expr{text: f.text, is: f.is}
		}
		return expr{text: fmt.Sprintf(f.text, strings.Join(args, ", ")), is: f.is}
	}
	all := make([]any, len(args))
	for i, a := range args {
		all[i] = a
	}
	if name == "OBJECT_ID" {
		all = all[:1]
	}
	return expr{text: fmt.Sprintf(f.text, all...), is: f.is}
}

func (p *parser) arguments() []string {
	p.expect("(")
	if p.accept(")") {
		return nil
	}
	args := p.list(func() string { return p.expression().text })
	p.expect(")")
	return args
}

func (p *parser) aggregate(sqlite string) expr {
	p.at++
	p.expect("(")
	inner := ""
	switch {
	case sqlite == "count" && p.accept("*"):
		inner = "*"
	case p.accept("DISTINCT"):
		inner = "DISTINCT " + p.expression().text
	default:
		inner = p.expression().text
	}
	p.expect(")")
	e := expr{text: sqlite + "(" + inner + ")"}
	if sqlite == "count" {
		e.is = integer
	}
	return e
}

func (p *parser) cast() expr {
	p.at++
	p.expect("(")
	value := p.expression().text
	p.expect("AS")
	t := p.dataType()
	p.expect(")")
	return converted(value, t, "0")
}

func (p *parser) convert() expr {
	p.at++
	p.expect("(")
	t := p.dataType()
	p.expect(",")
	value, style := p.expression().text, "0"
	if p.accept(",") {
		style = p.number()
	}
	p.expect(")")
	return converted(value, t, style)
}

func converted(value string, t dataType, style string) expr {
	return expr{text: "tsql_convert(" + value + ", " + quoteText(t.name) + ", " + t.sizeText() + ", " + style + ")", is: t.kind()}
}
