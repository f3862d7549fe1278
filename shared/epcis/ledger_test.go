package epcis_test

import (
	"context"

	"waybill/shared/custody"
)

// An emptyLedger knows the organisations and nothing else.
type emptyLedger struct{}

func (emptyLedger) Organization(_ context.Context, id custody.OrganizationID) (custody.Organization, bool, error) {
	return custody.Organization{ID: id, Number: 1, Active: true}, true, nil
}

func (emptyLedger) Asset(context.Context, custody.AssetID) (custody.Asset, bool, error) {
	return custody.Asset{}, false, nil
}

func (emptyLedger) Handover(context.Context, string) (custody.Handover, bool, error) {
	return custody.Handover{}, false, nil
}

func (emptyLedger) Bundle(context.Context, string) (custody.Bundle, bool, error) {
	return custody.Bundle{}, false, nil
}

func (emptyLedger) Certificate(context.Context, string) (custody.Certificate, bool, error) {
	return custody.Certificate{}, false, nil
}

func (emptyLedger) Recall(context.Context, custody.AssetID, custody.OrganizationID) (custody.Recall, bool, error) {
	return custody.Recall{}, false, nil
}

func (emptyLedger) RecallByID(context.Context, string) (custody.Recall, bool, error) {
	return custody.Recall{}, false, nil
}

func (emptyLedger) PastEvent(context.Context, custody.Digest) (custody.PastEvent, bool, error) {
	return custody.PastEvent{}, false, nil
}
