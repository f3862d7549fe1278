package azurite

import (
	"context"
	"crypto/rand"
	"os"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/data/aztables"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob"
)

// An Owner is what a test is to what is made for it.
type Owner interface {
	TB
	Context() context.Context
	Cleanup(func())
}

// A Place is where a test finds a table or a container of its own. One of Endpoint and Connection is set.
type Place struct {
	Endpoint   string // of an account in Azure
	Connection string // of an Azurite
	Name       string // of the table or the container
}

// NewTable gives a table of the test's own: in Azurite, whose adapters make it, or in the account of Azure whose address for
// tables stands in AZURE_TABLES_URL. Whoever runs tests there needs the role Storage Table Data Contributor.
func NewTable(o Owner) Place {
	o.Helper()
	name := "t" + strings.ToLower(rand.Text())
	return place(o, name, os.Getenv("AZURE_TABLES_URL"), func(account string, who *azidentity.DefaultAzureCredential) (create, remove call, err error) {
		service, err := aztables.NewServiceClient(account, who, nil)
		if err != nil {
			return nil, nil, err
		}
		return func(ctx context.Context) error { _, err := service.CreateTable(ctx, name, nil); return err },
			func(ctx context.Context) error { _, err := service.DeleteTable(ctx, name, nil); return err }, nil
	})
}

// NewContainer gives a container for blobs in the same way, in Azure by AZURE_BLOBS_URL and the role Storage Blob Data
// Contributor.
func NewContainer(o Owner) Place {
	o.Helper()
	name := "c" + strings.ToLower(rand.Text())
	return place(o, name, os.Getenv("AZURE_BLOBS_URL"), func(account string, who *azidentity.DefaultAzureCredential) (create, remove call, err error) {
		service, err := azblob.NewClient(account, who, nil)
		if err != nil {
			return nil, nil, err
		}
		return func(ctx context.Context) error { _, err := service.CreateContainer(ctx, name, nil); return err },
			func(ctx context.Context) error { _, err := service.DeleteContainer(ctx, name, nil); return err }, nil
	})
}

// A call asks an account for something.
type call func(ctx context.Context) error

// place is in Azurite, or makes what is asked for in the account and removes it when the test ends.
func place(o Owner, name, account string, open func(string, *azidentity.DefaultAzureCredential) (create, remove call, err error)) Place {
	o.Helper()
	if account == "" {
		return Place{Connection: Start(o).ConnectionString(), Name: name}
	}
	who, err := azidentity.NewDefaultAzureCredential(nil)
	if err != nil {
		o.Fatalf("find an identity for %s: %v", account, err)
	}
	create, remove, err := open(account, who)
	if err != nil {
		o.Fatalf("open %s: %v", account, err)
	}
	if err := create(o.Context()); err != nil {
		o.Fatalf("make %s in %s: %v", name, account, err)
	}
	o.Cleanup(func() {
		if err := remove(context.WithoutCancel(o.Context())); err != nil {
			o.Fatalf("remove %s from %s: %v", name, account, err)
		}
	})
	return Place{Endpoint: account, Name: name}
}
