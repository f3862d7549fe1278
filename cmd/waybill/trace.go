package main

import (
	"fmt"
	"net/url"

	"github.com/spf13/cobra"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

func newTrace(g *globals) *cobra.Command {
	var r remote
	var direction string
	var down, dot bool
	var depth int
	c := &cobra.Command{
		Use:   "trace ASSET",
		Short: "Show where an asset came from, or what became of it",
		Example: "  waybill trace https://id.gs1.org/01/09521141400012/21/HB4-000001\n" +
			"  waybill trace https://id.gs1.org/01/09521141100011/10/Q-2026-117 --down --json\n" +
			"  waybill trace https://id.gs1.org/01/09521141400012/21/HB4-000001 --dot | dot -Tsvg > board.svg",
		Args: exactlyOne("the id of one asset, a GS1 Digital Link or another URI"),
		RunE: func(c *cobra.Command, args []string) error {
			id, err := custody.ParseAssetID(args[0], "ASSET")
			if err != nil {
				return &usageError{err}
			}
			if down {
				direction = ledger.Downstream
			}
			api, err := r.client(patience)
			if err != nil {
				return err
			}
			query := url.Values{"id": {string(id)}, "direction": {direction}, "depth": {fmt.Sprint(depth)}}
			var tree ledger.Node
			if err := api.Get(c.Context(), "/api/v1/trace?"+query.Encode(), &tree); err != nil {
				return err
			}
			switch {
			case g.json:
				return printJSON(c.OutOrStdout(), tree)
			case dot:
				return printDot(c.OutOrStdout(), &tree)
			}
			return printTree(c.OutOrStdout(), &tree)
		},
	}
	r.flags(c)
	c.Flags().StringVar(&direction, "direction", "upstream", "upstream or downstream")
	c.Flags().BoolVar(&down, "down", false, "what became of it; short for --direction downstream")
	c.Flags().BoolVar(&dot, "dot", false, "print a graph for Graphviz")
	c.MarkFlagsMutuallyExclusive("direction", "down")
	c.Flags().IntVar(&depth, "depth", 32, "levels to follow")
	return c
}
