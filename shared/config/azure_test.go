package config_test

import (
	"strings"
	"testing"

	"waybill/shared/config"
)

// complete is every setting that start fails without.
func complete() map[string]string {
	return map[string]string{
		"WAYBILL_DATA": "data", "WAYBILL_RPC_URL": "http://127.0.0.1:8545", "WAYBILL_CHAIN_ID": "1337",
		"WAYBILL_CONTRACT": "0x" + strings.Repeat("11", 20), "WAYBILL_NETWORK_SECRET": strings.Repeat("22", 32),
		"WAYBILL_PASSPHRASE": "words", "WAYBILL_PEPPER": strings.Repeat("33", 32), "WAYBILL_STREAM_SECRETS": strings.Repeat("44", 32),
		"WAYBILL_DIGEST_KEY": "PRIVATE+KEY+ledger+01234567+AAAA", "WAYBILL_DIGEST_VERIFIERS": "ledger+01234567+AAAA",
	}
}

const secretKey = "c2VjcmV0LWtleQ=="

// emulated is a connection string whose tables are at the address.
func emulated(tables string) string {
	return "AccountName=devstoreaccount1;AccountKey=" + secretKey + ";BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;TableEndpoint=" + tables
}

// busAt is a connection string of a Service Bus.
func busAt(host string) string {
	return "Endpoint=sb://" + host + ";SharedAccessKeyName=Root;SharedAccessKey=" + secretKey + ";UseDevelopmentEmulator=true"
}

// No sentence about a secret repeats it, whatever is wrong with it.
func TestSecretsAreNotRepeated(t *testing.T) {
	t.Parallel()
	const canary = "c4n4ry"
	for _, row := range config.Table {
		if !row.Secret {
			continue
		}
		_, err := config.Load(func(name string) (string, bool) {
			if name == row.Name {
				return "Endpoint=" + canary + ";TableEndpoint=%zz" + canary, true
			}
			value, found := complete()[name]
			return value, found
		})
		if err != nil && strings.Contains(err.Error(), canary) {
			t.Errorf("%s: %v", row.Name, err)
		}
	}
}

// What is chosen for Azure has to be complete and to have its form; each mistake is one sentence that names the setting,
// and no sentence repeats a key.
func TestChoicesForAzure(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		settings map[string]string
		say      []string // one for each sentence; none for success
	}{
		"nothing chosen": {},
		"tables in Azure": {settings: map[string]string{
			"WAYBILL_JOURNAL": "azuretable", "WAYBILL_TABLES_URL": "https://waybill.table.core.windows.net/",
		}},
		"an emulator's tables": {settings: map[string]string{
			"WAYBILL_JOURNAL": "azuretable", "WAYBILL_STORAGE_EMULATOR": emulated("http://127.0.0.1:10002/devstoreaccount1"),
		}},
		"a vault": {settings: map[string]string{
			"WAYBILL_SIGNER": "keyvault", "WAYBILL_VAULT_URL": "https://waybill.vault.azure.net", "WAYBILL_VAULT_KEYS": "EC",
		}},
		"unknown choices": {
			settings: map[string]string{"WAYBILL_JOURNAL": "redis", "WAYBILL_SIGNER": "paper", "WAYBILL_VAULT_KEYS": "RSA"},
			say:      []string{"WAYBILL_JOURNAL is not usable", "WAYBILL_SIGNER is not usable", "WAYBILL_VAULT_KEYS is not usable"},
		},
		"addresses missing": {
			settings: map[string]string{"WAYBILL_JOURNAL": "azuretable", "WAYBILL_SIGNER": "keyvault"},
			say:      []string{"WAYBILL_TABLES_URL is not set", "WAYBILL_VAULT_URL is not set"},
		},
		"addresses without TLS": {
			settings: map[string]string{"WAYBILL_TABLES_URL": "http://waybill.table.core.windows.net", "WAYBILL_VAULT_URL": "waybill.vault.azure.net"},
			say:      []string{"WAYBILL_TABLES_URL is not usable", "WAYBILL_VAULT_URL is not usable"},
		},
		"an account key for Azure": {
			settings: map[string]string{"WAYBILL_JOURNAL": "azuretable", "WAYBILL_STORAGE_EMULATOR": emulated("https://waybill.table.core.windows.net")},
			say:      []string{"WAYBILL_STORAGE_EMULATOR is not usable: it names an endpoint that is not on this machine"},
		},
		"a shortcut that libraries do not know": {
			settings: map[string]string{"WAYBILL_STORAGE_EMULATOR": "UseDevelopmentStorage=true"},
			say:      []string{"WAYBILL_STORAGE_EMULATOR is not usable"},
		},
		"everything in Azure": {settings: map[string]string{
			"WAYBILL_DATA": "", "WAYBILL_BUS": "servicebus", "WAYBILL_OPERATIONS": "azuretable", "WAYBILL_JOURNAL": "azuretable",
			"WAYBILL_CREDENTIALS": "azuretable", "WAYBILL_DOCUMENTS": "azureblob", "WAYBILL_DIGESTS": "azureblob", "WAYBILL_LEDGER": "azuresql",
			"WAYBILL_SIGNER": "keyvault", "ServiceBusConnection__fullyQualifiedNamespace": "sb-waybill.servicebus.windows.net",
			"WAYBILL_TABLES_URL": "https://stwaybill.table.core.windows.net", "WAYBILL_BLOBS_URL": "https://stwaybill.blob.core.windows.net",
			"WAYBILL_DIGESTS_URL": "https://stdigests.blob.core.windows.net", "WAYBILL_SQL_SERVER": "sql-waybill.database.windows.net",
			"WAYBILL_SQL_DATABASE": "ledger", "WAYBILL_VAULT_URL": "https://kv-waybill.vault.azure.net",
			"AZURE_CLIENT_ID": "00000000-0000-4000-8000-000000000001", "WAYBILL_ENTRA_TENANT": "00000000-0000-4000-8000-000000000002",
			"WAYBILL_ENTRA_AUDIENCE": "00000000-0000-4000-8000-000000000003",
		}},
		"everything on emulators": {settings: map[string]string{
			"WAYBILL_BUS": "servicebus", "WAYBILL_OPERATIONS": "azuretable", "WAYBILL_CREDENTIALS": "azuretable", "WAYBILL_DOCUMENTS": "azureblob",
			"WAYBILL_DIGESTS": "azureblob", "WAYBILL_LEDGER": "azuresql", "ServiceBusConnection": busAt("127.0.0.1:5672"),
			"WAYBILL_STORAGE_EMULATOR": emulated("http://127.0.0.1:10002/devstoreaccount1"),
			"WAYBILL_SQL_EMULATOR":     "sqlserver://waybill:" + secretKey + "@127.0.0.1:1433?database=ledger&encrypt=disable",
		}},
		"everything chosen and nothing said": {
			settings: map[string]string{
				"WAYBILL_BUS": "servicebus", "WAYBILL_OPERATIONS": "azuretable", "WAYBILL_CREDENTIALS": "azuretable", "WAYBILL_DOCUMENTS": "azureblob",
				"WAYBILL_DIGESTS": "azureblob", "WAYBILL_LEDGER": "azuresql",
			},
			say: []string{
				"ServiceBusConnection__fullyQualifiedNamespace is not set: WAYBILL_BUS is servicebus, which needs it, or ServiceBusConnection on a laptop",
				"WAYBILL_TABLES_URL is not set: WAYBILL_OPERATIONS is azuretable and WAYBILL_CREDENTIALS is azuretable",
				"WAYBILL_BLOBS_URL is not set", "WAYBILL_DIGESTS_URL is not set", "WAYBILL_SQL_DATABASE is not set", "WAYBILL_SQL_SERVER is not set",
			},
		},
		"a folder is missing": {
			settings: map[string]string{"WAYBILL_DATA": "", "WAYBILL_SIGNER": "keyvault", "WAYBILL_VAULT_URL": "https://kv-waybill.vault.azure.net"},
			say:      []string{"WAYBILL_DATA is not set: WAYBILL_BUS is sqlite and WAYBILL_OPERATIONS is sqlite and"},
		},
		"keys for another machine": {
			settings: map[string]string{
				"ServiceBusConnection": busAt("sb-waybill.servicebus.windows.net"), "WAYBILL_SQL_EMULATOR": "sqlserver://sa:" + secretKey + "@sql-waybill.database.windows.net",
			},
			say: []string{"ServiceBusConnection is not usable: it names an Endpoint that is not on this machine", "WAYBILL_SQL_EMULATOR is not usable"},
		},
		"names that are addresses": {
			settings: map[string]string{"WAYBILL_SQL_SERVER": "tcp:sql-waybill,1433", "ServiceBusConnection__fullyQualifiedNamespace": "sb://sb-waybill.servicebus.windows.net"},
			say:      []string{"ServiceBusConnection__fullyQualifiedNamespace is not usable", "WAYBILL_SQL_SERVER is not usable"},
		},
		"a tenant without an audience": {
			settings: map[string]string{"WAYBILL_ENTRA_TENANT": "00000000-0000-4000-8000-000000000002"},
			say:      []string{"WAYBILL_ENTRA_AUDIENCE is not set"},
		},
		"a tenant by its name": {
			settings: map[string]string{"WAYBILL_ENTRA_TENANT": "contoso.onmicrosoft.com"},
			say:      []string{"WAYBILL_ENTRA_TENANT is not usable"},
		},
		"a reference that was not resolved": {
			settings: map[string]string{"WAYBILL_PEPPER": "@Microsoft.KeyVault(SecretUri=https://kv-waybill.vault.azure.net/secrets/pepper)"},
			say:      []string{"WAYBILL_PEPPER is not usable: its Key Vault reference was not resolved"},
		},
		"both places": {
			settings: map[string]string{
				"WAYBILL_JOURNAL": "azuretable", "WAYBILL_TABLES_URL": "https://waybill.table.core.windows.net",
				"WAYBILL_STORAGE_EMULATOR": emulated("http://localhost:10002/devstoreaccount1"),
			},
			say: []string{"WAYBILL_STORAGE_EMULATOR and WAYBILL_TABLES_URL are both set"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := config.Load(func(name string) (string, bool) {
				value, found := c.settings[name]
				if !found {
					value, found = complete()[name]
				}
				return value, found
			})
			if len(c.say) == 0 {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil {
				t.Fatal("it is taken")
			}
			if sentences := strings.Split(err.Error(), "\n"); len(sentences) != len(c.say) {
				t.Errorf("%d sentences: %v", len(sentences), err)
			}
			for _, say := range c.say {
				if !strings.Contains(err.Error(), say) {
					t.Errorf("%v does not say %q", err, say)
				}
			}
			if strings.Contains(err.Error(), secretKey) {
				t.Errorf("it repeats a key: %v", err)
			}
		})
	}
}
