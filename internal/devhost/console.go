package devhost

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
)

// A console turns what the handler prints into log entries, one per line: stdout is information, stderr is an error
// (azure-functions-host, WorkerProcess.ParseErrorMessageAndLog).
type console struct {
	log        *slog.Logger
	errorsOnly bool // useStdErrorStreamForErrorsOnly
}

// maxLine bounds one entry in bytes; a longer line is cut into several.
const maxLine = 64 << 10

func (c console) stdout() *lines {
	return &lines{each: func(s string) { c.write(slog.LevelInfo, s) }}
}

func (c console) stderr() *lines {
	return &lines{each: func(s string) { c.write(c.severity(s), s) }}
}

// severity is the level of a line on stderr.
func (c console) severity(line string) slog.Level {
	line = strings.ToLower(line)
	contains := func(word string) bool { return strings.Contains(line, word) }
	switch {
	case contains("warn"):
		return slog.LevelWarn
	case c.errorsOnly || slices.ContainsFunc([]string{"error", "fail", "severe", "unhandled exception"}, contains):
		return slog.LevelError
	}
	return slog.LevelInfo
}

// write logs one line. Lines with a prefix of the host's own are meant for its system log and for tools.
func (c console) write(level slog.Level, line string) {
	if rest, ok := strings.CutPrefix(line, "LanguageWorkerConsoleLog"); ok {
		level, line = slog.LevelDebug, rest
	} else if rest, ok := strings.CutPrefix(line, "azfuncjsonlog:"); ok {
		level, line = slog.LevelDebug, rest
	}
	c.log.Log(context.Background(), level, line, "category", "Host.Function.Console")
}

// lines is a writer that hands on whole lines.
type lines struct {
	each func(string)

	mu   sync.Mutex
	rest []byte
	last []string // the last three
}

// Write takes any piece of output.
func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rest = append(l.rest, p...)
	for {
		line, rest, ok := bytes.Cut(l.rest, []byte("\n"))
		if !ok && len(l.rest) > maxLine {
			line, rest, ok = l.rest[:maxLine], l.rest[maxLine:], true
		}
		if !ok {
			return len(p), nil
		}
		l.emit(line)
		l.rest = rest
	}
}

// flush hands on what came without an end of line.
func (l *lines) flush() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.emit(l.rest)
	l.rest = nil
}

func (l *lines) emit(line []byte) {
	text := strings.TrimRight(string(line), "\r")
	if text == "" {
		return
	}
	if l.last = append(l.last, text); len(l.last) > 3 {
		l.last = l.last[1:]
	}
	l.each(text)
}

// lastThree gives the last lines, for the error that a crash becomes.
func (l *lines) lastThree() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.last, "\n")
}
