package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// isTerminal reports whether somebody watches.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// overwrite begins a line anew on a terminal.
const overwrite = "\r\x1b[K"

func bar(done, total int) string {
	const width = 24
	full := width * done / max(total, 1)
	return "[" + strings.Repeat("#", full) + strings.Repeat(".", width-full) + fmt.Sprintf("] %d/%d", done, total)
}

// How often a rate is shown: often enough on a terminal, seldom in a log.
const (
	rateOnTerminal = 100 * time.Millisecond
	rateInLog      = 10 * time.Second
)

// A rate shows how far something with many parts has come: in one line that is overwritten on a terminal, in a line
// now and then elsewhere. What is done sooner than that shows nothing.
type rate struct {
	w        io.Writer
	title    string
	terminal bool
	every    time.Duration
	started  time.Time
	shown    time.Time
	open     bool // a line stands on the terminal that has to be cleared
}

func newRate(w io.Writer, title string) *rate {
	r := &rate{w: w, title: title, terminal: isTerminal(w), every: rateInLog, started: time.Now()}
	if r.terminal {
		r.every = rateOnTerminal
	}
	r.shown = r.started
	return r
}

func (r *rate) tell(done, total int) {
	now := time.Now()
	if now.Sub(r.shown) < r.every {
		return
	}
	r.shown = now
	perSecond := float64(done) / now.Sub(r.started).Seconds()
	if r.terminal {
		r.open = true
		fmt.Fprintf(r.w, "%s%s %s, %.0f/s", overwrite, bar(done, total), r.title, perSecond)
		return
	}
	fmt.Fprintf(r.w, "%s: %d/%d, %.0f/s\n", r.title, done, total, perSecond)
}

// end clears the line, so that the summary stands in its place.
func (r *rate) end() {
	if r.open {
		fmt.Fprint(r.w, overwrite)
	}
}
