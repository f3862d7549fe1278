// Package route matches paths against the ASP.NET route templates of HTTP functions: literals, {id}, {id?}, {*rest},
// and the constraints int, long, guid, bool and alpha. Reach for [Parse].
package route

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// A Template is a parsed route template.
type Template struct{ segments []segment }

type segment struct {
	literal    string // in lower case; "" for a parameter
	name       string
	constraint *regexp.Regexp
	optional   bool
	rest       bool
}

// constraints are those of ASP.NET that need no arguments.
var constraints = map[string]*regexp.Regexp{
	"int":   regexp.MustCompile(`^[+-]?\d{1,10}$`),
	"long":  regexp.MustCompile(`^[+-]?\d{1,19}$`),
	"guid":  regexp.MustCompile(`(?i)^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$`),
	"bool":  regexp.MustCompile(`(?i)^(true|false)$`),
	"alpha": regexp.MustCompile(`(?i)^[a-z]*$`),
}

var parameter = regexp.MustCompile(`^\{(\*{0,2})([A-Za-z_][A-Za-z0-9_]*)(?::([a-z]+))?(\?)?\}$`)

// Parse reads a template. It has no leading slash.
func Parse(template string) (Template, error) {
	var t Template
	texts := split(template)
	seen := map[string]bool{}
	for i, text := range texts {
		s, err := parseSegment(text)
		if err != nil {
			return Template{}, fmt.Errorf("route %q: %w", template, err)
		}
		if last := i == len(texts)-1; !last && (s.rest || s.optional) {
			return Template{}, fmt.Errorf("route %q: only the last segment can be optional or a catch-all", template)
		}
		if s.name != "" && seen[strings.ToLower(s.name)] {
			return Template{}, fmt.Errorf("route %q: parameter %s comes twice", template, s.name)
		}
		seen[strings.ToLower(s.name)] = true
		t.segments = append(t.segments, s)
	}
	return t, nil
}

func parseSegment(text string) (segment, error) {
	if text == "" {
		return segment{}, fmt.Errorf("a segment is empty; leave out the leading slash")
	}
	if !strings.ContainsAny(text, "{}") {
		return segment{literal: strings.ToLower(text)}, nil
	}
	m := parameter.FindStringSubmatch(text)
	if m == nil {
		return segment{}, fmt.Errorf("segment %q is not understood; a parameter is a whole segment: {name}, {name?}, {name:int} or {*name}", text)
	}
	s := segment{name: m[2], rest: m[1] != "", optional: m[4] != ""}
	if m[3] != "" {
		if s.constraint = constraints[m[3]]; s.constraint == nil {
			return segment{}, fmt.Errorf("constraint %q is not understood", m[3])
		}
	}
	return s, nil
}

// Match compares a path, escaped as it came and without the leading slash. The values are unescaped; an optional
// parameter that is not there has the value nil.
func (t Template) Match(path string) (map[string]*string, bool) {
	parts := split(path)
	values := map[string]*string{}
	for i, s := range t.segments {
		if s.rest {
			rest := strings.Join(parts[min(i, len(parts)):], "/")
			if len(parts) <= i {
				values[s.name] = nil
				return values, true
			}
			return values, s.bind(values, rest)
		}
		if i >= len(parts) {
			if !s.optional {
				return nil, false
			}
			values[s.name] = nil
			continue
		}
		if !s.bind(values, parts[i]) {
			return nil, false
		}
	}
	return values, len(parts) <= len(t.segments)
}

func (s segment) bind(values map[string]*string, escaped string) bool {
	text, err := url.PathUnescape(escaped)
	if err != nil {
		return false
	}
	if s.name == "" {
		return strings.ToLower(text) == s.literal
	}
	if text == "" || s.constraint != nil && !s.constraint.MatchString(text) {
		return false
	}
	values[s.name] = &text
	return true
}

// Before reports whether t is more specific than o, so that it must be tried first: at the first difference a literal
// goes before a constrained parameter, that before a free one, that before a catch-all.
func (t Template) Before(o Template) bool {
	for i := range min(len(t.segments), len(o.segments)) {
		if a, b := t.segments[i].rank(), o.segments[i].rank(); a != b {
			return a < b
		}
	}
	return len(t.segments) > len(o.segments)
}

func (s segment) rank() int {
	switch {
	case s.name == "":
		return 0
	case s.rest:
		return 3
	case s.constraint == nil:
		return 2
	}
	return 1
}

// split gives the segments of a path; one slash at the end does not count.
func split(path string) []string {
	if path = strings.TrimSuffix(path, "/"); path == "" {
		return nil
	}
	return strings.Split(path, "/")
}
