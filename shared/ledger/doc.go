// Package ledger turns what the contract did into tables that can be asked, and makes every change of those tables
// evident.
//
// The chain is the source and a webhook only a hint. A [Projector] takes each final block whose events are proven
// complete, appends one [Row] per event to an append-only log and lets the tables (assets, handovers, bundles,
// certificates, ...) follow from it; rows, Merkle hashes, tables and checkpoint move in one SQL transaction, so that
// killing it anywhere, or running two of them, changes nothing. The log is the Merkle tree of RFC 9162 as
// golang.org/x/mod/sumdb/tlog stores it. A [Closer] signs its root from time to time, [Verifier] recomputes
// everything from scratch, [Rebuild] lets the tables of an older program follow anew, [Prove] gives evidence for one row
// that an outsider checks offline, and [Reconciler] compares chain, ledger and operations.
//
// Reach for [Queries] to ask, for [Projector] to fill.
package ledger
