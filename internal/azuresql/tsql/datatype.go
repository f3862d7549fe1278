package tsql

import (
	"strconv"
	"strings"
)

// A dataType is one of SQL Server's.
type dataType struct {
	name string // in lower case
	size int    // characters (UTF-16 units) or bytes; 0 for (max) and for types without a size
}

// sizes are the most that a type may be declared with.
var sizes = map[string]int{"nvarchar": 4000, "nchar": 4000, "varchar": 8000, "char": 8000, "varbinary": 8000, "binary": 8000}

// plainTypes have no size.
var plainTypes = map[string]kindOf{
	"bigint": integer, "int": integer, "smallint": integer, "tinyint": integer, "bit": integer,
	"float": unknown, "datetime2": text, "datetimeoffset": text, "date": text, "sysname": text,
}

// dataType reads a type. Those that this project has no use for are unknown here.
func (p *parser) dataType() dataType {
	first := p.peek()
	if !first.isName() {
		p.fail()
	}
	name := strings.ToLower(p.name())
	if _, ok := plainTypes[name]; ok {
		if name == "datetime2" || name == "datetimeoffset" {
			if p.accept("(") {
				p.number()
				p.expect(")")
			}
		}
		if name == "sysname" {
			return dataType{name: "nvarchar", size: 128}
		}
		return dataType{name: name}
	}
	most, ok := sizes[name]
	if !ok {
		p.refuse(243, "Type %s is not a defined system type.", first.value())
	}
	t := dataType{name: name, size: 1}
	if !p.accept("(") {
		return t
	}
	if p.accept("MAX") {
		if t.size = 0; !strings.Contains(name, "var") {
			p.at--
			p.fail()
		}
	} else {
		n, err := strconv.Atoi(p.number())
		if err != nil || n < 1 || n > most {
			p.refuse(131, "The size (%d) given to the type '%s' exceeds the maximum allowed (%d).", n, name, most)
		}
		t.size = n
	}
	p.expect(")")
	return t
}

func (t dataType) kind() kindOf {
	switch t.name {
	case "nvarchar", "nchar", "varchar", "char":
		return text
	case "varbinary", "binary":
		return bytes
	}
	return plainTypes[t.name]
}

func (t dataType) sizeText() string { return strconv.Itoa(t.size) }

// declared is how the type stands in a table of SQLite, where a size is a number and (max) is none. The stand-in reads it
// again to give columns their type.
func (t dataType) declared() string {
	if t.size > 0 {
		return t.name + "(" + t.sizeText() + ")"
	}
	return t.name
}

// Collations of the stand-in: one that compares code units, and one that takes upper and lower case for the same. Both
// pad the shorter text with spaces, as SQL Server does.
const (
	CollateBinary = "tsql_bin2"
	CollateNoCase = "tsql_ci"
)

// collation reads the name of a collation.
func (p *parser) collation() string {
	at := p.at
	name := strings.ToUpper(p.name())
	switch {
	case name == "DATABASE_DEFAULT", name == "SQL_LATIN1_GENERAL_CP1_CI_AS", strings.HasSuffix(name, "_CI_AS"), strings.HasSuffix(name, "_CI_AS_SC_UTF8"):
		return CollateNoCase
	case strings.HasPrefix(name, "LATIN1_GENERAL_") && (strings.HasSuffix(name, "_BIN2") || strings.HasSuffix(name, "_BIN2_UTF8")):
		return CollateBinary
	}
	p.at = at
	p.refuse(448, "Invalid collation '%s'.", name)
	return ""
}

// domain gives the conditions that values of a column of the type meet, by the number of the error that says otherwise.
func (t dataType) domain(column string) map[int32]string {
	c := quote(column)
	checks := map[int32]string{}
	between := func(low, high string) {
		checks[245] = "typeof(" + c + ") IN ('integer', 'null')"
		if low != "" {
			checks[8115] = "typeof(" + c + ") <> 'integer' OR " + c + " BETWEEN " + low + " AND " + high
		}
	}
	switch t.name {
	case "bigint":
		between("", "")
	case "int":
		between("-2147483648", "2147483647")
	case "smallint":
		between("-32768", "32767")
	case "tinyint":
		between("0", "255")
	case "bit":
		between("0", "1")
	case "float":
		checks[8114] = "typeof(" + c + ") IN ('real', 'integer', 'null')"
	case "nvarchar", "nchar", "varchar", "char", "datetime2", "datetimeoffset", "date":
		checks[206] = "typeof(" + c + ") IN ('text', 'null')"
		if t.size > 0 {
			checks[2628] = "tsql_units(" + c + ") <= " + t.sizeText()
		}
	case "varbinary", "binary":
		checks[257] = "typeof(" + c + ") IN ('blob', 'null')"
		if t.name == "binary" {
			checks[2628] = "length(" + c + ") = " + t.sizeText() // SQL Server would fill a shorter value with zeros, which nobody here wants
		} else if t.size > 0 {
			checks[2628] = "length(" + c + ") <= " + t.sizeText()
		}
	}
	return checks
}
