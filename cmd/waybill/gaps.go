package main

import (
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"waybill/shared/ledger"
)

func newGaps(g *globals) *cobra.Command {
	var r remote
	var organization, olderThan string
	var limit int
	c := &cobra.Command{
		Use:   "gaps",
		Short: "List what should have happened and did not, and what is not explained",
		Long: "Lists offers without an answer, packed goods that lost their unit, contents that nobody knows, changes on chain that no\n" +
			"accepted command explains, and anchors of more than the ledger has.",
		Example: "  waybill gaps\n  waybill gaps --older-than 72h --organization harbor-electronics --json",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			api, err := r.client(patience)
			if err != nil {
				return err
			}
			query := url.Values{"limit": {fmt.Sprint(limit)}}
			if organization != "" {
				query.Set("organization", organization)
			}
			if olderThan != "" {
				query.Set("olderThan", olderThan)
			}
			var report ledger.GapReport
			if err := api.Get(c.Context(), "/api/v1/gaps?"+query.Encode(), &report); err != nil {
				return err
			}
			if g.json {
				return printJSON(c.OutOrStdout(), report)
			}
			return printGaps(c.OutOrStdout(), report)
		},
	}
	r.flags(c)
	c.Flags().StringVar(&organization, "organization", "", "only gaps of this organisation")
	c.Flags().StringVar(&olderThan, "older-than", "", "only offers that have waited so long, such as 72h")
	c.Flags().IntVar(&limit, "limit", ledger.DefaultPage, "gaps to list")
	return c
}

// printGaps prints a gap to a paragraph, the oldest first.
func printGaps(w io.Writer, r ledger.GapReport) error {
	var b strings.Builder
	if len(r.Gaps) == 0 {
		b.WriteString("no gaps\n")
	}
	for _, gap := range r.Gaps {
		subject := gap.Reference
		if gap.Asset != "" {
			subject = string(gap.Asset) + "  (" + gap.Reference + ")"
		}
		fmt.Fprintf(&b, "%s  %s\n    %s, for %s\n", gap.Kind, subject, gap.Detail, time.Duration(gap.Age)*time.Second)
	}
	if r.Truncated {
		b.WriteString("... there are more; ask for them with --limit\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
