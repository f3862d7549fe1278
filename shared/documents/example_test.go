package documents_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/documents/documentstest"
	"waybill/shared/problem"
)

// A mine seals a certificate for a manufacturer, who can read it and hand it on; nobody else can, and after the mine
// has shredded it, nobody at all.
func Example() {
	ctx := context.Background()
	vault := documents.Vault{Store: documentstest.NewMemory(), Keyring: documentstest.NewKeyring(), Now: time.Now}

	sealed, err := vault.Seal(ctx, documents.Draft{
		ID: documents.DocumentID("northern-silicon", "key-1"), Organization: "northern-silicon",
		MediaType: "text/plain", Name: "purity.txt", Recipients: []custody.OrganizationID{"metro-electronics"},
	}, strings.NewReader("purity 99.9999999 %"))
	if err != nil {
		fmt.Println(err)
		return
	}
	manifest, plaintext, err := vault.Open(ctx, "metro-electronics", sealed.Manifest.Document)
	if err != nil {
		fmt.Println(err)
		return
	}
	text, err := io.ReadAll(plaintext)
	fmt.Println(manifest.Name, string(text), err, plaintext.Close())

	_, _, err = vault.Open(ctx, "harbour-freight", sealed.Manifest.Document)
	fmt.Println("a stranger is told it is not there:", errors.Is(err, problem.NotFound))
	fmt.Println("shredded:", vault.Shred(ctx, "northern-silicon", sealed.Manifest.Document))
	_, _, err = vault.Open(ctx, "metro-electronics", sealed.Manifest.Document)
	fmt.Println("so is the reader now:", errors.Is(err, problem.NotFound))
	// Output:
	// purity.txt purity 99.9999999 % <nil> <nil>
	// a stranger is told it is not there: true
	// shredded: <nil>
	// so is the reader now: true
}
