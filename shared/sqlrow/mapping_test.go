package sqlrow_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"waybill/shared/sqlrow"
)

type head struct {
	ID      string
	ValidTo time.Time
}

// A parcel has a field of each kind.
type parcel struct {
	head
	GLN    string
	Hash   [4]byte
	Open   bool
	Size   uint32
	Offset int64
	Body   []byte
	Tags   []string
	Notes  map[string]string
}

func (*parcel) Table() string  { return "parcel" }
func (*parcel) Keys() []string { return []string{"hash", "id"} }

func full() *parcel {
	return &parcel{
		head: head{"p-1", time.Date(2026, 2, 3, 4, 5, 6, 7000, time.UTC)}, GLN: "4012345000009", Hash: [4]byte{1, 2, 3, 255}, Open: true,
		Size: 1<<32 - 1, Offset: -1, Body: []byte{0}, Tags: []string{"a", `"`}, Notes: map[string]string{"k": "v"},
	}
}

// Columns are the fields in snake_case, those of embedded structs among them, and the key has its own order.
func TestColumnsAreTheFields(t *testing.T) {
	t.Parallel()
	m := sqlrow.Of(&parcel{})
	if want := strings.Fields("id valid_to gln hash open size offset body tags notes"); !slices.Equal(m.Columns, want) {
		t.Errorf("the columns are %v", m.Columns)
	}
	if !slices.Equal(m.Keys, []int{3, 0}) || m.Table != "parcel" {
		t.Errorf("the key is %v of %s", m.Keys, m.Table)
	}
}

// Values are numbers, texts and bytes, and come back as they went.
func TestRecordsComeBackAsTheyWent(t *testing.T) {
	t.Parallel()
	m := sqlrow.Of(&parcel{})
	for _, want := range []*parcel{full(), {}} {
		values, err := m.Values(want)
		if err != nil {
			t.Fatal(err)
		}
		got := full() // what is there already is replaced
		if err := m.Load(got, row(values).scan); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%v came back as %+v, %v", values, got, err)
		}
	}
	keys, err := m.KeyValues(full())
	if err != nil || !reflect.DeepEqual(keys, []any{[]byte{1, 2, 3, 255}, "p-1"}) {
		t.Errorf("the key's values are %v, %v", keys, err)
	}
}

type row []any

func (r row) scan(into ...any) error {
	for i := range into {
		*into[i].(*any) = r[i]
	}
	return nil
}

// What cannot be a field's value names the column.
func TestValuesThatDoNotFitAreRefused(t *testing.T) {
	t.Parallel()
	m := sqlrow.Of(&parcel{})
	for column, value := range map[string]any{
		"hash": []byte{1}, "open": int64(2), "size": int64(1 << 32), "gln": nil, "valid_to": "2026", "tags": "{", "notes": 1.5, "body": nil,
	} {
		values, err := m.Values(full())
		if err != nil {
			t.Fatal(err)
		}
		values[slices.Index(m.Columns, column)] = value
		if err := m.Load(&parcel{}, row(values).scan); err == nil || !strings.Contains(err.Error(), "column "+column+" of parcel") {
			t.Errorf("%v in %s gave %v", value, column, err)
		}
	}
}

// A list is JSON, also without elements; a binary column has its length or is refused.
func TestListsAndFixedBytes(t *testing.T) {
	t.Parallel()
	if got := sqlrow.List([]int64{1, 2}) + sqlrow.List([]string{`"`}) + sqlrow.List[int](nil); got != `[1,2]["\""][]` {
		t.Errorf("lists are %s", got)
	}
	var four [4]byte
	if err := sqlrow.Fixed(four[:]).Scan([]byte{1, 2, 3, 4}); err != nil || four != [4]byte{1, 2, 3, 4} {
		t.Errorf("it took %v, %v", four, err)
	}
	for _, wrong := range []any{[]byte{1}, "1234", nil} {
		if err := sqlrow.Fixed(four[:]).Scan(wrong); err == nil {
			t.Errorf("it took %v", wrong)
		}
	}
}
