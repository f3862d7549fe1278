package files

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Sweep removes folders of uploads, and new capsules, that were not written to since the given time. Each gets another
// name first: a commit that meets it renames the whole folder or finds none, and never one that is half removed.
func (s *Store) Sweep(ctx context.Context, before time.Time) (removed int, err error) {
	dir := filepath.Join(s.dir, unfinished)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0, fmt.Errorf("sweep the documents in %s: %w", s.dir, err)
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return removed, fmt.Errorf("sweep the documents in %s: %w", s.dir, err)
		}
		err := sweep(dir, e.Name(), before)
		if err == nil {
			removed++
		}
		if err != nil && !errors.Is(err, errStays) {
			return removed, fmt.Errorf("sweep the documents in %s: %w", s.dir, err)
		}
	}
	return removed, nil
}

// errStays says that there is nothing to remove: it is too young, or gone already.
var errStays = errors.New("it stays")

func sweep(dir, name string, before time.Time) error {
	path := filepath.Join(dir, name)
	last, err := lastWrite(path)
	if err == nil && !last.Before(before) || errors.Is(err, fs.ErrNotExist) {
		return errStays
	}
	if err != nil {
		return err
	}
	swept := filepath.Join(dir, newName())
	if err := os.Rename(path, swept); errors.Is(err, fs.ErrNotExist) {
		return errStays // it was committed in this moment, or swept by another
	} else if err != nil {
		return err
	}
	return os.RemoveAll(swept)
}

// lastWrite tells when an upload or a new capsule was last written to. The time of a folder is only that of the last file
// that came into it.
func lastWrite(path string) (time.Time, error) {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return modified(info), err
	}
	body, err := os.Stat(filepath.Join(path, sealedBody))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return time.Time{}, err
	}
	if last := modified(body); last.After(info.ModTime()) {
		return last, nil
	}
	return info.ModTime(), nil
}

// modified gives a file's time, or zero if there is no file.
func modified(info fs.FileInfo) time.Time {
	if info == nil {
		return time.Time{}
	}
	return info.ModTime()
}
