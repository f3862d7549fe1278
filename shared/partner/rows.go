package partner

import (
	"context"
	"errors"
	"time"
)

// ErrCredentialExists says that another credential has the id.
var ErrCredentialExists = errors.New("another credential has this id")

// A CredentialRow is a credential as it is kept: what may be known of it, and what its secret is checked with.
type CredentialRow struct {
	Credential
	Salt []byte // 16 random bytes
	MAC  []byte // HMAC-SHA-256 under the pepper, of the row and the secret
}

// CredentialRows keep credentials. All times are whole seconds; the zero time stands for "not". Ids are 16 hexadecimal
// digits. What is written is seen by every reader, in every process, once the call has returned.
type CredentialRows interface {
	// Insert adds a row, durable on return. It may be repeated with the same row; ErrCredentialExists if the id has
	// another secret.
	Insert(ctx context.Context, row CredentialRow) error

	// Find gives the row with the id, false if there is none. It is asked at every request: one row is read, and no
	// answer is older than the call.
	Find(ctx context.Context, id string) (CredentialRow, bool, error)

	// All gives every row, the oldest first, those of one second by id.
	All(ctx context.Context) ([]CredentialRow, error)

	// Revoke notes when the credential was revoked, durable on return, and false if there is none. It may be repeated:
	// the first time stays.
	Revoke(ctx context.Context, id string, at time.Time) (bool, error)

	// Use notes when the credential was last used and leaves the rest of its row alone, whatever others write to it
	// meanwhile. A credential that is not there is not made.
	Use(ctx context.Context, id string, at time.Time) error

	// Close lets go of what holds the rows; it is called once, at the end.
	Close() error
}
