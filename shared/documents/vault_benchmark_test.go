package documents_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/documents/documentstest"
	"waybill/shared/documents/files"
)

func bodies(size int) map[string][]byte {
	var json strings.Builder
	for i := 0; json.Len() < size; i++ {
		fmt.Fprintf(&json, `{"type":"ObjectEvent","action":"OBSERVE","epcList":["urn:epc:id:sgtin:0401234.500001.%d"],"bizStep":"shipping"},`, i*7919)
	}
	return map[string][]byte{"json": []byte(json.String()[:size]), "random": []byte(random(size))}
}

// Sealing and opening a document, beside the hash of the same bytes on the same machine.
func BenchmarkVault(b *testing.B) {
	store, err := files.OpenStore(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	stores := map[string]documents.Store{"memory": documentstest.NewMemory(), "files": store}
	for _, size := range []int{4 << 10, 32 << 20} {
		for kind, body := range bodies(size) {
			b.Run(fmt.Sprintf("sha256/%s/size=%d", kind, size), func(b *testing.B) {
				b.SetBytes(int64(size))
				for b.Loop() {
					sha256.Sum256(body)
				}
			})
			for name, store := range stores {
				benchmarkVault(b, fmt.Sprintf("%s/%s/size=%d", name, kind, size), store, body)
			}
		}
	}
}

func benchmarkVault(b *testing.B, name string, store documents.Store, body []byte) {
	vault := documents.Vault{Store: store, Keyring: documentstest.NewKeyring(), Now: time.Now}
	last := draft(maker)
	b.Run("seal/"+name, func(b *testing.B) {
		b.SetBytes(int64(len(body)))
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			i++
			last.ID = documents.DocumentID(custody.OrganizationID(name), fmt.Sprint(i, b.N))
			if _, err := vault.Seal(b.Context(), last, bytes.NewReader(body)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("open/"+name, func(b *testing.B) {
		b.SetBytes(int64(len(body)))
		b.ReportAllocs()
		for b.Loop() {
			_, r, err := vault.Open(b.Context(), maker, last.ID)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, r); err != nil {
				b.Fatal(err)
			}
			if err := r.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
