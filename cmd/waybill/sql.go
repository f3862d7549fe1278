package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"waybill/shared/ledger/azuresql"
)

func newSQL(g *globals) *cobra.Command {
	c := &cobra.Command{
		Use:   "sql",
		Short: "Prepare the ledger's database in Azure SQL",
		Args:  knownCommand,
		RunE:  showHelp,
	}
	c.AddCommand(newSQLMigrate(g))
	return c
}

// A migration is what sql migrate was asked for.
type migration struct {
	place              azuresql.Place
	handlers, auditors []string
	print              bool
}

func newSQLMigrate(g *globals) *cobra.Command {
	var b migration
	c := &cobra.Command{
		Use:   "migrate",
		Short: "Bring the database to the schema of this program, and let the program and auditors in",
		Long: "Makes the ledger's tables, or brings them to the version that this program knows, and makes users of the database with\n" +
			"exactly the rights they need: the function app's identity, and people who audit. Signs in as you (az login); you have to be\n" +
			"the server's administrator in Microsoft Entra. May be repeated at any time, also beside a running system; nothing is taken\n" +
			"away. With an id nobody has to ask the directory: the client id of a managed identity, the object id of a person or group.",
		Example: "  waybill sql migrate --server sql-waybill-prod.database.windows.net --database ledger \\\n" +
			"    --handler id-waybill-prod=11111111-2222-4333-8444-555555555555 --auditor group:waybill-auditors=…\n" +
			"  waybill sql migrate --server … --database ledger --print",
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			who, err := b.principals()
			if err != nil {
				return &usageError{err}
			}
			if b.print {
				return printScript(c, g, who)
			}
			if err := b.migrate(c.Context(), who); err != nil {
				return err
			}
			if g.json {
				return printJSON(c.OutOrStdout(), map[string]any{"server": b.place.Server, "database": b.place.Database, "handlers": len(who.Handlers), "auditors": len(who.Auditors)})
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%s on %s has the schema of this program; %d handlers and %d auditors are let in\n",
				b.place.Database, b.place.Server, len(who.Handlers), len(who.Auditors))
			return err
		},
	}
	c.Flags().StringVar(&b.place.Server, "server", "", "name of the server, {name}.database.windows.net")
	c.Flags().StringVar(&b.place.Database, "database", "ledger", "name of the database")
	c.Flags().StringArrayVar(&b.handlers, "handler", nil, "identity that the function app runs as: NAME or NAME=CLIENT-ID; may be repeated")
	c.Flags().StringArrayVar(&b.auditors, "auditor", nil, "who may read and verify: NAME or NAME=ID, with group: in front for a group; may be repeated")
	c.Flags().BoolVar(&b.print, "print", false, "print the statements that let users in, and run nothing")
	return c
}

// principals reads who is to be let in.
func (b migration) principals() (azuresql.Principals, error) {
	var p azuresql.Principals
	if b.place.Server == "" && !b.print {
		return p, errors.New("--server is needed: the name of the server, {name}.database.windows.net")
	}
	for _, text := range b.handlers {
		p.Handlers = append(p.Handlers, principal(text))
	}
	for _, text := range b.auditors {
		p.Auditors = append(p.Auditors, principal(text))
	}
	_, err := azuresql.Script(p) // refuses names and ids that are none
	return p, err
}

func principal(text string) azuresql.Principal {
	text, group := strings.CutPrefix(text, "group:")
	name, id, _ := strings.Cut(text, "=")
	return azuresql.Principal{Name: name, ID: id, Group: group}
}

func (b migration) migrate(ctx context.Context, who azuresql.Principals) (err error) {
	db, err := azuresql.Connect(b.place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := azuresql.Migrate(ctx, db); err != nil {
		return fmt.Errorf("migrate %s on %s: %w", b.place.Database, b.place.Server, err)
	}
	return azuresql.Bootstrap(ctx, db, who)
}

func printScript(c *cobra.Command, g *globals, who azuresql.Principals) error {
	script, err := azuresql.Script(who)
	if err != nil {
		return err
	}
	if g.json {
		return printJSON(c.OutOrStdout(), script)
	}
	_, err = fmt.Fprintln(c.OutOrStdout(), strings.Join(script, ";\n")+";")
	return err
}
