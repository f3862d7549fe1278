package sim

import (
	"context"
	"fmt"

	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
)

// A book stands in for the ledger: what the final blocks up to one have recorded.
type book struct {
	*world
	custody.View // answers nothing: no command of the simulation asks for more than the two methods below
	projected    uint64
	recorded     map[custody.Digest]ledger.RecordedCommand
	assets       map[custody.Digest]bool
}

// Organization says that every organisation is a member, with its keys.
func (b *book) Organization(_ context.Context, id custody.OrganizationID) (custody.Organization, bool, error) {
	if err := b.read("ledger.organization"); err != nil {
		return custody.Organization{}, false, err
	}
	o := custody.Organization{ID: id, Number: 1, Name: string(id), Active: true}
	for _, address := range b.signersOf(id) {
		o.SigningKeys = append(o.SigningKeys, custody.SigningKey{Address: address})
	}
	return o, true, nil
}

// Asset gives a registered asset.
func (b *book) Asset(_ context.Context, id custody.AssetID) (custody.Asset, bool, error) {
	if err := b.read("ledger.asset"); err != nil {
		return custody.Asset{}, false, err
	}
	key := secret.AssetKey(string(id))
	return custody.Asset{ID: id, Key: key, Kind: custody.KindItem, Status: custody.StatusActive, Version: 1}, b.assets[key], nil
}

// Recorded gives what the ledger knows of a command.
func (b *book) Recorded(_ context.Context, command custody.Digest) (ledger.RecordedCommand, bool, error) {
	if err := b.read("ledger.recorded"); err != nil {
		return ledger.RecordedCommand{}, false, err
	}
	r, found := b.recorded[command]
	return r, found, nil
}

// project stands in for ProjectEvents: it records the final blocks, and then tells the operations. When it dies in
// between, SweepOperations has to find out.
func (b *book) project(ctx context.Context) {
	var fresh []custody.Digest
	err := b.write("ledger.project", func() error {
		for b.projected < b.node.final() {
			b.projected++
			for _, p := range b.node.blocks[b.projected].transfers {
				if p.command.IsZero() || !p.succeeded {
					continue
				}
				o, found, err := b.operations.ByCommand(ctx, p.command)
				if err != nil || !found {
					b.report("untruthful", p.hash.Hex(), fmt.Sprintf("block %d carries out a command that nobody accepted: %v", b.projected, err))
					continue
				}
				b.recorded[p.command] = ledger.RecordedCommand{Organization: o.Organization, Operation: o.ID, Transaction: p.hash, Block: p.block}
				b.assets[p.asset] = true
				fresh = append(fresh, p.command)
			}
		}
		return nil
	})
	if err != nil {
		return
	}
	for _, command := range fresh {
		r := b.recorded[command]
		news := operations.Outcome{Status: operations.Recorded, Transaction: r.Transaction, Block: r.Block}
		if err := b.store.Advance(ctx, r.Organization, r.Operation, news); err != nil {
			return
		}
	}
}
