package azuretable

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"waybill/shared/retry"
	"waybill/shared/tables"
)

// putRaw sets the signed bytes. An entity takes four times what a node does.
func putRaw(e tables.Entity, raw []byte) error {
	if err := e.SetBytes("Raw", raw); err != nil {
		return retry.Mark(retry.Never, fmt.Errorf("keep the signed bytes: %w", err))
	}
	return nil
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
