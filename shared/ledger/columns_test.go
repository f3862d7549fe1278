package ledger

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/custody"
)

// Every type of event survives its canonical form, and no two of them share bytes.
func TestEventsSurviveTheirCanonicalForm(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, empty := range eventTypes {
		v := reflect.New(reflect.TypeOf(empty)).Elem()
		n := byte(0)
		eachField(v, func(_ string, field reflect.Value) {
			n++
			switch {
			case field.Kind() == reflect.Array:
				field.Index(int(n) % field.Len()).SetUint(uint64(n))
			case field.Kind() == reflect.Bool:
				field.SetBool(true)
			case field.CanInt():
				field.SetInt(int64(n))
			default:
				field.SetUint(uint64(n))
			}
		})
		for _, want := range []custody.Event{empty, v.Interface().(custody.Event)} {
			b := encodeEvent(want)
			if seen[string(b)] {
				t.Errorf("%T shares its form with another event", want)
			}
			seen[string(b)] = true
			if got, err := decodeEvent(b); err != nil || got != want {
				t.Errorf("%+v came back as %+v, %v", want, got, err)
			}
		}
	}
}

// Only what encodeEvent writes is read: one event has one spelling.
func FuzzDecodeEvent(f *testing.F) {
	for _, e := range eventTypes {
		f.Add(encodeEvent(e))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := decodeEvent(b)
		if err == nil && !bytes.Equal(encodeEvent(e), b) {
			t.Errorf("%x is a second spelling of %+v", b, e)
		}
	})
}

// Each column is in the leaf: changing any of them changes the hash.
func TestEveryColumnIsInTheLeaf(t *testing.T) {
	t.Parallel()
	seen := map[tlog.Hash]string{Row{}.Leaf(): "nothing"}
	v := reflect.TypeFor[Row]()
	for i := range v.NumField() {
		row := reflect.New(v).Elem()
		switch field := row.Field(i); {
		case field.Kind() == reflect.Struct:
			field.Set(reflect.ValueOf(Row{}.BlockTime.AddDate(1, 0, 0)))
		case field.Kind() == reflect.Array:
			field.Index(3).SetUint(1)
		case field.Kind() == reflect.Slice:
			field.SetBytes([]byte{1})
		case field.Kind() == reflect.String:
			field.SetString("x")
		default:
			field.SetUint(1)
		}
		leaf := row.Interface().(Row).Leaf()
		if other, found := seen[leaf]; found {
			t.Errorf("%s and %s give the same leaf", v.Field(i).Name, other)
		}
		seen[leaf] = v.Field(i).Name
	}
}

// The growing tree has the root and the stored hashes that another implementation of RFC 9162 computes, at every size.
func TestTreeAgreesWithAnotherImplementation(t *testing.T) {
	t.Parallel()
	factory := compact.RangeFactory{Hash: rfc6962.DefaultHasher.HashChildren}
	other := factory.NewEmptyRange(0)
	grown := &tree{edge: map[int64]tlog.Hash{}}
	stored := int64(0)
	for n := range 300 {
		record := []byte{byte(n), byte(n >> 8)}
		hashes, err := grown.add(tlog.RecordHash(record))
		if err != nil {
			t.Fatal(err)
		}
		stored += int64(len(hashes))
		if err := other.Append(rfc6962.DefaultHasher.HashLeaf(record), nil); err != nil {
			t.Fatal(err)
		}
		want, err := other.GetRootHash(nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := grown.root()
		if err != nil || !bytes.Equal(got[:], want) {
			t.Fatalf("the root of %d leaves is %s, %v, not %x", n+1, got, err, want)
		}
		if stored != tlog.StoredHashCount(int64(n)+1) || len(grown.edge) > 9 {
			t.Fatalf("%d leaves gave %d hashes and an edge of %d", n+1, stored, len(grown.edge))
		}
	}
}
