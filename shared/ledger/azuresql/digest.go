package azuresql

import (
	"crypto/sha256"
	"encoding/hex"

	"waybill/shared/sqlrow"
)

// digested are the columns by table that have their SHA-256 beside them: texts from outside that are looked up. An index
// has no room for them (900 bytes, 1700 if it is not clustered), and the server takes N'a ' for N'a'.
var digested = map[string][]string{
	"asset":               {"id"},
	"asset_document":      {"asset", "document"},
	"bundle":              {"parent"},
	"certificate_subject": {"asset"},
	"document":            {"id"},
	"event_asset":         {"asset"},
	"mismatch":            {"reason"},
	"recall":              {"asset"},
}

// digestOf names the column with a column's SHA-256.
func digestOf(column string) string { return column + "_sha256" }

// digest gives the SHA-256 of a text's UTF-8 bytes.
func digest[T ~string](text T) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// digestList makes the parameter for a list of digests of texts.
func digestList[T ~string](of []T) string {
	all := make([]string, len(of))
	for i, text := range of {
		all[i] = hex.EncodeToString(digest(text))
	}
	return sqlrow.List(all)
}

// The elements of a list that is the parameter @p1.
const (
	numbers = "SELECT [value] FROM OPENJSON(@p1) WITH ([value] bigint '$')"
	texts   = "SELECT [value] COLLATE Latin1_General_100_BIN2 FROM OPENJSON(@p1) WITH ([value] nvarchar(256) '$')"
	digests = "SELECT CONVERT(binary(32), [value], 2) FROM OPENJSON(@p1) WITH ([value] nvarchar(64) '$')"
)
