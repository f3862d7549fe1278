package telemetry

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/go-logr/logr"
	"go.opentelemetry.io/otel"
)

// quiet is how long nothing more is said about a collector that does not answer.
const quiet = time.Minute

// complain lets the SDK's errors become log lines, few of them, which do not go to the collector that they are about. The
// SDK has one place for that in a process. What it would print by itself is left out, because it repeats settings that
// may be secret.
func complain(to slog.Handler) {
	otel.SetLogger(logr.Discard())
	c := &complaint{log: slog.New(to), now: time.Now}
	otel.SetErrorHandler(otel.ErrorHandlerFunc(c.hear))
}

// A complaint is made at most once in a while.
type complaint struct {
	log *slog.Logger
	now func() time.Time

	mu      sync.Mutex
	last    time.Time
	silence int // errors since then
}

func (c *complaint) hear(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	if !c.last.IsZero() && now.Sub(c.last) < quiet {
		c.silence++
		return
	}
	text := err.Error()
	if len(text) > 200 {
		text = text[:200]
	}
	c.log.LogAttrs(context.Background(), slog.LevelWarn, "telemetry is not delivered", slog.String("err", text), slog.Int("unsaid", c.silence))
	c.last, c.silence = now, 0
}
