package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"waybill/internal/app"
	"waybill/internal/system"
	"waybill/shared/custody"
	"waybill/shared/partner"
)

func newCredential(g *globals) *cobra.Command {
	c := &cobra.Command{
		Use:   "credential",
		Short: "Create, list and revoke app credentials",
		Long:  "App credentials are for partners' programs. Each belongs to one organisation, is shown once and kept only as a\nsalted hash. The commands work on the stores, whether or not the system runs.",
		Example: "  waybill credential create --organization northern-silicon\n" +
			"  waybill credential list --json\n" +
			"  waybill credential revoke 729ce9f3de277586",
		Args: knownCommand,
		RunE: showHelp,
	}
	c.AddCommand(newCredentialCreate(g), newCredentialList(g), newCredentialRevoke(g))
	return c
}

func newCredentialCreate(g *globals) *cobra.Command {
	var data, organization string
	var administrator bool
	var valid time.Duration
	c := &cobra.Command{
		Use:     "create",
		Short:   "Create a credential and show it, once",
		Example: "  waybill credential create --organization northern-silicon\n  waybill credential create --organization northern-silicon --valid 2160h --json",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			id, err := parseOrganization(organization, "--organization")
			if err != nil {
				return err
			}
			if valid < 0 {
				return &usageError{fmt.Errorf("--valid is %v; it must not be negative", valid)}
			}
			var expires time.Time
			if valid > 0 {
				expires = time.Now().Add(valid)
			}
			return withCredentials(c.Context(), data, func(store *partner.Credentials) error {
				token, made, err := store.Create(c.Context(), id, administrator, expires)
				if err != nil {
					return err
				}
				if g.json {
					return printJSON(c.OutOrStdout(), map[string]any{"id": made.ID, "organization": id, "credential": token})
				}
				_, err = fmt.Fprintf(c.OutOrStdout(), "%s\n\nThis is credential %s of %s. It is shown this once; keep it where only the program can read it.\n", token, made.ID, id)
				return err
			})
		},
	}
	dataFlag(c, &data)
	c.Flags().StringVar(&organization, "organization", "", "organisation that it belongs to")
	c.Flags().BoolVar(&administrator, "administrator", false, "may let organisations join")
	c.Flags().DurationVar(&valid, "valid", 0, "how long it is valid; 0 for until it is revoked")
	return c
}

func newCredentialList(g *globals) *cobra.Command {
	var data string
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the credentials",
		Example: "  waybill credential list\n  waybill credential list --data /srv/waybill --json",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			return withCredentials(c.Context(), data, func(store *partner.Credentials) error {
				all, err := store.List(c.Context())
				if err != nil {
					return err
				}
				if g.json {
					return printJSON(c.OutOrStdout(), listed(all))
				}
				for _, one := range all {
					if _, err := fmt.Fprintln(c.OutOrStdout(), describe(one)); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	dataFlag(c, &data)
	return c
}

// A listedCredential is a credential as list prints it as JSON.
type listedCredential struct {
	ID            string                 `json:"id"`
	Organization  custody.OrganizationID `json:"organization"`
	Administrator bool                   `json:"administrator"`
	Created       time.Time              `json:"created"`
	Expires       time.Time              `json:"expires,omitzero"`
	LastUsed      time.Time              `json:"lastUsed,omitzero"` // to the minute
	Revoked       time.Time              `json:"revoked,omitzero"`
}

func listed(all []partner.Credential) []listedCredential {
	list := make([]listedCredential, len(all))
	for i, c := range all {
		list[i] = listedCredential{c.ID, c.Organization, c.Administrator, c.Created, c.Expires, c.LastUsed, c.Revoked}
	}
	return list
}

// describe gives a credential in one line.
func describe(one partner.Credential) string {
	text := fmt.Sprintf("%s  %s  created %s", one.ID, one.Organization, one.Created.Format(time.RFC3339))
	if one.Administrator {
		text += "  administrator"
	}
	if !one.Expires.IsZero() {
		text += "  expires " + one.Expires.Format(time.RFC3339)
	}
	if !one.LastUsed.IsZero() {
		text += "  last used " + one.LastUsed.Format(time.RFC3339)
	}
	if !one.Revoked.IsZero() {
		text += "  revoked " + one.Revoked.Format(time.RFC3339)
	}
	return text
}

func newCredentialRevoke(g *globals) *cobra.Command {
	var data string
	c := &cobra.Command{
		Use:     "revoke ID",
		Short:   "Revoke a credential at once and for ever",
		Example: "  waybill credential list\n  waybill credential revoke 729ce9f3de277586",
		Args:    exactlyOne("the id of one credential; waybill credential list shows them"),
		RunE: func(c *cobra.Command, args []string) error {
			return withCredentials(c.Context(), data, func(store *partner.Credentials) error {
				if err := store.Revoke(c.Context(), args[0]); err != nil {
					return err
				}
				if g.json {
					return printJSON(c.OutOrStdout(), map[string]any{"id": args[0], "revoked": true})
				}
				_, err := fmt.Fprintln(c.OutOrStdout(), "revoked", args[0])
				return err
			})
		},
	}
	dataFlag(c, &data)
	return c
}

func dataFlag(c *cobra.Command, data *string) {
	c.Flags().StringVar(data, "data", "waybill-data", "data folder of the system, or a file of its app settings (see waybill config)")
}

// withCredentials opens the credentials of a data folder.
func withCredentials(ctx context.Context, data string, do func(*partner.Credentials) error) error {
	settings, err := system.Settings(ctx, data, os.Stdin)
	if err != nil {
		return err
	}
	store, err := app.OpenCredentials(ctx, settings)
	if err != nil {
		return err
	}
	return errors.Join(do(store), store.Close())
}
