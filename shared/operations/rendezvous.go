package operations

import (
	"bytes"
	"crypto/sha256"
	"slices"

	"waybill/shared/custody"
)

// Rank orders signers by how fit they are for a subject, best first: the order of rendezvous hashing (highest random
// weight, Thaler and Ravishankar 1998). Each signer's weight is a hash of signer and subject, and depends on no other
// signer, so that one that is added takes its share of the subjects, one in S, and moves none between the others; and
// the subjects of one that is left out go to their second best.
func Rank(subject string, signers []custody.Address) []custody.Address {
	type weighed struct {
		signer custody.Address
		weight [sha256.Size]byte
	}
	all := make([]weighed, len(signers))
	for i, s := range signers {
		all[i] = weighed{s, sha256.Sum256(append(s[:], subject...))} // the address has a fixed length, so nothing is mixed up
	}
	slices.SortFunc(all, func(a, b weighed) int { return bytes.Compare(b.weight[:], a.weight[:]) })
	ranked := make([]custody.Address, len(all))
	for i, w := range all {
		ranked[i] = w.signer
	}
	return ranked
}
