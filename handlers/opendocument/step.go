// Package opendocument gives a recipient a sealed document: its plaintext, its signed manifest, or the sealed body.
package opendocument

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"

	"waybill/shared/azfunc"
	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/partner"
	"waybill/shared/problem"
)

// Definition of OpenDocument.
var Definition = azfunc.Definition{
	Name:    "OpenDocument",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "v1/documents/{id}", Level: azfunc.AuthAnonymous},
}

// A Vault opens documents for those who may read them.
type Vault interface {
	Open(ctx context.Context, reader custody.OrganizationID, id string) (documents.Manifest, io.ReadCloser, error)
	Manifest(ctx context.Context, reader custody.OrganizationID, id string) ([]byte, error)
	Body(ctx context.Context, reader custody.OrganizationID, id string) (io.ReadCloser, error)
}

// New gives the function.
func New(vault Vault) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step{vault}}
}

type step struct{ vault Vault }

// ServeHTTP answers with the form that the query parameter form names: plain (the default), manifest or sealed.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := s.open(w, r); err != nil {
		azfunc.Fail(w, r, err)
	}
}

func (s step) open(w http.ResponseWriter, r *http.Request) error {
	caller, err := partner.CallerFrom(r.Context())
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	switch form := r.URL.Query().Get("form"); form {
	case "", "plain":
		manifest, body, err := s.vault.Open(r.Context(), caller.Organization, id)
		if err != nil {
			return err
		}
		return send(w, manifest.MediaType, manifest.Name, body)
	case "manifest":
		signed, err := s.vault.Manifest(r.Context(), caller.Organization, id)
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", "application/jose")
		_, _ = w.Write(signed)
		return nil
	case "sealed":
		body, err := s.vault.Body(r.Context(), caller.Organization, id)
		if err != nil {
			return err
		}
		return send(w, "application/octet-stream", id+".age", body)
	default:
		return problem.InvalidField.At("query:form", "it is plain, manifest or sealed")
	}
}

// send streams the body as a download: a partner's document must never be shown as a page of this site.
func send(w http.ResponseWriter, mediaType, name string, body io.ReadCloser) error {
	defer func() { _ = body.Close() }()
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "private, no-store")
	if _, err := io.Copy(w, body); err != nil {
		return fmt.Errorf("send the document: %w", err) // cuts the connection: half a document must not look whole
	}
	return nil
}
