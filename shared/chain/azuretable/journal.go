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
	"slices"
	"strconv"
	"sync"

	"golang.org/x/sync/errgroup"

	"waybill/shared/chain"
	"waybill/shared/custody"
	"waybill/shared/tables"
)

// readers is how many rows are fetched at once where each needs a request of its own. The library keeps as many
// connections.
const readers = 10

// A Journal is a chain.Journal in a table. It is safe for concurrent use, also by several processes.
type Journal struct{ table *tables.Table }

// Close does nothing: a table needs no closing.
func (j *Journal) Close() error { return nil }

// Head gives the signer's head, the zero Head if it has none.
func (j *Journal) Head(ctx context.Context, key chain.Key) (chain.Head, error) {
	e, found, err := j.table.Get(ctx, key.String(), headKey)
	if !found || err != nil {
		return chain.Head{}, err
	}
	return headOf(e)
}

// Rows gives the rows with nonces from first up to but not including end, in order of nonce.
func (j *Journal) Rows(ctx context.Context, key chain.Key, first, end uint64) ([]*chain.Row, error) {
	wanted := tables.Range{Partition: key.String(), From: nonceKey(first), Before: nonceKey(end)}
	var rows []*chain.Row
	err := j.table.List(ctx, wanted, 0, func(e tables.Entity) error {
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
			e, found, err := j.table.Get(ctx, key.String(), commandKey(c))
			if !found || err != nil {
				return err
			}
			nonce, err := number(e, "Nonce")
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
	err := j.table.List(ctx, tables.Range{Partition: strconv.FormatUint(chainID, 10)}, 0, func(e tables.Entity) error {
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
