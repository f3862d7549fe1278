package azuresql

import (
	"context"
	"database/sql"
	"time"

	"waybill/shared/ledger"
	"waybill/shared/retry"
)

// Names for the tests.
var (
	Migrations  = migrations
	Fingerprint = fingerprint
	Passes      = passes
	PauseBefore = pauseBefore
	SIDOf       = sidOf
	AppendOnly  = appendOnly
	Digested    = digested
	Preparation = []string{createSchema, createVersions, allowSnapshot}
)

// Tries is how often something is done.
const Tries = tries

// DataSource gives the connection string.
func (p Place) DataSource() (string, error) { return p.dataSource() }

// NewStore gives a store that pauses as it is told; as always if pause is nil.
func NewStore(db *sql.DB, pause func(context.Context, time.Duration) error) *Store {
	if pause == nil {
		pause = retry.Sleep
	}
	return newStore(db, patience{pause})
}

// Known tells whether the store knows the database's schema.
func (s *Store) Known(ctx context.Context) error { return s.known(ctx) }

// KeyColumns gives the columns of a table and those of its key.
func KeyColumns(r ledger.Record) (columns, keys []string) {
	m := mapped(r)
	for _, k := range m.keys {
		keys = append(keys, m.columns[k])
	}
	return m.columns, keys
}

// Row gives a record's columns.
func Row(r ledger.Record) ([]any, error) { return mapped(r).row(r) }

// Statements gives every statement of the package but those of deployments.
func Statements() []string {
	question := ledger.EventQuery{Asset: "x", Type: "x", Organization: "x", From: time.Unix(1, 0), To: time.Unix(2, 0)}
	all, _ := selectEvents(question, 0, 1)
	few, _ := selectEvents(ledger.EventQuery{}, 0, 1)
	list := []string{
		selectOrigin, selectCheckpoint, selectRows, countRows, firstSeqAt, countHashes, selectHashes, selectBlocks, lastBlock,
		lockOrigin, selectSize, selectProjection, updateProjection, updateCheckpoint, countMissed, deleteConfirmed, quarantine,
		insertOrigin, selectAnnounced, countQuarantined, selectVersions, lockVersions, insertVersion,
		assetsOfEvent, eventAssets, holdings, edgesUp, edgesDown, certificatesOf(), declarationsOf(), all, few,
		insertRows("log_row", rowColumns, 2), insertRows("merkle_hash", hashColumns, 2), insertRows("log_block", logBlockColumns, 1),
		insertRows("inbox", inboxColumns, 2),
	}
	for _, g := range gaps {
		list = append(list, g.query)
	}
	for _, r := range append(ledger.Tables(), &ledger.Payload{}) {
		m := mapped(r)
		list = append(list, m.all, m.get, m.scan, m.find, insertRows(m.Table, m.columns, 2))
		if m.update != "" {
			list = append(list, m.update)
		}
	}
	for _, r := range ledger.Tables() {
		list = append(list, deleteAll(r.Table()))
	}
	for _, c := range []struct {
		of        ledger.Record
		condition string
	}{
		{&ledger.Organization{}, organizationByID},
		{&ledger.Handover{}, byID},
		{&ledger.Bundle{}, byID},
		{&ledger.Certificate{}, byID},
		{&ledger.RecallNotice{}, byID},
		{&ledger.Asset{}, assetByID},
		{&ledger.RecallNotice{}, recallOf},
		{&ledger.Asset{}, assetsByID},
		{&ledger.AssetDocument{}, documentsOf},
		{&ledger.RecordedEvent{}, recordedCommand},
		{&ledger.Asset{}, assetsAt},
		{&ledger.Packing{}, packingsUp},
		{&ledger.Packing{}, packingsDown},
		{&ledger.CertificateChange{}, changesOf},
		{&ledger.RecallNotice{}, openRecallsOf},
	} {
		list = append(list, mapped(c.of).all+c.condition)
	}
	return list
}
