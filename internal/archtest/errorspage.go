package archtest

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"waybill/shared/problem"
)

// errorsPage is docs/errors.md, from the catalogue's source: the types there are what is promised.
func errorsPage(catalog string) ([]byte, error) {
	parsed, err := parser.ParseFile(token.NewFileSet(), catalog, nil, 0)
	if err != nil {
		return nil, fmt.Errorf("parse the catalogue: %w", err)
	}
	var b bytes.Buffer
	b.WriteString("# Errors\n\nGenerated from `shared/problem/catalog.go` by `make generate`. Every refusal is an RFC 9457 problem\n" +
		"(`application/problem+json`). Its `type`, `status` and `errors[].field` are promised; sentences may be improved. A field is a\n" +
		"JSON pointer into the body, or `header:Name`, `query:name`, `path:name`. With `Retry-After`, the same request may succeed\n" +
		"later; repeat it with the same Idempotency-Key. For a path that is no route, the host answers 404 without a body.\n\n| type | status | meaning |\n|---|---|---|\n")
	type row struct{ status, kind, meaning string }
	var rows []row
	ast.Inspect(parsed, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 3 {
			return true
		}
		rows = append(rows, row{statusText(call.Args[0]), literal(call.Args[1]), literal(call.Args[2])})
		return false
	})
	slices.SortStableFunc(rows, func(a, b row) int { return strings.Compare(a.status, b.status) })
	for _, r := range rows {
		fmt.Fprintf(&b, "| `%s%s` | %s | %s |\n", problem.TypeBase, r.kind, r.status, r.meaning)
	}
	return b.Bytes(), nil
}

func literal(e ast.Expr) string {
	text, err := strconv.Unquote(e.(*ast.BasicLit).Value)
	if err != nil {
		return ""
	}
	return text
}

// statusText gives a status as number and words, from its name in net/http.
func statusText(e ast.Expr) string {
	name := e.(*ast.SelectorExpr).Sel.Name
	for code := 400; code < 600; code++ {
		text := http.StatusText(code)
		if text != "" && "Status"+strings.NewReplacer(" ", "", "-", "").Replace(text) == name {
			return strconv.Itoa(code) + " " + text
		}
	}
	return name
}
