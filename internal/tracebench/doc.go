// Package tracebench measures how fast the ledger answers where something came from and what became of it. Reach for
// [Run]; `make bench-trace` prints what it gives.
//
// A story of chips is made up, always the same: ore becomes wafers, wafers become dies, and over packages, modules and
// boards they come to the shelf of a shop, twelve transformations later. The real projector takes it from a chain that
// exists only as long as it is read, so what is measured is the ledger as it would be.
package tracebench
