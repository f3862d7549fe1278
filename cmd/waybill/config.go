package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"waybill/internal/system"
	"waybill/shared/config"
)

func newConfig(g *globals) *cobra.Command {
	c := &cobra.Command{
		Use:   "config",
		Short: "Explain the settings of a system, and make its secrets",
		Long: "Settings are the app settings of the function app, or those in the data folder of a system on this machine. Commands that\n" +
			"take --data take a file of app settings in its place, as this prints it:\n\n" +
			"  az functionapp config appsettings list --name NAME --resource-group GROUP > settings.json\n\n" +
			"References to Key Vault secrets are resolved with your own rights (az login).",
		Args: knownCommand,
		RunE: showHelp,
	}
	c.AddCommand(newConfigCheck(g), newConfigSecrets(g))
	return c
}

func newConfigCheck(g *globals) *cobra.Command {
	var data string
	var environment bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Explain every setting, where it comes from and what is wrong",
		Long: "Explains every setting: the value that counts, where it comes from, and what is wrong with it; secrets are not shown.\n" +
			"Also finds what is missing for what was chosen, and names that only look like settings. Asks nobody over the network.\n" +
			"The exit code is 0 only if a handler would start with these settings.",
		Example: "  waybill config check\n" +
			"  waybill config check --data settings.json\n" +
			"  az functionapp config appsettings list -n NAME -g GROUP | waybill config check --data -\n" +
			"  waybill config check --environment",
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if environment && c.Flags().Changed("data") {
				return &usageError{fmt.Errorf("--data and --environment are both given: leave one out")}
			}
			source, values := "environment", environ()
			if !environment {
				var err error
				if values, err = system.Given(data, c.InOrStdin()); err != nil {
					return err
				}
				source = data
			}
			explained := config.Explain(source, values)
			if err := printExplanation(c.OutOrStdout(), g, explained); err != nil {
				return err
			}
			if n := len(explained.Problems); n > 0 {
				return fmt.Errorf("%d of the settings keep a handler from starting or mean nothing", n)
			}
			return nil
		},
	}
	dataFlag(c, &data)
	c.Flags().BoolVar(&environment, "environment", false, "explain the environment variables of this process instead")
	return c
}

func environ() map[string]string {
	values := map[string]string{}
	for _, pair := range os.Environ() {
		name, value, _ := strings.Cut(pair, "=")
		values[name] = value
	}
	return values
}

func printExplanation(w io.Writer, g *globals, e config.Explanation) error {
	if g.json {
		return printJSON(w, e)
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, l := range e.Lines {
		mark := " "
		if l.Problem != "" {
			mark = "!"
		}
		fmt.Fprintf(table, "%s %s\t%s\t%s\n", mark, l.Name, oneLine(l.Value), l.Source)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, p := range e.Problems {
		fmt.Fprintln(w, "problem:", oneLine(p))
	}
	if len(e.Problems) > 0 {
		return nil
	}
	_, err := fmt.Fprintln(w, "the settings are complete")
	return err
}
