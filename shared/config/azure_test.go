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
		"WAYBILL_PASSPHRASE": "words", "WAYBILL_PEPPER": strings.Repeat("33", 32), "WAYBILL_STREAM_SECRETS": "token",
		"WAYBILL_DIGEST_KEY": "key", "WAYBILL_DIGEST_VERIFIERS": "keys",
	}
}

const secretKey = "c2VjcmV0LWtleQ=="

// emulated is a connection string whose tables are at the address.
func emulated(tables string) string {
	return "AccountName=devstoreaccount1;AccountKey=" + secretKey + ";TableEndpoint=" + tables
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
			"WAYBILL_JOURNAL": "azuretable", "WAYBILL_TABLES_EMULATOR": emulated("http://127.0.0.1:10002/devstoreaccount1"),
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
			settings: map[string]string{"WAYBILL_JOURNAL": "azuretable", "WAYBILL_TABLES_EMULATOR": emulated("https://waybill.table.core.windows.net")},
			say:      []string{"WAYBILL_TABLES_EMULATOR is not usable", "WAYBILL_TABLES_URL is not set"},
		},
		"a shortcut that libraries do not know": {
			settings: map[string]string{"WAYBILL_TABLES_EMULATOR": "UseDevelopmentStorage=true"},
			say:      []string{"WAYBILL_TABLES_EMULATOR is not usable"},
		},
		"both places": {
			settings: map[string]string{
				"WAYBILL_JOURNAL": "azuretable", "WAYBILL_TABLES_URL": "https://waybill.table.core.windows.net",
				"WAYBILL_TABLES_EMULATOR": emulated("http://localhost:10002/devstoreaccount1"),
			},
			say: []string{"WAYBILL_TABLES_EMULATOR and WAYBILL_TABLES_URL are both set"},
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
