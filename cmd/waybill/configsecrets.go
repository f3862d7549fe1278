package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/note"

	"waybill/internal/appsettings"
)

// A vault makes secrets that are not there yet.
type vault interface {
	Create(ctx context.Context, vault, name, value string) (bool, error)
	Secret(ctx context.Context, vault, name, version string) (string, error)
}

func newConfigSecrets(g *globals) *cobra.Command {
	var address, name string
	c := &cobra.Command{
		Use:   "secrets",
		Short: "Make the secrets of a new system in a Key Vault",
		Long: "Makes the secrets that the app settings refer to, with values that nobody sees: waybill-network-secret, waybill-passphrase,\n" +
			"waybill-pepper, waybill-stream-secrets and waybill-digest-key. One that is there stays as it is, so this may be repeated.\n" +
			"Prints the public key of the ledger's digests, which is the setting WAYBILL_DIGEST_VERIFIERS. You need the role Key Vault\n" +
			"Secrets Officer on the vault.\n\n" +
			"A company that joins a network takes the network's secret from its members: put it in before you run this.",
		Example: "  waybill config secrets --vault https://kv-waybill-prod.vault.azure.net --ledger waybill-prod",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if u, err := url.Parse(address); err != nil || u.Scheme != "https" || u.Host == "" {
				return &usageError{fmt.Errorf("--vault is %q; it must be the address of a vault, https://{name}.vault.azure.net", address)}
			}
			if name == "" || strings.ContainsAny(name, " +\n") {
				return &usageError{fmt.Errorf("--ledger is %q; it must be a name without spaces and plus signs, which signatures carry", name)}
			}
			made, verifier, err := makeSecrets(c.Context(), appsettings.KeyVault{}, strings.TrimSuffix(address, "/"), name)
			if err != nil {
				return err
			}
			if g.json {
				return printJSON(c.OutOrStdout(), map[string]any{"made": made, "digestVerifiers": verifier})
			}
			for _, secret := range made {
				fmt.Fprintln(c.OutOrStdout(), "made", secret)
			}
			_, err = fmt.Fprintln(c.OutOrStdout(), "WAYBILL_DIGEST_VERIFIERS="+verifier)
			return err
		},
	}
	c.Flags().StringVar(&address, "vault", "", "address of the Key Vault")
	c.Flags().StringVar(&name, "ledger", "", "name that the ledger's signatures carry")
	return c
}

// makeSecrets makes what is missing. It gives the names of what it made, and the public key of the digests.
func makeSecrets(ctx context.Context, v vault, address, ledger string) (made []string, verifier string, err error) {
	key, _, err := note.GenerateKey(rand.Reader, ledger)
	if err != nil {
		return nil, "", fmt.Errorf("make the digests' key: %w", err)
	}
	made = []string{}
	for _, secret := range []struct{ name, value string }{
		{"waybill-network-secret", randomHex()},
		{"waybill-passphrase", randomHex()},
		{"waybill-pepper", randomHex()},
		{"waybill-stream-secrets", randomHex()},
		{"waybill-digest-key", key},
	} {
		created, err := v.Create(ctx, address, secret.name, secret.value)
		if err != nil {
			return made, "", err
		}
		if created {
			made = append(made, secret.name)
		}
	}
	stored, err := v.Secret(ctx, address, "waybill-digest-key", "") // which may have been there before
	if err != nil {
		return made, "", err
	}
	verifier, err = verifierOf(stored)
	return made, verifier, err
}

func randomHex() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// verifierOf gives the public key that belongs to a private key of the digests.
func verifierOf(private string) (string, error) {
	signer, err := note.NewSigner(private)
	if err != nil {
		return "", errors.New("waybill-digest-key is not a private key as golang.org/x/mod/sumdb/note writes it")
	}
	parts := strings.SplitN(private, "+", 5) // PRIVATE, KEY, name, hash, and the key, which may have a plus sign in it
	seed, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(seed) != 1+ed25519.SeedSize {
		return "", errors.New("waybill-digest-key is not an Ed25519 key")
	}
	public := ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey)
	return note.NewEd25519VerifierKey(signer.Name(), public)
}
