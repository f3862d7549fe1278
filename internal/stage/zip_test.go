package stage_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"waybill/handlers"
	"waybill/internal/stage"
)

func staged(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "dist")
	place := func(handler string) error { return os.WriteFile(handler, []byte("a program"), 0o700) }
	if err := stage.Write(dir, handlers.Definitions(), place); err != nil {
		t.Fatal(err)
	}
	return dir
}

func packed(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "dist.zip")
	if err := stage.Zip(dir, path); err != nil {
		t.Fatal(err)
	}
	return path
}

// A package has what the Functions host looks for: host.json and the handler at the top, a folder for each function, and
// the right to run the handler.
func TestAPackageIsWhatTheHostRuns(t *testing.T) {
	t.Parallel()
	archive, err := zip.OpenReader(packed(t, staged(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	found := map[string]os.FileMode{}
	for _, f := range archive.File {
		found[f.Name] = f.Mode()
	}
	if len(found) != 2+len(handlers.All) || found["host.json"] != 0o644 || found[stage.HandlerName] != 0o755 {
		t.Errorf("%d files, host.json %v, handler %v", len(found), found["host.json"], found[stage.HandlerName])
	}
	for _, d := range handlers.Definitions() {
		if found[d.Name+"/function.json"] != 0o644 {
			t.Errorf("%s/function.json has the mode %v", d.Name, found[d.Name+"/function.json"])
		}
	}
}

// Two packages of the same files are the same to the byte, whenever they were made and whatever the modes on disk.
func TestAPackageCanBeReproduced(t *testing.T) {
	t.Parallel()
	one, other := staged(t), staged(t)
	if err := os.Chtimes(filepath.Join(other, "host.json"), time.Time{}, time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	first, err := os.ReadFile(packed(t, one))
	if err != nil {
		t.Fatal(err)
	}
	second, err := os.ReadFile(packed(t, other))
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("%d and %d bytes differ, %v", len(first), len(second), err)
	}
}

// A link would be a file that is not in the package.
func TestLinksAreRefused(t *testing.T) {
	t.Parallel()
	dir := staged(t)
	if err := os.Symlink("/bin/true", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	target := filepath.Join(t.TempDir(), "dist.zip")
	if err := stage.Zip(dir, target); err == nil || !strings.Contains(err.Error(), "link is not a file") {
		t.Error(err)
	}
	if left, _ := os.ReadDir(filepath.Dir(target)); len(left) != 0 {
		t.Errorf("%d files are left behind", len(left))
	}
}
