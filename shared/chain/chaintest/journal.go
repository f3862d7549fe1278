// Package chaintest has the suites that every journal and every signer passes, and stand-ins for tests of what is
// built on the engine: a journal in memory, a chain in memory, keys, an encoder, and a way to kill an engine between
// any two calls. Start with [NewChain] and [NewEngine].
package chaintest

import (
	"bytes"
	"context"
	"slices"
	"sort"
	"strconv"
	"sync"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// A Journal is a chain.Journal in memory. Use [NewJournal].
type Journal struct {
	mu         sync.Mutex
	partitions map[chain.Key]*partition
	writes     int
}

type partition struct {
	head     chain.Head
	rows     map[uint64]chain.Row
	commands map[custody.Digest]uint64
}

// NewJournal gives an empty journal.
func NewJournal() *Journal { return &Journal{partitions: map[chain.Key]*partition{}} }

func (j *Journal) partition(key chain.Key) *partition {
	p := j.partitions[key]
	if p == nil {
		p = &partition{rows: map[uint64]chain.Row{}, commands: map[custody.Digest]uint64{}}
		j.partitions[key] = p
	}
	return p
}

// Head gives the signer's head.
func (j *Journal) Head(_ context.Context, key chain.Key) (chain.Head, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.partition(key).head, nil
}

// Rows gives copies of the rows.
func (j *Journal) Rows(_ context.Context, key chain.Key, first, end uint64) ([]*chain.Row, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	p := j.partition(key)
	var rows []*chain.Row
	for nonce := first; nonce < min(end, p.head.Next); nonce++ {
		if r, ok := p.rows[nonce]; ok {
			rows = append(rows, copied(r))
		}
	}
	return rows, nil
}

// Nonces gives the nonce of each command that has one.
func (j *Journal) Nonces(_ context.Context, key chain.Key, commands []custody.Digest) (map[custody.Digest]uint64, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	nonces := map[custody.Digest]uint64{}
	for _, c := range commands {
		if nonce, ok := j.partition(key).commands[c]; ok {
			nonces[c] = nonce
		}
	}
	return nonces, nil
}

// Signers gives the signers with work left, sorted.
func (j *Journal) Signers(_ context.Context, chainID uint64) ([]custody.Address, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	var signers []custody.Address
	for key, p := range j.partitions {
		if key.Chain == chainID && p.head.Low < p.head.Next {
			signers = append(signers, key.Signer)
		}
	}
	sort.Slice(signers, func(a, b int) bool { return bytes.Compare(signers[a][:], signers[b][:]) < 0 })
	return signers, nil
}

// Commit writes the change or nothing. It panics at a change that Table Storage would not take.
func (j *Journal) Commit(_ context.Context, key chain.Key, change chain.Change) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	entities := 2*len(change.Insert) + len(change.Update)
	if change.Head != nil {
		entities++
	}
	if entities > chain.MaxCommit {
		panic("chaintest: a commit of " + strconv.Itoa(entities) + " entities")
	}
	p := j.partition(key)
	if !p.fits(change) {
		return chain.ErrConflict
	}
	j.writes++
	version := strconv.Itoa(j.writes)
	if change.Head != nil {
		change.Head.Version = version
		p.head = *change.Head
	}
	for _, r := range slices.Concat(change.Insert, change.Update) {
		r.Version = version
		p.rows[r.Nonce] = *copied(*r)
	}
	for _, r := range change.Insert {
		p.commands[r.Command] = r.Nonce
	}
	return nil
}

func (p *partition) fits(change chain.Change) bool {
	if change.Head != nil && change.Head.Version != p.head.Version {
		return false
	}
	moved := map[custody.Digest]bool{}
	for _, r := range change.Update {
		moved[r.Command] = true
		if stored, ok := p.rows[r.Nonce]; !ok || stored.Version != r.Version {
			return false
		}
	}
	for _, r := range change.Insert {
		if _, exists := p.rows[r.Nonce]; exists {
			return false
		}
		if _, has := p.commands[r.Command]; has && !moved[r.Command] {
			return false
		}
	}
	return true
}

func copied(r chain.Row) *chain.Row {
	r.Attempts, r.Raw = slices.Clone(r.Attempts), slices.Clone(r.Raw)
	return &r
}
