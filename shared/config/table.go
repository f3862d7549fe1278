package config

// Table is every setting there is; docs/settings.md is generated from it.
var Table = []Setting{
	{
		Name:    "WAYBILL_DATA",
		Meaning: "folder of the embedded stores; needed if there are any",
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
		set:     nodes,
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
		Meaning: "opens the key stores: those of documents, and the signing keys of keystore",
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
		set:     streamSecrets,
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
		set:     digestKey,
	},
	{
		Name: "WAYBILL_DIGEST_VERIFIERS", Needed: true,
		Meaning: "public keys of the digests, old ones too, separated by commas",
		set:     digestVerifiers,
	},
	{
		Name: "WAYBILL_BUS", Default: "sqlite",
		Meaning: "what carries messages: sqlite (a file in WAYBILL_DATA) or servicebus (Azure Service Bus)",
		set:     oneOf(func(s *Settings) *string { return &s.Bus }, "sqlite", "servicebus"),
	},
	{
		Name:    "ServiceBusConnection__fullyQualifiedNamespace",
		Meaning: "for servicebus: {name}.servicebus.windows.net, where the program's identity has the roles Azure Service Bus Data Sender and Receiver; the Functions host reads it too",
		set:     namespace,
	},
	{
		Name: "ServiceBusConnection", Secret: true,
		Meaning: "for servicebus: connection string of an emulator on this machine, with Endpoint=sb://127.0.0.1:{port} and UseDevelopmentEmulator=true; the Functions host reads it too; in Azure set ServiceBusConnection__fullyQualifiedNamespace",
		set:     busEmulator,
	},
	{
		Name: "WAYBILL_OPERATIONS", Default: "sqlite",
		Meaning: "where accepted commands are kept: sqlite (a file in WAYBILL_DATA) or azuretable (Azure Table Storage)",
		set:     oneOf(func(s *Settings) *string { return &s.Operations }, "sqlite", "azuretable"),
	},
	{
		Name: "WAYBILL_JOURNAL", Default: "sqlite",
		Meaning: "where signed transactions are kept: sqlite (a file in WAYBILL_DATA) or azuretable (Azure Table Storage)",
		set:     oneOf(func(s *Settings) *string { return &s.Journal }, "sqlite", "azuretable"),
	},
	{
		Name: "WAYBILL_CREDENTIALS", Default: "sqlite",
		Meaning: "where app credentials are kept: sqlite (a file in WAYBILL_DATA) or azuretable (Azure Table Storage)",
		set:     oneOf(func(s *Settings) *string { return &s.Credentials }, "sqlite", "azuretable"),
	},
	{
		Name:    "WAYBILL_TABLES_URL",
		Meaning: "for azuretable: https://{account}.table.core.windows.net, where the program's identity has the role Storage Table Data Contributor",
		set:     https(func(s *Settings) *string { return &s.TablesURL }),
	},
	{
		Name: "WAYBILL_DOCUMENTS", Default: "files",
		Meaning: "where sealed documents and the keys to them are kept: files (folders in WAYBILL_DATA) or azureblob (Azure Blob Storage)",
		set:     oneOf(func(s *Settings) *string { return &s.Documents }, "files", "azureblob"),
	},
	{
		Name:    "WAYBILL_BLOBS_URL",
		Meaning: "for documents in azureblob: https://{account}.blob.core.windows.net, where the program's identity has the role Storage Blob Data Contributor",
		set:     https(func(s *Settings) *string { return &s.BlobsURL }),
	},
	{
		Name: "WAYBILL_DIGESTS", Default: "files",
		Meaning: "where the ledger's digests are kept: files (a folder in WAYBILL_DATA) or azureblob (Azure Blob Storage, in a container that is written once)",
		set:     oneOf(func(s *Settings) *string { return &s.Digests }, "files", "azureblob"),
	},
	{
		Name:    "WAYBILL_DIGESTS_URL",
		Meaning: "for digests in azureblob: https://{account}.blob.core.windows.net of the account for digests, where the program's identity has the role Storage Blob Data Contributor",
		set:     https(func(s *Settings) *string { return &s.DigestsURL }),
	},
	{
		Name: "WAYBILL_STORAGE_EMULATOR", Secret: true,
		Meaning: "for azuretable and azureblob: connection string of an emulator on this machine, with TableEndpoint and BlobEndpoint at http://127.0.0.1:{port}/{account}; in Azure set the addresses instead",
		set:     storageEmulator,
	},
	{
		Name: "WAYBILL_LEDGER", Default: "sqlite",
		Meaning: "where the ledger is kept: sqlite (a file in WAYBILL_DATA) or azuresql (Azure SQL Database with ledger tables)",
		set:     oneOf(func(s *Settings) *string { return &s.Ledger }, "sqlite", "azuresql"),
	},
	{
		Name:    "WAYBILL_SQL_SERVER",
		Meaning: "for azuresql: {name}.database.windows.net, where the program's identity is a user of the database",
		set:     hostName(func(s *Settings) *string { return &s.SQLServer }),
	},
	{
		Name:    "WAYBILL_SQL_DATABASE",
		Meaning: "for azuresql: name of the database",
		set:     text(func(s *Settings) *string { return &s.SQLDatabase }),
	},
	{
		Name: "WAYBILL_SQL_EMULATOR", Secret: true,
		Meaning: "for azuresql: sqlserver:// address of a stand-in on this machine; in Azure set WAYBILL_SQL_SERVER and WAYBILL_SQL_DATABASE",
		set:     sqlEmulator,
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
		Name:    "AZURE_CLIENT_ID",
		Meaning: "client id of the user-assigned managed identity that the program runs as; Azure's libraries read it too",
		set:     guid(func(s *Settings) *string { return &s.ClientID }),
	},
	{
		Name:    "WAYBILL_ENTRA_TENANT",
		Meaning: "id of the Microsoft Entra tenant whose tokens are taken beside app credentials; without it none are",
		set:     guid(func(s *Settings) *string { return &s.EntraTenant }),
	},
	{
		Name:    "WAYBILL_ENTRA_AUDIENCE",
		Meaning: "for WAYBILL_ENTRA_TENANT: client id of the API's app registration, which tokens have as their audience",
		set:     guid(func(s *Settings) *string { return &s.EntraAudience }),
	},
	{
		Name:    "WAYBILL_ENTRA_EMULATOR",
		Meaning: "address of the keys of a stand-in for Entra on this machine, for tests; in Azure it is not set",
		set:     entraEmulator,
	},
	{
		Name: "WAYBILL_LOG_LEVEL", Default: "info",
		Meaning: "debug, info, warn or error",
		set:     oneOf(func(s *Settings) *string { return &s.LogLevel }, "debug", "info", "warn", "error"),
	},
	{
		Name:    "OTEL_EXPORTER_OTLP_ENDPOINT",
		Meaning: "address of an OpenTelemetry collector that takes traces, metrics and logs by OTLP over HTTP; without it none are sent",
		set:     collector,
	},
	{
		Name: "OTEL_EXPORTER_OTLP_HEADERS", Secret: true,
		Meaning: "headers for the collector, name=value, separated by commas, such as its credentials",
		set:     func(*Settings, string) error { return nil }, // shared/telemetry reads it
	},
	{
		Name:    "OTEL_TRACES_SAMPLER",
		Meaning: "which operations are traced: always_on (if it is not set), always_off or traceidratio, for the part that OTEL_TRACES_SAMPLER_ARG says",
		set:     sampler,
	},
	{
		Name:    "OTEL_TRACES_SAMPLER_ARG",
		Meaning: "for traceidratio: the part of the operations that is traced, from 0 to 1",
		set:     ratio,
	},
	{
		Name: "FUNCTIONS_CUSTOMHANDLER_PORT", Default: "8080",
		Meaning: "port of the handler on 127.0.0.1; the Functions host sets it",
		set:     text(func(s *Settings) *string { return &s.HandlerPort }),
	},
	{Name: "WAYBILL_POLL_SCHEDULE", Default: "*/5 * * * * *", Host: true, set: schedule, Meaning: "schedule of PollConfirmations (NCRONTAB)"},
	{Name: "WAYBILL_PROJECT_SCHEDULE", Default: "*/10 * * * * *", Host: true, set: schedule, Meaning: "schedule of CatchUpEvents (NCRONTAB)"},
	{Name: "WAYBILL_SWEEP_SCHEDULE", Default: "0 * * * * *", Host: true, set: schedule, Meaning: "schedule of SweepOperations (NCRONTAB)"},
	{Name: "WAYBILL_TIDY_SCHEDULE", Default: "0 30 3 * * *", Host: true, set: schedule, Meaning: "schedule of SweepDocuments (NCRONTAB)"},
	{Name: "WAYBILL_RECONCILE_SCHEDULE", Default: "0 7 * * * *", Host: true, set: schedule, Meaning: "schedule of ReconcileLedger (NCRONTAB)"},
	{Name: "WAYBILL_ANCHOR_SCHEDULE", Default: "0 */10 * * * *", Host: true, set: schedule, Meaning: "schedule of AnchorDigest (NCRONTAB)"},
}
