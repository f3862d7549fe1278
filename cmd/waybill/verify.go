package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"waybill/internal/app"
	"waybill/internal/audit"
	"waybill/internal/system"
)

func newVerify(g *globals) *cobra.Command {
	var data, rpc string
	c := &cobra.Command{
		Use:   "verify",
		Short: "Recompute everything from scratch and say whether it fits",
		Long: "Recomputes the Merkle log from the rows, the tables from the log, the digests from the log and their signatures, compares\n" +
			"with the anchors on chain, and checks every sealed document. Reads only; works beside a running system. The exit code is\n" +
			"0 only if everything fits.",
		Example: "  waybill verify\n  waybill verify --data /srv/waybill --json",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) (err error) {
			settings, err := system.Settings(c.Context(), data, c.InOrStdin())
			if err != nil {
				return err
			}
			if rpc != "" {
				settings.RPCURL = rpc
			}
			stores, err := app.OpenStores(c.Context(), settings)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, stores.Close()) }()
			report, err := audit.Run(c.Context(), settings, stores)
			if err != nil {
				return fmt.Errorf("%w (is the system up? its chain is asked for the anchors)", err)
			}
			if g.json {
				err = printJSON(c.OutOrStdout(), report)
			} else {
				err = printReport(c.OutOrStdout(), report)
			}
			if err == nil && !report.Verified {
				err = errors.New("not verified")
			}
			return err
		},
	}
	dataFlag(c, &data)
	c.Flags().StringVar(&rpc, "rpc", "", "JSON-RPC address of a node to ask for the anchors; default the system's own")
	return c
}

func printReport(w io.Writer, r audit.Report) error {
	fmt.Fprintf(w, "%d rows, root %s\n%d digests, %d rows anchored on chain\n%d documents\n", r.Rows, r.Root, r.Digests, r.Anchored, r.Documents)
	for _, p := range r.Problems {
		fmt.Fprintln(w, "problem:", p)
	}
	verdict := "verified"
	if !r.Verified {
		verdict = "NOT verified"
	}
	_, err := fmt.Fprintln(w, verdict)
	return err
}
