// Package audit verifies a whole system from scratch: the ledger by its log, the log by its digests and the anchors on
// chain, and the documents by their signatures. It only reads, and believes nothing that it can compute.
package audit

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/mod/sumdb/note"

	"waybill/internal/app"
	"waybill/shared/config"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	ledgerevm "waybill/shared/ledger/evm"
	ledgerfiles "waybill/shared/ledger/files"
	ledgersqlite "waybill/shared/ledger/sqlite"
)

// A Report says what was verified.
type Report struct {
	ledger.Report
	Documents int `json:"documents"`
}

// Run verifies the system with the given settings and stores. Problems are in the report; an error means that the
// verification itself could not be carried out.
func Run(ctx context.Context, settings config.Settings, stores *app.Stores) (Report, error) {
	verifier, err := newVerifier(ctx, settings, stores)
	if err != nil {
		return Report{}, err
	}
	report := Report{}
	if report.Report, err = verifier.Verify(ctx); err != nil {
		return report, err
	}
	ids, err := stores.Vault.List(ctx)
	if err != nil {
		return report, fmt.Errorf("list documents: %w", err)
	}
	for _, id := range ids {
		if _, err := stores.Vault.Verify(ctx, id); err != nil {
			report.Verified = false
			report.Problems = append(report.Problems, fmt.Sprintf("document %s: %v", id, err))
		}
		report.Documents++
	}
	return report, nil
}

func newVerifier(ctx context.Context, settings config.Settings, stores *app.Stores) (*ledger.Verifier, error) {
	anchors, err := ledgerevm.Dial(ctx, settings.RPCURL, custody.Address(settings.Contract), settings.Finality)
	if err != nil {
		return nil, fmt.Errorf("address the node: %w", err)
	}
	digests, err := ledgerfiles.Open(app.DigestDir(settings))
	if err != nil {
		return nil, fmt.Errorf("open the digests: %w", err)
	}
	var keys []note.Verifier
	for _, text := range settings.DigestVerifiers {
		key, err := note.NewVerifier(text)
		if err != nil {
			return nil, fmt.Errorf("WAYBILL_DIGEST_VERIFIERS has %q, which is no public key: %w", text, err)
		}
		keys = append(keys, key)
	}
	return &ledger.Verifier{
		Store: stores.Ledger, Secret: custody.Secret(settings.NetworkSecret),
		Digests: digests, Keys: note.VerifierList(keys...), Anchors: anchors, Scratch: scratch,
	}, nil
}

// scratch is a ledger that is thrown away: the log is replayed into it.
func scratch(ctx context.Context) (ledger.Scratch, func() error, error) {
	dir, err := os.MkdirTemp("", "waybill-verify-")
	if err != nil {
		return nil, nil, err
	}
	store, err := ledgersqlite.Open(ctx, filepath.Join(dir, "ledger.db"))
	if err != nil {
		_ = os.RemoveAll(dir)
		return nil, nil, err
	}
	return store, func() error {
		_ = store.Close()
		return os.RemoveAll(dir)
	}, nil
}
