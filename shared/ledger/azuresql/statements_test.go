package azuresql_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"waybill/shared/ledger/azuresql"
)

// subset are the parts that a statement may have, as teesql names them. doc.go says the same in words.
var subset = strings.Fields(`
	SelectStatement InsertStatement UpdateStatement DeleteStatement InsertSpecification UpdateSpecification DeleteSpecification
	ValuesInsertSource RowValue AssignmentSetClause
	QuerySpecification SelectScalarExpression FromClause WhereClause OrderByClause ExpressionWithSortOrder OffsetClause TopRowFilter
	NamedTableReference TableHint QualifiedJoin OpenJsonTableReference SchemaDeclarationItemOpenjson ColumnDefinitionBase
	SqlDataTypeReference SchemaObjectName MultiPartIdentifier Identifier
	ColumnReferenceExpression VariableReference IntegerLiteral StringLiteral UnaryExpression BinaryExpression ParenthesisExpression
	ScalarSubquery ExistsPredicate InPredicate BooleanComparisonExpression BooleanBinaryExpression
	BooleanParenthesisExpression BooleanNotExpression BooleanTernaryExpression
	FunctionCall CoalesceExpression ConvertCall SearchedCaseExpression SearchedWhenClause SimpleCaseExpression SimpleWhenClause
`)

// functions are what a statement may call, beside COALESCE and CONVERT.
var functions = []string{"COUNT_BIG", "MAX", "CONCAT"}

// wrongStatement gives a sentence for each rule that a statement breaks.
func wrongStatement(t *testing.T, schema map[string]*table, text string) (wrong []string) {
	t.Helper()
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	statements, err := parse(t.Context(), text)
	if err != nil {
		return []string{err.Error()}
	}
	if len(statements) != 1 {
		return []string{fmt.Sprintf("it is %d statements", len(statements))}
	}
	names := namesOf(statements[0])
	for _, of := range names.tables {
		if schema[of] == nil {
			say("there is no table %s", of)
		}
	}
	if changed := statements[0].child(strings.TrimSuffix(statements[0].kind(), "Statement")+"Specification", "Target"); changed != nil && statements[0].kind() != "InsertStatement" {
		if bare := changed.child("SchemaObject", "BaseIdentifier").text("Value"); slices.Contains(azuresql.AppendOnly, bare) {
			say("%s is append-only", bare)
		}
	}
	statements[0].walk(func(n node) {
		switch kind := n.kind(); {
		case kind != "" && !slices.Contains(subset, kind):
			say("%s is not in the subset", kind)
		case kind == "FunctionCall" && !slices.Contains(functions, n.child("FunctionName").text("Value")):
			say("the function %s is not in the subset", n.child("FunctionName").text("Value"))
		case kind == "TableHint" && !slices.Contains([]string{"UpdLock", "HoldLock"}, n.text("HintKind")):
			say("the hint %s is not in the subset", n.text("HintKind"))
		case kind == "Identifier" && n.text("QuoteType") != "SquareBracket" && !names.bare[n.text("Value")]:
			say("%s is not in brackets", n.text("Value"))
		case kind == "ColumnReferenceExpression" && !names.knows(schema, n.parts()):
			say("there is no column %s", strings.Join(n.parts(), "."))
		case kind == "StringLiteral" && !n.flag("IsNational") && n.text("Value") != "$":
			say("the text %q has no N before it", n.text("Value"))
		}
	})
	return wrong
}

// names are what a statement calls things.
type names struct {
	tables  []string
	aliases map[string]string // of tables
	list    bool              // it has OPENJSON, whose column is value
	bare    map[string]bool   // what need not be in brackets
}

func namesOf(statement node) names {
	found := names{aliases: map[string]string{}, bare: map[string]bool{"Latin1_General_100_BIN2": true}}
	for _, f := range append(functions, "CONVERT", "OPENJSON", "bigint", "nvarchar", "binary") {
		found.bare[f] = true
	}
	statement.walk(func(n node) {
		switch n.kind() {
		case "NamedTableReference":
			of := n.child("SchemaObject").object()
			found.tables = append(found.tables, of)
			if alias := n.child("Alias").text("Value"); alias != "" {
				found.aliases[alias], found.bare[alias] = of, true
			}
		case "OpenJsonTableReference":
			found.list = true
		}
	})
	return found
}

// knows reports whether a column is one of the statement's tables.
func (n names) knows(schema map[string]*table, parts []string) bool {
	of := n.tables
	switch {
	case len(parts) == 0: // the star of COUNT_BIG
		return true
	case len(parts) == 2:
		of = []string{n.aliases[parts[0]]}
	case parts[0] == "value" && n.list:
		return true
	}
	for _, name := range of {
		if made := schema[name]; made != nil && made.columns[parts[len(parts)-1]].kind != "" {
			return true
		}
	}
	return false
}

// schema gives all tables that there are.
func schema(t *testing.T) map[string]*table {
	t.Helper()
	made := schemaOf(t, strings.Join(azuresql.Migrations(), "\n"))
	made["waybill.schema_version"] = tableOf(parsed(t, azuresql.Preparation[1])[0].child("ThenStatement"))
	return made
}

// Every statement keeps to the subset, names only columns that there are, and changes nothing that is append-only.
func TestStatementsKeepToTheSubset(t *testing.T) {
	t.Parallel()
	made, used := schema(t), map[string]bool{}
	for _, text := range azuresql.Statements() {
		for _, wrong := range wrongStatement(t, made, text) {
			t.Errorf("%s: %s", text, wrong)
		}
		parsed(t, text)[0].walk(func(n node) { used[n.kind()] = true })
	}
	for _, kind := range subset {
		if !used[kind] {
			t.Errorf("no statement has a %s, and the subset has it", kind)
		}
	}
}

// A mistake in a statement is told in a sentence.
func TestMistakesInStatementsAreTold(t *testing.T) {
	t.Parallel()
	made := schema(t)
	for text, want := range map[string]string{
		"DELETE FROM [waybill].[log_row] WHERE [seq] = @p1":                                                "log_row is append-only",
		"UPDATE [waybill].[merkle_hash] SET [hash] = @p1":                                                  "merkle_hash is append-only",
		"UPDATE [waybill].[asset] SET [holdr] = @p1":                                                       "there is no column holdr",
		"SELECT [seq] FROM [waybill].[assets]":                                                             "there is no table waybill.assets",
		"SELECT [seq] FROM [asset]":                                                                        "there is no table .asset",
		"SELECT a.[sequ] FROM [waybill].[asset] AS a":                                                      "there is no column a.sequ",
		"SELECT b.[seq] FROM [waybill].[asset] AS a":                                                       "there is no column b.seq",
		"SELECT seq FROM [waybill].[asset]":                                                                "seq is not in brackets",
		"SELECT [seq] FROM [waybill].[asset] WHERE [id] = 'x'":                                             `the text "x" has no N before it`,
		"SELECT * FROM [waybill].[asset]":                                                                  "SelectStarExpression is not in the subset",
		"SELECT SUM([seq]) FROM [waybill].[asset]":                                                         "the function SUM is not in the subset",
		"SELECT [seq] FROM [waybill].[asset] WITH (NOLOCK)":                                                "the hint NoLock is not in the subset",
		"SELECT [seq] FROM [waybill].[asset] GROUP BY [seq]":                                               "GroupByClause is not in the subset",
		"SELECT [seq] FROM [waybill].[asset]; SELECT [seq] FROM [waybill].[asset]":                         "it is 2 statements",
		"TRUNCATE TABLE [waybill].[asset]":                                                                 "TruncateTableStatement is not in the subset",
		"DECLARE @x bigint":                                                                                "DeclareVariableStatement is not in the subset",
		"SELECT (SELECT [seq] FROM [waybill].[asset]":                                                      "expected )",
		"DELETE FROM [waybill].[inbox] OUTPUT deleted.[key] WHERE [block] = 1":                             "OutputClause is not in the subset",
		"SELECT [seq] FROM [waybill].[asset] WHERE [seq] IN (SELECT [value] FROM STRING_SPLIT(@p1, N','))": "is not in the subset",
	} {
		if got := strings.Join(wrongStatement(t, made, text), "\n"); !strings.Contains(got, want) {
			t.Errorf("%s gave %q, not %q", text, got, want)
		}
	}
}
