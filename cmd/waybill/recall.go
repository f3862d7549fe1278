package main

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

func newRecall(g *globals) *cobra.Command {
	var r remote
	var lot, asset string
	var limit int
	c := &cobra.Command{
		Use:   "recall --lot LOT",
		Short: "Show what a lot went into, who has it now and how much of it is in there",
		Long: "Follows a lot, an item or what is in a unit to everything that was made of it. A share is the part of a product's mass\n" +
			"that came from what is recalled; where masses are not known it is by quantity, else by count, and says so.",
		Example: "  waybill recall --lot https://id.gs1.org/01/09521141100011/10/Q-2026-117\n" +
			"  waybill recall --asset https://id.gs1.org/00/095211410000000014 --json",
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if (lot == "") == (asset == "") {
				return &usageError{errors.New("give --lot or --asset: the id of what is to be recalled")}
			}
			id, err := custody.ParseAssetID(lot+asset, "ID")
			if err != nil {
				return &usageError{err}
			}
			api, err := r.client(patience)
			if err != nil {
				return err
			}
			query := url.Values{"id": {string(id)}, "limit": {fmt.Sprint(limit)}}
			var recall ledger.Recall
			if err := api.Get(c.Context(), "/api/v1/recalls?"+query.Encode(), &recall); err != nil {
				return err
			}
			if g.json {
				return printJSON(c.OutOrStdout(), recall)
			}
			return printRecall(c.OutOrStdout(), recall)
		},
	}
	r.flags(c)
	c.Flags().StringVar(&lot, "lot", "", "id of the lot")
	c.Flags().StringVar(&asset, "asset", "", "id of an item or a unit")
	c.Flags().IntVar(&limit, "limit", ledger.DefaultRecallListed, "assets to list")
	return c
}

// printRecall prints who has something and what it is.
func printRecall(w io.Writer, r ledger.Recall) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s went into %d assets; %d of them and it exist now\n", r.Asset, r.Affected-1, r.Existing)
	if r.Truncated {
		b.WriteString("There are more: the limit of assets to follow was reached.\n")
	}
	if len(r.Holders) > 0 {
		b.WriteString("\n")
	}
	for _, h := range r.Holders {
		fmt.Fprintf(&b, "%s has %d", h.Holder, h.Assets)
		if h.Mass > 0 {
			fmt.Fprintf(&b, ", with %s kg of it", h.Mass)
		}
		if h.Unknown > 0 {
			fmt.Fprintf(&b, ", %d without a mass", h.Unknown)
		}
		b.WriteString("\n")
	}
	for _, a := range r.Assets {
		fmt.Fprintf(&b, "\n%s%s\n    %s of it by %s, held by %s, owned by %s, %s%s\n",
			a.ID, described(a.Description), a.Share, a.Basis, a.Holder, a.Owner, a.Status, left(a.Quantity, a.Unit))
		if a.AffectedMass > 0 {
			fmt.Fprintf(&b, "    %s of %s kg\n", a.AffectedMass, a.Mass)
		}
	}
	if r.Unlisted > 0 {
		fmt.Fprintf(&b, "\n... and %d more; ask for them with --limit\n", r.Unlisted)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
