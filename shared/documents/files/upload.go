package files

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"waybill/shared/custody"
	"waybill/shared/documents"
)

// bodyBuffer gathers the pieces that age writes into fewer calls of the system.
const bodyBuffer = 256 << 10

// An upload is a document's folder before it has its name.
type upload struct {
	store *Store
	id    string
	dir   string // "" once it is committed or discarded
	body  *os.File
	w     *bufio.Writer
}

// Create begins a document.
func (s *Store) Create(_ context.Context, id string) (documents.Upload, error) {
	if !documents.ValidID(id) {
		return nil, fmt.Errorf("create document: %q is not a document's id", id)
	}
	dir, err := os.MkdirTemp(filepath.Join(s.dir, unfinished), id+"-")
	if err != nil {
		return nil, fmt.Errorf("create %s: %w", id, err)
	}
	body, err := os.OpenFile(filepath.Join(dir, sealedBody), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("create %s: %w", id, err), os.RemoveAll(dir))
	}
	return &upload{store: s, id: id, dir: dir, body: body, w: bufio.NewWriterSize(body, bodyBuffer)}, nil
}

// Write adds to the body.
func (u *upload) Write(p []byte) (int, error) { return u.w.Write(p) }

// Commit makes everything durable under the temporary name, then renames the folder. A rename never replaces a folder
// that has something in it: of two with one id, the second fails.
func (u *upload) Commit(_ context.Context, signed []byte, readers map[custody.OrganizationID][]byte) (bool, error) {
	if err := u.finish(signed, readers); err != nil {
		return false, fmt.Errorf("commit %s: %w", u.id, err)
	}
	target := filepath.Join(u.store.dir, u.id)
	if err := os.Rename(u.dir, target); err != nil {
		if _, there := os.Stat(filepath.Join(target, manifest)); there == nil {
			return false, nil
		}
		return false, fmt.Errorf("commit %s: %w", u.id, err)
	}
	u.dir = ""
	if err := syncDir(u.store.dir); err != nil {
		return false, fmt.Errorf("commit %s: %w", u.id, err)
	}
	return true, nil
}

func (u *upload) finish(signed []byte, readers map[custody.OrganizationID][]byte) error {
	err := errors.Join(u.w.Flush(), u.body.Sync(), u.body.Close())
	u.body = nil
	if err != nil {
		return err
	}
	if err := writeFile(filepath.Join(u.dir, manifest), signed); err != nil {
		return err
	}
	if err := os.Mkdir(filepath.Join(u.dir, capsules), 0o700); err != nil {
		return err
	}
	for reader, capsule := range readers {
		if _, err := custody.ParseOrganizationID(string(reader), "reader"); err != nil {
			return err
		}
		if err := writeFile(filepath.Join(u.dir, capsules, string(reader)+".age"), capsule); err != nil {
			return err
		}
	}
	return errors.Join(syncDir(filepath.Join(u.dir, capsules)), syncDir(u.dir))
}

// Discard removes what was not committed.
func (u *upload) Discard() error {
	if u.body != nil {
		_ = u.body.Close()
		u.body = nil
	}
	if u.dir == "" {
		return nil
	}
	dir := u.dir
	u.dir = ""
	return os.RemoveAll(dir)
}

// PutCapsule writes the capsule beside its place and moves it there; the place is gone once the document is shredded.
func (s *Store) PutCapsule(_ context.Context, id string, reader custody.OrganizationID, capsule []byte) (bool, error) {
	if _, err := custody.ParseOrganizationID(string(reader), "reader"); err != nil || !documents.ValidID(id) {
		return false, err
	}
	temporary := filepath.Join(s.dir, unfinished, newName())
	if err := writeFile(temporary, capsule); err != nil {
		return false, fmt.Errorf("put a capsule to %s: %w", id, err)
	}
	folder := filepath.Join(s.dir, id, capsules)
	err := os.Rename(temporary, filepath.Join(folder, string(reader)+".age"))
	if err == nil {
		if err = syncDir(folder); err == nil {
			return true, nil
		}
		if errors.Is(err, fs.ErrNotExist) {
			return false, nil // shredded in this moment, and the capsule with it
		}
	}
	if removed := os.Remove(temporary); removed == nil && errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return false, fmt.Errorf("put a capsule to %s: %w", id, err)
}

// DeleteCapsules renames the folder of capsules, so that none can come in any more, and then removes it.
func (s *Store) DeleteCapsules(_ context.Context, id string) error {
	if !documents.ValidID(id) {
		return fmt.Errorf("delete capsules: %q is not a document's id", id)
	}
	dir := filepath.Join(s.dir, id)
	err := os.Rename(filepath.Join(dir, capsules), filepath.Join(dir, shredded))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete the capsules of %s: %w", id, err)
	}
	if err := os.RemoveAll(filepath.Join(dir, shredded)); err != nil {
		return fmt.Errorf("delete the capsules of %s: %w", id, err)
	}
	if err := syncDir(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete the capsules of %s: %w", id, err)
	}
	return nil
}
