package config_test

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"waybill/shared/config"
)

func explained(t *testing.T, change map[string]string) config.Explanation {
	t.Helper()
	values := complete()
	maps.Copy(values, change)
	return config.Explain("a file", values)
}

func line(t *testing.T, e config.Explanation, name string) config.Line {
	t.Helper()
	i := slices.IndexFunc(e.Lines, func(l config.Line) bool { return l.Name == name })
	if i < 0 {
		t.Fatalf("%s is not explained", name)
	}
	return e.Lines[i]
}

// Every setting is explained with what counts and where that comes from, and no secret is shown.
func TestEverySettingIsExplained(t *testing.T) {
	t.Parallel()
	e := explained(t, map[string]string{"WAYBILL_LOG_LEVEL": "debug"})
	if len(e.Lines) != len(config.Table) || len(e.Problems) != 0 {
		t.Fatalf("%d lines for %d settings, problems %q", len(e.Lines), len(config.Table), e.Problems)
	}
	for name, want := range map[string][2]string{
		"WAYBILL_LOG_LEVEL":  {"debug", "a file"},
		"WAYBILL_FINALITY":   {"finalized", config.FromDefault},
		"WAYBILL_SQL_SERVER": {"", config.FromNowhere},
		"WAYBILL_PASSPHRASE": {"(secret)", "a file"},
	} {
		if got := line(t, e, name); got.Value != want[0] || got.Source != want[1] {
			t.Errorf("%s is %q from %s, want %q", name, got.Value, got.Source, want)
		}
	}
	for _, l := range e.Lines {
		if strings.Contains(l.Value, "words") || strings.Contains(l.Value, strings.Repeat("33", 32)) {
			t.Errorf("%s shows a secret", l.Name)
		}
	}
}

// What keeps the program from starting is told in the same sentences.
func TestProblemsAreThoseOfTheStart(t *testing.T) {
	t.Parallel()
	change := map[string]string{"WAYBILL_CHAIN_ID": "main", "WAYBILL_PEPPER": "short", "WAYBILL_JOURNAL": "azuretable", "WAYBILL_DATA": ""}
	e := explained(t, change)
	values := complete()
	maps.Copy(values, change)
	_, err := config.Load(func(name string) (string, bool) { v, ok := values[name]; return v, ok })
	if err == nil || strings.Join(e.Problems, "\n") != err.Error() {
		t.Errorf("explained:\n%s\nat the start:\n%v", strings.Join(e.Problems, "\n"), err)
	}
	if len(e.Problems) != 4 || line(t, e, "WAYBILL_PEPPER").Problem == "" {
		t.Errorf("problems: %q", e.Problems)
	}
}

// A reference is what people see of a setting whose value the platform puts in.
func TestAReferenceToAKeyVaultIsTaken(t *testing.T) {
	t.Parallel()
	e := explained(t, map[string]string{"WAYBILL_PEPPER": "@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/pepper)"})
	if got := line(t, e, "WAYBILL_PEPPER"); len(e.Problems) != 0 || got.Value != "(from Key Vault)" {
		t.Errorf("%+v, problems %q", got, e.Problems)
	}
}

// A name that only looks like a setting is a mistake that nothing else would tell.
func TestMisspeltSettingsAreTold(t *testing.T) {
	t.Parallel()
	e := explained(t, map[string]string{"WAYBILL_TABELS_URL": "x", "WAYBILL_COLOUR_OF_THE_SHED": "red", "WAYBILL_URL": "http://127.0.0.1:7071", "PATH": "/bin"})
	want := []string{
		"WAYBILL_COLOUR_OF_THE_SHED is no setting: remove it",
		"WAYBILL_TABELS_URL is no setting: do you mean WAYBILL_TABLES_URL?",
	}
	if !slices.Equal(e.Problems, want) {
		t.Errorf("got %q", e.Problems)
	}
}

// Whoever follows the document for a deployment has its names in the same shell, and is not told that they are mistakes.
func TestNamesOfTheDeploymentAreKnown(t *testing.T) {
	t.Parallel()
	document, err := os.ReadFile("../../docs/deploy.md")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, line := range regexp.MustCompile(`(?m)^\s*export .*$`).FindAllString(string(document), -1) {
		for _, name := range regexp.MustCompile(`\b(WAYBILL_\w+)=`).FindAllStringSubmatch(line, -1) {
			names[name[1]] = true
		}
	}
	if !names["WAYBILL_BUDGET_START"] || !names["WAYBILL_CHAIN_ID"] {
		t.Fatalf("the document exports only %v", slices.Sorted(maps.Keys(names)))
	}
	for name := range names {
		for _, problem := range config.Explain("the shell", map[string]string{name: "x"}).Problems {
			if strings.HasPrefix(problem, name+" is no setting") {
				t.Error(problem)
			}
		}
	}
}
