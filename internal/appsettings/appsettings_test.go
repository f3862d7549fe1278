package appsettings_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waybill/internal/appsettings"
)

// Both forms in which people have settings are read, and anything else is refused in a sentence.
func TestFormsOfSettings(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, value, refused string }{
		"a list from the Azure CLI": {text: `[{"name":"WAYBILL_BUS","slotSetting":false,"value":"servicebus"},{"name":"EMPTY","value":null}]`, value: "servicebus"},
		"local.settings.json":       {text: `{"IsEncrypted":false,"Values":{"WAYBILL_BUS":"servicebus"}}`, value: "servicebus"},
		"an empty list":             {text: `[]`},
		"no JSON":                   {text: `WAYBILL_BUS=servicebus`, refused: "neither a list of {name, value}"},
		"null":                      {text: `null`, refused: "neither a list of {name, value}"},
		"another object":            {text: `{"error":"not logged in"}`, refused: "neither a list of {name, value}"},
		"an entry without a name":   {text: `[{"value":"servicebus"}]`, refused: "entry 0 has no name"},
		"too much":                  {text: `{"Values":{"A":"` + strings.Repeat("a", 4<<20) + `"}}`, refused: "is over"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "settings.json")
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			fromFile, err := appsettings.Read(path, nil)
			fromInput, again := appsettings.Read("-", strings.NewReader(c.text))
			if c.refused != "" {
				if err == nil || again == nil || !strings.Contains(err.Error(), c.refused) {
					t.Fatalf("got %v and %v", err, again)
				}
				return
			}
			if err != nil || again != nil || fromFile["WAYBILL_BUS"] != c.value || fromInput["WAYBILL_BUS"] != c.value {
				t.Fatalf("got %v, %v, %v, %v", fromFile, err, fromInput, again)
			}
		})
	}
}

// A reference says which secret of which vault; one that is mistyped is an error and not taken for a value.
func TestReferences(t *testing.T) {
	t.Parallel()
	pepper := appsettings.Reference{Vault: "https://kv-waybill.vault.azure.net", Name: "pepper"}
	versioned := pepper
	versioned.Version = "0123456789abcdef"
	for text, want := range map[string]appsettings.Reference{
		"plain": {},
		"@Microsoft.KeyVault(SecretUri=https://kv-waybill.vault.azure.net/secrets/pepper)":                  pepper,
		"@Microsoft.KeyVault(SecretUri=https://kv-waybill.vault.azure.net/secrets/pepper/)":                 pepper,
		"@Microsoft.KeyVault(SecretUri=https://kv-waybill.vault.azure.net/secrets/pepper/0123456789abcdef)": versioned,
		"@Microsoft.KeyVault(VaultName=kv-waybill;SecretName=pepper)":                                       pepper,
		"@Microsoft.KeyVault(VaultName=kv-waybill; SecretName=pepper; SecretVersion=0123456789abcdef)":      versioned,
		"@Microsoft.KeyVault(SecretUri=http://kv-waybill.vault.azure.net/secrets/pepper)":                   {},
		"@Microsoft.KeyVault(SecretUri=https://kv-waybill.vault.azure.net/keys/pepper)":                     {},
		"@Microsoft.KeyVault(SecretUri=https://kv-waybill.vault.azure.net/secrets/pepper":                   {},
		"@Microsoft.KeyVault(VaultName=evil.example/;SecretName=pepper)":                                    {},
		"@Microsoft.KeyVault(VaultName=kv-waybill)":                                                         {},
		"@Microsoft.KeyVault()": {},
	} {
		got, is, err := appsettings.ParseReference(text)
		if got != want || is != strings.HasPrefix(text, "@") || (err != nil) != (is && want.Name == "") {
			t.Errorf("%s: %+v, %v, %v", text, got, is, err)
		}
	}
}

type fakeSecrets map[string]string

func (f fakeSecrets) Secret(_ context.Context, vault, name, _ string) (string, error) {
	value, found := f[vault+"/"+name]
	if !found {
		return "", errors.New("there is none")
	}
	return value, nil
}

// References are replaced, everything else stays, and what cannot be resolved names its setting.
func TestResolve(t *testing.T) {
	t.Parallel()
	vault := fakeSecrets{"https://kv.vault.azure.net/pepper": "s3cret"}
	values := map[string]string{"A": "plain", "B": "@Microsoft.KeyVault(VaultName=kv;SecretName=pepper)"}
	got, err := appsettings.Resolve(t.Context(), values, vault)
	if err != nil || got["A"] != "plain" || got["B"] != "s3cret" || values["B"] == "s3cret" {
		t.Fatalf("%v, %v", got, err)
	}
	values["C"] = "@Microsoft.KeyVault(VaultName=kv;SecretName=salt)"
	if _, err := appsettings.Resolve(t.Context(), values, vault); err == nil || !strings.Contains(err.Error(), "resolve C: there is none") {
		t.Fatal(err)
	}
}
