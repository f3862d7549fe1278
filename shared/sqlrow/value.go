package sqlrow

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"
)

func toSQL(v reflect.Value) (any, error) {
	if t, ok := v.Interface().(time.Time); ok {
		return Micros(t), nil
	}
	switch v.Kind() {
	case reflect.String:
		return v.String(), nil
	case reflect.Bool:
		if v.Bool() {
			return int64(1), nil
		}
		return int64(0), nil
	case reflect.Array:
		b := make([]byte, v.Len())
		reflect.Copy(reflect.ValueOf(b), v)
		return b, nil
	case reflect.Slice, reflect.Map:
		if b, ok := v.Interface().([]byte); ok {
			return b, nil
		}
		if v.Len() == 0 {
			return "", nil
		}
		b, err := json.Marshal(v.Interface())
		return string(b), err
	}
	if v.CanInt() {
		return v.Int(), nil
	}
	return int64(v.Uint()), nil // sizes of foreign anchors may use all 64 bits; they come back as they went
}

func fromSQL(raw any, into reflect.Value) error {
	if _, ok := into.Interface().(time.Time); ok {
		n, ok := raw.(int64)
		if !ok {
			return fmt.Errorf("found %T in place of a time", raw)
		}
		into.Set(reflect.ValueOf(FromMicros(n)))
		return nil
	}
	switch x := raw.(type) {
	case int64:
		switch {
		case into.Kind() == reflect.Bool && (x == 0 || x == 1):
			into.SetBool(x == 1)
		case into.CanInt() && !into.OverflowInt(x):
			into.SetInt(x)
		case into.CanUint() && !into.OverflowUint(uint64(x)):
			into.SetUint(uint64(x))
		default:
			return fmt.Errorf("found the number %d in place of %s", x, into.Type())
		}
	case string:
		if into.Kind() == reflect.String {
			into.SetString(x)
			return nil
		}
		into.SetZero()
		if x != "" {
			return json.Unmarshal([]byte(x), into.Addr().Interface())
		}
	case []byte:
		switch {
		case into.Kind() == reflect.Slice:
			into.SetBytes(append([]byte(nil), x...))
		case into.Kind() == reflect.Array && into.Len() == len(x):
			reflect.Copy(into, reflect.ValueOf(x))
		default:
			return fmt.Errorf("found %d bytes in place of %s", len(x), into.Type())
		}
	default:
		return fmt.Errorf("found %T in place of %s", raw, into.Type())
	}
	return nil
}

// Micros gives a point in time as a column has it: microseconds since 1970, 0 for none.
func Micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// FromMicros is the reverse of [Micros]; the time is in UTC.
func FromMicros(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

// Fixed takes a binary column that has the length of what it is for.
type Fixed []byte

// Scan copies the column.
func (f Fixed) Scan(value any) error {
	b, ok := value.([]byte)
	if !ok || len(b) != len(f) {
		return fmt.Errorf("a column should have %d bytes", len(f))
	}
	copy(f, b)
	return nil
}

// List makes a JSON list of numbers or texts, the one argument of a statement about any number of them.
func List[T any](values []T) string {
	b, err := json.Marshal(values)
	if err != nil || values == nil {
		return "[]" // numbers and strings always have a JSON form
	}
	return string(b)
}
