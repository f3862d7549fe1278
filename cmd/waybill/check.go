package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/note"

	"waybill/internal/evidence"
)

func newCheck(g *globals) *cobra.Command {
	var verifier string
	c := &cobra.Command{
		Use:   "check FILE",
		Short: "Check evidence that waybill prove wrote, with nothing but a public key",
		Long: "Checks the digest's signature, that each row's content has its place under the digest's root, and that the event hash on chain\n" +
			"commits to the command. Needs no system, no chain and no network. What is proven is what the ledger's keeper signed and cannot\n" +
			"take back; whether the transaction is on chain, any node of that chain tells. The exit code is 0 only if everything fits.",
		Example: "  waybill check op-3jv6k0e8r0q2mys5s8ax6b0n4c.evidence.json --verifier 'waybill/4f6c+8a1b2c3d+AZ...'",
		Args:    exactlyOne("the file that waybill prove wrote"),
		RunE: func(c *cobra.Command, args []string) error {
			if verifier == "" {
				return &usageError{errors.New("--verifier is needed: the public key that waybill prove printed")}
			}
			key, err := note.NewVerifier(verifier)
			if err != nil {
				return &usageError{fmt.Errorf("--verifier is %.200q, which is no public key as waybill prove prints it: %w", verifier, err)}
			}
			body, err := readAtMost(args[0], evidence.MaxBytes)
			if err != nil {
				return err
			}
			finding, err := check(body, key)
			if err != nil {
				return fmt.Errorf("%s proves nothing: %w", args[0], err)
			}
			if g.json {
				return printJSON(c.OutOrStdout(), finding)
			}
			_, err = fmt.Fprintln(c.OutOrStdout(), finding)
			return err
		},
	}
	c.Flags().StringVar(&verifier, "verifier", "", "public key of the ledger's digests, from a source that you trust")
	return c
}

func check(body []byte, key note.Verifier) (evidence.Finding, error) {
	file, err := evidence.Parse(body)
	if err != nil {
		return evidence.Finding{}, err
	}
	return file.Check(key)
}

// readAtMost reads a file, and of a larger one no more than shows that it is too large.
func readAtMost(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(io.LimitReader(f, limit+1))
}
