package main

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"waybill/shared/operations"
)

func newOperation(g *globals) *cobra.Command {
	var r remote
	var wait bool
	c := &cobra.Command{
		Use:     "operation ID",
		Short:   "Show how far one of your operations has come",
		Example: "  waybill operation op-3jv6k0e8r0q2mys5s8ax6b0n4c\n  waybill operation op-3jv6k0e8r0q2mys5s8ax6b0n4c --wait --json",
		Args:    exactlyOne("the id of one operation"),
		RunE: func(c *cobra.Command, args []string) error {
			api, err := r.client(patience)
			if err != nil {
				return err
			}
			var report operations.Report
			if wait {
				report, err = api.Wait(c.Context(), args[0])
			} else {
				err = api.Get(c.Context(), operations.Path(args[0]), &report)
			}
			if err != nil {
				return err
			}
			if g.json {
				return printJSON(c.OutOrStdout(), report)
			}
			return printOperation(c.OutOrStdout(), report)
		},
	}
	r.flags(c)
	c.Flags().BoolVar(&wait, "wait", false, "wait until it is recorded, failed or refused")
	return c
}

func printOperation(w io.Writer, r operations.Report) error {
	_, err := fmt.Fprintf(w, "%s  %s  %s\n  accepted  %s\n  updated   %s\n", r.ID, r.Kind, r.Status,
		r.AcceptedAt.Format(time.RFC3339), r.UpdatedAt.Format(time.RFC3339))
	if r.Transaction != nil && err == nil {
		_, err = fmt.Fprintf(w, "  transaction %s in block %d\n", r.Transaction, r.Block)
	}
	if r.Problem != nil && err == nil {
		_, err = fmt.Fprintf(w, "  %s\n", r.Problem.Error())
	}
	if err == nil {
		_, err = fmt.Fprintf(w, "  %s\n", r.Command)
	}
	return err
}
