package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/note"

	"waybill/internal/app"
	"waybill/internal/evidence"
	"waybill/internal/system"
	"waybill/shared/config"
	"waybill/shared/custody"
)

func newProve(g *globals) *cobra.Command {
	var data, out string
	c := &cobra.Command{
		Use:   "prove OPERATION",
		Short: "Write the evidence for one operation, which an outsider checks offline",
		Long: "Writes a file with the operation's rows of the ledger, their proofs of inclusion under a signed digest, and the command with\n" +
			"the salt of its event hash. Whoever gets the file reads this one command and nothing of any other, and needs only the digest's\n" +
			"public key to check it with waybill check; give him that key by another way than the file.",
		Example: "  waybill prove op-3jv6k0e8r0q2mys5s8ax6b0n4c\n" +
			"  waybill prove op-3jv6k0e8r0q2mys5s8ax6b0n4c --data /srv/waybill --out for-the-auditor.json",
		Args: exactlyOne("the id of one operation"),
		RunE: func(c *cobra.Command, args []string) error {
			settings, err := system.Settings(c.Context(), data, c.InOrStdin())
			if err != nil {
				return err
			}
			file, proven, err := prove(c.Context(), settings, args[0])
			if err != nil {
				return err
			}
			if out == "" {
				out = args[0] + ".evidence.json"
			}
			if err := writeNew(out, file); err != nil {
				return err
			}
			proven.File = out
			if g.json {
				return printJSON(c.OutOrStdout(), proven)
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%s\n  evidence  %s\n  verifier  %s\nGive the verifier away by another way than the evidence. To check it, anywhere:\n  %s check '%s' --verifier '%[3]s'\n",
				proven.Operation, proven.File, proven.Verifier, program(), proven.File)
			return err
		},
	}
	dataFlag(c, &data)
	c.Flags().StringVar(&out, "out", "", "file to write, which must not exist; default OPERATION.evidence.json")
	return c
}

// A proven operation is what prove prints.
type proven struct {
	File     string `json:"file"`
	Verifier string `json:"verifier"` // public key of the digest
	evidence.Finding
}

// prove makes the evidence and checks it as its reader will: what does not convince is not handed out.
func prove(ctx context.Context, settings config.Settings, operation string) (file []byte, p proven, err error) {
	stores, err := app.OpenStores(ctx, settings)
	if err != nil {
		return nil, proven{}, err
	}
	defer func() { err = errors.Join(err, stores.Close()) }()
	source := evidence.Source{Ledger: stores.Ledger, Digests: stores.Digests, Secret: custody.Secret(settings.NetworkSecret)}
	made, err := source.Make(ctx, operation)
	if err != nil {
		return nil, proven{}, err
	}
	if file, err = made.Encode(); err != nil {
		return nil, proven{}, err
	}
	p, err = convincing(file, settings.DigestVerifiers)
	return file, p, err
}

// convincing checks the file against the public keys of the system, old ones too, and gives the one that it fits.
func convincing(file []byte, verifiers []string) (proven, error) {
	read, err := evidence.Parse(file)
	if err != nil {
		return proven{}, err
	}
	var misfits error
	for _, text := range verifiers {
		key, err := note.NewVerifier(text)
		if err != nil {
			return proven{}, fmt.Errorf("WAYBILL_DIGEST_VERIFIERS has %q, which is no public key: %w", text, err)
		}
		finding, err := read.Check(key)
		if err == nil {
			return proven{Verifier: text, Finding: finding}, nil
		}
		misfits = errors.Join(misfits, err)
	}
	return proven{}, fmt.Errorf("nothing is written, because the evidence does not fit; waybill verify tells more: %w", misfits)
}

// writeNew writes a file that was not there. It is for its owner's eyes, until he gives it away.
func writeNew(path string, body []byte) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s is there already: remove it, or name another file with --out", path)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", path, err), os.Remove(path))
	}
	return nil
}
