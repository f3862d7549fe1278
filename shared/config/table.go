package config

import "strings"

// Table is every setting there is; docs/settings.md is generated from it.
var Table = []Setting{
	{
		Name: "WAYBILL_DATA", Needed: true,
		Meaning: "folder of the embedded stores",
		set:     text(func(s *Settings) *string { return &s.DataDir }),
	},
	{
		Name: "WAYBILL_ENVIRONMENT", Default: "dev",
		Meaning: "dev, test or prod; a credential of one environment is not valid in another",
		set:     oneOf(func(s *Settings) *string { return &s.Environment }, "dev", "test", "prod"),
	},
	{
		Name: "WAYBILL_RPC_URL", Needed: true,
		Meaning: "JSON-RPC addresses of Ethereum nodes of one chain, separated by commas: transactions go to the next one when one cannot be reached, events are read from the first",
		set: func(s *Settings, v string) error {
			s.RPCURLs = strings.Split(v, ",")
			s.RPCURL = s.RPCURLs[0]
			return nil
		},
	},
	{
		Name: "WAYBILL_CHAIN_ID", Needed: true,
		Meaning: "chain id of the network",
		set:     number(func(s *Settings) *uint64 { return &s.ChainID }),
	},
	{
		Name: "WAYBILL_CONTRACT", Needed: true,
		Meaning: "address of the CustodyLedger contract",
		set:     address,
	},
	{
		Name: "WAYBILL_START_BLOCK", Default: "0",
		Meaning: "block that has the contract's deployment; the ledger begins there",
		set:     number(func(s *Settings) *uint64 { return &s.StartBlock }),
	},
	{
		Name: "WAYBILL_FINALITY", Default: "finalized",
		Meaning: "when a block counts as final: instant (QBFT, IBFT, development), finalized (the node's tag) or depth:N",
		set:     finality,
	},
	{
		Name: "WAYBILL_WINDOW", Default: "64",
		Meaning: "how many transactions of one key are with the node at once: 16 to 64 on a public network, up to 20000 on one's own",
		set:     number(func(s *Settings) *uint64 { return &s.Window }),
	},
	{
		Name: "WAYBILL_NETWORK_SECRET", Needed: true, Secret: true,
		Meaning: "at least 32 bytes in hexadecimal that the network's members share: keys and salts everything that goes on chain",
		set:     func(s *Settings, v string) error { return hexBytes(&s.NetworkSecret, 32)(v) },
	},
	{
		Name: "WAYBILL_PASSPHRASE", Needed: true, Secret: true,
		Meaning: "opens the embedded key stores",
		set:     text(func(s *Settings) *string { return &s.Passphrase }),
	},
	{
		Name: "WAYBILL_PEPPER", Needed: true, Secret: true,
		Meaning: "at least 32 bytes in hexadecimal: keys the hashes of app credentials",
		set:     func(s *Settings, v string) error { return hexBytes(&s.Pepper, 32)(v) },
	},
	{
		Name: "WAYBILL_STREAM_SECRETS", Needed: true, Secret: true,
		Meaning: "bearer tokens that the event stream may send, separated by commas; two while one is replaced",
		set: func(s *Settings, v string) error {
			s.StreamSecrets = strings.Split(v, ",")
			return nil
		},
	},
	{
		Name: "WAYBILL_GAS_GRANT", Default: "0",
		Meaning: "wei that a new organisation's key gets for its first transactions; 0 where gas is free",
		set:     wei,
	},
	{
		Name: "WAYBILL_MAX_DOCUMENT", Default: "104857600",
		Meaning: "largest document in bytes",
		set:     size,
	},
	{
		Name: "WAYBILL_SWEEP_AFTER", Default: "60s",
		Meaning: "how long an operation may stand still before it is swept",
		set:     duration,
	},
	{
		Name: "WAYBILL_RATE_LIMIT", Default: "10000",
		Meaning: "new commands a second that one organisation may send to one process for long; 0 for no limit",
		set:     number(func(s *Settings) *uint64 { return &s.RateLimit }),
	},
	{
		Name: "WAYBILL_RATE_BURST", Default: "20000",
		Meaning: "new commands that one organisation may send to one process at once after a pause",
		set:     number(func(s *Settings) *uint64 { return &s.RateBurst }),
	},
	{
		Name: "WAYBILL_MAX_BACKLOG", Default: "100000",
		Meaning: "operations that may be open in the whole system; organisations that compete have equal shares of it; 0 for no limit",
		set:     number(func(s *Settings) *uint64 { return &s.MaxBacklog }),
	},
	{
		Name: "WAYBILL_DIGEST_KEY", Needed: true, Secret: true,
		Meaning: "signs the ledger's digests: a private key as golang.org/x/mod/sumdb/note writes it, with the ledger's name in it",
		set:     text(func(s *Settings) *string { return &s.DigestKey }),
	},
	{
		Name: "WAYBILL_DIGEST_VERIFIERS", Needed: true,
		Meaning: "public keys of the digests, old ones too, separated by commas",
		set: func(s *Settings, v string) error {
			s.DigestVerifiers = strings.Split(v, ",")
			return nil
		},
	},
	{
		Name: "WAYBILL_JOURNAL", Default: "sqlite",
		Meaning: "where signed transactions are kept: sqlite (a file in WAYBILL_DATA) or azuretable (Azure Table Storage)",
		set:     oneOf(func(s *Settings) *string { return &s.Journal }, "sqlite", "azuretable"),
	},
	{
		Name:    "WAYBILL_TABLES_URL",
		Meaning: "for azuretable: https://{account}.table.core.windows.net, where the program's identity has the role Storage Table Data Contributor",
		set:     https(func(s *Settings) *string { return &s.TablesURL }),
	},
	{
		Name: "WAYBILL_TABLES_EMULATOR", Secret: true,
		Meaning: "for azuretable: connection string of an emulator on this machine, with TableEndpoint=http://127.0.0.1:{port}/{account}; in Azure set WAYBILL_TABLES_URL",
		set:     emulator,
	},
	{
		Name: "WAYBILL_SIGNER", Default: "keystore",
		Meaning: "what signs transactions: keystore (encrypted files in WAYBILL_DATA) or keyvault (Azure Key Vault)",
		set:     oneOf(func(s *Settings) *string { return &s.Signer }, "keystore", "keyvault"),
	},
	{
		Name:    "WAYBILL_VAULT_URL",
		Meaning: "for keyvault: https://{name}.vault.azure.net, where the program's identity has the role Key Vault Crypto Officer",
		set:     https(func(s *Settings) *string { return &s.VaultURL }),
	},
	{
		Name: "WAYBILL_VAULT_KEYS", Default: "EC-HSM",
		Meaning: "for keyvault: what new keys are, EC-HSM (in a hardware security module, premium vaults only) or EC",
		set:     oneOf(func(s *Settings) *string { return &s.VaultKeys }, "EC-HSM", "EC"),
	},
	{
		Name: "WAYBILL_LOG_LEVEL", Default: "info",
		Meaning: "debug, info, warn or error",
		set:     oneOf(func(s *Settings) *string { return &s.LogLevel }, "debug", "info", "warn", "error"),
	},
	{
		Name: "FUNCTIONS_CUSTOMHANDLER_PORT", Default: "8080",
		Meaning: "port of the handler on 127.0.0.1; the Functions host sets it",
		set:     text(func(s *Settings) *string { return &s.HandlerPort }),
	},
	{Name: "WAYBILL_POLL_SCHEDULE", Default: "*/5 * * * * *", Host: true, Meaning: "schedule of PollConfirmations (NCRONTAB)"},
	{Name: "WAYBILL_PROJECT_SCHEDULE", Default: "*/10 * * * * *", Host: true, Meaning: "schedule of CatchUpEvents (NCRONTAB)"},
	{Name: "WAYBILL_SWEEP_SCHEDULE", Default: "0 * * * * *", Host: true, Meaning: "schedule of SweepOperations (NCRONTAB)"},
	{Name: "WAYBILL_RECONCILE_SCHEDULE", Default: "0 7 * * * *", Host: true, Meaning: "schedule of ReconcileLedger (NCRONTAB)"},
	{Name: "WAYBILL_ANCHOR_SCHEDULE", Default: "0 */10 * * * *", Host: true, Meaning: "schedule of AnchorDigest (NCRONTAB)"},
	{Name: "ServiceBusConnection", Host: true, Meaning: "connection of the queue triggers"},
}
