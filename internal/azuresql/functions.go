package azuresql

import (
	"database/sql/driver"
	"encoding/base64"
	"fmt"
	"math"
	"strings"
	"sync"
	"unicode"
	"unicode/utf16"

	"modernc.org/sqlite"

	"waybill/internal/azuresql/tsql"
)

// register adds to SQLite what translated statements call. It is once for the program, and names that begin with tsql_
// are in nobody's way.
var register = sync.OnceFunc(func() {
	for name, f := range map[string]struct {
		args int32
		do   func([]driver.Value) (driver.Value, error)
	}{
		"tsql_add":         {2, add},
		"tsql_divide":      {3, divide},
		"tsql_concat":      {-1, concat},
		"tsql_len":         {1, length},
		"tsql_units":       {1, units},
		"tsql_datalength":  {1, dataLength},
		"tsql_lower":       {1, mapText(strings.ToLower)},
		"tsql_upper":       {1, mapText(strings.ToUpper)},
		"tsql_like":        {3, like},
		"tsql_convert":     {4, convertValue},
		"tsql_from_json":   {3, fromJSON},
		"tsql_object_name": {1, mapText(objectName)},
		"tsql_db_name":     {0, func([]driver.Value) (driver.Value, error) { return Database, nil }},
	} {
		sqlite.MustRegisterDeterministicScalarFunction(name, f.args, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
			return f.do(args)
		})
	}
	sqlite.MustRegisterCollationUtf8(tsql.CollateBinary, func(a, b string) int { return compare(a, b, func(r rune) rune { return r }) })
	sqlite.MustRegisterCollationUtf8(tsql.CollateNoCase, func(a, b string) int { return compare(a, b, unicode.ToUpper) })
})

func add(args []driver.Value) (driver.Value, error) {
	if args[0] == nil || args[1] == nil {
		return nil, nil
	}
	switch a := args[0].(type) {
	case int64:
		switch b := args[1].(type) {
		case int64:
			if sum := a + b; (sum > a) == (b > 0) {
				return sum, nil
			}
			return nil, tsql.Errorf(8115, "Arithmetic overflow error converting expression to data type bigint.")
		case float64:
			return float64(a) + b, nil
		case string: // a number and a text are added as numbers
			n, err := convert(b, "bigint", 0, 0)
			if err != nil {
				return nil, err
			}
			return add([]driver.Value{a, n})
		}
	case float64:
		switch b := args[1].(type) {
		case int64:
			return a + float64(b), nil
		case float64:
			return a + b, nil
		}
	case string:
		switch b := args[1].(type) {
		case string:
			return a + b, nil
		case int64:
			return add([]driver.Value{b, a})
		}
	case []byte:
		if b, ok := args[1].([]byte); ok {
			return append(append([]byte{}, a...), b...), nil
		}
	}
	return nil, tsql.Errorf(402, "The data types of the two operands are incompatible in the add operator.")
}

func divide(args []driver.Value) (driver.Value, error) {
	if args[0] == nil || args[1] == nil {
		return nil, nil
	}
	a, isInt := args[0].(int64)
	b, bothInt := args[1].(int64)
	if isInt && bothInt {
		switch {
		case b == 0:
			return nil, tsql.Errorf(8134, "Divide by zero error encountered.")
		case a == math.MinInt64 && b == -1:
			return nil, tsql.Errorf(8115, "Arithmetic overflow error converting expression to data type bigint.")
		case args[2] == "%":
			return a % b, nil
		}
		return a / b, nil
	}
	x, err := convert(args[0], "float", 0, 0)
	if err != nil {
		return nil, err
	}
	y, err := convert(args[1], "float", 0, 0)
	if err != nil {
		return nil, err
	}
	if y.(float64) == 0 {
		return nil, tsql.Errorf(8134, "Divide by zero error encountered.")
	}
	if args[2] == "%" {
		return math.Mod(x.(float64), y.(float64)), nil
	}
	return x.(float64) / y.(float64), nil
}

// concat joins texts; NULL counts as none.
func concat(args []driver.Value) (driver.Value, error) {
	var b strings.Builder
	for _, a := range args {
		if a == nil {
			continue
		}
		s, err := convert(a, "nvarchar", 0, 0)
		if err != nil {
			return nil, err
		}
		b.WriteString(s.(string))
	}
	return b.String(), nil
}

// units counts UTF-16 units, which is what the n of nvarchar(n) bounds.
func units(args []driver.Value) (driver.Value, error) {
	s, ok := args[0].(string)
	if !ok {
		return nil, nil
	}
	return int64(unitsOf(s)), nil
}

func unitsOf(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// length is LEN, which counts no spaces at the end.
func length(args []driver.Value) (driver.Value, error) {
	switch v := args[0].(type) {
	case nil:
		return nil, nil
	case []byte:
		return int64(len(v)), nil
	case string:
		return int64(unitsOf(strings.TrimRight(v, " "))), nil
	}
	s, err := convert(args[0], "nvarchar", 0, 0)
	if err != nil {
		return nil, err
	}
	return int64(len(s.(string))), nil
}

func dataLength(args []driver.Value) (driver.Value, error) {
	switch v := args[0].(type) {
	case nil:
		return nil, nil
	case []byte:
		return int64(len(v)), nil
	case string:
		return int64(2 * unitsOf(v)), nil
	}
	return int64(8), nil
}

func mapText(f func(string) string) func([]driver.Value) (driver.Value, error) {
	return func(args []driver.Value) (driver.Value, error) {
		if args[0] == nil {
			return nil, nil
		}
		s, err := convert(args[0], "nvarchar", 0, 0)
		if err != nil {
			return nil, err
		}
		return f(s.(string)), nil
	}
}

// objectName gives the name that [schema].[table] has in SQLite.
func objectName(s string) string {
	s = strings.NewReplacer("[", "", "]", "").Replace(s)
	if !strings.Contains(s, ".") {
		return "dbo." + s
	}
	return s
}

// like matches with % and _; ranges in brackets are refused.
func like(args []driver.Value) (driver.Value, error) {
	s, ok := args[0].(string)
	pattern, also := args[1].(string)
	if !ok || !also {
		return nil, nil
	}
	escape := []rune(args[2].(string))
	if strings.Contains(pattern, "[") && len(escape) == 0 {
		return nil, tsql.Errorf(506, "The stand-in knows no sets in brackets in a LIKE pattern.")
	}
	return matches([]rune(strings.ToUpper(s)), []rune(strings.ToUpper(pattern)), escape), nil
}

func matches(s, pattern, escape []rune) bool {
	for i := 0; i < len(pattern); i++ {
		r := pattern[i]
		switch {
		case len(escape) == 1 && r == unicode.ToUpper(escape[0]) && i+1 < len(pattern):
			i++
			if len(s) == 0 || s[0] != pattern[i] {
				return false
			}
		case r == '%':
			for at := 0; at <= len(s); at++ {
				if matches(s[at:], pattern[i+1:], escape) {
					return true
				}
			}
			return false
		case len(s) == 0 || r != '_' && s[0] != r:
			return false
		}
		s = s[1:]
	}
	return len(s) == 0
}

// fromJSON makes a value of JSON one of the type. Binary is base64 in JSON.
func fromJSON(args []driver.Value) (driver.Value, error) {
	name, _ := args[1].(string)
	size, _ := args[2].(int64)
	if s, ok := args[0].(string); ok && strings.HasSuffix(name, "binary") {
		b, err := base64.StdEncoding.DecodeString(s)
		if err != nil {
			return nil, tsql.Errorf(13625, "JSON text of type base64 is not properly formatted.")
		}
		return convert(b, name, int(size), 0)
	}
	return convert(args[0], name, int(size), 0)
}

func convertValue(args []driver.Value) (driver.Value, error) {
	name, _ := args[1].(string)
	size, _ := args[2].(int64)
	style, _ := args[3].(int64)
	return convert(args[0], name, int(size), int(style))
}

func unconvertible(v driver.Value, to string) error {
	return tsql.Errorf(245, "Conversion failed when converting the value %s to data type %s.", fmt.Sprintf("%.40v", v), to)
}
