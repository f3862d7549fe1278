package documentstest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"

	"waybill/shared/custody"
	"waybill/shared/documents"
)

const (
	sender custody.OrganizationID = "northern-silicon"
	reader custody.OrganizationID = "metro-electronics"
	other  custody.OrganizationID = "harbour-freight"
)

// Run tests that what open gives is a store as the port promises. Each test opens an empty one.
func Run(t *testing.T, open func(t *testing.T) documents.Store) {
	for name, test := range map[string]func(*testing.T, *fixture){
		"a document appears as a whole when it is committed": appears,
		"an upload that is discarded was never there":        discarded,
		"a document is created once":                         once,
		"of many uploads at once, one is the document":       manyUploads,
		"a capsule can be added and replaced":                putCapsule,
		"a shredded document keeps body and manifest":        shred,
		"ids and readers cannot lead elsewhere":              strangeNames,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, &fixture{T: t, Store: open(t), id: documents.DocumentID(sender, "key")})
		})
	}
}

type fixture struct {
	*testing.T
	documents.Store
	id string
}

// upload writes a document with one capsule.
func (f *fixture) upload(body string) documents.Upload {
	f.Helper()
	u, err := f.Create(f.Context(), f.id)
	if err != nil {
		f.Fatal(err)
	}
	for _, part := range []string{body[:len(body)/2], body[len(body)/2:]} {
		if _, err := io.WriteString(u, part); err != nil {
			f.Fatal(err)
		}
	}
	return u
}

func (f *fixture) commit(u documents.Upload, manifest string, want bool) {
	f.Helper()
	created, err := u.Commit(f.Context(), []byte(manifest), map[custody.OrganizationID][]byte{sender: []byte("capsule of " + manifest)})
	if err != nil || created != want {
		f.Fatalf("committed %s: %v, %v; want %v", manifest, created, err, want)
	}
	if err := u.Discard(); err != nil {
		f.Fatal(err)
	}
}

func (f *fixture) body(want string) {
	f.Helper()
	r, err := f.Body(f.Context(), f.id)
	if err != nil {
		f.Fatal(err)
	}
	defer r.Close()
	if got, err := io.ReadAll(r); err != nil || string(got) != want {
		f.Fatalf("the body is %d bytes, %v; want %d", len(got), err, len(want))
	}
}

func (f *fixture) manifest(want string) {
	f.Helper()
	got, found, err := f.Manifest(f.Context(), f.id)
	if err != nil || found != (want != "") || string(got) != want {
		f.Fatalf("the manifest is %q, %v, %v; want %q", got, found, err, want)
	}
}

func (f *fixture) capsule(of custody.OrganizationID, want string) {
	f.Helper()
	got, found, err := f.Capsule(f.Context(), f.id, of)
	if err != nil || found != (want != "") || string(got) != want {
		f.Fatalf("the capsule of %s is %q, %v, %v; want %q", of, got, found, err, want)
	}
}

func (f *fixture) list(want ...string) {
	f.Helper()
	if got, err := f.List(f.Context()); err != nil || !slices.Equal(got, want) {
		f.Fatalf("listed %v, %v; want %v", got, err, want)
	}
}

func appears(_ *testing.T, f *fixture) {
	large := string(bytes.Repeat([]byte("sealed "), 200_000))
	u := f.upload(large)
	f.manifest("")
	f.capsule(sender, "")
	f.list()
	f.commit(u, "first", true)
	f.manifest("first")
	f.capsule(sender, "capsule of first")
	f.capsule(reader, "")
	f.body(large)
	f.list(f.id)

	first := f.id
	f.id = documents.DocumentID(sender, "another key")
	f.commit(f.upload(""), "empty", true)
	f.body("")
	both := []string{first, f.id}
	slices.Sort(both)
	f.list(both...)
}

func discarded(t *testing.T, f *fixture) {
	u := f.upload("body")
	for range 2 {
		if err := u.Discard(); err != nil {
			t.Fatal(err)
		}
	}
	f.manifest("")
	f.list()
	f.commit(f.upload("again"), "again", true)
	f.body("again")
}

func once(_ *testing.T, f *fixture) {
	late := f.upload("late body")
	f.commit(f.upload("body"), "first", true)
	f.commit(late, "late", false)
	f.commit(f.upload("third body"), "third", false)
	f.manifest("first")
	f.capsule(sender, "capsule of first")
	f.body("body")
}

func manyUploads(t *testing.T, f *fixture) {
	var all errgroup.Group
	var created atomic.Int32
	var winner atomic.Value
	for i := range 8 {
		text := fmt.Sprint("upload ", i)
		u := f.upload(text)
		all.Go(func() error {
			ok, err := u.Commit(context.Background(), []byte(text), nil)
			if ok {
				created.Add(1)
				winner.Store(text)
			}
			return err
		})
	}
	if err := all.Wait(); err != nil || created.Load() != 1 {
		t.Fatalf("%d were created, %v", created.Load(), err)
	}
	f.manifest(winner.Load().(string))
	f.body(winner.Load().(string))
}

func (f *fixture) put(capsule string, want bool) {
	f.Helper()
	if put, err := f.PutCapsule(f.Context(), f.id, reader, []byte(capsule)); err != nil || put != want {
		f.Fatalf("put a capsule for %s: %v, %v; want %v", reader, put, err, want)
	}
}

func putCapsule(_ *testing.T, f *fixture) {
	f.put("too early", false)
	f.commit(f.upload("body"), "first", true)
	f.capsule(reader, "")
	f.put("one", true)
	f.put("two", true)
	f.capsule(reader, "two")
	f.capsule(sender, "capsule of first")
	f.capsule(other, "")
}

func shred(t *testing.T, f *fixture) {
	f.commit(f.upload("body"), "first", true)
	f.put("one", true)
	for range 2 {
		if err := f.DeleteCapsules(t.Context(), f.id); err != nil {
			t.Fatal(err)
		}
		f.capsule(sender, "")
		f.capsule(reader, "")
		f.put("again", false)
		f.capsule(reader, "")
	}
	f.commit(f.upload("body"), "again", false)
	f.capsule(sender, "")
	f.manifest("first")
	f.body("body")
	f.list(f.id)
}

func strangeNames(t *testing.T, f *fixture) {
	f.commit(f.upload("body"), "first", true)
	for _, id := range []string{"", ".", "..", "../" + f.id, f.id + "/../" + f.id, "doc-", "unfinished", f.id + "\x00"} {
		if _, found, err := f.Manifest(t.Context(), id); found || err != nil {
			t.Errorf("%q has a manifest: %v, %v", id, found, err)
		}
		if _, found, err := f.Capsule(t.Context(), id, sender); found || err != nil {
			t.Errorf("%q has a capsule: %v, %v", id, found, err)
		}
		if _, err := f.Create(t.Context(), id); err == nil {
			t.Errorf("%q could be created", id)
		}
		if _, err := f.Body(t.Context(), id); err == nil {
			t.Errorf("%q has a body", id)
		}
	}
	for _, who := range []custody.OrganizationID{"", "..", "../manifest.jws", "northern-silicon/../northern-silicon"} {
		if _, found, err := f.Capsule(t.Context(), f.id, who); found || err != nil {
			t.Errorf("%q has a capsule: %v, %v", who, found, err)
		}
	}
}
