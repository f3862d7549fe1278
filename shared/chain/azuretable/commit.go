package azuretable

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/data/aztables"

	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/retry"
)

// The service takes a transaction of up to 4 MiB. Each entity comes with headers of well below 2 KiB.
const (
	maxTransaction = 4 << 20
	headersOfOne   = 2 << 10
)

// Commit writes the change in one entity-group transaction. A change that is larger than the service takes is refused
// and marked [retry.Never].
func (j *Journal) Commit(ctx context.Context, key chain.Key, change chain.Change) error {
	if change.Head != nil && change.Head.Version == "" {
		if err := j.register(ctx, key); err != nil {
			return fmt.Errorf("register the signer of %s: %w", key, err)
		}
	}
	t := transaction{key: key}
	if err := t.add(change); err != nil {
		return fmt.Errorf("commit to %s: %w", key, err)
	}
	if len(t.actions) == 0 {
		return nil
	}
	etags, err := j.submit(ctx, t.actions)
	if err != nil {
		return fmt.Errorf("commit to %s: %w", key, err)
	}
	for i, written := range t.written {
		written(etags[i])
	}
	return nil
}

// register puts the signer where [Journal.Signers] finds it. A signer that is registered and never gets a head does no
// harm; a head whose signer is not registered would be forgotten.
func (j *Journal) register(ctx context.Context, key chain.Key) error {
	text, err := json.Marshal(aztables.EDMEntity{Entity: aztables.Entity{
		PartitionKey: strconv.FormatUint(key.Chain, 10), RowKey: key.Signer.Hex(),
	}})
	if err != nil {
		return err
	}
	_, err = j.table.UpsertEntity(ctx, text, nil)
	return explain(err)
}

// A transaction collects what is written together, all of it in the key's partition.
type transaction struct {
	key     chain.Key
	actions []aztables.TransactionAction
	written []func(etag string) // what each action's new ETag is for
	rows    map[string]bool
	size    int
}

// add takes the change. The head goes first: it is what most conflicts are about.
func (t *transaction) add(change chain.Change) error {
	if change.Head != nil {
		if err := t.addHead(change.Head); err != nil {
			return err
		}
	}
	moved := map[custody.Digest]bool{}
	for _, r := range change.Update {
		moved[r.Command] = true
		if err := t.addUpdate(r); err != nil {
			return err
		}
	}
	for _, r := range change.Insert {
		if err := t.addInsert(r, moved[r.Command]); err != nil {
			return err
		}
	}
	return nil
}

func (t *transaction) addHead(h *chain.Head) error {
	e := entityOfHead(t.key, *h)
	written := func(etag string) { h.Version = etag }
	if h.Version == "" {
		return t.append(e, aztables.TransactionTypeAdd, "", written)
	}
	return t.append(e, aztables.TransactionTypeUpdateReplace, h.Version, written)
}

// addUpdate merges instead of replacing, so that the signed bytes, by far the largest part of a row, travel only when
// they have changed.
func (t *transaction) addUpdate(r *chain.Row) error {
	e, err := entityOfRow(t.key, r)
	if err != nil {
		return err
	}
	etag, stored := readVersion(r.Version)
	if stored != fingerprint(r.Raw) {
		if err := e.putRaw(r.Raw); err != nil {
			return err
		}
	}
	return t.append(e, aztables.TransactionTypeUpdateMerge, etag, func(etag string) { r.Version = versionOf(etag, r.Raw) })
}

// addInsert adds the row and the reference from its command. A command that moves within the change has a reference
// already; the version of its old row guards it.
func (t *transaction) addInsert(r *chain.Row, moved bool) error {
	e, err := entityOfRow(t.key, r)
	if err != nil {
		return err
	}
	if err := e.putRaw(r.Raw); err != nil {
		return err
	}
	err = t.append(e, aztables.TransactionTypeAdd, "", func(etag string) { r.Version = versionOf(etag, r.Raw) })
	if err != nil {
		return err
	}
	reference := entityOfCommand(t.key, r)
	if moved {
		return t.append(reference, aztables.TransactionTypeUpdateReplace, string(azcore.ETagAny), func(string) {})
	}
	return t.append(reference, aztables.TransactionTypeAdd, "", func(string) {})
}

// append adds one action within the bounds of the service. A version that the service cannot have given is stale.
func (t *transaction) append(e entity, kind aztables.TransactionType, etag string, written func(string)) error {
	text, err := json.Marshal(e.EDMEntity)
	if err != nil {
		return fmt.Errorf("encode %s: %w", e.RowKey, err)
	}
	action := aztables.TransactionAction{ActionType: kind, Entity: text}
	if kind != aztables.TransactionTypeAdd {
		if etag != string(azcore.ETagAny) && !strings.HasPrefix(etag, `W/"`) {
			return chain.ErrConflict
		}
		action.IfMatch = (*azcore.ETag)(&etag)
	}
	if t.rows == nil {
		t.rows = map[string]bool{}
	}
	t.size += len(text) + headersOfOne
	switch {
	case t.rows[e.RowKey]:
		return retry.Mark(retry.Never, fmt.Errorf("the change writes %s twice", e.RowKey))
	case len(t.actions) == chain.MaxCommit:
		return retry.Mark(retry.Never, fmt.Errorf("the change writes more than %d entities", chain.MaxCommit))
	case t.size > maxTransaction:
		return retry.Mark(retry.Never, fmt.Errorf("the change has more than %d bytes", maxTransaction))
	}
	t.rows[e.RowKey] = true
	t.actions, t.written = append(t.actions, action), append(t.written, written)
	return nil
}

// submit sends the transaction and gives each entity's new ETag.
func (j *Journal) submit(ctx context.Context, actions []aztables.TransactionAction) ([]string, error) {
	a := &answer{actions: len(actions)}
	ctx = policy.WithRetryOptions(a.in(ctx), policy.RetryOptions{TryTimeout: tryTimeout, ShouldRetry: withoutEffect})
	if _, err := j.table.SubmitTransaction(ctx, actions, nil); err != nil {
		return nil, explain(err)
	}
	return a.etags, nil
}

// withoutEffect says whether a transaction may be sent again as it is. Only where the service says that it was too busy
// to look at it: after anything else the first one may have been written, and the second would find a conflict that is
// its own doing.
func withoutEffect(response *http.Response, err error) bool {
	return err == nil && response.Header.Get("x-ms-error-code") == "ServerBusy"
}
