package protocol

import (
	"encoding/base64"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// number writes integers as they are and everything else as a .NET double: shortest form, scientific from 1E+15 up and
// below 0.0001, and with a decimal place so that it stays a float.
func number(n json.Number) string {
	if !strings.ContainsAny(n.String(), ".eE") {
		return n.String()
	}
	f, err := n.Float64()
	if err != nil {
		return n.String()
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'E', -1, 64), "E")
	if e, _ := strconv.Atoi(exponent); e < -4 || e >= 15 {
		return mantissa + "E" + exponent
	}
	text := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}

// scalarText is what .NET makes of a JSON value that is neither object nor array when it wants a string.
func scalarText(value json.RawMessage) string {
	switch value[0] {
	case '"':
		var s string
		if json.Unmarshal(value, &s) != nil {
			return string(value)
		}
		if date, ok := parseDate(s); ok {
			return date.text()
		}
		return s
	case 't':
		return "True"
	case 'f':
		return "False"
	case 'n':
		return ""
	default:
		return strings.TrimSuffix(number(json.Number(value)), ".0")
	}
}

// A date is a text that Newtonsoft takes for a DateTime.
type date struct {
	at     time.Time
	suffix string // "Z", "+00:00" for any offset (the host's own zone is UTC), "" for none
}

var isoDate = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$`)

func parseDate(s string) (date, bool) {
	m := isoDate.FindStringSubmatch(s)
	if m == nil {
		return date{}, false
	}
	layout, suffix := "2006-01-02T15:04:05", m[2]
	if suffix != "" {
		layout += "Z07:00"
	}
	if len(suffix) > 1 {
		suffix = "+00:00"
	}
	at, err := time.Parse(layout, s)
	return date{at.UTC(), suffix}, err == nil
}

func (d date) json() string { return d.at.Format("2006-01-02T15:04:05.9999999") + d.suffix }
func (d date) text() string { return d.at.Format("01/02/2006 15:04:05") }

// fromBase64 decodes as Convert.FromBase64String does: white space does not count, everything else must be right.
func fromBase64(s string) ([]byte, bool) {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n", r) {
			return -1
		}
		return r
	}, s)
	b, err := base64.StdEncoding.DecodeString(s)
	return b, err == nil
}
