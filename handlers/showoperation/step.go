// Package showoperation tells an organisation how far one of its operations has come, and which transactions were
// signed for it.
package showoperation

import (
	"context"
	"encoding/json"
	"net/http"

	"waybill/shared/azfunc"
	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/partner"
)

// Definition of ShowOperation.
var Definition = azfunc.Definition{
	Name:    "ShowOperation",
	Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "v1/operations/{id}", Level: azfunc.AuthAnonymous},
}

// An Engine knows what was signed for a command.
type Engine interface {
	Transactions(ctx context.Context, signer custody.Address, command custody.Digest) ([]chain.Transaction, error)
}

// New gives the function.
func New(store operations.Finder, engine Engine) azfunc.Function {
	return azfunc.Function{Definition: Definition, HTTP: step{store, engine}}
}

type step struct {
	store  operations.Finder
	engine Engine
}

// ServeHTTP answers with the report of the caller's operation; another organisation's operation is not found.
func (s step) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o, err := s.find(r)
	if err != nil {
		azfunc.Fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	report := operations.ReportOf(o)
	report.Attempts = s.attempts(r.Context(), o)
	_ = json.NewEncoder(w).Encode(report)
}

// attempts gives the operation's transactions. How far the operation has come is told without them if the journal or the
// node does not answer.
func (s step) attempts(ctx context.Context, o operations.Operation) (all []operations.Attempt) {
	transactions, err := s.engine.Transactions(ctx, o.Signer, o.Command)
	if err != nil {
		azfunc.Logger(ctx).Warn("the transactions of an operation cannot be read", "operation", o.ID, "err", err)
	}
	for _, t := range transactions {
		if t.State == chain.Open && !o.Transaction.IsZero() {
			t.State = chain.Replaced // the ledger was faster than the journal
			if t.Hash == o.Transaction {
				t.State = chain.Mined
			}
		}
		all = append(all, operations.Attempt{
			Transaction: t.Hash, Nonce: t.Nonce, Kind: string(t.Kind), State: string(t.State), Tip: t.Fee.Tip, Cap: t.Fee.Cap,
			Gas: t.Gas, SignedAt: t.At, SentAt: t.Sent, Sends: t.Sends, Note: t.Note,
		})
	}
	return all
}

func (s step) find(r *http.Request) (operations.Operation, error) {
	caller, err := partner.CallerFrom(r.Context())
	if err != nil {
		return operations.Operation{}, err
	}
	return operations.Find(r.Context(), s.store, caller.Organization, r.PathValue("id"))
}
