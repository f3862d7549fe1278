package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"waybill/internal/app"
	"waybill/internal/system"
	"waybill/shared/operations"
)

func newSetAside(g *globals) *cobra.Command {
	var data string
	var limit int
	c := &cobra.Command{
		Use:     "set-aside",
		Short:   "Show the queue messages that nobody can act on",
		Long:    "Queue messages that cannot be read, or belong to nobody, are set aside with the reason, so that they hold up no\nothers and nothing is lost. This lists them, oldest first. It works on the stores, whether or not the\nsystem runs.",
		Example: "  waybill set-aside\n  waybill set-aside --limit 1000 --json",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if limit < 1 {
				return &usageError{fmt.Errorf("--limit is %d; give 1 or more", limit)}
			}
			all, err := setAsides(c.Context(), data, limit)
			if err != nil {
				return err
			}
			if g.json {
				return printJSON(c.OutOrStdout(), all)
			}
			return printSetAsides(c.OutOrStdout(), all, limit)
		},
	}
	dataFlag(c, &data)
	c.Flags().IntVar(&limit, "limit", 100, "how many to show at most")
	return c
}

// A setAside message as JSON. One of the bodies is there: text as it is, anything else in base64.
type setAside struct {
	Queue      string    `json:"queue"`
	MessageID  string    `json:"messageId"`
	At         time.Time `json:"at"`
	Reason     string    `json:"reason"`
	Body       *string   `json:"body,omitempty"`
	BodyBase64 []byte    `json:"bodyBase64,omitempty"`
}

// setAsides reads the messages from a data folder.
func setAsides(ctx context.Context, data string, limit int) ([]setAside, error) {
	settings, err := system.Settings(ctx, data, os.Stdin)
	if err != nil {
		return nil, err
	}
	store, err := app.OpenOperations(ctx, settings)
	if err != nil {
		return nil, err
	}
	found, err := store.SetAsides(ctx, limit)
	all := []setAside{} // [] in JSON if there are none
	for _, m := range found {
		all = append(all, asJSON(m))
	}
	return all, errors.Join(err, store.Close())
}

func asJSON(m operations.SetAside) setAside {
	one := setAside{Queue: m.Queue, MessageID: m.MessageID, At: m.At, Reason: m.Reason}
	if text := string(m.Body); utf8.ValidString(text) {
		one.Body = &text
	} else {
		one.BodyBase64 = m.Body
	}
	return one
}

func printSetAsides(w io.Writer, all []setAside, limit int) error {
	var b strings.Builder
	if len(all) == 0 {
		b.WriteString("no messages are set aside\n")
	}
	for _, m := range all {
		body := fmt.Sprintf("%d bytes that are no text; --json shows them", len(m.BodyBase64))
		if m.Body != nil {
			body = oneLine(*m.Body)
		}
		fmt.Fprintf(&b, "%s  %s  %s\n  %s\n  %s\n", m.At.Format(time.RFC3339), m.Queue, oneLine(m.MessageID), oneLine(m.Reason), body)
	}
	if len(all) == limit {
		fmt.Fprintf(&b, "... there may be more than %d; ask for a greater --limit\n", limit)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// oneLine keeps what a stranger sent from moving the cursor of a terminal, or worse.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, s)
}
