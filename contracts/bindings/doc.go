// Package bindings is the CustodyLedger contract in Go: pack a call with [CustodyLedger].PackRegister and its
// siblings, read a log with UnpackAssetRegisteredEvent and its siblings, a refusal with UnpackError.
//
// custody_ledger.go is generated from contracts/abi by this package's tests; what each function, event and error
// means stands in contracts/src/ICustodyLedger.sol.
package bindings
