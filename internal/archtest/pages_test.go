package archtest

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every link from a page to a file of the repository leads there.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	var pages []string
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/adr/*.md"} {
		found, err := filepath.Glob(filepath.Join("../..", pattern))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, found...)
	}
	link := regexp.MustCompile(`\]\(([^)#:]+)\)`) // an address has a colon
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s has a link to %s: %v", page, m[1], err)
			}
		}
	}
}

// The tour of the house names every folder in which a newcomer looks around.
func TestTheTourNamesEveryFolder(t *testing.T) {
	t.Parallel()
	tour, err := os.ReadFile("../../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"*", "cmd/*", "internal/*", "shared/*", "shared/*/*"} {
		found, err := filepath.Glob(filepath.Join("../..", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, folder := range found {
			name := filepath.Base(folder)
			info, err := os.Stat(folder)
			made := strings.HasPrefix(name, ".") || slices.Contains([]string{"dist", "waybill-data", "testdata"}, name)
			if err != nil || !info.IsDir() || made || pattern == "shared/*/*" && strings.HasSuffix(name, "test") {
				continue
			}
			if !regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`).Match(tour) {
				t.Errorf("docs/architecture.md does not name %s", folder)
			}
		}
	}
}

// NOTICE names every module that is linked into the programs, by its path or by a pattern.
func TestTheNoticeNamesEveryLinkedModule(t *testing.T) {
	t.Parallel()
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", "./cmd/...")
	list.Dir = "../.."
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	notice, err := os.ReadFile("../../NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	var named []string
	for _, word := range strings.FieldsFunc(string(notice), func(r rune) bool { return strings.ContainsRune(" \n,()", r) }) {
		if strings.Contains(word, "/") {
			named = append(named, word)
		}
	}
	modules := strings.Fields(string(out))
	slices.Sort(modules)
	for _, module := range slices.Compact(modules) {
		if !slices.ContainsFunc(named, func(pattern string) bool { ok, _ := path.Match(pattern, module); return ok }) {
			t.Errorf("NOTICE does not name %s", module)
		}
	}
}
