package config_test

import (
	"strings"
	"testing"

	"waybill/shared/config"
)

// mistakes has a wrong value for every setting that has a form.
var mistakes = map[string]string{
	"WAYBILL_ENVIRONMENT": "production", "WAYBILL_RPC_URL": "http://127.0.0.1:8545,node-2:8545", "WAYBILL_CHAIN_ID": "main",
	"WAYBILL_CONTRACT": "0x12", "WAYBILL_START_BLOCK": "-1", "WAYBILL_FINALITY": "soon", "WAYBILL_WINDOW": "many",
	"WAYBILL_NETWORK_SECRET": "beef", "WAYBILL_PEPPER": "salt", "WAYBILL_STREAM_SECRETS": "short", "WAYBILL_GAS_GRANT": "1 ether",
	"WAYBILL_MAX_DOCUMENT": "0", "WAYBILL_SWEEP_AFTER": "a minute", "WAYBILL_RATE_LIMIT": "fast", "WAYBILL_RATE_BURST": "1e3",
	"WAYBILL_MAX_BACKLOG": "none", "WAYBILL_DIGEST_KEY": "ledger+01234567+AAAA", "WAYBILL_DIGEST_VERIFIERS": "PRIVATE KEY",
	"WAYBILL_BUS": "kafka", "ServiceBusConnection__fullyQualifiedNamespace": "sb-waybill", "ServiceBusConnection": "Endpoint=sb://sb-waybill.servicebus.windows.net",
	"WAYBILL_OPERATIONS": "redis", "WAYBILL_JOURNAL": "redis", "WAYBILL_CREDENTIALS": "redis", "WAYBILL_TABLES_URL": "stwaybill",
	"WAYBILL_DOCUMENTS": "s3", "WAYBILL_BLOBS_URL": "http://stwaybill.blob.core.windows.net", "WAYBILL_DIGESTS": "s3",
	"WAYBILL_DIGESTS_URL": "https://stwaybill.blob.core.windows.net/digests", "WAYBILL_STORAGE_EMULATOR": "UseDevelopmentStorage=true",
	"WAYBILL_LEDGER": "oracle", "WAYBILL_SQL_SERVER": "sql-waybill", "WAYBILL_SQL_EMULATOR": "127.0.0.1:1433", "WAYBILL_SIGNER": "paper",
	"WAYBILL_VAULT_URL": "kv-waybill", "WAYBILL_VAULT_KEYS": "RSA", "AZURE_CLIENT_ID": "waybill", "WAYBILL_ENTRA_TENANT": "contoso.com", "WAYBILL_ENTRA_AUDIENCE": "api://waybill",
	"WAYBILL_ENTRA_EMULATOR":      "https://login.example/keys",
	"OTEL_EXPORTER_OTLP_ENDPOINT": "collector:4318", "OTEL_TRACES_SAMPLER": "sometimes", "OTEL_TRACES_SAMPLER_ARG": "half",
	"WAYBILL_LOG_LEVEL": "loud", "WAYBILL_POLL_SCHEDULE": "every minute", "WAYBILL_PROJECT_SCHEDULE": "* * *", "WAYBILL_SWEEP_SCHEDULE": "0 * * * * ?",
	"WAYBILL_RECONCILE_SCHEDULE": "00:05:00", "WAYBILL_ANCHOR_SCHEDULE": "@hourly", "WAYBILL_TIDY_SCHEDULE": "30 3 * *",
}

// anything has the settings that take any text, with the reason.
var anything = map[string]string{
	"WAYBILL_DATA":                 "a folder may have any name",
	"WAYBILL_PASSPHRASE":           "whether it fits, the key store says",
	"OTEL_EXPORTER_OTLP_HEADERS":   "what is in it, the collector says",
	"WAYBILL_SQL_DATABASE":         "whether it is there, the server says",
	"FUNCTIONS_CUSTOMHANDLER_PORT": "the handler says whether it can listen there",
}

// Each setting that is malformed gives one sentence, which names it and says what it is for.
func TestEachMistakeIsOneSentence(t *testing.T) {
	t.Parallel()
	for _, row := range config.Table {
		wrong, has := mistakes[row.Name]
		if anything[row.Name] != "" && !has {
			continue
		}
		if !has {
			t.Errorf("this test knows no mistake for %s, nor why there is none", row.Name)
			continue
		}
		says := startWith(map[string]string{row.Name: wrong})
		if strings.Count(says, "\n") != 0 || !strings.HasPrefix(says, row.Name+" is not usable: ") || !strings.Contains(says, row.Meaning) {
			t.Errorf("%s=%s: %q", row.Name, wrong, says)
		}
	}
}

// Each setting that is needed and missing gives one sentence, which names it and says what it is for.
func TestEachMissingSettingIsOneSentence(t *testing.T) {
	t.Parallel()
	for _, row := range config.Table {
		if !row.Needed {
			continue
		}
		if says := startWith(map[string]string{row.Name: ""}); says != row.Name+" is not set: "+row.Meaning {
			t.Errorf("%s: %q", row.Name, says)
		}
	}
}

// startWith gives what a start says with complete settings but for the change.
func startWith(change map[string]string) string {
	_, err := config.Load(func(name string) (string, bool) {
		value, found := change[name]
		if !found {
			value, found = complete()[name]
		}
		return value, found
	})
	if err == nil {
		return ""
	}
	return err.Error()
}
