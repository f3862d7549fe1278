// Package audit verifies a whole system from scratch: the ledger by its log, the log by its digests and the anchors on
// chain, and the documents by their signatures. It only reads, and believes nothing that it can compute.
package audit

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/mod/sumdb/note"

	"waybill/internal/app"
	"waybill/shared/config"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	ledgerevm "waybill/shared/ledger/evm"
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
	err = checkDocuments(ctx, stores, &report)
	return report, err
}

// checkDocuments checks every sealed document and that what the ledger has of it is its manifest. A document that the
// ledger does not have is no problem: its command may be on its way.
func checkDocuments(ctx context.Context, stores *app.Stores, report *Report) error {
	recorded, err := manifestHashes(ctx, stores)
	if err != nil {
		return fmt.Errorf("read the ledger's documents: %w", err)
	}
	ids, err := stores.Vault.List(ctx)
	if err != nil {
		return fmt.Errorf("list documents: %w", err)
	}
	for _, id := range ids {
		sealed, err := stores.Vault.Verify(ctx, id)
		hash, known := recorded[id]
		delete(recorded, id)
		switch {
		case err != nil:
			report.problem("document %s: %v", id, err)
		case known && hash != sealed.Hash:
			report.problem("document %s has the manifest %s, and the chain has %s", id, sealed.Hash, hash)
		}
		report.Documents++
	}
	for _, id := range slices.Sorted(maps.Keys(recorded)) {
		report.problem("document %s is on chain and not in store", id)
	}
	return nil
}

func (r *Report) problem(format string, args ...any) {
	r.Verified = false
	r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
}

// manifestHashes gives what the ledger has of each document.
func manifestHashes(ctx context.Context, stores *app.Stores) (map[string]custody.Digest, error) {
	hashes := map[string]custody.Digest{}
	err := stores.Ledger.Snapshot(ctx, func(archive ledger.Archive) error {
		return archive.Records(ctx, &ledger.Document{}, func(r ledger.Record) error {
			d := r.(*ledger.Document)
			hashes[d.ID] = d.ManifestHash
			return nil
		})
	})
	return hashes, err
}

func newVerifier(ctx context.Context, settings config.Settings, stores *app.Stores) (*ledger.Verifier, error) {
	anchors, err := ledgerevm.Dial(ctx, settings.RPCURL, custody.Address(settings.Contract), settings.Finality)
	if err != nil {
		return nil, fmt.Errorf("address the node: %w", err)
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
		Digests: stores.Digests, Keys: note.VerifierList(keys...), Anchors: anchors, Scratch: scratch,
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
