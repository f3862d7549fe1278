package epcis

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"waybill/shared/problem"
)

// maxRefusals is how many fields one problem names.
const maxRefusals = 100

// A checker collects what is wrong with a document.
type checker struct {
	namespaces namespaces
	refused    []problem.FieldError
}

func (c *checker) refuse(pointer, detail string) {
	if len(c.refused) < maxRefusals {
		c.refused = append(c.refused, problem.FieldError{Field: pointer, Detail: detail})
	}
}

func (c *checker) problem() error {
	if len(c.refused) == 0 {
		return nil
	}
	p := problem.InvalidField.With(c.refused[0].Field + ": " + c.refused[0].Detail)
	p.Errors = c.refused
	return p
}

// A rule checks a value.
type rule func(c *checker, pointer string, v any)

// object checks an object whose members have rules of their own. Other members must be extensions, names with a
// namespace, if it is open at all.
func object(open bool, required []string, members map[string]rule) rule {
	return func(c *checker, pointer string, v any) {
		o, ok := v.(map[string]any)
		if !ok {
			c.refuse(pointer, "it must be an object")
			return
		}
		for _, name := range required {
			if _, ok := o[name]; !ok {
				c.refuse(join(pointer, name), "it is missing")
			}
		}
		for _, name := range slices.Sorted(maps.Keys(o)) {
			at := join(pointer, name)
			switch check, known := members[name]; {
			case known:
				check(c, at, o[name])
			case !open:
				c.refuse(at, "it is not known here")
			default:
				c.extension(at, name)
			}
		}
	}
}

func (c *checker) extension(pointer, name string) {
	if name == "comment" || c.namespaces.declares(name) {
		return
	}
	if strings.Contains(name, ":") {
		c.refuse(pointer, "its prefix is not declared in a @context")
		return
	}
	c.refuse(pointer, "it is not known here; an extension needs a namespace, such as example:"+name)
}

func list(least int, item rule) rule {
	return func(c *checker, pointer string, v any) {
		l, ok := v.([]any)
		if !ok {
			c.refuse(pointer, "it must be a list")
			return
		}
		if len(l) < least {
			c.refuse(pointer, fmt.Sprintf("it needs at least %d entry", least))
		}
		for i, entry := range l {
			item(c, fmt.Sprintf("%s/%d", pointer, i), entry)
		}
	}
}

func text(c *checker, pointer string, v any) {
	if _, ok := v.(string); !ok {
		c.refuse(pointer, "it must be a string")
	}
}

func uri(c *checker, pointer string, v any) {
	if s, ok := v.(string); !ok || !isURI(s) {
		c.refuse(pointer, "it must be an absolute URI")
	}
}

// uris is a URI or a list of them.
func uris(c *checker, pointer string, v any) {
	if _, ok := v.([]any); ok {
		list(1, uri)(c, pointer, v)
		return
	}
	uri(c, pointer, v)
}

func timestamp(c *checker, pointer string, v any) {
	s, _ := v.(string)
	if _, err := time.Parse(time.RFC3339, s); err != nil {
		c.refuse(pointer, "it must be a time with its zone, such as 2026-11-20T08:30:00.000+01:00")
	}
}

func number(c *checker, pointer string, v any) {
	if _, ok := v.(json.Number); !ok {
		c.refuse(pointer, "it must be a number")
	}
}

func boolean(c *checker, pointer string, v any) {
	if _, ok := v.(bool); !ok {
		c.refuse(pointer, "it must be true or false")
	}
}

func anything(*checker, string, any) {}

func oneOf(values ...string) rule {
	return func(c *checker, pointer string, v any) {
		if s, ok := v.(string); !ok || !slices.Contains(values, s) {
			c.refuse(pointer, "it must be "+strings.Join(values, ", "))
		}
	}
}

func matches(pattern, detail string) rule {
	re := regexp.MustCompile(pattern)
	return func(c *checker, pointer string, v any) {
		if s, ok := v.(string); !ok || !re.MatchString(s) {
			c.refuse(pointer, detail)
		}
	}
}

// wordOf is a word of a vocabulary, or a URI of somebody else's.
func wordOf(v vocabulary) rule {
	return func(c *checker, pointer string, value any) {
		s, ok := value.(string)
		switch {
		case !ok:
			c.refuse(pointer, "it must be a string")
		case v.knows(s):
		case v.claims(s):
			c.refuse(pointer, fmt.Sprintf("%q is not a %s of the Core Business Vocabulary; a word of your own needs a URI", s, v.name))
		case !isURI(s) || !c.namespaces.declares(s):
			c.refuse(pointer, "it must be an absolute URI, or its prefix must be declared in a @context")
		}
	}
}
