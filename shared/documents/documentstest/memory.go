// Package documentstest has what tests of documents need: [Run] and [RunKeyring], the suites that every store and
// keyring pass, and both of them in memory.
package documentstest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"waybill/shared/custody"
	"waybill/shared/documents"
)

var _ documents.Store = (*Memory)(nil)

// Memory is a store in memory.
type Memory struct {
	mu        sync.Mutex
	documents map[string]*stored
	uploads   map[*upload]struct{} // that were neither committed nor discarded
}

// stored is one document; capsules is nil once it is shredded.
type stored struct {
	body, manifest []byte
	capsules       map[custody.OrganizationID][]byte
}

// NewMemory makes an empty store.
func NewMemory() *Memory {
	return &Memory{documents: map[string]*stored{}, uploads: map[*upload]struct{}{}}
}

// Part names a part of a stored document.
type Part string

// The parts of a document that a test may change.
const (
	Body     Part = "body"
	Manifest Part = "manifest"
	Capsules Part = "capsules" // all of them alike
)

// Change replaces a part of a document, as a fault of a disk or an intruder would.
func (s *Memory) Change(id string, part Part, change func([]byte) []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.documents[id]
	switch part {
	case Body:
		d.body = change(bytes.Clone(d.body))
	case Manifest:
		d.manifest = change(bytes.Clone(d.manifest))
	case Capsules:
		for reader, capsule := range d.capsules {
			d.capsules[reader] = change(bytes.Clone(capsule))
		}
	}
}

type upload struct {
	store   *Memory
	id      string
	body    bytes.Buffer
	written time.Time // last
	ended   bool
	swept   bool
}

// Create begins a document.
func (s *Memory) Create(_ context.Context, id string) (documents.Upload, error) {
	if !documents.ValidID(id) {
		return nil, fmt.Errorf("create document: %q is not a document's id", id)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	u := &upload{store: s, id: id, written: time.Now()}
	s.uploads[u] = struct{}{}
	return u, nil
}

// Write adds to the body.
func (u *upload) Write(p []byte) (int, error) {
	u.store.mu.Lock()
	defer u.store.mu.Unlock()
	if u.ended {
		return 0, errors.New("the upload has ended")
	}
	u.written = time.Now()
	return u.body.Write(p)
}

// Commit makes the document visible.
func (u *upload) Commit(_ context.Context, manifest []byte, capsules map[custody.OrganizationID][]byte) (bool, error) {
	u.store.mu.Lock()
	defer u.store.mu.Unlock()
	if u.swept {
		return false, fmt.Errorf("commit %s: it took so long that it was swept", u.id)
	}
	u.end()
	if u.store.documents[u.id] != nil {
		return false, nil
	}
	d := &stored{body: u.body.Bytes(), manifest: bytes.Clone(manifest), capsules: map[custody.OrganizationID][]byte{}}
	for reader, capsule := range capsules {
		d.capsules[reader] = bytes.Clone(capsule)
	}
	u.store.documents[u.id] = d
	return true, nil
}

// Discard gives up what was not committed.
func (u *upload) Discard() error {
	u.store.mu.Lock()
	defer u.store.mu.Unlock()
	u.end()
	return nil
}

func (u *upload) end() {
	u.ended = true
	delete(u.store.uploads, u)
}

// Sweep removes uploads that were not written to since.
func (s *Memory) Sweep(_ context.Context, before time.Time) (removed int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for u := range s.uploads {
		if u.written.Before(before) {
			u.swept = true
			u.end()
			removed++
		}
	}
	return removed, nil
}

// Age makes what was written of unfinished uploads that much older.
func (s *Memory) Age(by time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for u := range s.uploads {
		u.written = u.written.Add(-by)
	}
}

// Unfinished counts uploads that were neither committed nor discarded nor swept.
func (s *Memory) Unfinished() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.uploads)
}

// Manifest gives the signed manifest.
func (s *Memory) Manifest(_ context.Context, id string) ([]byte, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.documents[id]
	if d == nil {
		return nil, false, nil
	}
	return bytes.Clone(d.manifest), true, nil
}

// Body opens the sealed body.
func (s *Memory) Body(_ context.Context, id string) (io.ReadCloser, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.documents[id]
	if d == nil {
		return nil, fmt.Errorf("open the body of %s: there is no such document", id)
	}
	return io.NopCloser(bytes.NewReader(d.body)), nil
}

// Capsule gives an organisation's capsule.
func (s *Memory) Capsule(_ context.Context, id string, reader custody.OrganizationID) ([]byte, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.documents[id] == nil {
		return nil, false, nil
	}
	capsule, found := s.documents[id].capsules[reader]
	return bytes.Clone(capsule), found, nil
}

// PutCapsule writes an organisation's capsule.
func (s *Memory) PutCapsule(_ context.Context, id string, reader custody.OrganizationID, capsule []byte) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.documents[id] == nil || s.documents[id].capsules == nil {
		return false, nil
	}
	s.documents[id].capsules[reader] = bytes.Clone(capsule)
	return true, nil
}

// DeleteCapsules deletes all capsules.
func (s *Memory) DeleteCapsules(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d := s.documents[id]; d != nil {
		d.capsules = nil
	}
	return nil
}

// List gives the ids of all documents in order.
func (s *Memory) List(context.Context) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.documents)), nil
}
