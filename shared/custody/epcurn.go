package custody

import (
	"net/url"
	"strings"
)

// An epcScheme says how an EPC URN carries a GS1 key: dot-separated parts, of which the first two are company prefix
// and reference (EPC Tag Data Standard 2.0, section 6.3).
type epcScheme struct {
	ai        string
	digits    int    // of prefix and reference together; 0 if the reference is text
	indicator bool   // the reference's first digit stands before the prefix in the key
	lead      string // digits before the prefix
	extra     int    // parts of two digits that belong to the key
	serial    string // "" if there is none; "key" if it continues the key; else the AI of the qualifier
}

var epcSchemes = map[string]epcScheme{
	"id:sgtin":    {ai: "01", digits: 13, indicator: true, serial: "21"},
	"id:sscc":     {ai: "00", digits: 17, indicator: true},
	"id:sgln":     {ai: "414", digits: 12, serial: "254"},
	"id:pgln":     {ai: "417", digits: 12},
	"id:grai":     {ai: "8003", digits: 12, lead: "0", serial: "key"},
	"id:giai":     {ai: "8004"},
	"id:gsrn":     {ai: "8018", digits: 17},
	"id:gsrnp":    {ai: "8017", digits: 17},
	"id:gdti":     {ai: "253", digits: 12, serial: "key"},
	"id:sgcn":     {ai: "255", digits: 12, serial: "key"},
	"id:cpi":      {ai: "8010", serial: "8011"},
	"id:ginc":     {ai: "401"},
	"id:gsin":     {ai: "402", digits: 16},
	"id:itip":     {ai: "8006", digits: 13, indicator: true, extra: 2, serial: "21"},
	"id:upui":     {ai: "01", digits: 13, indicator: true, serial: "235"},
	"class:lgtin": {ai: "01", digits: 13, indicator: true, serial: "10"},
}

// anySerial is the last part of an EPC pattern: the class, whatever the serial number.
const anySerial = "*"

// parseURN gives the Digital Link of an EPC URN that carries a GS1 key, false for any other URN, or the reason why it
// is broken. A URN has no check digit; the link gets one.
func parseURN(urn string) (link string, isGS1 bool, reason string) {
	body, isEPC := strings.CutPrefix(urn, "epc:")
	pattern := strings.HasPrefix(body, "idpat:")
	body = strings.Replace(body, "idpat:", "id:", 1)
	kind, name, _ := strings.Cut(body, ":")
	name, value, _ := strings.Cut(name, ":")
	scheme, known := epcSchemes[kind+":"+name]
	if !isEPC || !known {
		return "", false, ""
	}
	broken := "it does not have the form of a urn:epc:" + kind + ":" + name
	parts := scheme.split(value)
	if parts == nil || pattern != (parts[len(parts)-1] == anySerial && scheme.serial != "") {
		return "", false, broken
	}
	elements, ok := scheme.elements(parts)
	if !ok {
		return "", false, broken
	}
	key, _ := keyOf(scheme.ai)
	if key.checkValue(&elements[0]) != "" || key.checkQualifiers(elements[1:]) != "" {
		return "", false, broken
	}
	return key.canonical(elements), true, ""
}

// split gives the parts: prefix, reference, extra ones, and a serial number that may have dots of its own.
func (s epcScheme) split(value string) []string {
	count := 2 + s.extra
	if s.serial != "" {
		count++
	}
	parts := strings.SplitN(value, ".", count)
	if s.ai == "8010" { // here the reference may have no dots and the serial number is digits
		parts = strings.Split(value, ".")
	}
	if len(parts) != count {
		return nil
	}
	if n := len(parts[0]); n < 6 || n > 12 || !allDigits(parts[0]) {
		return nil
	}
	return parts
}

func (s epcScheme) elements(parts []string) ([]element, bool) {
	prefix, reference := parts[0], parts[1]
	value := prefix
	if s.digits == 0 {
		text, err := url.PathUnescape(reference)
		if err != nil {
			return nil, false
		}
		value += text
	} else {
		if len(prefix)+len(reference) != s.digits || !allDigits(reference) {
			return nil, false
		}
		if s.indicator {
			prefix, reference = reference[:1]+prefix, reference[1:]
		}
		value = s.lead + prefix + reference
		value += string(checkDigit(value))
	}
	for _, extra := range parts[2 : 2+s.extra] {
		value += extra
	}
	elements := []element{{s.ai, value}}
	if s.serial == "" {
		return elements, true
	}
	serial, err := url.PathUnescape(parts[len(parts)-1])
	switch {
	case err != nil || serial == "":
		return nil, false
	case serial == anySerial:
	case s.serial == "key":
		elements[0].value += serial
	case s.serial == "254" && serial == "0": // the location itself, without an extension
	default:
		elements = append(elements, element{s.serial, serial})
	}
	return elements, true
}
