package entra

import "context"

// ParseKeys gives the ids of the good keys of a set.
func ParseKeys(text []byte, issuer string) (ids []string, err error) {
	keys, err := parseKeys(text, issuer)
	for id := range keys {
		ids = append(ids, id)
	}
	return ids, err
}

// Payload gives what the key with the id has signed.
func Payload(token string, set []byte, id string) ([]byte, error) {
	keys, err := parseKeys(set, "")
	if err != nil {
		return nil, err
	}
	return oneKey{keys[id]}.VerifySignature(context.Background(), token)
}
