// Package tsql turns the part of Transact-SQL that this project writes into SQL of SQLite. Reach for [Parse].
//
// It is a translator that knows each word it lets through: what it does not know is error 102, with the place, and never
// reaches SQLite, whose own dialect is therefore refused as SQL Server would. The reference is Microsoft's
// Transact-SQL reference, https://learn.microsoft.com/sql/t-sql/language-reference.
//
// Names: [schema].[table] becomes one table "schema.table" of SQLite, so that schemas keep their meaning in one file. An
// unqualified table is one of dbo.
package tsql

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// An Error is what SQL Server would answer. Numbers are those of sys.messages
// (https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors).
type Error struct {
	Number  int32
	Class   byte // severity; 16 is a mistake of the caller's
	State   byte
	Message string
	Line    int // in the batch
}

func (e *Error) Error() string { return fmt.Sprintf("mssql %d: %s", e.Number, e.Message) }

// Errorf makes an error of severity 16.
func Errorf(number int32, format string, args ...any) *Error {
	return &Error{Number: number, Class: 16, State: 1, Message: fmt.Sprintf(format, args...)}
}

// MaxText bounds a batch, in bytes.
const MaxText = 4 << 20

type tokenKind int

const (
	end     tokenKind = iota
	word              // a keyword or a bare name
	bracket           // a name in brackets
	literal           // a string
	number
	binary // 0x...
	param  // @name
	global // @@name
	symbol
)

// A token is a word of the text.
type token struct {
	kind tokenKind
	text string // upper case for a word, what it stands for otherwise
	raw  string // as it is written
	line int
}

// symbols of two characters; others have one.
var pairs = []string{"<>", "<=", ">=", "!=", "+=", "-=", "::"}

// lex splits a batch.
func lex(text string) ([]token, error) {
	if len(text) > MaxText {
		return nil, Errorf(191, "Some part of your SQL statement is nested too deeply or is too long: it has more than %d bytes.", MaxText)
	}
	if !utf8.ValidString(text) {
		return nil, Errorf(102, "Incorrect syntax: the batch is not text.")
	}
	l := &lexer{text: text, line: 1}
	var tokens []token
	for {
		t, err := l.next()
		if err != nil {
			return nil, err
		}
		tokens = append(tokens, t)
		if t.kind == end {
			return tokens, nil
		}
	}
}

type lexer struct {
	text string
	at   int
	line int
}

func (l *lexer) next() (token, error) {
	if err := l.skipSpace(); err != nil {
		return token{}, err
	}
	from, line := l.at, l.line
	make := func(kind tokenKind, text string) (token, error) {
		raw := l.text[from:l.at]
		l.line += strings.Count(raw, "\n")
		return token{kind: kind, text: text, raw: raw, line: line}, nil
	}
	rest := l.text[l.at:]
	switch {
	case rest == "":
		return make(end, "")
	case rest[0] == '\'' || (rest[0] == 'N' || rest[0] == 'n') && strings.HasPrefix(rest[1:], "'"):
		l.at += strings.IndexByte(rest, '\'') + 1
		s, err := l.quoted('\'')
		if err != nil {
			return token{}, err
		}
		return make(literal, s)
	case rest[0] == '[':
		l.at++
		s, err := l.quoted(']')
		if err != nil {
			return token{}, err
		}
		if s == "" {
			return token{}, l.near(rest)
		}
		return make(bracket, s)
	case rest[0] == '@':
		kind, skip := param, 1
		if strings.HasPrefix(rest, "@@") {
			kind, skip = global, 2
		}
		n := nameLength(rest[skip:], true)
		if n == 0 {
			return token{}, l.near(rest)
		}
		l.at += skip + n
		return make(kind, strings.ToLower(rest[skip:skip+n]))
	case strings.HasPrefix(rest, "0x") || strings.HasPrefix(rest, "0X"):
		n := 2 + len(rest[2:]) - len(strings.TrimLeft(rest[2:], "0123456789abcdefABCDEF"))
		if n%2 != 0 || nameLength(rest[n:], true) > 0 {
			return token{}, l.near(rest)
		}
		l.at += n
		return make(binary, rest[2:n])
	case rest[0] >= '0' && rest[0] <= '9':
		n := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		if m := n + 1; len(rest) > m && rest[n] == '.' && rest[m] >= '0' && rest[m] <= '9' {
			n = m + len(rest[m:]) - len(strings.TrimLeft(rest[m:], "0123456789"))
		}
		if nameLength(rest[n:], false) > 0 {
			return token{}, l.near(rest)
		}
		l.at += n
		return make(number, rest[:n])
	}
	if n := nameLength(rest, false); n > 0 {
		l.at += n
		return make(word, strings.ToUpper(rest[:n]))
	}
	for _, p := range pairs {
		if strings.HasPrefix(rest, p) {
			l.at += 2
			return make(symbol, p)
		}
	}
	if strings.ContainsRune("(),.;=<>+-*/%&^|~", rune(rest[0])) {
		l.at++
		return make(symbol, rest[:1])
	}
	return token{}, l.near(rest)
}

// near is the error of what is no token: a double quote, for example, which is a string in one dialect and a name in
// another.
func (l *lexer) near(rest string) error {
	e := Errorf(102, "Incorrect syntax near '%s'.", first(rest, 20))
	e.Line = l.line
	return e
}

func first(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func (l *lexer) skipSpace() error {
	for l.at < len(l.text) {
		rest := l.text[l.at:]
		switch {
		case rest[0] == '\n':
			l.line++
			l.at++
		case rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\r':
			l.at++
		case strings.HasPrefix(rest, "--"):
			if n := strings.IndexByte(rest, '\n'); n >= 0 {
				l.at += n
			} else {
				l.at = len(l.text)
			}
		case strings.HasPrefix(rest, "/*"):
			n := strings.Index(rest, "*/")
			if n < 0 {
				return Errorf(113, "Missing end comment mark '*/'.")
			}
			l.line += strings.Count(rest[:n], "\n")
			l.at += n + 2
		default:
			return nil
		}
	}
	return nil
}

// quoted reads up to the closing mark; twice the mark stands for itself.
func (l *lexer) quoted(mark byte) (string, error) {
	var b strings.Builder
	for {
		n := strings.IndexByte(l.text[l.at:], mark)
		if n < 0 {
			e := Errorf(105, "Unclosed quotation mark after the character string '%s'.", first(l.text[l.at:], 20))
			e.Line = l.line
			return "", e
		}
		b.WriteString(l.text[l.at : l.at+n])
		l.at += n + 1
		if l.at == len(l.text) || l.text[l.at] != mark {
			return b.String(), nil
		}
		b.WriteByte(mark)
		l.at++
	}
}

// nameLength tells how much of the text is a bare name.
func nameLength(s string, digitFirst bool) int {
	for i, r := range s {
		letter := r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 && !digitFirst || r < '0' || r > '9') {
			return i
		}
	}
	return len(s)
}
