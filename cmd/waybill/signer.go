package main

import (
	"crypto/rand"
	"fmt"
	"io"
	"math/big"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"waybill/handlers/showmetrics"
	"waybill/shared/custody"
	"waybill/shared/operations"
)

func newSigner(g *globals) *cobra.Command {
	var r remote
	c := &cobra.Command{
		Use:   "signer",
		Short: "List, add and drain the signing keys of organisations",
		Long: "An organisation signs with one key or with several, which share its assets. list shows those of all organisations\n" +
			"and needs the operator's administrator; add and drain are for the organisation that the credential belongs to.",
		Example: "  waybill signer list\n" +
			"  waybill signer add --wait\n" +
			"  waybill signer drain 0x8ba1f109551bd432803012645ac136ddd64dba72",
		Args: knownCommand,
		RunE: showHelp,
	}
	r.persistentFlags(c)
	c.AddCommand(newSignerList(g, &r), newSignerAdd(g, &r), newSignerDrain(g, &r))
	return c
}

func newSignerList(g *globals, r *remote) *cobra.Command {
	var organization string
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the signing keys with what they have to do and what they can pay with",
		Example: "  waybill signer list\n  waybill signer list --organization northern-silicon --json",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			api, err := r.client(patience)
			if err != nil {
				return err
			}
			var figures showmetrics.Figures
			if err := api.Get(c.Context(), showmetrics.Path, &figures); err != nil {
				return err
			}
			signers := []showmetrics.Signer{}
			for _, s := range figures.Signers {
				if organization == "" || s.Organization == custody.OrganizationID(organization) {
					signers = append(signers, s)
				}
			}
			if g.json {
				return printJSON(c.OutOrStdout(), signers)
			}
			return printSigners(c.OutOrStdout(), signers, figures.Reachable, time.Now())
		},
	}
	c.Flags().StringVar(&organization, "organization", "", "only this organisation's")
	return c
}

func printSigners(w io.Writer, signers []showmetrics.Signer, reachable bool, now time.Time) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ORGANISATION\tSIGNER\tSTATE\tOPEN\tIN FLIGHT\tNEXT NONCE\tOLDEST PENDING\tBALANCE")
	for _, s := range signers {
		chain := "?\t?\t?\t?"
		if reachable {
			chain = fmt.Sprintf("%d\t%d\t%s\t%s", s.InFlight, s.NextNonce, ageOf(s.OldestPending, now), ether(s.Balance))
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%s\n", oneLine(string(s.Organization)), s.Address, s.State, s.Open, chain)
	}
	if err := table.Flush(); err != nil || reachable {
		return err
	}
	_, err := fmt.Fprintln(w, "The node does not answer, so that only it knows what stands as ?.")
	return err
}

func ageOf(since, now time.Time) string {
	if since.IsZero() {
		return "-"
	}
	return max(now.Sub(since), 0).Round(time.Second).String()
}

// ether writes an amount of wei so that people can read it.
func ether(wei string) string {
	n, ok := new(big.Rat).SetString(wei)
	if !ok {
		return wei
	}
	text := n.Quo(n, big.NewRat(1e18, 1)).FloatString(6)
	return strings.TrimRight(strings.TrimRight(text, "0"), ".") + " ether"
}

func newSignerAdd(g *globals, r *remote) *cobra.Command {
	var order order
	c := &cobra.Command{
		Use:     "add",
		Short:   "Give your organisation one more signing key",
		Long:    "A new key is made where the others are. When it is on chain it gets its share of the organisation's assets.",
		Example: "  waybill signer add --wait\n  waybill signer add --key second-key",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			return order.send(c, g, r, &custody.AddSigner{})
		},
	}
	order.flags(c, "wait until the key is active")
	return c
}

func newSignerDrain(g *globals, r *remote) *cobra.Command {
	var order order
	c := &cobra.Command{
		Use:   "drain ADDRESS",
		Short: "Take a signing key from your organisation",
		Long: "The key gets no new commands from now on and finishes those that it has. Then it is removed on chain, for good. It\n" +
			"stays where it is kept, with what is left of its balance.",
		Example: "  waybill signer drain 0x8ba1f109551bd432803012645ac136ddd64dba72 --wait",
		Args:    exactlyOne("the address of one signing key; waybill signer list shows them"),
		RunE: func(c *cobra.Command, args []string) error {
			var removal custody.RemoveSigner
			if err := removal.Signer.UnmarshalText([]byte(args[0])); err != nil {
				return &usageError{fmt.Errorf("ADDRESS is %q; it must be 0x and 40 hexadecimal digits", args[0])}
			}
			return order.send(c, g, r, &removal)
		},
	}
	order.flags(c, "wait until the key is retired")
	return c
}

// An order is a command that a person sends.
type order struct {
	key  string
	wait bool
}

func (o *order) flags(c *cobra.Command, wait string) {
	c.Flags().StringVar(&o.key, "key", "", "Idempotency-Key, to repeat a command that may have come through; default a new one")
	c.Flags().BoolVar(&o.wait, "wait", false, wait)
}

// send sends the command and shows its operation.
func (o *order) send(c *cobra.Command, g *globals, r *remote, command custody.Command) error {
	api, err := r.client(patience)
	if err != nil {
		return err
	}
	if o.key == "" {
		o.key = "waybill-" + rand.Text()
	}
	receipt, err := api.Send(c.Context(), o.key, command)
	if err != nil {
		return err
	}
	var report operations.Report
	if o.wait {
		report, err = api.Wait(c.Context(), receipt.ID)
	} else {
		err = api.Get(c.Context(), receipt.Operation, &report)
	}
	if err != nil {
		return err
	}
	return showOperation(c, g, report)
}
