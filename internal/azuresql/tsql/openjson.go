package tsql

import (
	"strings"
)

// openJSON reads OPENJSON(list) [WITH (column type 'path', ...)] [AS] alias
// (https://learn.microsoft.com/sql/t-sql/functions/openjson-transact-sql).
func (p *parser) openJSON() source {
	p.expect("OPENJSON", "(")
	list := p.expression().text
	if p.accept(",") {
		list += ", " + quoteText(p.path())
	}
	p.expect(")")
	columns := []string{
		`CAST("key" AS text) AS "key"`, `CASE "type" WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST("value" AS text) END AS "value"`,
		`CASE "type" WHEN 'null' THEN 0 WHEN 'text' THEN 1 WHEN 'integer' THEN 2 WHEN 'real' THEN 2 WHEN 'true' THEN 3 WHEN 'false' THEN 3 WHEN 'array' THEN 4 ELSE 5 END AS "type"`,
	}
	if p.acceptAll("WITH", "(") {
		columns = p.list(p.jsonColumn)
		p.expect(")")
	}
	s := source{alias: "openjson"}
	if p.is("AS") || p.peek().isName() {
		s.alias = p.sourceAlias("")
	}
	s.text = "(SELECT " + strings.Join(columns, ", ") + " FROM json_each(" + list + ")) AS " + quote(s.alias)
	return s
}

// jsonColumn reads: name type ['path'].
func (p *parser) jsonColumn() string {
	name := p.name()
	t := p.dataType()
	path := "$." + quote(name)
	if p.peek().kind == literal {
		path = p.path()
	}
	value := "json_extract(\"value\", " + quoteText(path) + ")"
	if path == "$" { // the element itself, which is no JSON text if it is a string or a number
		value = `CASE WHEN "type" IN ('object', 'array') THEN NULL ELSE "value" END`
	}
	if p.accept("AS") {
		p.expect("JSON")
		value = "(\"value\" -> " + quoteText(path) + ")"
	}
	return "tsql_from_json(" + value + ", " + quoteText(t.name) + ", " + t.sizeText() + ") AS " + quote(name)
}

// path reads a JSON path of the forms that SQL Server and SQLite share: $, $.name, $[0].
func (p *parser) path() string {
	at := p.at
	path := strings.TrimPrefix(p.literal(), "lax ")
	if !strings.HasPrefix(path, "$") || strings.ContainsAny(path, "#'*") {
		p.at = at
		p.refuse(13607, "JSON path is not properly formatted: '%s'.", path)
	}
	return path
}
