package azuretable

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/data/aztables"

	"waybill/shared/retry"
)

// A binary property holds 64 KiB; the signed bytes of one row may have eight of them, four times what a node takes.
const (
	partSize = 64 << 10
	maxRaw   = 8 * partSize
)

// putRaw sets the signed bytes, in as many properties as they need.
func (e entity) putRaw(raw []byte) error {
	if len(raw) > maxRaw {
		return retry.Mark(retry.Never, fmt.Errorf("the transaction of nonce %d has more than %d bytes", e.Properties["Nonce"], maxRaw))
	}
	parts := uint64(0)
	for ; len(raw) > 0; parts++ {
		n := min(len(raw), partSize)
		e.Properties["Raw"+strconv.FormatUint(parts, 10)] = aztables.EDMBinary(raw[:n])
		raw = raw[n:]
	}
	e.put("RawParts", parts)
	return nil
}

func (e entity) raw() ([]byte, error) {
	parts, err := e.number("RawParts")
	if err != nil {
		return nil, err
	}
	var raw []byte
	for i := range parts {
		part, ok := e.Properties["Raw"+strconv.FormatUint(i, 10)].(aztables.EDMBinary)
		if !ok {
			return nil, fmt.Errorf("part %d of its signed bytes is missing", i)
		}
		raw = append(raw, part...)
	}
	return raw, nil
}

// versionOf gives a row's version: its ETag, and a fingerprint of the signed bytes that are stored under it. An update
// that leaves the bytes alone need not send them again.
func versionOf(etag string, raw []byte) string { return etag + " " + fingerprint(raw) }

func readVersion(version string) (etag, stored string) {
	i := strings.LastIndexByte(version, ' ')
	return version[:max(i, 0)], version[i+1:]
}

func fingerprint(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:16])
}
