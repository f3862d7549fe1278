package main

import "github.com/spf13/cobra"

func newImport(g *globals) *cobra.Command {
	return &cobra.Command{Use: "import"}
}
