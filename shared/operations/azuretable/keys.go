package azuretable

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"waybill/shared/custody"
	"waybill/shared/operations"
)

// shards is how many partitions rows lie in. A partition takes about 2,000 entities a second and an account 20,000, so
// sixteen are not what limits. It is for ever: it says where a row is.
//
// https://learn.microsoft.com/azure/storage/tables/scalability-targets
const shards = 16

// shardOf gives the shard of an operation.
func shardOf(id string) int { return int(sha256.Sum256([]byte(id))[0]) % shards }

// partitionOf names a shard's partition.
func partitionOf(shard int) string { return fmt.Sprintf("o%02x", shard) }

// Keys of one shard.
func rowKey(id string) string                  { return "r" + escape(id) }
func restKey(id string, n int) string          { return fmt.Sprintf("b%s.%d", escape(id), n) }
func gateKey(signer custody.Address) string    { return "g" + signer.Hex() }
func talliesOf(signer custody.Address) string  { return "t" + signer.Hex() + "-" }
func commandPartition(c custody.Digest) string { return "k" + hex.EncodeToString(c[:1]) }
func commandKey(c custody.Digest) string       { return c.Hex() }
func tallyKey(signer custody.Address, organization custody.OrganizationID) string {
	return talliesOf(signer) + escape(string(organization))
}

// claimKey is the only row of a claim's partition.
const claimKey = "claim"

func claimPartition(claim string) string {
	sum := sha256.Sum256([]byte(claim))
	return "c" + hex.EncodeToString(sum[:])
}

// statuses in the order of their letters in keys, which is for ever.
var statuses = []operations.Status{
	operations.Accepted, operations.Submitted, operations.Confirmed, operations.Recorded, operations.Failed, operations.Refused,
}

// waitingOf is what the keys of all operations with the status begin with; "" if there is no such status.
func waitingOf(status operations.Status) string {
	i := slices.Index(statuses, status)
	if i < 0 {
		return ""
	}
	return "w" + string(rune('a'+i))
}

// waitingKey orders by status, time and id. Both are written so that the order of texts is theirs.
func waitingKey(status operations.Status, at time.Time, id string) string {
	return waitingOf(status) + sortable(at) + hex.EncodeToString([]byte(id))
}

// sortable gives sixteen digits whose order is that of time.
func sortable(at time.Time) string { return fmt.Sprintf("%016x", uint64(at.UnixNano())^1<<63) }

// placeOf reads a waitingKey.
func placeOf(key string) (place, error) {
	const header = 2 + 16 // letters and digits before the id
	if len(key) < header || int(key[1]-'a') >= len(statuses) {
		return place{}, fmt.Errorf("the key %q is no operation's place", key)
	}
	at, err1 := strconv.ParseUint(key[2:header], 16, 64)
	id, err2 := hex.DecodeString(key[header:])
	if err := errors.Join(err1, err2); err != nil {
		return place{}, fmt.Errorf("the key %q is no operation's place: %w", key, err)
	}
	return place{statuses[key[1]-'a'], time.Unix(0, int64(at^1<<63)).UTC(), string(id)}, nil
}

// escape writes every byte but letters of lower case, digits and hyphens as ~ and two digits: the service forbids some
// in keys, and the emulator takes others for something else.
func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "~%02x", c)
		}
	}
	return b.String()
}
