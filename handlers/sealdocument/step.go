// Package sealdocument takes a document as a stream, seals it for its recipients and has its commitment recorded on
// chain.
package sealdocument

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"waybill/shared/azfunc"
	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/operations"
	"waybill/shared/partner"
	"waybill/shared/problem"
)

// Definition of SealDocument.
var Definition = azfunc.Definition{
	Name:    "SealDocument",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodPost}, Route: "v1/documents", Level: azfunc.AuthAnonymous},
	Outputs: []azfunc.Output{{Queue: "transactions"}},
}

// maxKey is the longest Idempotency-Key that the desk takes.
const maxKey = 255

// A Vault seals documents.
type Vault interface {
	Seal(ctx context.Context, draft documents.Draft, body io.Reader) (documents.Sealed, error)
}

// A Desk accepts commands and finds what it has accepted.
type Desk interface {
	Find(ctx context.Context, caller custody.OrganizationID, key string) (operations.Operation, bool, error)
	Accept(ctx context.Context, caller custody.OrganizationID, key string, c custody.Command) (operations.Operation, error)
}

// New gives the function.
func New(vault Vault, desk Desk, view custody.View) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step{vault, desk, view}}
}

type step struct {
	vault Vault
	desk  Desk
	view  custody.View
}

type receipt struct {
	Document     string         `json:"document"`
	ManifestHash custody.Digest `json:"manifestHash"`
	operations.Receipt
}

// ServeHTTP seals the body: 202 once it is durable and its commitment is accepted.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer, err := s.seal(r)
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Location", answer.Operation)
	w.WriteHeader(http.StatusAccepted)
	_ = json.NewEncoder(w).Encode(answer)
}

// seal checks everything that can be refused before it reads the body, so that a refused document leaves no trace.
func (s step) seal(r *http.Request) (receipt, error) {
	caller, err := partner.CallerFrom(r.Context())
	if err != nil {
		return receipt{}, err
	}
	if err := s.checkSender(r.Context(), caller.Organization); err != nil {
		return receipt{}, err
	}
	key := r.Header.Get("Idempotency-Key")
	if err := s.checkKey(r.Context(), caller.Organization, key); err != nil {
		return receipt{}, err
	}
	draft, err := s.draft(r, caller.Organization, key)
	if err != nil {
		return receipt{}, err
	}
	sealed, err := s.vault.Seal(r.Context(), draft, r.Body)
	if err != nil {
		return receipt{}, err
	}
	o, err := s.desk.Accept(r.Context(), caller.Organization, key, &custody.RecordDocument{
		Document: sealed.Manifest.Document, ManifestHash: sealed.Hash, Asset: draft.Asset,
	})
	if err != nil {
		return receipt{}, err
	}
	return receipt{Document: sealed.Manifest.Document, ManifestHash: sealed.Hash, Receipt: operations.ReceiptOf(o)}, nil
}

// checkSender refuses whom the desk would refuse.
func (s step) checkSender(ctx context.Context, id custody.OrganizationID) error {
	sender, found, err := s.view.Organization(ctx, id)
	if err != nil {
		return fmt.Errorf("look for sender %s: %w", id, err)
	}
	if !found || !sender.Active {
		return problem.Forbidden.With(fmt.Sprintf("%s is not active in the network and cannot have documents sealed", id))
	}
	return nil
}

// checkKey refuses a key that cannot name a document, because it is missing, too long or another command's.
func (s step) checkKey(ctx context.Context, sender custody.OrganizationID, key string) error {
	if key == "" {
		return problem.KeyMissing.At("header:Idempotency-Key", "send a new value for each new document")
	}
	if len(key) > maxKey {
		return problem.InvalidField.At("header:Idempotency-Key", fmt.Sprintf("it is longer than %d characters", maxKey))
	}
	first, found, err := s.desk.Find(ctx, sender, key)
	if err != nil {
		return err
	}
	if found && first.Kind != custody.KindRecordDocument {
		return problem.KeyReused.At("header:Idempotency-Key", "it belongs to "+first.ID+"; use a new key for a new document")
	}
	return nil
}

func (s step) draft(r *http.Request, sender custody.OrganizationID, key string) (documents.Draft, error) {
	query := r.URL.Query()
	draft := documents.Draft{
		ID: documents.DocumentID(sender, key), Organization: sender,
		MediaType: r.Header.Get("Content-Type"), Name: query.Get("name"),
	}
	if id := query.Get("asset"); id != "" {
		asset, err := s.asset(r.Context(), id)
		if err != nil {
			return draft, err
		}
		draft.Asset = string(asset)
	}
	for _, recipient := range query["recipient"] {
		organization, found, err := s.view.Organization(r.Context(), custody.OrganizationID(recipient))
		if err != nil {
			return draft, fmt.Errorf("look for recipient %s: %w", recipient, err)
		}
		if !found || !organization.Active {
			return draft, problem.UnknownOrg.At("query:recipient", fmt.Sprintf("%q is not active in the network", recipient))
		}
		draft.Recipients = append(draft.Recipients, organization.ID)
	}
	return draft, nil
}

func (s step) asset(ctx context.Context, uri string) (custody.AssetID, error) {
	id, err := custody.ParseAssetID(uri, "query:asset")
	if err != nil {
		return "", err
	}
	_, found, err := s.view.Asset(ctx, id)
	if err != nil {
		return "", fmt.Errorf("look for asset %s: %w", id, err)
	}
	if !found {
		return "", problem.UnknownAsset.At("query:asset", fmt.Sprintf("%s is not registered", id))
	}
	return id, nil
}
