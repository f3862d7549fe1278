package custody

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
)

// A Secret is what the members of one network share so that the chain, which anybody may read, tells outsiders
// nothing: everything that goes on chain is keyed or salted with it. At least 32 random bytes.
type Secret []byte

// AssetKey is the asset's (or certificate's) name on chain: HMAC-SHA-256 of its canonical URI.
func (s Secret) AssetKey(uri string) Digest { return s.mac("asset", uri) }

// CommandID is an operation's name on chain, derived from the operation's id.
func (s Secret) CommandID(operation string) Digest { return s.mac("command", operation) }

// EventHash commits to the payload of one command: SHA-256 of a salt of its own and the payload. Who is given salt
// and payload can check the hash and learns nothing about any other command.
func (s Secret) EventHash(command Digest, payload []byte) Digest {
	salt := s.EventSalt(command)
	return sha256.Sum256(append(salt[:], payload...))
}

// IdentityHash commits to who an organisation says it is: its registration without the key, which is on chain anyway.
func (s Secret) IdentityHash(c *RegisterOrganization) Digest {
	return s.mac("identity", string(EncodeCommand(&RegisterOrganization{ID: c.ID, Name: c.Name, GLN: c.GLN})))
}

// EventSalt is the salt of one command's event hash.
func (s Secret) EventSalt(command Digest) Digest { return s.mac("event", string(command[:])) }

func (s Secret) mac(purpose, text string) Digest {
	h := hmac.New(sha256.New, s)
	h.Write([]byte("waybill/v1/" + purpose + "\x00" + text))
	return Digest(h.Sum(nil))
}

var operationEncoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// OperationID names the one operation that belongs to an organisation's Idempotency-Key. Everybody who knows both can
// compute it: a sender of a queue message finds its operation under this id.
func OperationID(organization OrganizationID, idempotencyKey string) string {
	sum := sha256.Sum256([]byte("waybill/v1/operation\x00" + string(organization) + "\x00" + idempotencyKey))
	return "op-" + operationEncoding.EncodeToString(sum[:16])
}
