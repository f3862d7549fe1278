package custody

import (
	"fmt"
	"net/url"
	"strings"
)

// digitalLinkDomain is where canonical Digital Links live.
const digitalLinkDomain = "https://id.gs1.org"

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
