package azuresql_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/sqlc-dev/teesql/parser"
)

// A node is a part of a statement as teesql has it in JSON.
type node map[string]any

// parse gives the statements of a text. The parser takes much for Transact-SQL that is none, so that a text which parses
// may still be wrong: what is asserted of the tree is what counts.
func parse(ctx context.Context, text string) (statements []node, err error) {
	script, err := parser.Parse(ctx, strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	b, err := parser.MarshalScript(script)
	if err != nil {
		return nil, err
	}
	var root node
	if err := json.Unmarshal(b, &root); err != nil {
		return nil, err
	}
	for _, batch := range root.list("Batches") {
		statements = append(statements, batch.list("Statements")...)
	}
	return statements, nil
}

// parsed gives the statements of a text that has to be one.
func parsed(t *testing.T, text string) []node {
	t.Helper()
	statements, err := parse(t.Context(), text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return statements
}

func (n node) text(name string) string {
	s, _ := n[name].(string)
	return s
}

func (n node) kind() string { return n.text("$type") }

func (n node) flag(name string) bool {
	b, _ := n[name].(bool)
	return b
}

// child gives what a path of names leads to, nil if nothing.
func (n node) child(names ...string) node {
	for _, name := range names {
		next, _ := n[name].(map[string]any)
		n = next
	}
	return n
}

func (n node) list(name string) (all []node) {
	elements, _ := n[name].([]any)
	for _, e := range elements {
		if m, ok := e.(map[string]any); ok {
			all = append(all, m)
		}
	}
	return all
}

// walk calls do for the node and all that is in it, from the outside inwards.
func (n node) walk(do func(node)) {
	do(n)
	for _, v := range n {
		switch x := v.(type) {
		case map[string]any:
			node(x).walk(do)
		case []any:
			for _, e := range x {
				if m, ok := e.(map[string]any); ok {
					node(m).walk(do)
				}
			}
		}
	}
}

// parts gives the names of a name in parts; an object's has its schema in front.
func (n node) parts() (names []string) {
	for _, i := range n.child("MultiPartIdentifier").list("Identifiers") {
		names = append(names, i.text("Value"))
	}
	return names
}

// object gives schema and name of a table.
func (n node) object() string {
	return n.child("SchemaIdentifier").text("Value") + "." + n.child("BaseIdentifier").text("Value")
}
