package documentstest

import (
	"bytes"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"waybill/shared/custody"
	"waybill/shared/documents"
)

// A Site is an empty store in which uploads can be abandoned.
type Site struct {
	documents.Store
	Crash func(id string)        // leaves what is left of an upload whose process died before it became the document
	Age   func(by time.Duration) // makes what is in the store of unfinished uploads that much older
	Left  func() int             // counts what is in the store and belongs to no document
}

// RunSweep tests that a store sweeps as the port promises. Each test opens an empty one.
func RunSweep(t *testing.T, open func(t *testing.T) Site) {
	for name, test := range map[string]func(*testing.T, Site, *fixture){
		"what was abandoned goes when it is old enough, and nothing else": abandoned,
		"an upload that is written to stays":                              running,
		"a slow upload that meets a sweep is a document or is none":       slow,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := open(t)
			test(t, site, &fixture{T: t, Store: site.Store, id: documents.DocumentID(sender, "key")})
		})
	}
}

func (f *fixture) sweep(before time.Time) int {
	f.Helper()
	removed, err := f.Sweep(f.Context(), before)
	if err != nil {
		f.Fatal(err)
	}
	return removed
}

func abandoned(t *testing.T, site Site, f *fixture) {
	shredded, kept, lost := documents.DocumentID(sender, "shredded"), f.id, documents.DocumentID(sender, "lost")
	for _, id := range []string{shredded, kept} {
		f.id = id
		f.commit(f.upload("body of "+id), id, true)
		f.put("capsule", true)
	}
	if err := f.DeleteCapsules(t.Context(), shredded); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{shredded, kept, lost, lost, documents.DocumentID(sender, "lost as well")} {
		site.Crash(id)
	}
	there := site.Left()
	if removed := f.sweep(time.Now().Add(-time.Hour)); removed != 0 || site.Left() != there || there < 5 {
		t.Errorf("removed %d of %d too early, left are %d", removed, there, site.Left())
	}
	if removed := f.sweep(time.Now().Add(time.Hour)); removed != there || site.Left() != 0 {
		t.Errorf("removed %d of %d, left are %d", removed, there, site.Left())
	}
	if removed := f.sweep(time.Now().Add(time.Hour)); removed != 0 {
		t.Errorf("removed %d more", removed)
	}
	for id, capsule := range map[string]string{shredded: "", kept: "capsule"} {
		f.id = id
		f.manifest(id)
		f.body("body of " + id)
		f.capsule(reader, capsule)
		f.put("again", capsule != "")
	}
	f.id = lost
	f.manifest("")
	f.commit(f.upload("body"), "found again", true)
	f.body("body")
}

func running(t *testing.T, site Site, f *fixture) {
	const day = 24 * time.Hour
	large := string(bytes.Repeat([]byte("sealed "), 200_000)) // more than what a store gathers before it writes
	young := f.upload(large)
	if removed := f.sweep(time.Now().Add(-time.Hour)); removed != 0 {
		t.Errorf("removed %d", removed)
	}
	f.commit(young, "young", true)
	f.body(large)

	f.id = documents.DocumentID(sender, "slow")
	slow := f.upload(large)
	site.Age(2 * day)
	if _, err := slow.Write([]byte(large)); err != nil {
		t.Fatal(err)
	}
	if removed := f.sweep(time.Now().Add(-day)); removed != 0 {
		t.Errorf("removed %d", removed)
	}
	f.commit(slow, "slow", true)
	f.body(large + large)
}

func slow(t *testing.T, site Site, f *fixture) {
	const uploads, sweeps = 8, 3
	var ids [uploads]string
	var slow [uploads]documents.Upload
	for i := range slow {
		ids[i] = documents.DocumentID(sender, fmt.Sprint(i))
		f.id = ids[i]
		slow[i] = f.upload("body of " + f.id)
	}
	site.Age(48 * time.Hour)
	var all errgroup.Group
	var created [uploads]bool
	var ended atomic.Int32
	for range sweeps {
		all.Go(func() error {
			for ended.Load() < uploads {
				if _, err := f.Sweep(t.Context(), time.Now().Add(-time.Hour)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for i, u := range slow {
		all.Go(func() error {
			defer ended.Add(1)
			var err error
			created[i], err = u.Commit(t.Context(), []byte(ids[i]), map[custody.OrganizationID][]byte{sender: []byte("capsule")})
			if created[i] == (err != nil) {
				return fmt.Errorf("created: %v, %w", created[i], err)
			}
			return u.Discard()
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	f.sweep(time.Now().Add(time.Hour))
	if left := site.Left(); left != 0 {
		t.Errorf("%d things are left", left)
	}
	for i, id := range ids {
		f.id = id
		if !created[i] {
			f.manifest("")
			f.commit(f.upload("body of "+id), id, true)
			f.put("capsule", true)
		}
		f.manifest(id)
		f.body("body of " + id)
	}
}
