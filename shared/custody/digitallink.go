package custody

import (
	"fmt"
	"net/url"
	"strings"
)

// digitalLinkDomain is where canonical Digital Links live.
const digitalLinkDomain = "https://id.gs1.org"

// A gs1Key is a primary key of the GS1 Digital Link URI syntax: some digits that end in a check digit, and a rest.
type gs1Key struct {
	ai      string // GS1 Application Identifier
	name    string // how early Digital Links and people call it
	checked int    // so many leading digits, of which the last is a check digit
	rest    charRange
	// qualifiers that may follow, in this order; those of another sequence exclude these
	qualifiers [][]string
	// finest is which qualifiers a canonical link keeps: the first of these that is there, and no other
	finest []string
	check  func(value string) string // further rule of the key: why it is broken, or ""
}

// A charRange is a run of characters of a set.
type charRange struct {
	charset  string
	min, max int
}

func (r charRange) matches(s string) bool {
	return len(s) >= r.min && len(s) <= r.max && within(s, r.charset)
}

// gs1Keys holds the primary keys, with the facts of the GS1 syntax dictionary of January 2026.
var gs1Keys = []gs1Key{
	{ai: "00", name: "sscc", checked: 18},
	{ai: "01", name: "gtin", checked: 14, qualifiers: [][]string{{"22", "10", "21"}, {"235"}}, finest: []string{"21", "235", "10"}},
	{ai: "253", name: "gdti", checked: 13, rest: charRange{charset82, 0, 17}},
	{ai: "255", name: "gcn", checked: 13, rest: charRange{charsetDigit, 0, 12}},
	{ai: "401", name: "ginc", rest: charRange{charset82, 1, 30}, check: startsWithPrefix},
	{ai: "402", name: "gsin", checked: 17},
	{ai: "414", name: "gln", checked: 13, qualifiers: [][]string{{"254"}, {"7040"}}, finest: []string{"254"}},
	{ai: "415", name: "payTo", checked: 13, qualifiers: [][]string{{"8020"}}, finest: []string{"8020"}},
	{ai: "417", name: "party", checked: 13, qualifiers: [][]string{{"7040"}}},
	{ai: "8003", name: "grai", checked: 14, rest: charRange{charset82, 0, 16}, check: startsWithZero},
	{ai: "8004", name: "giai", rest: charRange{charset82, 1, 30}, qualifiers: [][]string{{"7040"}}, check: startsWithPrefix},
	{ai: "8006", name: "itip", checked: 14, rest: charRange{charsetDigit, 4, 4}, qualifiers: [][]string{{"22", "10", "21"}}, finest: []string{"21", "10"}, check: pieceOfTotal},
	{ai: "8010", name: "cpid", rest: charRange{charset39, 1, 30}, qualifiers: [][]string{{"8011"}}, finest: []string{"8011"}, check: startsWithPrefix},
	{ai: "8013", name: "gmn", rest: charRange{charset82, 3, 25}, check: checkPair},
	{ai: "8017", name: "gsrnp", checked: 18, qualifiers: [][]string{{"8019"}}},
	{ai: "8018", name: "gsrn", checked: 18, qualifiers: [][]string{{"8019"}}},
}

// gs1Qualifiers holds what may stand behind a primary key.
var gs1Qualifiers = []struct {
	ai, name string
	value    charRange
}{
	{"10", "lot", charRange{charset82, 1, 20}},
	{"21", "ser", charRange{charset82, 1, 20}},
	{"22", "cpv", charRange{charset82, 1, 20}},
	{"235", "tpx", charRange{charset82, 1, 28}},
	{"254", "glnx", charRange{charset82, 1, 20}},
	{"7040", "uic", charRange{charset82, 4, 4}},
	{"8011", "cpsn", charRange{charsetDigit, 1, 12}},
	{"8019", "srin", charRange{charsetDigit, 1, 10}},
	{"8020", "refno", charRange{charset82, 1, 25}},
}

// An element is an Application Identifier and its value.
type element struct{ ai, value string }

// parseDigitalLink gives the canonical form of a GS1 Digital Link, false if the URI is none, or the reason why it is a
// broken one. Only the domain of GS1 itself tells what a link means to be; elsewhere a path that does not have the form
// of a Digital Link is just a path.
func parseDigitalLink(u *url.URL) (link string, isGS1 bool, reason string) {
	atGS1 := strings.EqualFold(u.Host, "id.gs1.org")
	key, elements, found := findElements(u.EscapedPath())
	if !found || !atGS1 && !key.resembles(elements[0].value) {
		if atGS1 {
			return "", false, "it is not a GS1 Digital Link: after the domain come a key such as 01, its value, and qualifiers such as 21"
		}
		return "", false, ""
	}
	if reason := key.checkValue(&elements[0]); reason != "" {
		return "", false, reason
	}
	if reason := key.checkQualifiers(elements[1:]); reason != "" {
		return "", false, reason
	}
	return key.canonical(elements), true, ""
}

// findElements reads the path's end as elements: the first primary key from which on segments pair up with known
// qualifiers.
func findElements(path string) (gs1Key, []element, bool) {
	segments := strings.Split(strings.Trim(path, "/"), "/")
	for start := len(segments) % 2; start < len(segments); start += 2 {
		if key, ok := keyOf(segments[start]); ok {
			if elements, ok := pairUp(key.ai, segments[start:]); ok {
				return key, elements, true
			}
		}
	}
	return gs1Key{}, nil, false
}

func pairUp(key string, segments []string) ([]element, bool) {
	elements := make([]element, 0, len(segments)/2)
	for i := 0; i < len(segments); i += 2 {
		ai := key
		if i > 0 {
			ai = qualifierAI(segments[i])
		}
		value, err := url.PathUnescape(segments[i+1])
		if err != nil || ai == "" {
			return nil, false
		}
		elements = append(elements, element{ai, value})
	}
	return elements, true
}

func keyOf(segment string) (gs1Key, bool) {
	for _, k := range gs1Keys {
		if segment == k.ai || segment == k.name {
			return k, true
		}
	}
	return gs1Key{}, false
}

func qualifierAI(segment string) string {
	for _, q := range gs1Qualifiers {
		if segment == q.ai || segment == q.name {
			return q.ai
		}
	}
	return ""
}

// resembles reports whether a value has the form of the key, whatever its check digit says.
func (k gs1Key) resembles(value string) bool {
	if k.checked == 0 {
		return k.rest.matches(value) && startsWithPrefix(value) == ""
	}
	if k.ai == "01" && (len(value) == 8 || len(value) == 12 || len(value) == 13) {
		return allDigits(value)
	}
	return len(value) >= k.checked && allDigits(value[:k.checked]) && k.rest.matches(value[k.checked:])
}

// checkValue checks the key's value, and pads a short GTIN.
func (k gs1Key) checkValue(e *element) (reason string) {
	if !k.resembles(e.value) {
		return fmt.Sprintf("the value of %s (%s) does not have the form that GS1 gives it", k.ai, k.name)
	}
	if k.ai == "01" {
		e.value = strings.Repeat("0", 14-len(e.value)) + e.value
	}
	if k.checked > 0 {
		without := e.value[:k.checked-1]
		if want := checkDigit(without); e.value[k.checked-1] != want {
			return fmt.Sprintf("the check digit of %s (%s) is %c and must be %c: was the number mistyped?", k.ai, k.name, e.value[k.checked-1], want)
		}
	}
	if k.check != nil {
		return k.check(e.value)
	}
	return ""
}

func (k gs1Key) checkQualifiers(elements []element) (reason string) {
	for _, e := range elements {
		for _, q := range gs1Qualifiers {
			if q.ai == e.ai && !q.value.matches(e.value) {
				return fmt.Sprintf("the value of qualifier %s (%s) does not have the form that GS1 gives it", q.ai, q.name)
			}
		}
	}
	for _, sequence := range k.qualifiers {
		if inOrder(elements, sequence) {
			return ""
		}
	}
	if len(elements) == 0 {
		return ""
	}
	return fmt.Sprintf("%s (%s) does not take these qualifiers in this order", k.ai, k.name)
}

func inOrder(elements []element, sequence []string) bool {
	for _, ai := range sequence {
		if len(elements) > 0 && elements[0].ai == ai {
			elements = elements[1:]
		}
	}
	return len(elements) == 0
}

func (k gs1Key) canonical(elements []element) string {
	link := digitalLinkDomain + "/" + k.ai + "/" + escapeValue(elements[0].value)
	for _, ai := range k.finest {
		for _, e := range elements[1:] {
			if e.ai == ai {
				return link + "/" + ai + "/" + escapeValue(e.value)
			}
		}
	}
	return link
}

// escapeValue percent-encodes everything but the characters that a Digital Link leaves as they are.
func escapeValue(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || strings.IndexByte("-._';=", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// startsWithPrefix wants the four digits that the shortest GS1 company prefix has.
func startsWithPrefix(value string) string {
	if len(value) < 4 || !allDigits(value[:4]) {
		return "the value must begin with the digits of a GS1 company prefix"
	}
	return ""
}

func startsWithZero(value string) string {
	if value[0] != '0' {
		return "a GRAI (8003) begins with the digit 0"
	}
	return ""
}

func pieceOfTotal(value string) string {
	piece, total := value[14:16], value[16:18]
	if piece == "00" || piece > total {
		return "an ITIP (8006) ends in the number of a piece and the total of pieces"
	}
	return ""
}

func checkPair(value string) string {
	if !validCheckPair(value) {
		return "the check character pair of 8013 (gmn) is wrong: was the number mistyped?"
	}
	return startsWithPrefix(value)
}
