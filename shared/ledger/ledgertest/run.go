package ledgertest

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// A Store is everything that an adapter of the ledger does.
type Store interface {
	Start(ctx context.Context, o ledger.Origin) error
	ledger.Log
	ledger.Projected
	ledger.Intake
	ledger.QueryStore
	custody.View
}

// Run holds a store against its contract. open gives an empty store, which it closes when the test ends.
func Run(t *testing.T, open func(t *testing.T) Store) {
	for _, suite := range []struct {
		name string
		test func(*testing.T, func(*testing.T) Store)
	}{
		{"StartFixesTheOriginOnce", startFixesTheOriginOnce},
		{"AStoreThatIsUpToDateStartsBesideAWriter", startsBesideAWriter},
		{"WriteIsAllOrNothing", writeIsAllOrNothing},
		{"AdvanceComparesAndSets", advanceComparesAndSets},
		{"RecordsComeBackAsTheyWent", recordsComeBackAsTheyWent},
		{"SnapshotStandsStill", snapshotStandsStill},
		{"InboxKeepsWhatTheChainDoesNotConfirm", inboxKeepsWhatTheChainDoesNotConfirm},
		{"StoryLeadsToItsState", storyLeadsToItsState},
		{"ViewAnswersFromTheTables", viewAnswersFromTheTables},
		{"ProjectionOfManyEmptyBlocksTakesFewCommits", emptyBlocksAreCheap},
		{"ProjectionStopsWhenThePastChanges", projectionStopsWhenThePastChanges},
		{"ContentsFollowTheirUnit", contentsFollowTheirUnit},
		{"OneChildLeavesItsBundle", oneChildLeavesItsBundle},
		{"OwnershipPassesAlone", ownershipPassesAlone},
		{"LotsAreMeasured", lotsAreMeasured},
		{"SignedHandoversAreTheReceivers", signedHandoversAreTheReceivers},
		{"PackingIsBelievedOnlyIfItAgrees", packingIsBelievedOnlyIfItAgrees},
		{"ForeignEventsAreKeptAndNotBelieved", foreignEventsAreKeptAndNotBelieved},
		{"RecallsComeAndGo", recallsComeAndGo},
		{"CertificatesAreSuspended", certificatesAreSuspended},
		{"AssetsAreDecommissioned", assetsAreDecommissioned},
		{"ErrorsAreDeclared", errorsAreDeclared},
		{"KeysComeAndGo", keysComeAndGo},
		{"KilledAnywhereTheProjectorEndsInTheSameState", killedAnywhere},
		{"TwoProjectorsAtOnceDoNoHarm", twoProjectorsAtOnce},
		{"TraceFollowsTheGenealogy", traceFollowsTheGenealogy},
		{"RecallSumsTheShares", recallSumsTheShares},
		{"ContentsAreToldForAnyMoment", contentsAreToldForAnyMoment},
		{"TraceTellsWhatDoesNotCountAnyMore", traceTellsWhatDoesNotCountAnyMore},
		{"FootprintsAreRolledUp", footprintsAreRolledUp},
		{"GapsAreTold", gapsAreTold},
		{"VersionGapsAreTold", versionGapsAreTold},
		{"AnOlderProjectionIsRebuilt", anOlderProjectionIsRebuilt},
		{"WhatHappensPastWaybillIsFollowed", whatHappensPastWaybillIsFollowed},
		{"EventsComeInPages", eventsComeInPages},
		{"BlocksCloseAndDigestsFollow", blocksCloseAndDigestsFollow},
		{"AReplacedKeySignsFromThenOn", aReplacedKeySignsFromThenOn},
		{"AForeignDigestEndsTheClosing", aForeignDigestEndsTheClosing},
		{"VerificationFindsNothingInAnHonestLedger", verifiesHonestLedger},
		{"ProofsConvinceASecondVerifier", proofsConvinceASecondVerifier},
		{"ReconciliationCountsWhatDiffers", reconciliationCounts},
		{"ReconciliationEndsInTime", reconciliationEndsInTime},
	} {
		t.Run(suite.name, func(t *testing.T) {
			t.Parallel()
			suite.test(t, open)
		})
	}
}

// started gives a store that is ready for the chain.
func started(t *testing.T, open func(*testing.T) Store) Store {
	t.Helper()
	s := open(t)
	if err := s.Start(t.Context(), Origin); err != nil {
		t.Fatalf("start: %v", err)
	}
	return s
}

// told gives a store that has the story.
func told(t *testing.T, open func(*testing.T) Store) (Store, *Chain) {
	t.Helper()
	c := NewChain()
	PlayStory(c)
	s := started(t, open)
	Project(t, s, c)
	return s, c
}

// Project brings the store up to the chain.
func Project(t testing.TB, s ledger.Log, c *Chain) ledger.Progress {
	t.Helper()
	progress, err := NewProjector(s, c).Run(context.Background(), 1<<30)
	if err != nil {
		t.Fatalf("project: %v", err)
	}
	return progress
}

// NewProjector gives a projector from the chain to the store.
func NewProjector(s ledger.Log, c *Chain) *ledger.Projector {
	return &ledger.Projector{Source: c, Store: s, Commands: c, Secret: Secret}
}

// StateOf gives the store's state as JSON.
func StateOf(t testing.TB, s ledger.QueryStore) string {
	t.Helper()
	state, err := ledger.Queries{Store: s, Now: func() time.Time { return Later }}.State(context.Background())
	if err != nil {
		t.Fatalf("state: %v", err)
	}
	b, err := json.MarshalIndent(state, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// rootOf gives size and root of the store's log.
func rootOf(t *testing.T, s ledger.Snapshotter) (size uint64, root tlog.Hash) {
	t.Helper()
	err := s.Snapshot(t.Context(), func(a ledger.Archive) (err error) {
		if size, err = a.RowCount(t.Context()); err != nil {
			return err
		}
		root, err = tlog.TreeHash(int64(size), tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
			return a.StoredHashes(t.Context(), indexes)
		}))
		return err
	})
	if err != nil {
		t.Fatalf("root: %v", err)
	}
	return size, root
}

// A ledger belongs to one contract for life; starting it again for the same one changes nothing.
func startFixesTheOriginOnce(t *testing.T, open func(*testing.T) Store) {
	s := open(t)
	if _, err := s.Origin(t.Context()); err == nil {
		t.Error("a ledger that was not started has an origin")
	}
	for range 2 {
		if err := s.Start(t.Context(), Origin); err != nil {
			t.Fatalf("start: %v", err)
		}
	}
	if got, err := s.Origin(t.Context()); err != nil || got != Origin {
		t.Errorf("origin is %+v, %v", got, err)
	}
	if got, err := s.Checkpoint(t.Context()); err != nil || got != (ledger.Checkpoint{Block: Origin.Block}) {
		t.Errorf("checkpoint is %+v, %v", got, err)
	}
	other := Origin
	other.Contract = custody.Address{1}
	if err := s.Start(t.Context(), other); err == nil {
		t.Error("the ledger was started for another contract")
	}
}

// Each start of a program starts the ledger. If there is nothing to do, that waits for nobody, whatever somebody else has
// half written.
func startsBesideAWriter(t *testing.T, open func(*testing.T) Store) {
	s := open(t)
	if _, err := s.Projection(t.Context()); err == nil {
		t.Error("a ledger that was not started has a projection")
	}
	if err := s.Start(t.Context(), Origin); err != nil {
		t.Fatal(err)
	}
	from := ledger.Checkpoint{Block: Origin.Block}
	err := s.Write(t.Context(), func(tx ledger.Tx) error {
		if err := tx.Advance(t.Context(), from, ledger.Checkpoint{Block: Origin.Block + 1, Hash: custody.Digest{1}}); err != nil {
			return err
		}
		if err := s.Start(t.Context(), Origin); err != nil {
			t.Errorf("start: %v", err)
		}
		other := Origin
		other.ChainID++
		if err := s.Start(t.Context(), other); err == nil || !strings.Contains(err.Error(), "the ledger belongs to") {
			t.Errorf("start for another chain: %v", err)
		}
		if version, err := s.Projection(t.Context()); err != nil || version != ledger.ProjectionVersion {
			t.Errorf("the projection is %d, %v", version, err)
		}
		if rebuilt, err := ledger.Rebuild(t.Context(), s, Secret); err != nil || rebuilt {
			t.Errorf("rebuilt: %v, %v", rebuilt, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A transaction that fails leaves nothing behind.
func writeIsAllOrNothing(t *testing.T, open func(*testing.T) Store) {
	s := started(t, open)
	stop := errors.New("stop")
	err := s.Write(t.Context(), func(tx ledger.Tx) error {
		if err := tx.Put(t.Context(), &ledger.Mismatch{Seq: 1, Reason: "x"}); err != nil {
			t.Error(err)
		}
		if err := tx.Append(t.Context(), []ledger.Row{{Seq: 0, Fields: []byte("x")}}, 0, []tlog.Hash{{1}}); err != nil {
			t.Error(err)
		}
		if err := tx.Advance(t.Context(), ledger.Checkpoint{Block: Origin.Block}, ledger.Checkpoint{Block: 50}); err != nil {
			t.Error(err)
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Errorf("write gave %v", err)
	}
	if size, _ := rootOf(t, s); size != 0 {
		t.Errorf("%d rows stayed", size)
	}
	if got, _ := s.Checkpoint(t.Context()); got.Block != Origin.Block {
		t.Errorf("the checkpoint moved to %d", got.Block)
	}
}

// The checkpoint moves from where the caller saw it, or not at all.
func advanceComparesAndSets(t *testing.T, open func(*testing.T) Store) {
	s := started(t, open)
	a, b := ledger.Checkpoint{Block: Origin.Block}, ledger.Checkpoint{Block: 12, Hash: custody.Digest{1}}
	move := func(from, to ledger.Checkpoint) error {
		return s.Write(t.Context(), func(tx ledger.Tx) error { return tx.Advance(t.Context(), from, to) })
	}
	if err := move(a, b); err != nil {
		t.Fatalf("move: %v", err)
	}
	if err := move(a, b); !errors.Is(err, ledger.ErrMoved) {
		t.Errorf("the same move again gave %v", err)
	}
	if err := move(ledger.Checkpoint{Block: 12, Hash: custody.Digest{2}}, ledger.Checkpoint{Block: 13}); !errors.Is(err, ledger.ErrMoved) {
		t.Errorf("a move from another hash gave %v", err)
	}
}

// Every field of every table survives, with its extreme values.
func recordsComeBackAsTheyWent(t *testing.T, open func(*testing.T) Store) {
	s := started(t, open)
	tables := append(ledger.Tables(), &ledger.Payload{})
	for _, table := range tables {
		for _, want := range []ledger.Record{filled(table, false), filled(table, true)} {
			if p, ok := want.(*ledger.Payload); ok && p.Body == nil {
				continue // a command is never empty
			}
			err := s.Write(t.Context(), func(tx ledger.Tx) error {
				if err := tx.Put(t.Context(), want); err != nil {
					return err
				}
				return tx.Put(t.Context(), want) // again: it replaces itself
			})
			if err != nil {
				t.Fatalf("put %s: %v", table.Table(), err)
			}
			err = s.Write(t.Context(), func(tx ledger.Tx) error {
				got := reflect.New(reflect.TypeOf(want).Elem())
				got.Elem().Set(reflect.ValueOf(want).Elem())
				found, err := tx.Get(t.Context(), got.Interface().(ledger.Record))
				if !found || !reflect.DeepEqual(got.Interface(), want) {
					t.Errorf("%s came back as %+v, not %+v", table.Table(), got.Interface(), want)
				}
				return err
			})
			if err != nil {
				t.Fatalf("get %s: %v", table.Table(), err)
			}
		}
	}
}

// filled gives a record whose fields all have a value, or all have none.
func filled(table ledger.Record, empty bool) ledger.Record {
	r := reflect.New(reflect.TypeOf(table).Elem())
	if !empty {
		fill(r.Elem())
	}
	return r.Interface().(ledger.Record)
}

func fill(v reflect.Value) {
	switch x := v.Addr().Interface().(type) {
	case *time.Time:
		*x = time.Date(2026, 2, 3, 4, 5, 6, 7000, time.UTC)
		return
	case *[]byte:
		*x = []byte{0, 1, 255}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.String:
		v.SetString(`"ä" 'x' %`)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Array:
		for i := range v.Len() {
			v.Index(i).SetUint(uint64(255 - i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0))
		fill(v.Index(1))
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{"a": "1", "b": "\n"}))
	default:
		if v.CanInt() {
			v.SetInt(1<<(v.Type().Bits()-2) + 1)
		} else {
			v.SetUint(1<<v.Type().Bits() - 1)
		}
	}
}

// A snapshot does not see what is written while it is read, and does not stop the writer.
func snapshotStandsStill(t *testing.T, open func(*testing.T) Store) {
	s, c := told(t, open)
	c.Do(Fab, "more", &custody.RegisterAsset{ID: Chip(99), Type: "item"})
	err := s.Snapshot(t.Context(), func(a ledger.Archive) error {
		before, err := a.RowCount(t.Context())
		if err != nil {
			return err
		}
		Project(t, s, c)
		after, err := a.RowCount(t.Context())
		if before != after {
			t.Errorf("the snapshot grew from %d rows to %d", before, after)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
