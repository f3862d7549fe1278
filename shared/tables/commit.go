package tables

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/data/aztables"

	"waybill/shared/retry"
)

// ErrConflict says that somebody else changed an entity first, or created or deleted it, and that nothing was written:
// read again.
var ErrConflict = retry.Mark(retry.Again, errors.New("the table was changed by somebody else"))

// The service takes a transaction of up to MaxWrites entities and 4 MiB. Each entity comes with headers of well below
// 2 KiB.
//
// https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
const (
	MaxWrites      = 100
	maxTransaction = 4 << 20
	headersOfOne   = 2 << 10
)

// Any is the version of an entity that is overwritten or deleted whatever its version is, as long as it exists.
const Any = string(azcore.ETagAny)

// A Write is one part of a transaction.
type Write struct {
	Action  aztables.TransactionType
	Version string // the ETag that the entity must have, or Any; "" where it must not exist
	Entity  Entity
}

// Insert creates an entity that must not exist.
func Insert(e Entity) Write { return Write{aztables.TransactionTypeAdd, "", e} }

// Replace writes an entity in place of the one with the version: properties that it does not have are gone.
func Replace(e Entity, etag string) Write {
	return Write{aztables.TransactionTypeUpdateReplace, etag, e}
}

// Merge changes the properties that the entity has, and leaves the others of the one with the version as they are.
func Merge(e Entity, etag string) Write {
	return Write{aztables.TransactionTypeUpdateMerge, etag, e}
}

// Delete deletes the entity with the version. Of e only the keys matter.
func Delete(e Entity, etag string) Write {
	return Write{aztables.TransactionTypeDelete, etag, NewEntity(e.PartitionKey, e.RowKey)}
}

// Commit makes the writes, all of one partition, in one entity-group transaction, and gives each entity's new ETag.
// What it has written is durable on return. [ErrConflict] means that a condition did not hold and nothing was written;
// after any other error the transaction may have been carried out or not, unless it is marked [retry.Never]: then it is
// one that the service would not take, and was not sent.
//
// A transaction is sent again only where the service says that it was too busy to look at it, be that at its front door or
// in the answer to the transaction. After anything else the
// first one may have been written, and the second would find a conflict that is its own doing.
func (t *Table) Commit(ctx context.Context, writes ...Write) ([]string, error) {
	if len(writes) == 0 {
		return nil, nil
	}
	actions, err := actionsOf(writes)
	if err != nil {
		return nil, err
	}
	a := &answer{actions: len(actions)}
	ctx = policy.WithRetryOptions(a.in(ctx), policy.RetryOptions{TryTimeout: tryTimeout, ShouldRetry: withoutEffect})
	if _, err := t.client.SubmitTransaction(ctx, actions, nil); err != nil {
		return nil, explain(err)
	}
	return a.etags, nil
}

// actionsOf gives the transaction, within the bounds of the service. A version that the service cannot have given is
// stale.
func actionsOf(writes []Write) ([]aztables.TransactionAction, error) {
	if len(writes) > MaxWrites {
		return nil, retry.Mark(retry.Never, fmt.Errorf("the transaction writes more than %d entities", MaxWrites))
	}
	actions := make([]aztables.TransactionAction, len(writes))
	rows, size := map[string]bool{}, 0
	for i, w := range writes {
		text, err := w.Entity.encode()
		if err != nil {
			return nil, retry.Mark(retry.Never, err)
		}
		size += len(text) + headersOfOne
		switch {
		case w.Entity.PartitionKey != writes[0].Entity.PartitionKey: // the emulator would take it
			return nil, retry.Mark(retry.Never, fmt.Errorf("the transaction writes to %s and %s", writes[0].Entity.PartitionKey, w.Entity.PartitionKey))
		case rows[w.Entity.RowKey]:
			return nil, retry.Mark(retry.Never, fmt.Errorf("the transaction writes %s twice", w.Entity.RowKey))
		case size > maxTransaction:
			return nil, retry.Mark(retry.Never, fmt.Errorf("the transaction has more than %d bytes", maxTransaction))
		case w.Action != aztables.TransactionTypeAdd && w.Version != Any && !strings.HasPrefix(w.Version, `W/"`):
			return nil, ErrConflict
		}
		rows[w.Entity.RowKey] = true
		actions[i] = aztables.TransactionAction{ActionType: w.Action, Entity: text}
		if w.Action != aztables.TransactionTypeAdd {
			actions[i].IfMatch = (*azcore.ETag)(&w.Version)
		}
	}
	return actions, nil
}

// withoutEffect says whether a transaction may be sent again as it is.
func withoutEffect(response *http.Response, err error) bool {
	return err == nil && isBusy(response.StatusCode, response.Header.Get("X-Ms-Error-Code"))
}

// isBusy says whether the service was too busy to look at a request.
func isBusy(status int, code string) bool {
	return code == "ServerBusy" || status == http.StatusTooManyRequests
}
