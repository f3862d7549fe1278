package entra

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
)

// The bounds of a token. One for a program with a few roles has about 1,500 characters.
const (
	maxToken  = 16 << 10
	maxHeader = 2 << 10
	maxKeyID  = 128
)

// strict is base64url that has one spelling: the unused bits at the end are zero. Line ends, which the decoder would
// skip, are kept out by [parse].
var strict = base64.RawURLEncoding.Strict()

// foreign are header parameters by which a token would bring its own key along, or change how it is read (RFC 7515,
// section 4.1; RFC 7516, section 4.1; RFC 7797). The directory uses none of them.
var foreign = []string{"jwk", "jku", "x5u", "x5c", "crit", "b64", "enc", "zip", "nonce"}

// parse reads a JSON Web Token in the compact form of RFC 7515, section 7.1, without believing any of it: the id of its
// key and its claims. An error is the reason why it is refused, and repeats nothing of it.
func parse(text string) (kid string, c claims, err error) {
	if len(text) > maxToken {
		return "", claims{}, errors.New("it is too long")
	}
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return "", claims{}, errors.New("it does not have three parts")
	}
	var decoded [3][]byte
	for i, part := range parts {
		if decoded[i], err = strict.DecodeString(part); err != nil || part == "" || strings.ContainsAny(part, "\r\n") {
			return "", claims{}, errors.New("a part of it is not base64url")
		}
	}
	if kid, err = parseHeader(decoded[0]); err != nil {
		return "", claims{}, err
	}
	if err := json.Unmarshal(decoded[1], &c); err != nil {
		return "", claims{}, errors.New("its claims cannot be read")
	}
	return kid, c, nil
}

// parseHeader gives the id of the key that the header names, if the header is one that the directory makes.
func parseHeader(text []byte) (string, error) {
	if len(text) > maxHeader {
		return "", errors.New("its header is too long")
	}
	var members map[string]json.RawMessage
	var header struct{ Algorithm, Type, KeyID *string }
	if err := json.Unmarshal(text, &members); err != nil {
		return "", errors.New("its header is not a JSON object")
	}
	for name, into := range map[string]**string{"alg": &header.Algorithm, "typ": &header.Type, "kid": &header.KeyID} {
		if value, ok := members[name]; ok && json.Unmarshal(value, into) != nil {
			return "", errors.New("its header has a member of another type")
		}
	}
	for _, name := range foreign {
		if _, ok := members[name]; ok {
			return "", errors.New("its header has " + name)
		}
	}
	switch {
	case header.Algorithm == nil || *header.Algorithm != "RS256":
		return "", errors.New("it is not signed with RS256")
	case header.Type != nil && !strings.EqualFold(*header.Type, "JWT") && !strings.EqualFold(*header.Type, "at+jwt"):
		return "", errors.New("it is not an access token by its type")
	case header.KeyID == nil || *header.KeyID == "" || len(*header.KeyID) > maxKeyID:
		return "", errors.New("it does not name its key")
	}
	return *header.KeyID, nil
}
