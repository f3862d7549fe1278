package epcis

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"time"

	"waybill/shared/custody"
)

// expandName gives an extension's name as "{namespace}name".
func (n namespaces) expandName(name string) string {
	prefix, local, found := strings.Cut(name, ":")
	namespace, known := n[prefix]
	switch {
	case found && known:
		return "{" + namespace + "}" + local
	case found:
		if i := strings.LastIndexAny(name, "/#:"); i >= 0 && i < len(name)-1 {
			return "{" + name[:i+1] + "}" + name[i+1:]
		}
	}
	return name
}

// expand gives the full URI of a prefixed one.
func (n namespaces) expand(s string) string {
	prefix, local, found := strings.Cut(s, ":")
	if namespace, known := n[prefix]; found && known && !schemes[prefix] {
		return namespace + local
	}
	return s
}

// cbvBase is what stands before the words of the vocabularies when they are hashed.
const cbvBase = "https://ref.gs1.org/cbv/"

// typeOf gives the type of a transaction, a source, a destination or a sensor report.
func (n namespaces) typeOf(sort, s string) string {
	switch sort {
	case "bizTransactionList":
		return n.vocabulary(transactionWords, "BTT-", s)
	case "sourceList", "destinationList":
		return n.vocabulary(partyWords, "SDT-", s)
	}
	return n.gs1Word(s)
}

// vocabulary gives a word of the CBV as a URI, in whichever way it is written.
func (n namespaces) vocabulary(v vocabulary, kind, s string) string {
	if v.knows(s) {
		return cbvBase + kind + v.word(s)
	}
	return n.identifier(s)
}

// gs1Word gives a bare word of the GS1 Web Vocabulary as a URI.
func (n namespaces) gs1Word(s string) string {
	if !strings.Contains(s, ":") {
		return n["gs1"] + s
	}
	return n.expand(s)
}

// identifier gives a GS1 identifier as its canonical Digital Link, and any other URI in full.
func (n namespaces) identifier(s string) string {
	s = n.expand(s)
	if id, err := custody.ParseAssetID(s, ""); err == nil && strings.HasPrefix(string(id), "https://id.gs1.org/") {
		return string(id)
	}
	return s
}

// value gives a plain value in its one form.
func (n namespaces) value(name string, value any) string {
	switch v := value.(type) {
	case json.Number:
		return decimal(v.String())
	case bool:
		return fmt.Sprint(v)
	case string:
		return n.text(name, strings.TrimSpace(v))
	}
	return ""
}

func (n namespaces) text(name, s string) string {
	switch name {
	case "eventTime", "time", "startTime", "endTime":
		return instant(s)
	case "bizStep":
		return n.vocabulary(bizStepWords, "BizStep-", s)
	case "disposition", "set", "unset":
		return n.vocabulary(dispositionWords, "Disp-", s)
	case "component":
		if !strings.Contains(s, ":") {
			return cbvBase + "Comp-" + s
		}
		return n.expand(s)
	case "exception":
		return n.gs1Word(s)
	case "action", "eventTimeZoneOffset", "uom", "stringValue", "hexBinaryValue":
		return s
	}
	if strings.Contains(name, ":") {
		if t, err := time.Parse(time.RFC3339, s); err == nil {
			return milliseconds(t)
		}
		return n.identifier(decimal(s))
	}
	return n.identifier(s)
}

// instant gives a time in UTC with milliseconds, or what cannot be read as it is.
func instant(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return s
	}
	return milliseconds(t)
}

func milliseconds(t time.Time) string {
	return t.UTC().Round(time.Millisecond).Format("2006-01-02T15:04:05.000Z")
}

// decimal gives a decimal number without needless zeros, and any other text as it is.
func decimal(s string) string {
	if scientificPattern.MatchString(s) {
		if r, ok := new(big.Rat).SetString(s); ok {
			s = r.FloatString(maxExponent + 18)
		}
	}
	if decimalPattern.MatchString(s) {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// maxExponent bounds the numbers that are written out; a greater exponent would make megabytes of nine bytes.
const maxExponent = 30

var (
	decimalPattern    = regexp.MustCompile(`^-?\d+\.\d+$`)
	scientificPattern = regexp.MustCompile(`^-?\d{1,30}(\.\d{1,18})?[eE][+-]?([0-2]?\d|30)$`)
)
