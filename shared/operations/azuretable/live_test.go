package azuretable_test

import (
	"context"
	"crypto/rand"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/data/aztables"

	"waybill/shared/operations"
	"waybill/shared/operations/azuretable"
	"waybill/shared/operations/operationstest"
)

// The store keeps the port's promises in a storage account of Azure too: the one whose address for tables stands in
// AZURE_TABLES_URL. Whoever runs this needs the role Storage Table Data Contributor there.
func TestStoreInAzure(t *testing.T) {
	t.Parallel()
	endpoint := os.Getenv("AZURE_TABLES_URL")
	if endpoint == "" {
		t.Skip("AZURE_TABLES_URL names no storage account")
	}
	credential, err := azidentity.NewDefaultAzureCredential(nil)
	if err != nil {
		t.Fatal(err)
	}
	service, err := aztables.NewServiceClient(endpoint, credential, nil)
	if err != nil {
		t.Fatal(err)
	}
	operationstest.Run(t, func(t *testing.T, now func() time.Time) operations.Store {
		place := azuretable.Place{Endpoint: endpoint, Credential: credential, Table: "t" + strings.ToLower(rand.Text())}
		if _, err := service.CreateTable(t.Context(), place.Table, nil); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if _, err := service.DeleteTable(context.WithoutCancel(t.Context()), place.Table, nil); err != nil {
				t.Error(err)
			}
		})
		return openAt(t, place, now)
	})
}
