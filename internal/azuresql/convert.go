package azuresql

import (
	"database/sql/driver"
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"

	"waybill/internal/azuresql/tsql"
)

// ranges are what the integer types hold.
var ranges = map[string][2]int64{
	"bigint": {-1 << 63, 1<<63 - 1}, "int": {-1 << 31, 1<<31 - 1}, "smallint": {-1 << 15, 1<<15 - 1}, "tinyint": {0, 255},
}

// convert makes a value one of another type, as CONVERT does. Size is that of the type, 0 for any; style is 0, or 1 or 2 for
// hexadecimal digits with and without 0x.
func convert(v driver.Value, to string, size, style int) (driver.Value, error) {
	if v == nil {
		return nil, nil
	}
	switch to {
	case "bigint", "int", "smallint", "tinyint":
		n, err := toInteger(v, to)
		if err != nil {
			return nil, err
		}
		if r := ranges[to]; n < r[0] || n > r[1] {
			return nil, tsql.Errorf(8115, "Arithmetic overflow error converting expression to data type %s.", to)
		}
		return n, nil
	case "bit":
		return toBit(v)
	case "float":
		switch v := v.(type) {
		case int64:
			return float64(v), nil
		case float64:
			return v, nil
		case string:
			if f, err := strconv.ParseFloat(strings.TrimSpace(v), 64); err == nil {
				return f, nil
			}
		}
	case "nvarchar", "nchar", "varchar", "char":
		s, err := toText(v, style)
		if err != nil {
			return nil, err
		}
		return cut(s, size), nil
	case "varbinary", "binary":
		b, err := toBytes(v, style)
		if err != nil {
			return nil, err
		}
		if size > 0 && len(b) > size {
			b = b[:size]
		}
		for to == "binary" && len(b) < size {
			b = append(b, 0)
		}
		return b, nil
	case "datetime2", "datetimeoffset", "date":
		if s, ok := v.(string); ok {
			return s, nil
		}
	}
	return nil, unconvertible(v, to)
}

// cut shortens a text to a number of UTF-16 units, without half a pair.
func cut(s string, size int) string {
	if size == 0 {
		return s
	}
	n := 0
	for i, r := range s {
		if n += unitsOf(string(r)); n > size {
			return s[:i]
		}
	}
	return s
}

func toInteger(v driver.Value, to string) (int64, error) {
	switch v := v.(type) {
	case int64:
		return v, nil
	case float64:
		if v >= -1<<63 && v < 1<<63 {
			return int64(v), nil
		}
		return 0, tsql.Errorf(8115, "Arithmetic overflow error converting expression to data type %s.", to)
	case string:
		if strings.TrimSpace(v) == "" {
			return 0, nil // as SQL Server has it
		}
		if n, err := strconv.ParseInt(strings.TrimSpace(v), 10, 64); err == nil {
			return n, nil
		}
	case []byte:
		if len(v) <= 8 {
			return int64(binary.BigEndian.Uint64(append(make([]byte, 8-len(v)), v...))), nil
		}
	}
	return 0, unconvertible(v, to)
}

func toBit(v driver.Value) (driver.Value, error) {
	switch v := v.(type) {
	case int64:
		return bit(v != 0), nil
	case float64:
		return bit(v != 0), nil
	case string:
		switch strings.ToLower(strings.TrimSpace(v)) {
		case "true", "1":
			return int64(1), nil
		case "false", "0", "":
			return int64(0), nil
		}
	}
	return nil, unconvertible(v, "bit")
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func toText(v driver.Value, style int) (string, error) {
	switch v := v.(type) {
	case int64:
		return strconv.FormatInt(v, 10), nil
	case float64:
		return strconv.FormatFloat(v, 'g', 6, 64), nil
	case string:
		return v, nil
	case []byte:
		switch style {
		case 1:
			return "0x" + strings.ToUpper(hex.EncodeToString(v)), nil
		case 2:
			return strings.ToUpper(hex.EncodeToString(v)), nil
		}
		return "", tsql.Errorf(529, "The stand-in makes text of binary with style 1 or 2 only.")
	}
	return "", unconvertible(v, "nvarchar")
}

func toBytes(v driver.Value, style int) ([]byte, error) {
	switch v := v.(type) {
	case []byte:
		return v, nil
	case int64:
		return binary.BigEndian.AppendUint64(nil, uint64(v)), nil
	case string:
		digits := v
		if style == 1 {
			digits = strings.TrimPrefix(v, "0x")
		}
		if b, err := hex.DecodeString(digits); err == nil && (style == 1 || style == 2) {
			return b, nil
		}
		return nil, tsql.Errorf(8114, "Error converting data type nvarchar to varbinary.")
	}
	return nil, unconvertible(v, "varbinary")
}
