package stage

import (
	"archive/zip"
	"compress/flate"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// packed is the time of every file in a package: the first that a zip can say. What time it was when it was made is
// nobody's business, and two packages of the same files are the same to the byte.
var packed = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// Zip packs a staged folder for deployment, with host.json at the top and the handler as a program: the mode is what the
// Functions platform runs it by. The same files give the same bytes. The file is there as a whole or not at all.
func Zip(dir, path string) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("pack %s: %w", dir, err)
	}
	defer os.Remove(f.Name()) //nolint:errcheck // it has its name by then, or is of no use
	if err := pack(f, os.DirFS(dir)); err != nil {
		_ = f.Close()
		return fmt.Errorf("pack %s: %w", dir, err)
	}
	if err := f.Chmod(0o644); err != nil {
		return fmt.Errorf("pack %s: %w", dir, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("pack %s: %w", dir, err)
	}
	return os.Rename(f.Name(), path)
}

// pack writes the files in the order of their names.
func pack(to io.Writer, dir fs.FS) error {
	archive := zip.NewWriter(to)
	archive.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	err := fs.WalkDir(dir, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if !entry.Type().IsRegular() {
			return fmt.Errorf("%s is not a file: a package has no links", name)
		}
		return packOne(archive, dir, name)
	})
	if err != nil {
		return err
	}
	return archive.Close()
}

func packOne(archive *zip.Writer, dir fs.FS, name string) error {
	header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: packed}
	header.SetMode(0o644)
	if name == HandlerName {
		header.SetMode(0o755)
	}
	to, err := archive.CreateHeader(header)
	if err != nil {
		return err
	}
	from, err := dir.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }()
	_, err = io.Copy(to, from)
	return err
}
