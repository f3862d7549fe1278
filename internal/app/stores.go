package app

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/tracing"

	"waybill/shared/bus"
	"waybill/shared/config"
	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/ledger"
	"waybill/shared/operations"
	"waybill/shared/partner"
)

// Stores are the adapters that keep things, each as the settings choose: embedded on one folder, or in Azure. The
// commands for people open them beside a running system.
type Stores struct {
	Bus         Bus
	Operations  Operations
	Journal     Journal
	Ledger      Ledger
	Digests     ledger.DigestStore // apart from the ledger, and never overwritten
	Credentials *partner.Credentials
	Keys        Keys
	Vault       *documents.Vault
}

// A Bus carries messages.
type Bus interface {
	bus.Broker
	io.Closer
}

// Operations keeps what was accepted.
type Operations interface {
	operations.Store
	io.Closer
}

// A Ledger is everything that the ledger's store does.
type Ledger interface {
	Start(ctx context.Context, o ledger.Origin) error // fixes what it is the projection of
	ledger.Log
	ledger.Projected
	ledger.Intake
	ledger.QueryStore
	custody.View
	io.Closer
}

// OpenStores opens every store that the settings choose. What is missing of an embedded one, or on an emulator, is made;
// nobody in Azure is asked yet, except the ledger's database for its schema.
func OpenStores(ctx context.Context, s config.Settings) (*Stores, error) {
	return openStores(ctx, s, tracing.Provider{})
}

// openStores opens them with spans of what Azure's libraries do.
func openStores(ctx context.Context, s config.Settings, spans tracing.Provider) (*Stores, error) {
	c, err := newCloud(s, spans)
	if err != nil {
		return nil, err
	}
	st := &Stores{}
	fail := func(what string, err error) (*Stores, error) {
		return nil, errors.Join(fmt.Errorf("open %s: %w", what, err), st.Close())
	}
	if st.Bus, err = c.bus(ctx); err != nil {
		return fail("the bus", err)
	}
	if st.Operations, err = c.operations(ctx); err != nil {
		return fail("the operations", err)
	}
	if st.Journal, err = c.journal(ctx); err != nil {
		return fail("the journal", err)
	}
	if st.Ledger, err = c.ledger(ctx); err != nil {
		return fail("the ledger", err)
	}
	if st.Digests, err = c.digests(ctx); err != nil {
		return fail("the digests", err)
	}
	if st.Credentials, err = c.credentials(ctx); err != nil {
		return fail("the credentials", err)
	}
	if st.Keys, err = c.keys(); err != nil {
		return fail("the signing keys", err)
	}
	if st.Vault, err = c.vault(ctx); err != nil {
		return fail("the documents", err)
	}
	return st, nil
}

// Close closes what is open.
func (st *Stores) Close() error {
	var failed []error
	for _, c := range []io.Closer{st.Bus, st.Operations, st.Journal, st.Ledger} {
		if c != nil {
			failed = append(failed, c.Close())
		}
	}
	if st.Credentials != nil {
		failed = append(failed, st.Credentials.Close())
	}
	return errors.Join(failed...)
}

// orNothing keeps a nil pointer that comes with an error from becoming an interface that is not nil.
func orNothing[I any](opened I, err error) (I, error) {
	if err != nil {
		var nothing I
		return nothing, err
	}
	return opened, nil
}
