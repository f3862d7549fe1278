// Package archtest checks what the compiler does not: that imports point one way, that what is generated is in step,
// that every queue has its reader, and that the handler has no chain node in it.
package archtest

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// module is the project's module path.
const module = "waybill"

// A layer is a kind of folder.
type layer string

const (
	plain    layer = "plain"
	core     layer = "core"
	noun     layer = "noun"
	support  layer = "support"
	adapter  layer = "adapter"
	fake     layer = "fake"
	bindings layer = "bindings"
	step     layer = "step"
	index    layer = "index"
	top      layer = "main"
)

// folders maps patterns of folders to layers; the first that fits counts.
var folders = []struct {
	pattern string
	layer   layer
}{
	{"shared/azfunc", plain},
	{"shared/retry", plain},
	{"shared/config", plain},
	{"shared/problem", plain},
	{"shared/each", plain},
	{"shared/loopback", plain},
	{"shared/custody", core},
	{"shared/sqldb", support},
	{"shared/tables", support},
	{"shared/sqlrow", support},
	{"shared/telemetry", support},
	{"shared/jsonrpc", support},
	{"shared/blobs", support},
	{"shared/*", noun},
	{"shared/*/*test", fake},
	{"shared/*/*", adapter},
	{"contracts/bindings", bindings},
	{"handlers", index},
	{"handlers/*", step},
	{"cmd/*", top},
	{"docs/stories", top},
	{"internal/azurite", fake}, // these stand in for servers, and tests of adapters start them
	{"internal/servicebus", fake},
	{"internal/servicebus/*", fake},
	{"internal/azuresql", fake},
	{"internal/azuresql/*", fake},
	{"internal/*", top},
	{"internal/*/*", top},
	{"internal/*/*/*", top},
}

// may says which layers a layer may import. "own" means: only the noun that it sits under.
var may = map[layer][]layer{
	plain:    {plain},
	core:     {plain, core},
	noun:     {plain, core},
	support:  {plain},
	adapter:  {plain, core, noun, support, bindings},
	fake:     {plain, core, noun},
	bindings: {},
	step:     {plain, core, noun},
	index:    {plain, core, noun, step},
	top:      {plain, core, noun, support, adapter, fake, bindings, step, index, top},
}

// standardOnly are the layers that use no module but the standard library and the project's own.
var standardOnly = []layer{plain, core, step, index}

// layerOf gives a folder's layer.
func layerOf(folder string) (layer, bool) {
	for _, f := range folders {
		if ok, _ := path.Match(f.pattern, folder); ok {
			return f.layer, true
		}
	}
	return "", false
}

// A file is a Go file with its imports.
type file struct {
	path    string // below the root, with slashes
	imports []string
}

// readTree finds every Go file, build tags or not.
func readTree(root fs.FS) ([]file, error) {
	var files []file
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && name != "." || entry.Name() == "node_modules" || entry.Name() == "testdata") {
			return fs.SkipDir
		}
		if entry.IsDir() || filepath.Ext(name) != ".go" {
			return nil
		}
		f, err := readFile(root, name)
		files = append(files, f)
		return err
	})
	return files, err
}

func readFile(root fs.FS, name string) (file, error) {
	text, err := fs.ReadFile(root, name)
	if err != nil {
		return file{}, err
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
	if err != nil {
		return file{}, fmt.Errorf("parse %s: %w", name, err)
	}
	f := file{path: name}
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return file{}, fmt.Errorf("parse %s: %w", name, err)
		}
		f.imports = append(f.imports, imported)
	}
	return f, nil
}

// judge gives a sentence for each import of the file that the rule forbids.
func judge(f file) []string {
	folder := path.Dir(f.path)
	from, known := layerOf(folder)
	if !known {
		return []string{fmt.Sprintf("%s: folder %s is in no layer", f.path, folder)}
	}
	test := strings.HasSuffix(f.path, "_test.go")
	var wrong []string
	for _, imported := range f.imports {
		if reason := forbidden(folder, from, imported, test); reason != "" {
			wrong = append(wrong, fmt.Sprintf("%s (%s) imports %s: %s", f.path, from, imported, reason))
		}
	}
	return wrong
}

func forbidden(folder string, from layer, imported string, test bool) string {
	target, own := strings.CutPrefix(imported, module+"/")
	if !own {
		if !test && strings.Contains(strings.Split(imported, "/")[0], ".") && slices.Contains(standardOnly, from) {
			return "this layer uses the standard library only"
		}
		return ""
	}
	to, known := layerOf(target)
	switch {
	case !known:
		return "that folder is in no layer"
	case target == folder:
		return "" // an external test of its own package
	case from == fake && to == fake && strings.HasPrefix(target, folder+"/"):
		return "" // what it is made of
	case test && (to == fake || to == bindings || to == plain || to == core || to == support || sameNoun(folder, target)):
		return ""
	case !slices.Contains(may[from], to):
		return fmt.Sprintf("layer %s may not import layer %s", from, to)
	case (from == adapter || from == fake) && to == noun && !sameNoun(folder, target):
		return "it may only import the noun that it sits under"
	}
	return ""
}

// sameNoun reports whether both folders belong to one folder below shared.
func sameNoun(a, b string) bool {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	return len(x) > 1 && len(y) > 1 && x[0] == "shared" && y[0] == "shared" && x[1] == y[1]
}
