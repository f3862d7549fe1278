package devchain

import (
	"context"
	"log/slog"
	"strings"

	"github.com/ethereum/go-ethereum/log"
)

// quieten sends go-ethereum's warnings and errors to the logger and drops the rest.
func quieten(to *slog.Logger) {
	// A *log.logger as such would also become the default of package slog; wrapped, it does not.
	log.SetDefault(struct{ log.Logger }{log.NewLogger(warnings{to.Handler()})})
}

// warnings lets records from Warn on pass, but for what is no news: a call that was answered with an error (its caller
// knows), and that an empty database is empty.
type warnings struct{ slog.Handler }

func (w warnings) Handle(ctx context.Context, r slog.Record) error {
	if strings.HasPrefix(r.Message, "Served ") || r.Message == "Head block is not reachable" {
		return nil
	}
	return w.Handler.Handle(ctx, r)
}

func (w warnings) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && w.Handler.Enabled(ctx, level)
}

func (w warnings) WithAttrs(attrs []slog.Attr) slog.Handler {
	return warnings{w.Handler.WithAttrs(attrs)}
}

func (w warnings) WithGroup(name string) slog.Handler { return warnings{w.Handler.WithGroup(name)} }
