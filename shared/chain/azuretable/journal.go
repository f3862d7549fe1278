// Package azuretable keeps the journal of the transaction engine in a table of Azure Table Storage. Start with [Open].
//
// A signer on a chain has one partition, "{chainId}:{signer}", so that one entity-group transaction can write all that
// one commit consists of:
//
//	!head                where the nonce sequence stands
//	n{nonce:020d}        a nonce and everything signed for it
//	c{command id}        which nonce the command has
//
// The partition "{chainId}" has a row for each signer, because nothing else finds the partitions without reading the
// whole table. What guards a commit is ETags: nobody holds a lock, and any number of instances write at once.
package azuretable

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/data/aztables"
	"golang.org/x/sync/errgroup"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// readers is how many rows are fetched at once where each needs a request of its own. The library keeps as many
// connections.
const readers = 10

// A Journal is a chain.Journal in a table. It is safe for concurrent use, also by several processes.
type Journal struct{ table *aztables.Client }

// Close does nothing: a table needs no closing.
func (j *Journal) Close() error { return nil }

// Head gives the signer's head, the zero Head if it has none.
func (j *Journal) Head(ctx context.Context, key chain.Key) (chain.Head, error) {
	e, found, err := j.get(ctx, key.String(), headKey)
	if !found || err != nil {
		return chain.Head{}, err
	}
	return headOf(e)
}

// Rows gives the rows with nonces from first up to but not including end, in order of nonce.
func (j *Journal) Rows(ctx context.Context, key chain.Key, first, end uint64) ([]*chain.Row, error) {
	filter := fmt.Sprintf("PartitionKey eq '%s' and RowKey ge '%s' and RowKey lt '%s'", key, nonceKey(first), nonceKey(end))
	var rows []*chain.Row
	err := j.list(ctx, filter, func(e entity) error {
		r, err := rowOf(e)
		rows = append(rows, r)
		return err
	})
	return rows, err
}

// Nonces gives the nonce of each command that has one.
func (j *Journal) Nonces(ctx context.Context, key chain.Key, commands []custody.Digest) (map[custody.Digest]uint64, error) {
	var mu sync.Mutex
	nonces := map[custody.Digest]uint64{}
	all, ctx := errgroup.WithContext(ctx)
	all.SetLimit(readers)
	for _, c := range commands {
		all.Go(func() error {
			e, found, err := j.get(ctx, key.String(), commandKey(c))
			if !found || err != nil {
				return err
			}
			nonce, err := e.number("Nonce")
			mu.Lock()
			defer mu.Unlock()
			nonces[c] = nonce
			return err
		})
	}
	return nonces, all.Wait()
}

// Signers gives the signers on the chain whose head has Low below Next.
func (j *Journal) Signers(ctx context.Context, chainID uint64) ([]custody.Address, error) {
	var known []custody.Address
	err := j.list(ctx, "PartitionKey eq '"+strconv.FormatUint(chainID, 10)+"'", func(e entity) error {
		var signer custody.Address
		err := signer.UnmarshalText([]byte(e.RowKey))
		known = append(known, signer)
		return err
	})
	if err != nil {
		return nil, err
	}
	busy := make([]bool, len(known))
	all, ctx := errgroup.WithContext(ctx)
	all.SetLimit(readers)
	for i, signer := range known {
		all.Go(func() error {
			head, err := j.Head(ctx, chain.Key{Chain: chainID, Signer: signer})
			busy[i] = head.Low < head.Next
			return err
		})
	}
	if err := all.Wait(); err != nil {
		return nil, err
	}
	var signers []custody.Address
	for i, signer := range known {
		if busy[i] {
			signers = append(signers, signer)
		}
	}
	slices.SortFunc(signers, func(a, b custody.Address) int { return bytes.Compare(a[:], b[:]) })
	return signers, nil
}

// get reads one entity; false if it does not exist.
func (j *Journal) get(ctx context.Context, partition, row string) (entity, bool, error) {
	response, err := j.table.GetEntity(ctx, partition, row, nil)
	if refusal := (*azcore.ResponseError)(nil); errors.As(err, &refusal) && refusal.ErrorCode == string(aztables.ResourceNotFound) {
		return entity{}, false, nil
	}
	if err != nil {
		return entity{}, false, fmt.Errorf("read %s of %s: %w", row, partition, explain(err))
	}
	e, err := decode(response.Value)
	return e, err == nil, err
}

// list reads every entity that the filter lets through, page by page, in order of their keys.
func (j *Journal) list(ctx context.Context, filter string, use func(entity) error) error {
	for pager := j.table.NewListEntitiesPager(&aztables.ListEntitiesOptions{Filter: &filter}); pager.More(); {
		page, err := pager.NextPage(ctx)
		if err != nil {
			return fmt.Errorf("list %s: %w", filter, explain(err))
		}
		for _, text := range page.Entities {
			e, err := decode(text)
			if err != nil {
				return err
			}
			if err := use(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// decode reads an entity as the service sends it.
func decode(text []byte) (entity, error) {
	var e entity
	if err := json.Unmarshal(text, &e.EDMEntity); err != nil {
		return entity{}, fmt.Errorf("read an entity: %w", err)
	}
	return e, nil
}
