package tsql

import (
	"errors"
	"slices"
	"strings"
)

// A Kind says what a statement does.
type Kind int

// Kinds of statements.
const (
	Query    Kind = iota // gives rows
	Change               // INSERT, UPDATE, DELETE
	Define               // DDL
	If                   // SQL is a condition; Then or Else follow
	Begin                // BEGIN TRANSACTION
	Commit               // COMMIT
	Rollback             // ROLLBACK
	Set                  // an option of the session: Name, Value
	Execute              // a batch in a string: Value
	Throw                // Err
	Nothing              // accepted, and without effect here
)

// A Statement is one of a batch, translated.
type Statement struct {
	Kind  Kind
	SQL   []string // statements of SQLite, to be run one after the other; the rows of a query are those of the only one
	Lock  bool     // takes the write lock although it only reads: UPDLOCK and the like
	Name  string   // of an option
	Value string
	Err   *Error
	Line  int

	Params  []string // without @, in lower case
	Access  []Access
	Schemas []string // that have to exist
	Checks  []Check  // of values against columns before it runs

	Then, Else []Statement
}

// An Access is what a statement does with a table.
type Access struct {
	Action string // SELECT, INSERT, UPDATE, DELETE or CREATE
	Schema string
	Table  string
}

// A Check says that a parameter goes into a column of a table as it is.
type Check struct{ Table, Column, Param string }

// maxDepth bounds how deep expressions and statements nest.
const maxDepth = 200

// Parse translates a batch. It is all or nothing, as with SQL Server: a mistake anywhere means that nothing runs.
func Parse(text string) (statements []Statement, err error) {
	tokens, err := lex(text)
	if err != nil {
		return nil, err
	}
	p := &parser{tokens: tokens, closed: parentheses(tokens)}
	defer func() {
		switch e := recover().(type) {
		case nil:
		case *Error:
			statements, err = nil, e
		default:
			panic(e)
		}
	}()
	for p.accept(";") {
	}
	for p.peek().kind != end {
		statements = append(statements, p.statement())
		for p.accept(";") {
		}
	}
	if len(statements) > 1 {
		for _, s := range statements {
			if s.Name == "CREATE SCHEMA" {
				return nil, Errorf(111, "'CREATE SCHEMA' must be the first statement in a query batch.")
			}
		}
	}
	return statements, nil
}

// A parser reads tokens and writes SQLite. Inside it mistakes are panics with an *Error, caught by Parse.
type parser struct {
	tokens []token
	at     int
	depth  int
	ctes   []string   // names that WITH gave, in lower case
	now    *Statement // that is being read
	closed []int      // for each opening parenthesis where it is closed, 0 if it is not
}

func (p *parser) peek() token { return p.tokens[p.at] }

func (p *parser) ahead(n int) token { return p.tokens[min(p.at+n, len(p.tokens)-1)] }

func (p *parser) next() token {
	t := p.tokens[p.at]
	if t.kind != end {
		p.at++
	}
	return t
}

// fail refuses the next token.
func (p *parser) fail() {
	t := p.peek()
	e := Errorf(102, "Incorrect syntax near '%s'.", first(t.raw, 40))
	if t.kind == end {
		e = Errorf(102, "Incorrect syntax at the end of the batch.")
	}
	e.Line = t.line
	panic(e)
}

func (p *parser) refuse(number int32, format string, args ...any) {
	e := Errorf(number, format, args...)
	e.Line = p.peek().line
	panic(e)
}

// is reports whether the next token is the keyword or symbol.
func (p *parser) is(text string) bool { return p.peek().is(text) }

func (t token) is(text string) bool { return (t.kind == word || t.kind == symbol) && t.text == text }

func (p *parser) accept(text string) bool {
	if p.is(text) {
		p.at++
		return true
	}
	return false
}

// acceptAll takes the words if all of them come next.
func (p *parser) acceptAll(words ...string) bool {
	for i, w := range words {
		if !p.ahead(i).is(w) {
			return false
		}
	}
	p.at += len(words)
	return true
}

func (p *parser) expect(words ...string) {
	for _, w := range words {
		if !p.accept(w) {
			p.fail()
		}
	}
}

func (p *parser) enter() {
	if p.depth++; p.depth > maxDepth {
		p.refuse(191, "Some part of your SQL statement is nested too deeply. Rewrite the query or break it up into smaller queries.")
	}
}

func (p *parser) leave() { p.depth-- }

// reserved words are no names unless they are in brackets. The list has those of Transact-SQL that this parser meets.
var reserved = strings.Fields(`ADD ALL ALTER AND AS ASC BEGIN BETWEEN BY CASE CHECK CLUSTERED COALESCE COLLATE COMMIT CONSTRAINT
	CONVERT CREATE CROSS CURRENT DEFAULT DELETE DENY DESC DISTINCT DROP ELSE END ESCAPE EXCEPT EXEC EXECUTE EXISTS EXTERNAL
	FETCH FOR FOREIGN FROM FULL FUNCTION GRANT GROUP HAVING HOLDLOCK IDENTITY IF IN INDEX INNER INSERT INTERSECT INTO IS JOIN KEY
	LEFT LIKE MERGE NONCLUSTERED NOT NULL NULLIF OF OFF ON OPEN OPTION OR ORDER OUTER OVER PERCENT PLAN PRIMARY PRINT PROC PROCEDURE
	PUBLIC RAISERROR READ REFERENCES RETURN REVERT REVOKE RIGHT ROLLBACK RULE SAVE SCHEMA SELECT SET SHUTDOWN SOME TABLE
	THEN TO TOP TRAN TRANSACTION TRIGGER TRUNCATE UNION UNIQUE UPDATE USE USER VALUES VIEW WAITFOR WHEN WHERE WHILE WITH`)

func isReserved(t token) bool { return t.kind == word && slices.Contains(reserved, t.text) }

// isName reports whether the token can be a name.
func (t token) isName() bool { return t.kind == bracket || t.kind == word && !isReserved(t) }

// name reads a name and gives it as it is written.
func (p *parser) name() string {
	t := p.peek()
	if !t.isName() {
		p.fail()
	}
	p.at++
	return t.value()
}

// value is what a name stands for.
func (t token) value() string {
	if t.kind == bracket {
		return t.text
	}
	return t.raw
}

// quote makes an identifier of SQLite.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// quoteText makes a string of SQLite.
func quoteText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// A table is a name of one.
type table struct{ schema, name string }

// sqlite is the name that the table has in SQLite.
func (t table) sqlite() string { return t.schema + "." + t.name }

// parentheses finds the partner of each that opens.
func parentheses(tokens []token) []int {
	closed := make([]int, len(tokens))
	var open []int
	for i, t := range tokens {
		switch {
		case t.is("("):
			open = append(open, i)
		case t.is(")") && len(open) > 0:
			closed[open[len(open)-1]] = i
			open = open[:len(open)-1]
		}
	}
	return closed
}

// table reads [schema.]name.
func (p *parser) table() table {
	first := p.name()
	if !p.accept(".") {
		return table{"dbo", first}
	}
	t := table{strings.ToLower(first), p.name()}
	if p.is(".") {
		p.fail() // another database
	}
	return t
}

// touch notes what the statement does with a table.
func (p *parser) touch(action string, t table) {
	if t.schema == "sys" && action != "SELECT" {
		p.refuse(259, "Ad hoc updates to system catalogs are not allowed.")
	}
	p.now.Access = append(p.now.Access, Access{Action: action, Schema: t.schema, Table: t.name})
}

// list reads items with commas between them.
func (p *parser) list(item func() string) []string {
	items := []string{item()}
	for p.accept(",") {
		items = append(items, item())
	}
	return items
}

// parenthesised reads what is inside parentheses.
func (p *parser) parenthesised(read func() string) string {
	p.expect("(")
	inner := read()
	p.expect(")")
	return "(" + inner + ")"
}

// IsError gives the error of SQL Server that is in err.
func IsError(err error) (*Error, bool) {
	var e *Error
	return e, errors.As(err, &e)
}
