package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

// Queries answer what people ask of the ledger.
type Queries struct {
	Store QueryStore
	Now   func() time.Time // tells whether a certificate has expired

	MaxNodes int // assets in one trace or recall; MaxTraceNodes and MaxRecallAssets if 0
}

// A QueryStore reads the tables in sets: a question about a thousand assets is one statement, not a thousand.
type QueryStore interface {
	Lineage

	// Events gives up to limit events that match, oldest first, whose first row is first or later.
	Events(ctx context.Context, q EventQuery, first uint64, limit int) ([]EventView, error)
	// Recorded gives the event of an accepted command that was carried out; false if the ledger has none.
	Recorded(ctx context.Context, command custody.Digest) (RecordedEvent, bool, error)
	// Gaps gives up to limit gaps of each kind, the oldest of it: those of one organisation, or of all if it is empty;
	// offers only if they were made before and have no answer.
	Gaps(ctx context.Context, organization custody.OrganizationID, before, now time.Time, limit int) ([]Gap, error)
	Snapshotter
}

// An EventQuery says which events are wanted; fields left empty do not narrow it.
type EventQuery struct {
	Asset        custody.AssetID
	Type         string // kind of command or EPCIS event type
	Organization custody.OrganizationID
	From, To     time.Time // block time: From <= time < To
	After        string    // Next of the page before
	Limit        int       // at most MaxPage; DefaultPage if 0
}

// Sizes of a page of events.
const (
	DefaultPage = 100
	MaxPage     = 1000
)

// An EventView is one command as it was carried out.
type EventView struct {
	ID           string                 `json:"id"` // the operation's
	Seq          uint64                 `json:"seq"`
	Kind         custody.CommandKind    `json:"kind"`
	Type         string                 `json:"type,omitempty"` // EPCIS event type
	Organization custody.OrganizationID `json:"organization"`
	Time         time.Time              `json:"time"` // of the block
	EventTime    *time.Time             `json:"eventTime,omitempty"`
	ReadPoint    string                 `json:"readPoint,omitempty"`
	BizLocation  string                 `json:"bizLocation,omitempty"`
	Source       string                 `json:"source,omitempty"`
	Assets       []AssetRole            `json:"assets"`
	Payload      json.RawMessage        `json:"payload,omitempty"` // the command; absent if it is foreign
	Transaction  custody.Digest         `json:"transaction"`
	Block        uint64                 `json:"block"`
	Foreign      string                 `json:"foreign,omitempty"`

	ErrorDeclaration *DeclarationView `json:"errorDeclaration,omitempty"` // the newest of whoever's event it is
}

// View gives the event as it is told, with the payload of its command and before its assets and what is declared of it are
// known.
func (e *RecordedEvent) View(payload []byte) EventView {
	v := EventView{
		ID: e.Operation, Seq: e.Seq, Kind: e.Kind, Type: e.Type, Organization: e.Organization, Time: e.Time,
		ReadPoint: e.ReadPoint, BizLocation: e.BizLocation, Source: e.Source, Assets: []AssetRole{}, Payload: json.RawMessage(payload),
		Transaction: e.Transaction, Block: e.Block, Foreign: e.Foreign,
	}
	if !e.EventTime.IsZero() {
		v.EventTime = &e.EventTime
	}
	return v
}

// A DeclarationView says that an event was wrong, in the words of EPCIS 2.0, section 7.4.1.2; operations stand for event ids.
type DeclarationView struct {
	Time         time.Time `json:"declarationTime"` // of the block
	Reason       string    `json:"reason"`          // did_not_occur or incorrect_data
	Correctives  []string  `json:"correctiveEventIDs,omitempty"`
	DeclaredWith string    `json:"declaredWith"` // the operation that declares it
}

// An AssetRole is an asset and its part in an event.
type AssetRole struct {
	Asset custody.AssetID `json:"asset"`
	Role  Role            `json:"role"`
}

// A Page is some events; Next asks for those after them, "" if there are none.
type Page struct {
	Events []EventView `json:"events"`
	Next   string      `json:"next,omitempty"`
}

// Events gives one page of the events that match, in the order in which they happened on chain.
func (q Queries) Events(ctx context.Context, query EventQuery) (Page, error) {
	limit := query.Limit
	if limit == 0 {
		limit = DefaultPage
	}
	if limit < 0 || limit > MaxPage {
		return Page{}, problem.InvalidField.At("query:limit", fmt.Sprintf("it must be from 1 to %d", MaxPage))
	}
	first := uint64(0)
	if query.After != "" {
		n, err := strconv.ParseUint(query.After, 10, 62)
		if err != nil {
			return Page{}, problem.InvalidField.At("query:after", "it must be the next of an earlier page")
		}
		first = n
	}
	events, err := q.Store.Events(ctx, query, first, limit+1)
	if err != nil {
		return Page{}, fmt.Errorf("read events: %w", err)
	}
	page := Page{Events: events}
	if len(events) > limit {
		page.Events, page.Next = events[:limit], strconv.FormatUint(events[limit].Seq, 10)
	}
	return page, nil
}

// Recorded tells where on chain a command was carried out; false if the ledger does not have it. SweepOperations finishes with it what a killed projector left.
func (q Queries) Recorded(ctx context.Context, command custody.Digest) (RecordedCommand, bool, error) {
	e, found, err := q.Store.Recorded(ctx, command)
	if err != nil {
		return RecordedCommand{}, false, fmt.Errorf("look for command %s: %w", command, err)
	}
	if !found {
		return RecordedCommand{}, false, nil
	}
	return RecordedCommand{Organization: e.Organization, Operation: e.Operation, Transaction: e.Transaction, Block: e.Block}, true, nil
}
