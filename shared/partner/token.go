package partner

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"regexp"
	"strings"
)

const (
	idBytes     = 8
	secretBytes = 32
)

// A token is what the partner's program sends: wb_{environment}_{id}_{secret}{checksum}. The fixed form lets secret
// scanners find it, and the checksum lets them, and us, tell a typing mistake from a guess without a look at the store.
type token struct {
	environment string
	id          string
	secret      [secretBytes]byte
}

// tokenPrefix is how every token of ours begins, and no JSON Web Token can: its first part is a JSON object in base64url.
const tokenPrefix = "wb_"

var tokenPattern = regexp.MustCompile(fmt.Sprintf(`^`+tokenPrefix+`([a-z0-9]{1,16})_([0-9a-f]{%d})_([0-9a-f]{%d})([0-9a-f]{8})$`, 2*idBytes, 2*secretBytes))

var idPattern = regexp.MustCompile(fmt.Sprintf(`^[0-9a-f]{%d}$`, 2*idBytes))

func newToken(environment string) token {
	t := token{environment: environment}
	var id [idBytes]byte
	_, _ = rand.Read(id[:]) // never fails
	_, _ = rand.Read(t.secret[:])
	t.id = hex.EncodeToString(id[:])
	return t
}

// text is the one spelling of the token.
func (t token) text() string {
	body := tokenPrefix + t.environment + "_" + t.id + "_" + hex.EncodeToString(t.secret[:])
	return body + checksum(body)
}

func parseToken(text string) (token, bool) {
	parts := tokenPattern.FindStringSubmatch(text)
	if parts == nil || checksum(strings.TrimSuffix(text, parts[4])) != parts[4] {
		return token{}, false
	}
	t := token{environment: parts[1], id: parts[2]}
	_, err := hex.Decode(t.secret[:], []byte(parts[3]))
	return t, err == nil
}

func checksum(body string) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(body))) }
