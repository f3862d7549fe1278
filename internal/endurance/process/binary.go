package process

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"testing"
)

// top is the folder of the project's module.
func top(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			err = errors.New("no folder above has a go.mod")
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal(err)
	return ""
}

// pinned gives a tool that is built from the module file in tools/, which takes minutes the first time and only happens
// where LIVE=1 asks for it. It is kept in the user's cache for as long as the file stays as it is.
func pinned(t testing.TB, name, pkg string, flags ...string) string {
	t.Helper()
	hash := sha256.New()
	fmt.Fprint(hash, runtime.Version(), runtime.GOARCH, pkg, flags)
	for _, suffix := range []string{".mod", ".sum"} {
		text, err := os.ReadFile(filepath.Join(top(t), "tools", name+suffix))
		if err != nil {
			t.Fatal(err)
		}
		hash.Write(text)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(cache, "waybill", fmt.Sprintf("%s-%x", name, hash.Sum(nil)[:8]))
	if _, err := os.Stat(kept); err == nil {
		return kept
	} else if !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if !live() {
		t.Skipf("building %s takes minutes; LIVE=1 does it", path.Base(pkg))
	}
	if err := os.MkdirAll(filepath.Dir(kept), 0o700); err != nil {
		t.Fatal(err)
	}
	build(t, kept, pkg, append(flags, "-modfile=tools/"+name+".mod")...)
	return kept
}

// build builds a program. It appears as a whole or not at all, so that tests of several packages may build it at once.
func build(t testing.TB, to, pkg string, flags ...string) {
	t.Helper()
	dir, err := os.MkdirTemp(filepath.Dir(to), "build-") //nolint:usetesting // a rename stays on one file system
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	built := filepath.Join(dir, filepath.Base(to))
	cmd := exec.CommandContext(t.Context(), "go", append(append([]string{"build", "-o", built}, flags...), pkg)...)
	cmd.Dir = top(t)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build %s: %v\n%s", pkg, err, out)
	}
	if err := os.Rename(built, to); err != nil {
		t.Fatal(err)
	}
}
