package epcis

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// MaxMapping is how many bytes a mapping file may have.
const MaxMapping = 64 << 10

// A Mapping says how the columns of a CSV export become commands. It is written as YAML:
//
//	name: sap-serials            # part of the Idempotency-Keys; another name makes other commands
//	delimiter: ";"               # "," if left out
//	decimal: ","                 # "." if left out
//	fields:
//	  action: {column: Movement, values: {"101": register, "601": offer}}
//	  id: {template: "https://id.gs1.org/01/{GTIN}/21/{Serial}"}
//	  type: {constant: item}
//	  to: {column: Customer, values: {"0000104711": northern-silicon}}
//	  attributes.plant: {column: Plant}
//
// Fields are those of the commands: action (register, offer, accept, reject or cancel), id, type, quantity, unit,
// description, to, withOwnership, reason, eventTime, readPoint, bizLocation and attributes.NAME.
type Mapping struct {
	Name      string           `yaml:"name"`
	Delimiter string           `yaml:"delimiter"`
	Decimal   string           `yaml:"decimal"`
	Fields    map[string]Field `yaml:"fields"`
}

// A Field says where a field of a command comes from: one of Column, Template and Constant.
type Field struct {
	Column   string            `yaml:"column"`   // name of a column
	Template string            `yaml:"template"` // text with the names of columns in braces
	Constant string            `yaml:"constant"` // the same for every row
	Values   map[string]string `yaml:"values"`   // what the values mean; a row with another value is refused
}

// fieldNames are the fields that a mapping may fill.
var fieldNames = []string{
	"action", "id", "type", "quantity", "unit", "description", "to", "withOwnership", "reason", "eventTime", "readPoint", "bizLocation",
}

const attributePrefix = "attributes."

var columnInTemplate = regexp.MustCompile(`\{([^{}]+)\}`)

// ReadMapping reads a mapping file. Errors name the line or the field.
func ReadMapping(r io.Reader) (Mapping, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxMapping+1))
	if err != nil {
		return Mapping{}, fmt.Errorf("read the mapping: %w", err)
	}
	if len(text) > MaxMapping {
		return Mapping{}, fmt.Errorf("read the mapping: it has more than %d bytes", MaxMapping)
	}
	m := Mapping{Delimiter: ",", Decimal: "."}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&m); err != nil {
		return Mapping{}, fmt.Errorf("read the mapping: %w", err)
	}
	return m, m.check()
}

func (m Mapping) check() error {
	switch {
	case m.Name == "" || len(m.Name) > 64:
		return errors.New("the mapping needs a name of at most 64 bytes")
	case len([]rune(m.Delimiter)) != 1 || strings.ContainsAny(m.Delimiter, "\"\r\n"):
		return fmt.Errorf("the delimiter is one character, not %q", m.Delimiter)
	case m.Decimal != "." && m.Decimal != ",":
		return fmt.Errorf("the decimal mark is a point or a comma, not %q", m.Decimal)
	}
	for _, required := range []string{"action", "id"} {
		if _, ok := m.Fields[required]; !ok {
			return fmt.Errorf("the mapping needs the field %s", required)
		}
	}
	for name, f := range m.Fields {
		if !slices.Contains(fieldNames, name) && !strings.HasPrefix(name, attributePrefix) {
			return fmt.Errorf("the mapping has the field %q; it may have %s and attributes.NAME", name, strings.Join(fieldNames, ", "))
		}
		given := 0
		for _, s := range []string{f.Column, f.Template, f.Constant} {
			if s != "" {
				given++
			}
		}
		if given != 1 {
			return fmt.Errorf("the field %s of the mapping needs one of column, template and constant", name)
		}
	}
	return nil
}

// columns gives the columns that the mapping reads.
func (m Mapping) columns() (names []string) {
	for _, f := range m.Fields {
		names = append(names, f.columns()...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (f Field) columns() (names []string) {
	if f.Column != "" {
		return []string{f.Column}
	}
	for _, match := range columnInTemplate.FindAllStringSubmatch(f.Template, -1) {
		names = append(names, match[1])
	}
	return names
}

// uriFields are those whose templates make URIs.
var uriFields = []string{"id", "readPoint", "bizLocation"}

// value gives the field's value in a row, and whether its value is a known one.
func (f Field) value(name string, row map[string]string) (string, bool) {
	v := f.Constant
	switch {
	case f.Column != "":
		v = row[f.Column]
	case f.Template != "":
		v = columnInTemplate.ReplaceAllStringFunc(f.Template, func(column string) string {
			cell := row[column[1:len(column)-1]]
			if slices.Contains(uriFields, name) {
				return url.PathEscape(cell)
			}
			return cell
		})
	}
	if f.Values == nil || v == "" {
		return v, true
	}
	meaning, known := f.Values[v]
	return meaning, known
}
