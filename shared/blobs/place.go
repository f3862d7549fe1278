// Package blobs opens containers of Azure Blob Storage and has the few operations on blobs that the stores of the
// project are built from, with what the service answers after a lost answer thought of. Reach for [Open].
package blobs

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/tracing"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/bloberror"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/container"

	"waybill/shared/loopback"
)

// tryTimeout is how long one request with a small answer may take, also one that carries a block over a slow line.
const tryTimeout = time.Minute

// A Place says where a container is. One of Endpoint and Connection is set.
type Place struct {
	// Endpoint is the storage account's address for blobs, https://{account}.blob.core.windows.net. The account's keys
	// are not used: whoever runs the program needs the role Storage Blob Data Contributor.
	Endpoint string

	// Credential is who runs the program. Default: the managed identity or whatever else the environment offers.
	Credential azcore.TokenCredential

	// Connection is the connection string of an emulator on this machine, whose container is created if it is missing.
	Connection string

	// Container is the container's name. Default: that of the store.
	Container string

	// Transport sends the requests. Default: the library's own.
	Transport policy.Transporter

	// Tracing makes spans of the requests. Default: none.
	Tracing tracing.Provider
}

// Open gives the container at the place. With an Endpoint it asks nobody yet, and the container has to be there when it
// does; with a Connection it creates the container.
func Open(ctx context.Context, p Place) (*Container, error) {
	options := &container.ClientOptions{ClientOptions: azcore.ClientOptions{
		Transport: p.Transport, TracingProvider: p.Tracing, Retry: policy.RetryOptions{TryTimeout: tryTimeout},
	}}
	if p.Connection != "" {
		return openEmulator(ctx, p, options)
	}
	if u, err := url.Parse(p.Endpoint); err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%q is not the https address of a storage account's blobs", p.Endpoint)
	}
	if p.Credential == nil {
		var err error
		if p.Credential, err = azidentity.NewDefaultAzureCredential(nil); err != nil {
			return nil, err
		}
	}
	client, err := container.NewClient(strings.TrimSuffix(p.Endpoint, "/")+"/"+p.Container, p.Credential, options)
	if err != nil {
		return nil, err
	}
	return &Container{name: p.Container, client: client}, nil
}

func openEmulator(ctx context.Context, p Place, options *container.ClientOptions) (*Container, error) {
	if !loopback.Connection(p.Connection, "BlobEndpoint") {
		return nil, errors.New("the connection string has no BlobEndpoint on this machine; a storage account is named by its https address")
	}
	client, err := container.NewClientFromConnectionString(p.Connection, p.Container, options)
	if err != nil {
		return nil, errors.New("the connection string does not have the right form") // the library's words may repeat the key
	}
	if _, err := client.Create(ctx, nil); err != nil && !bloberror.HasCode(err, bloberror.ContainerAlreadyExists) {
		return nil, fmt.Errorf("create the container %s: %w", p.Container, err)
	}
	return &Container{name: p.Container, client: client}, nil
}
