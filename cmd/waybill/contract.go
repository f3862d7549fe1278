package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"waybill/internal/bootstrap"
	"waybill/shared/chain/evm"
	"waybill/shared/chain/keyvault"
	"waybill/shared/custody"
	"waybill/shared/operations"
)

func newContract(g *globals) *cobra.Command {
	c := &cobra.Command{
		Use:     "contract",
		Short:   "Deploy the custody contract, or check one",
		Long:    "Participants trust the contract when they trust nobody, so its code must be the one that is published. The code has\nno parameters: on every chain it is the same, byte for byte.",
		Example: "  waybill contract verify --address 0x5FbDB2315678afecb367f032d93F642f64180aa3 --rpc http://127.0.0.1:8545\n  waybill contract deploy --rpc http://127.0.0.1:8545 --key operator.json",
		Args:    knownCommand,
		RunE:    showHelp,
	}
	c.AddCommand(newContractDeploy(g), newContractVerify(g))
	return c
}

func newContractVerify(g *globals) *cobra.Command {
	var address, rpc string
	c := &cobra.Command{
		Use:     "verify",
		Short:   "Say whether the code at an address is this version's CustodyLedger",
		Long:    "Compares the code at the address with what this version's contract compiles to, and names the first difference. The\nexit code is 0 only for a match. The handler does the same before it uses a contract.",
		Example: "  waybill contract verify --address 0x5FbDB2315678afecb367f032d93F642f64180aa3 --rpc http://127.0.0.1:8545",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			var at custody.Address
			if err := at.UnmarshalText([]byte(address)); err != nil {
				return &usageError{fmt.Errorf("--address: %w", err)}
			}
			err := verifyContract(c.Context(), rpc, at)
			if g.json {
				report := map[string]any{"address": at, "match": err == nil}
				if err != nil {
					report["difference"] = err.Error()
				}
				return errors.Join(printJSON(c.OutOrStdout(), report), err)
			}
			if err == nil {
				_, err = fmt.Fprintf(c.OutOrStdout(), "match: the code at %s is this version's CustodyLedger\n", at)
			}
			return err
		},
	}
	c.Flags().StringVar(&address, "address", "", "address of the contract")
	rpcFlag(c, &rpc)
	return c
}

func verifyContract(ctx context.Context, rpc string, at custody.Address) error {
	node, err := evm.Dial(ctx, rpc)
	if err != nil {
		return err
	}
	defer node.Close()
	return node.CheckContract(ctx, at)
}

func newContractDeploy(g *globals) *cobra.Command {
	var o bootstrap.Options
	var key, passphraseFile, vault string
	c := &cobra.Command{
		Use:   "deploy",
		Short: "Deploy the contract, or find the one that was deployed",
		Long: "Deploys CustodyLedger from the operator's key, which becomes the contract's administrator, and prints the settings that\n" +
			"point a handler at it. May be repeated: a contract that the same key has deployed is found again. The key is in the Key\n" +
			"Vault that the handler uses, or it is a file in the format of geth and every wallet (Web3 Secret Storage, version 3),\n" +
			"whose passphrase is read from WAYBILL_PASSPHRASE or from a file. For a vault you need the role Key Vault Crypto User.",
		Example: "  waybill contract deploy --rpc https://node.example --chain-id 1337 --vault https://kv-waybill.vault.azure.net\n" +
			"  waybill contract deploy --rpc https://node.example --chain-id 1337 --key operator.json --passphrase-file secret.txt\n" +
			"  waybill contract deploy --rpc http://127.0.0.1:8545 --key operator.json --from-node",
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if (key == "") == (vault == "") {
				return &usageError{errors.New("--vault or --key is needed, not both: the vault or the file with the operator's key")}
			}
			var err error
			if o.Operator, o.Signer, err = operatorOf(c.Context(), vault, key, passphraseFile); err != nil {
				return err
			}
			o.Log = slog.New(slog.NewTextHandler(c.ErrOrStderr(), nil))
			network, err := bootstrap.Prepare(c.Context(), o)
			if err != nil {
				return err
			}
			if g.json {
				return printJSON(c.OutOrStdout(), map[string]any{
					"chainId": network.ChainID, "contract": network.Contract, "startBlock": network.DeployBlock, "administrator": o.Operator,
				})
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "WAYBILL_CHAIN_ID=%d\nWAYBILL_CONTRACT=%s\nWAYBILL_START_BLOCK=%d\n", network.ChainID, network.Contract, network.DeployBlock)
			return err
		},
	}
	rpcFlag(c, &o.RPC)
	c.Flags().Uint64Var(&o.ChainID, "chain-id", 0, "chain id that the node must have; 0 takes any")
	c.Flags().StringVar(&vault, "vault", "", "address of the Key Vault with the operator's key")
	c.Flags().StringVar(&key, "key", "", "the operator's key file")
	c.Flags().StringVar(&passphraseFile, "passphrase-file", "", "file with the key's passphrase; default WAYBILL_PASSPHRASE")
	c.Flags().BoolVar(&o.Unlocked, "from-node", false, "let a development node's own account pay what the operator lacks")
	return c
}

// operatorOf gives the operator's address and what signs for it, from the vault or from the key file.
func operatorOf(ctx context.Context, vault, key, passphraseFile string) (custody.Address, bootstrap.Signer, error) {
	if vault != "" {
		keys, err := keyvault.Open(keyvault.Place{URL: strings.TrimSuffix(vault, "/")})
		if err != nil {
			return custody.Address{}, nil, err
		}
		address, err := operatorIn(ctx, keys)
		return address, keys, err
	}
	passphrase, err := readPassphrase(passphraseFile)
	if err != nil {
		return custody.Address{}, nil, err
	}
	file, err := bootstrap.OpenKeyFile(key, passphrase)
	if err != nil {
		return custody.Address{}, nil, err
	}
	return file.Address, file, nil
}

// signers know which keys an organisation has.
type signers interface {
	SignersOf(ctx context.Context, organization custody.OrganizationID) ([]custody.Address, error)
}

// operatorIn gives the address of the operator's first key, which the handler takes too. It makes none: a key that nobody
// meant would become the contract's administrator.
func operatorIn(ctx context.Context, keys signers) (custody.Address, error) {
	addresses, err := keys.SignersOf(ctx, operations.Operator)
	if err != nil {
		return custody.Address{}, err
	}
	if len(addresses) == 0 {
		return custody.Address{}, errors.New("the vault has no key of the operator: deploy bicep/, which makes it, or name the right vault")
	}
	return addresses[0], nil
}

// readPassphrase takes it from the file, without the line's end, or from the environment.
func readPassphrase(file string) (string, error) {
	if file == "" {
		return os.Getenv("WAYBILL_PASSPHRASE"), nil
	}
	text, err := os.ReadFile(file) //nolint:gosec // the file is the caller's choice
	if err != nil {
		return "", fmt.Errorf("read the passphrase: %w", err)
	}
	return strings.TrimRight(string(text), "\r\n"), nil
}

func rpcFlag(c *cobra.Command, rpc *string) {
	c.Flags().StringVar(rpc, "rpc", "http://127.0.0.1:8545", "JSON-RPC address of a node")
}
