package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"waybill/internal/client"
	"waybill/shared/operations"
)

func newOperation(g *globals) *cobra.Command {
	var r remote
	var wait bool
	c := &cobra.Command{
		Use:   "operation ID",
		Short: "Show one of your operations, push it or cancel it",
		Long:  "An operation is one accepted command on its way to the ledger. waybill operation ID is short for show.",
		Example: "  waybill operation show op-3jv6k0e8r0q2mys5s8ax6b0n4c\n" +
			"  waybill operation retry op-3jv6k0e8r0q2mys5s8ax6b0n4c\n" +
			"  waybill operation cancel op-3jv6k0e8r0q2mys5s8ax6b0n4c",
		Args: oneOperation,
		RunE: func(c *cobra.Command, args []string) error { return show(c, g, &r, args[0], wait) },
	}
	r.persistentFlags(c)
	c.PersistentFlags().BoolVar(&wait, "wait", false, "wait until it is recorded, failed or refused")
	c.AddCommand(
		&cobra.Command{
			Use:     "show ID",
			Short:   "Show how far an operation has come, with every transaction that was signed for it",
			Example: "  waybill operation show op-3jv6k0e8r0q2mys5s8ax6b0n4c --wait --json",
			Args:    oneOperation,
			RunE:    func(c *cobra.Command, args []string) error { return show(c, g, &r, args[0], wait) },
		},
		newPush(g, &r, &wait, "retry", "Push an operation that stands still",
			"Puts it on the queue again if it waits there; sends its transaction again if it has one, and raises the fee if that is\n"+
				"what it waits for. What has failed is not tried again: send a new command with a new key."),
		newPush(g, &r, &wait, "cancel", "Cancel an operation that is not on chain yet",
			"Uses the nonce of its transaction for nothing, if the network has not been faster. Which of the two is mined is the\n"+
				"outcome: watch it with --wait."),
	)
	return c
}

var oneOperation = exactlyOne("the id of one operation")

// newPush is a command that does something about an operation.
func newPush(g *globals, r *remote, wait *bool, verb, short, long string) *cobra.Command {
	return &cobra.Command{
		Use: verb + " ID", Short: short, Long: long, Args: oneOperation,
		Example: "  waybill operation " + verb + " op-3jv6k0e8r0q2mys5s8ax6b0n4c --wait",
		RunE: func(c *cobra.Command, args []string) error {
			api, err := r.client(patience)
			if err != nil {
				return err
			}
			if err := api.Push(c.Context(), operations.Path(args[0])+"/"+verb); err != nil {
				return err
			}
			return showWith(c.Context(), c, g, api, args[0], *wait)
		},
	}
}

func show(c *cobra.Command, g *globals, r *remote, id string, wait bool) error {
	api, err := r.client(patience)
	if err != nil {
		return err
	}
	return showWith(c.Context(), c, g, api, id, wait)
}

func showWith(ctx context.Context, c *cobra.Command, g *globals, api *client.Client, id string, wait bool) error {
	var report operations.Report
	var err error
	if wait {
		report, err = api.Wait(ctx, id)
	} else {
		err = api.Get(ctx, operations.Path(id), &report)
	}
	if err != nil {
		return err
	}
	return showOperation(c, g, report)
}

func showOperation(c *cobra.Command, g *globals, report operations.Report) error {
	if g.json {
		return printJSON(c.OutOrStdout(), report)
	}
	return printOperation(c.OutOrStdout(), report)
}

func printOperation(w io.Writer, r operations.Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s  %s\n  accepted  %s\n  updated   %s\n", r.ID, r.Kind, r.Status,
		r.AcceptedAt.Format(time.RFC3339), r.UpdatedAt.Format(time.RFC3339))
	if r.Signer != nil {
		fmt.Fprintf(&b, "  signer    %s\n", r.Signer)
	}
	fmt.Fprintf(&b, "  trace     %s\n", r.TraceID)
	for i, a := range r.Attempts {
		printAttempt(&b, i+1, a)
	}
	if r.Transaction != nil {
		fmt.Fprintf(&b, "  transaction %s in block %d\n", r.Transaction, r.Block)
	}
	if r.Problem != nil {
		fmt.Fprintf(&b, "  %s\n", r.Problem.Error())
	}
	fmt.Fprintf(&b, "  %s\n", r.Command)
	_, err := io.WriteString(w, b.String())
	return err
}

// printAttempt says what was signed, what it offers, when it was sent and what the node said.
func printAttempt(b *strings.Builder, n int, a operations.Attempt) {
	what := "carries it out"
	if a.Kind == "cancel" {
		what = "cancels it"
	}
	fmt.Fprintf(b, "  attempt %d %s: nonce %d, %s, %s\n    tip %d and cap %d wei per gas, at most %d gas; signed %s", n, what, a.Nonce,
		a.State, a.Transaction, a.Tip, a.Cap, a.Gas, a.SignedAt.Format(time.RFC3339))
	if !a.SentAt.IsZero() {
		fmt.Fprintf(b, ", last sent %s (%d in all)", a.SentAt.Format(time.RFC3339), a.Sends)
	}
	if a.Note != "" {
		fmt.Fprintf(b, "\n    %s", oneLine(a.Note))
	}
	b.WriteString("\n")
}
