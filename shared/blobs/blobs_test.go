package blobs_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"waybill/internal/azurite"
	"waybill/shared/blobs"
	"waybill/shared/blobs/blobstest"
)

// open gives a new container in Azurite.
func open(t *testing.T, wire *blobstest.Wire) *blobs.Container {
	t.Helper()
	c, err := blobs.Open(t.Context(), blobs.Place{
		Connection: azurite.Start(t).ConnectionString(), Container: "c" + strings.ToLower(rand.Text()), Transport: wire,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A place that cannot be is an error at once, and no error repeats a key. Account keys of a real account are not taken.
func TestPlacesThatCannotBe(t *testing.T) {
	t.Parallel()
	account := "DefaultEndpointsProtocol=https;AccountName=waybill;AccountKey=" + azurite.Key + ";"
	for _, p := range []blobs.Place{
		{},
		{Endpoint: "http://waybill.blob.core.windows.net"},
		{Endpoint: "waybill"},
		{Connection: "AccountKey=" + azurite.Key},
		{Connection: account + "EndpointSuffix=core.windows.net"},
		{Connection: account + "BlobEndpoint=https://waybill.blob.core.windows.net/"},
		{Connection: account + "BlobEndpoint=http://127.0.0.1:1/a;BlobEndpoint=https://waybill.blob.core.windows.net/"},
		{Connection: "BlobEndpoint=http://127.0.0.1:1/devstoreaccount1;AccountKey=" + azurite.Key},
	} {
		p.Container = "documents"
		if _, err := blobs.Open(t.Context(), p); err == nil || strings.Contains(err.Error(), azurite.Key[:20]) {
			t.Errorf("%v: %v", p, err)
		}
	}
}

// A blob is created once, replaced only in the version that was read, and deleted without complaint when it is gone.
func TestConditions(t *testing.T) {
	t.Parallel()
	c := open(t, &blobstest.Wire{})
	if _, found, err := c.Read(t.Context(), "a", 10); found || err != nil {
		t.Fatalf("it is there: %v", err)
	}
	for i, want := range []bool{true, false} {
		if created, err := c.Create(t.Context(), "a", []byte{byte(i)}, nil); created != want || err != nil {
			t.Fatalf("created: %v, %v; want %v", created, err, want)
		}
	}
	first, _, err := c.Read(t.Context(), "a", 10)
	if err != nil || !bytes.Equal(first.Content, []byte{0}) {
		t.Fatalf("read %v, %v", first, err)
	}
	for _, want := range []bool{true, false} {
		if replaced, err := c.Replace(t.Context(), "a", []byte("new"), first.ETag); replaced != want || err != nil {
			t.Errorf("replaced: %v, %v; want %v", replaced, err, want)
		}
	}
	if _, _, err := c.Read(t.Context(), "a", 2); err == nil {
		t.Error("a blob over the limit was read")
	}
	for range 2 {
		if err := c.Delete(t.Context(), "a"); err != nil {
			t.Error(err)
		}
	}
	if replaced, err := c.Replace(t.Context(), "a", []byte("new"), first.ETag); replaced || err != nil {
		t.Errorf("a blob that is gone was replaced: %v, %v", replaced, err)
	}
}

// A list has all blobs in the order of their names, also over several pages.
func TestListGoesOverPages(t *testing.T) {
	t.Parallel()
	wire := &blobstest.Wire{}
	c := open(t, wire)
	for i := range 25 {
		if _, err := c.Create(t.Context(), fmt.Sprintf("p/%02d", i), nil, map[string]string{"number": fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	pages := 0
	wire.Spoil = func(r *http.Request, send func() (*http.Response, error)) (*http.Response, error) {
		pages++
		return send()
	}
	i := 0
	for entry, err := range c.ListPages(t.Context(), "p/", 10) {
		if err != nil || entry.Name != fmt.Sprintf("p/%02d", i) || entry.Metadata["number"] != fmt.Sprint(i) || entry.Modified.IsZero() {
			t.Errorf("entry %d is %+v, %v", i, entry, err)
		}
		i++
	}
	if i != 25 || pages != 3 {
		t.Errorf("%d entries on %d pages", i, pages)
	}
}

// A long blob travels in blocks, in memory of one block, and is there as a whole or not at all.
func TestUploadTravelsInBlocks(t *testing.T) {
	t.Parallel()
	wire := &blobstest.Wire{}
	c := open(t, wire)
	text := make([]byte, 9<<20+5)
	_, _ = rand.Read(text) // never fails
	largest := int64(0)
	wire.Spoil = func(r *http.Request, send func() (*http.Response, error)) (*http.Response, error) {
		largest = max(largest, r.ContentLength)
		return send()
	}
	u := c.Upload(t.Context(), "a")
	for part := text; len(part) > 0; {
		n := min(len(part), 1_000_003)
		if _, err := u.Write(part[:n]); err != nil {
			t.Fatal(err)
		}
		part = part[n:]
	}
	if _, found, err := c.Read(t.Context(), "a", 1); found || err != nil {
		t.Errorf("it is there before its end, %v", err)
	}
	if err := u.Finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	b, found, err := c.Read(t.Context(), "a", 10<<20)
	if err != nil || !found || !bytes.Equal(b.Content, text) || largest > 4<<20 {
		t.Errorf("read %d bytes, the largest request had %d, %v", len(b.Content), largest, err)
	}
	if _, err := u.Write([]byte("more")); err == nil {
		t.Error("more was written after the end")
	}
}
