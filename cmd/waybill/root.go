package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"waybill/internal/client"
	"waybill/shared/custody"
)

// globals are the flags that every command has.
type globals struct {
	json bool
}

// A usageError says that the command line is wrong; the exit code is 2.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

func newRoot() *cobra.Command {
	g := &globals{}
	root := &cobra.Command{
		Use:           "waybill",
		Short:         "Verifiable chain of custody for physical goods",
		Long:          "Waybill records who holds what in a supply chain on an Ethereum chain, so that no participant has\nto trust another one's database. This command runs it on one machine and looks after it.",
		Example:       "  waybill demo                      play a chip's story, from mine to board\n  waybill up                        run everything on this machine\n  waybill trace https://id.gs1.org/01/09521141400012/21/HB4-000001",
		Args:          knownCommand,
		RunE:          showHelp,
		SilenceErrors: true, SilenceUsage: true,
	}
	root.PersistentFlags().BoolVar(&g.json, "json", false, "print JSON instead of text")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &usageError{err} })
	root.AddCommand(newUp(g), newDemo(g), newTrace(g), newRecall(g), newGaps(g), newVerify(g), newProve(g), newCheck(g), newOperation(g), newSigner(g), newCredential(g), newSetAside(g), newImport(g), newContract(g), newConfig(g), newSQL(g), newLedger(g))
	return root
}

// knownCommand refuses the name of a command that there is not.
func knownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	c.SuggestionsMinimumDistance = 2 // letters that differ
	text := fmt.Sprintf("there is no command %q", args[0])
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		text += "; do you mean " + strings.Join(near, " or ") + "?"
	}
	return &usageError{errors.New(text)}
}

func showHelp(c *cobra.Command, _ []string) error { return c.Help() }

// exactlyOne asks for one argument and says what it must be.
func exactlyOne(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return &usageError{fmt.Errorf("give %s", what)}
		}
		return nil
	}
}

// noArguments refuses arguments: what a command works on is named by flags.
func noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return &usageError{fmt.Errorf("%q is too much: only flags are known here", args[0])}
	}
	return nil
}

// parseOrganization reads the organisation's id from a flag.
func parseOrganization(text, flag string) (custody.OrganizationID, error) {
	id, err := custody.ParseOrganizationID(text, flag)
	switch {
	case text == "":
		return "", &usageError{fmt.Errorf("%s is needed: the id of the organisation that the credential belongs to", flag)}
	case err != nil:
		return "", &usageError{err}
	}
	return id, nil
}

// printJSON writes one value.
func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// remote are the flags of commands that call a running system.
type remote struct {
	url, credential string
}

func (r *remote) flags(c *cobra.Command) { r.in(c.Flags()) }

// persistentFlags are for a command and those below it.
func (r *remote) persistentFlags(c *cobra.Command) { r.in(c.PersistentFlags()) }

func (r *remote) in(flags *pflag.FlagSet) {
	flags.StringVar(&r.url, "url", envOr("WAYBILL_URL", "http://127.0.0.1:7071"), "address of the system (or WAYBILL_URL)")
	flags.StringVar(&r.credential, "credential", "", "app credential (better: WAYBILL_CREDENTIAL, which no process list shows)")
}

// patience is how long a person waits for a system that does not answer.
const patience = 5 * time.Second

// client gives a client for the system.
func (r *remote) client(patience time.Duration) (*client.Client, error) {
	token := r.credential
	if token == "" {
		token = os.Getenv("WAYBILL_CREDENTIAL")
	}
	if token == "" {
		return nil, &usageError{errors.New("no credential: set WAYBILL_CREDENTIAL or --credential; waybill credential create makes one")}
	}
	return &client.Client{Base: r.url, Token: token, Patience: patience}, nil
}

func envOr(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}
