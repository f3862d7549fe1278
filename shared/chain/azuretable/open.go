package azuretable

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/data/aztables"
)

// table is the name of the table in which a system keeps its journal.
const table = "waybilljournal"

// tryTimeout is how long one request may take. The service itself gives up after 30 s.
const tryTimeout = 40 * time.Second

// A Place says where the table is. One of Endpoint and Connection is set.
type Place struct {
	// Endpoint is the storage account's address for tables, https://{account}.table.core.windows.net. The account's keys
	// are not used: whoever runs the program needs the role Storage Table Data Contributor.
	Endpoint string

	// Credential is who runs the program. Default: the managed identity or whatever else the environment offers.
	Credential azcore.TokenCredential

	// Connection is the connection string of an emulator on this machine, whose table is created if it is missing.
	Connection string

	// Table is the table's name. Default: waybilljournal.
	Table string

	// Transport sends the requests. Default: the library's own.
	Transport policy.Transporter
}

// Open gives the journal at the place. With an Endpoint it asks nobody yet, and the table has to be there when it does;
// with a Connection it creates the table.
func Open(ctx context.Context, p Place) (*Journal, error) {
	j, err := open(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("open the journal in Table Storage: %w", err)
	}
	return j, nil
}

func open(ctx context.Context, p Place) (*Journal, error) {
	if p.Table == "" {
		p.Table = table
	}
	options := &aztables.ClientOptions{ClientOptions: azcore.ClientOptions{
		Transport: p.Transport, Retry: policy.RetryOptions{TryTimeout: tryTimeout}, PerCallPolicies: []policy.Policy{answers{}},
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
	return &Journal{service.NewClient(p.Table)}, nil
}

func openEmulator(ctx context.Context, p Place, options *aztables.ClientOptions) (*Journal, error) {
	service, err := aztables.NewServiceClientFromConnectionString(p.Connection, options)
	if err != nil {
		return nil, errors.New("the connection string does not have the right form") // the library's words may repeat the key
	}
	client := service.NewClient(p.Table)
	_, err = client.CreateTable(ctx, nil)
	if refusal := (*azcore.ResponseError)(nil); errors.As(err, &refusal) && refusal.ErrorCode == string(aztables.TableAlreadyExists) {
		err = nil
	}
	return &Journal{client}, err
}

// explain adds the remedy where the service's answer has one that a person can apply.
func explain(err error) error {
	refusal := (*azcore.ResponseError)(nil)
	if !errors.As(err, &refusal) {
		return err
	}
	switch {
	case refusal.ErrorCode == string(aztables.TableNotFound):
		return fmt.Errorf("the table is not there; it is created with the system, not by the program: %w", err)
	case refusal.StatusCode == http.StatusForbidden || refusal.StatusCode == http.StatusUnauthorized:
		return fmt.Errorf("this program's identity needs the role Storage Table Data Contributor: %w", err)
	}
	return err
}
