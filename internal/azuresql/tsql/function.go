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
	"ABS":            {1, 1, "abs(%s)", integer},
	"CHARINDEX":      {2, 2, "instr(%[2]s, %[1]s)", integer},
	"COALESCE":       {2, 100, "coalesce(%s)", unknown},
	"CONCAT":         {2, 254, "tsql_concat(%s)", text},
	"DATALENGTH":     {1, 1, "tsql_datalength(%s)", integer},
	"GREATEST":       {1, 254, "tsql_greatest(%s)", unknown},
	"HASHBYTES":      {2, 2, "tsql_hashbytes(%s)", bytes},
	"ISJSON":         {1, 1, "json_valid(%s)", integer},
	"ISNULL":         {2, 2, "coalesce(%s)", unknown},
	"LEAST":          {1, 254, "tsql_least(%s)", unknown},
	"LEFT":           {2, 2, "substr(%[1]s, 1, %[2]s)", unknown},
	"LEN":            {1, 1, "tsql_len(%s)", integer},
	"LOWER":          {1, 1, "tsql_lower(%s)", text},
	"LTRIM":          {1, 1, "ltrim(%s)", text},
	"NULLIF":         {2, 2, "nullif(%s)", unknown},
	"REPLACE":        {3, 3, "replace(%s)", text},
	"RIGHT":          {2, 2, "substr(%[1]s, -(%[2]s))", unknown},
	"RTRIM":          {1, 1, "rtrim(%s)", text},
	"SUBSTRING":      {3, 3, "substr(%s)", unknown},
	"TRIM":           {1, 1, "trim(%s)", text},
	"UPPER":          {1, 1, "tsql_upper(%s)", text},
	"SYSUTCDATETIME": {0, 0, "tsql_now()", text},
	"GETUTCDATE":     {0, 0, "tsql_now()", text},
	"DB_NAME":        {0, 0, "tsql_db_name()", text},
	"SUSER_SNAME":    {0, 0, "@" + User, text},
	"USER_NAME":      {0, 0, "@" + User, text},
	"XACT_STATE":     {0, 0, "min(@" + TransactionCount + ", 1)", integer},

	"SCHEMA_ID":             {1, 1, `(SELECT schema_id FROM "sys.schemas" WHERE name = %s COLLATE NOCASE)`, integer},
	"DATABASE_PRINCIPAL_ID": {1, 1, `(SELECT principal_id FROM "sys.database_principals" WHERE name = %s COLLATE NOCASE)`, integer},
	"USER_ID":               {1, 1, `(SELECT principal_id FROM "sys.database_principals" WHERE name = %s COLLATE NOCASE)`, integer},
	"OBJECT_ID":             {1, 2, `(SELECT object_id FROM "sys.objects" WHERE full_name = tsql_object_name(%[1]s) COLLATE NOCASE)`, integer},
	"COL_LENGTH":            {2, 2, `(SELECT 1 FROM pragma_table_info(tsql_object_name(%[1]s)) WHERE name = %[2]s COLLATE NOCASE)`, integer},
	"SCHEMA_NAME":           {1, 1, `(SELECT name FROM "sys.schemas" WHERE schema_id = %s)`, text},
}

// aggregates may also have OVER after them.
var aggregates = map[string]string{"COUNT": "count", "COUNT_BIG": "count", "SUM": "sum", "MIN": "min", "MAX": "max", "AVG": "avg"}

// windows have OVER after them and nothing inside, or what LAG and LEAD take.
var windows = map[string]string{
	"ROW_NUMBER": "row_number", "RANK": "rank", "DENSE_RANK": "dense_rank", "LAG": "lag", "LEAD": "lead",
	"FIRST_VALUE": "first_value", "LAST_VALUE": "last_value",
}

// call reads a function with its arguments.
func (p *parser) call() expr {
	name := p.peek().text
	switch name {
	case "CAST", "TRY_CAST":
		return p.cast(name)
	case "CONVERT", "TRY_CONVERT":
		return p.convert(name)
	case "IIF":
		return p.iif()
	case "STRING_AGG":
		return p.stringAgg()
	case "JSON_VALUE", "JSON_QUERY":
		return p.jsonValue(name)
	}
	if sqlite, ok := aggregates[name]; ok {
		return p.aggregate(name, sqlite)
	}
	if sqlite, ok := windows[name]; ok {
		p.at++
		args := p.arguments()
		return expr{text: sqlite + "(" + strings.Join(args, ", ") + ")" + p.over(true), is: integer}
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

func (p *parser) aggregate(name, sqlite string) expr {
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
	e := expr{text: sqlite + "(" + inner + ")" + p.over(false)}
	if sqlite == "count" {
		e.is = integer
	}
	if name == "AVG" {
		e.text = "tsql_average(" + inner + ")"
	}
	return e
}

// over reads OVER (PARTITION BY ... ORDER BY ...).
func (p *parser) over(needed bool) string {
	if !p.accept("OVER") {
		if needed {
			p.fail()
		}
		return ""
	}
	return " OVER " + p.parenthesised(func() string {
		var parts []string
		if p.acceptAll("PARTITION", "BY") {
			parts = append(parts, "PARTITION BY "+strings.Join(p.list(func() string { return p.expression().text }), ", "))
		}
		if p.acceptAll("ORDER", "BY") {
			parts = append(parts, "ORDER BY "+p.orderList())
		}
		return strings.Join(parts, " ")
	})
}

func (p *parser) cast(name string) expr {
	p.at++
	p.expect("(")
	value := p.expression().text
	p.expect("AS")
	t := p.dataType()
	p.expect(")")
	return converted(value, t, "0", strings.HasPrefix(name, "TRY"))
}

func (p *parser) convert(name string) expr {
	p.at++
	p.expect("(")
	t := p.dataType()
	p.expect(",")
	value, style := p.expression().text, "0"
	if p.accept(",") {
		style = p.number()
	}
	p.expect(")")
	return converted(value, t, style, strings.HasPrefix(name, "TRY"))
}

func converted(value string, t dataType, style string, try bool) expr {
	f := "tsql_convert"
	if try {
		f = "tsql_try_convert"
	}
	return expr{text: f + "(" + value + ", " + quoteText(t.name) + ", " + t.sizeText() + ", " + style + ")", is: t.kind()}
}

func (p *parser) iif() expr {
	p.at++
	p.expect("(")
	c := p.condition()
	p.expect(",")
	yes := p.expression()
	p.expect(",")
	no := p.expression()
	p.expect(")")
	return expr{text: "iif(" + c + ", " + yes.text + ", " + no.text + ")", is: max(yes.is, no.is)}
}

func (p *parser) stringAgg() expr {
	p.at++
	p.expect("(")
	value := p.expression().text
	p.expect(",")
	by := p.expression().text
	p.expect(")")
	order := ""
	if p.acceptAll("WITHIN", "GROUP", "(", "ORDER", "BY") {
		order = " ORDER BY " + p.orderList()
		p.expect(")")
	}
	return expr{text: "group_concat(" + value + ", " + by + order + ")", is: text}
}

func (p *parser) jsonValue(name string) expr {
	p.at++
	p.expect("(")
	value := p.expression().text
	p.expect(",")
	path := quoteText(p.path())
	p.expect(")")
	if name == "JSON_QUERY" {
		return expr{text: "(CASE WHEN json_type(" + value + ", " + path + ") IN ('object', 'array') THEN (" + value + " -> " + path + ") END)", is: text}
	}
	return expr{text: "(CASE WHEN json_type(" + value + ", " + path + ") NOT IN ('object', 'array') THEN CAST((" + value + " ->> " + path + ") AS text) END)", is: text}
}
