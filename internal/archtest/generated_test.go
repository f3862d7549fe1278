package archtest

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"waybill/handlers"
	"waybill/internal/stage"
)

var update = flag.Bool("update", false, "write what is generated instead of comparing it")

// functions/, host.json and the generated pages of docs/ are what the code says.
func TestGeneratedFilesAreInStep(t *testing.T) {
	t.Parallel()
	root := "../.."
	refusals, err := errorsPage(root + "/shared/problem/catalog.go")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]byte{
		"docs/errors.md":             refusals,
		"host.json":                  stage.HostJSON(),
		"local.settings.sample.json": stage.SampleSettings(),
		"docs/functions.md":          functionsPage(),
		"docs/settings.md":           settingsPage(),
	}
	for _, d := range handlers.Definitions() {
		want["functions/"+d.Name+"/function.json"] = d.FunctionJSON()
	}
	for name, text := range want {
		path := filepath.Join(root, filepath.FromSlash(name))
		if *update {
			write(t, path, text)
			continue
		}
		got, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(got, text) {
			t.Errorf("%s is not what the code says (%v): run make generate", name, err)
		}
	}
	folders, err := os.ReadDir(filepath.Join(root, "functions"))
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		if _, known := want["functions/"+folder.Name()+"/function.json"]; !known {
			t.Errorf("functions/%s has no handler: remove it", folder.Name())
		}
	}
}

func write(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}
