package observe

import (
	"context"
	"io"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"waybill/shared/custody"
	"waybill/shared/documents"
)

// A Vault seals and opens documents, as parts of the invocation that does it.
type Vault struct {
	*documents.Vault
	observer *Observer
}

// Vault gives the vault under observation.
func (o *Observer) Vault(v *documents.Vault) *Vault { return &Vault{v, o} }

// Seal seals as [documents.Vault.Seal] does.
func (v *Vault) Seal(ctx context.Context, draft documents.Draft, body io.Reader) (documents.Sealed, error) {
	began := time.Now()
	sealed, err := v.Vault.Seal(ctx, draft, body)
	v.did(ctx, deed{name: "seal document", began: began, err: err})
	return sealed, err
}

// Open opens as [documents.Vault.Open] does. The span ends when reading can begin.
func (v *Vault) Open(ctx context.Context, reader custody.OrganizationID, id string) (documents.Manifest, io.ReadCloser, error) {
	began := time.Now()
	manifest, body, err := v.Vault.Open(ctx, reader, id)
	v.did(ctx, deed{name: "open document", began: began, err: err, attributes: []attribute.KeyValue{attribute.String("waybill.document", id)}})
	return manifest, body, err
}

// did adds a deed to the invocation's trace.
func (v *Vault) did(ctx context.Context, d deed) {
	if !v.observer.telemetry.On() {
		return
	}
	_, span := v.observer.telemetry.Tracer().Start(ctx, d.name, trace.WithTimestamp(d.began), trace.WithAttributes(d.attributes...))
	finish(span, d)
}
