// Package tables is what every adapter on Azure Table Storage needs: a table that is read by keys and written by
// entity-group transactions whose answers are understood. Start with [Open].
//
// A transaction ([Table.Commit]) writes entities of one partition together or not at all, each on a condition: that it
// does not exist, or still has the version that was read (its ETag). Nobody holds a lock, and any number of processes
// write at once: who loses gets [ErrConflict] and reads again.
//
// https://learn.microsoft.com/rest/api/storageservices/table-service-rest-api
package tables

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/tracing"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/data/aztables"

	"waybill/shared/loopback"
)

// tryTimeout is how long one request may take. The service itself gives up after 30 s.
const tryTimeout = 40 * time.Second

// Connections are shared by all tables of the program. A transaction on a connection that the other side closes at this
// moment ends without an answer, so connections are given up before the other side does: an emulator, after five seconds.
var (
	connections         = newConnections(time.Minute)
	emulatorConnections = newConnections(2 * time.Second)
)

func newConnections(idle time.Duration) *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone() //nolint:forcetypeassert // the standard library says so
	t.MaxIdleConnsPerHost, t.IdleConnTimeout = t.MaxIdleConns, idle
	return &http.Client{Transport: t}
}

// noTable is the remedy where a table is missing.
const noTable = "the table is not there; it is created with the system, not by the program"

// A Place says where the table is. One of Endpoint and Connection is set.
type Place struct {
	// Endpoint is the storage account's address for tables, https://{account}.table.core.windows.net. The account's keys
	// are not used: whoever runs the program needs the role Storage Table Data Contributor.
	Endpoint string

	// Credential is who runs the program. Default: the managed identity or whatever else the environment offers.
	Credential azcore.TokenCredential

	// Connection is the connection string of an emulator on this machine, whose table is created if it is missing.
	Connection string

	// Table is the table's name. Each adapter has a default.
	Table string

	// Transport sends the requests. Default: one of this package, which keeps as many connections as it has used at once,
	// up to a hundred; the library's own keeps ten and makes the others anew each time.
	Transport policy.Transporter

	// Tracing makes a span of each request. Default: none.
	Tracing tracing.Provider
}

// Open gives the table at the place. With an Endpoint it asks nobody yet, and the table has to be there when it is
// used; with a Connection it creates the table.
func Open(ctx context.Context, p Place) (*Table, error) {
	if p.Transport == nil {
		p.Transport = connections
		if p.Connection != "" {
			p.Transport = emulatorConnections
		}
	}
	options := &aztables.ClientOptions{ClientOptions: azcore.ClientOptions{
		Transport: p.Transport, Retry: policy.RetryOptions{TryTimeout: tryTimeout}, PerRetryPolicies: []policy.Policy{answers{}},
		TracingProvider: p.Tracing,
	}}
	if p.Connection != "" {
		return openEmulator(ctx, p, options)
	}
	if u, err := url.Parse(p.Endpoint); err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%q is not the https address of a storage account's tables", p.Endpoint)
	}
	if p.Credential == nil {
		var err error
		if p.Credential, err = azidentity.NewDefaultAzureCredential(nil); err != nil {
			return nil, err
		}
	}
	service, err := aztables.NewServiceClient(p.Endpoint, p.Credential, options)
	if err != nil {
		return nil, err
	}
	return &Table{service.NewClient(p.Table)}, nil
}

func openEmulator(ctx context.Context, p Place, options *aztables.ClientOptions) (*Table, error) {
	if !loopback.Connection(p.Connection, "TableEndpoint") {
		return nil, errors.New("a connection string is for an emulator on this machine; an account in Azure is named by its https address")
	}
	service, err := aztables.NewServiceClientFromConnectionString(p.Connection, options)
	if err != nil {
		return nil, errors.New("the connection string does not have the right form") // the library's words may repeat the key
	}
	client := service.NewClient(p.Table)
	_, err = client.CreateTable(ctx, nil)
	if refusal := (*azcore.ResponseError)(nil); errors.As(err, &refusal) && refusal.ErrorCode == string(aztables.TableAlreadyExists) {
		err = nil
	}
	return &Table{client}, err
}

// explain adds the remedy where the service's answer has one that a person can apply.
func explain(err error) error {
	refusal := (*azcore.ResponseError)(nil)
	if !errors.As(err, &refusal) {
		return err
	}
	switch {
	case refusal.ErrorCode == string(aztables.TableNotFound):
		return fmt.Errorf("%s: %w", noTable, err)
	case refusal.StatusCode == http.StatusForbidden || refusal.StatusCode == http.StatusUnauthorized:
		return fmt.Errorf("this program's identity needs the role Storage Table Data Contributor: %w", err)
	}
	return err
}
