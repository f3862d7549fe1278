package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"waybill/internal/app"
	"waybill/internal/system"
	"waybill/shared/custody"
	"waybill/shared/ledger"
)

func newLedger(g *globals) *cobra.Command {
	c := &cobra.Command{
		Use:     "ledger",
		Short:   "Look after the ledger's tables",
		Example: "  waybill ledger rebuild --data settings.json",
		Args:    knownCommand,
		RunE:    showHelp,
	}
	c.AddCommand(newLedgerRebuild(g))
	return c
}

func newLedgerRebuild(g *globals) *cobra.Command {
	var data string
	c := &cobra.Command{
		Use:   "rebuild",
		Short: "Make the ledger's tables anew from its log, if an older version filled them",
		Long: "Makes everything that follows from the ledger's log as this version does it. In Azure a handler whose version is another one\n" +
			"than that of the tables does not start and asks for this; on one machine it does it by itself. The log stays as it is. Nobody\n" +
			"writes to the ledger meanwhile, and a kill leaves everything as it was. May be repeated.",
		Example: "  waybill ledger rebuild\n  waybill ledger rebuild --data settings.json",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) (err error) {
			settings, err := system.Settings(c.Context(), data, c.InOrStdin())
			if err != nil {
				return err
			}
			stores, err := app.OpenStores(c.Context(), settings)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, stores.Close()) }()
			rebuilt, err := ledger.Rebuild(c.Context(), stores.Ledger, custody.Secret(settings.NetworkSecret))
			if err != nil {
				return err
			}
			if g.json {
				return printJSON(c.OutOrStdout(), map[string]any{"rebuilt": rebuilt, "projection": ledger.ProjectionVersion})
			}
			text := "there is nothing to do: this version has filled the ledger's tables"
			if rebuilt {
				text = "the ledger's tables were made anew from its log"
			}
			_, err = fmt.Fprintln(c.OutOrStdout(), text)
			return err
		},
	}
	dataFlag(c, &data)
	return c
}
