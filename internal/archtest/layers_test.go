package archtest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// Every import in the project points the way the house is built.
func TestImportsPointOneWay(t *testing.T) {
	t.Parallel()
	files, err := readTree(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 50 {
		t.Fatalf("only %d files were found: this test does not see the project", len(files))
	}
	for _, f := range files {
		for _, wrong := range judge(f) {
			t.Error(wrong)
		}
	}
}

// Every line of the table of folders has a folder: one that has none is out of date.
func TestEveryLineOfTheTableOfFoldersIsNeeded(t *testing.T) {
	t.Parallel()
	for _, f := range folders {
		if found, err := filepath.Glob(filepath.Join("../..", f.pattern)); err != nil || len(found) == 0 {
			t.Errorf("there is no folder %s: %v", f.pattern, err)
		}
	}
}

// Each mistake that the rule is there for is found; without this, a rule that finds nothing would look like order.
func TestSeededMistakesAreFound(t *testing.T) {
	t.Parallel()
	for name, seed := range map[string]struct{ path, imports, reason string }{
		"a step imports another step":      {"handlers/a/step.go", "waybill/handlers/b", "may not import layer step"},
		"a step imports an adapter":        {"handlers/a/step.go", "waybill/shared/bus/sqlite", "may not import layer adapter"},
		"a step imports a fake":            {"handlers/a/step.go", "waybill/shared/bus/bustest", "may not import layer fake"},
		"a step imports a module":          {"handlers/a/step.go", "github.com/x/y", "standard library only"},
		"the core imports a module":        {"shared/custody/x.go", "golang.org/x/mod", "standard library only"},
		"a noun imports another noun":      {"shared/bus/x.go", "waybill/shared/ledger", "may not import layer noun"},
		"an adapter imports another noun":  {"shared/bus/sqlite/x.go", "waybill/shared/ledger", "only import the noun"},
		"an adapter imports an adapter":    {"shared/bus/sqlite/x.go", "waybill/shared/ledger/sqlite", "may not import layer adapter"},
		"a fake imports another noun":      {"shared/bus/bustest/x.go", "waybill/shared/ledger", "only import the noun"},
		"a fake imports another fake":      {"internal/servicebus/amqp/x.go", "waybill/internal/servicebus", "may not import layer fake"},
		"a folder is in no layer":          {"tools/x.go", "fmt", "in no layer"},
		"a handler is imported by a noun":  {"shared/bus/x.go", "waybill/handlers", "may not import layer index"},
		"the main layer is imported below": {"handlers/x.go", "waybill/internal/app", "may not import layer main"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tree := fstest.MapFS{seed.path: {Data: []byte("//go:build never\n\npackage x\n\nimport _ \"" + seed.imports + "\"\n")}}
			files, err := readTree(tree)
			if err != nil || len(files) != 1 {
				t.Fatalf("read %d files: %v", len(files), err)
			}
			wrong := strings.Join(judge(files[0]), "\n")
			if !strings.Contains(wrong, seed.reason) {
				t.Fatalf("got %q, want %q", wrong, seed.reason)
			}
		})
	}
}
