package custody

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"waybill/shared/problem"
)

// Limits of what one transaction changes, so that it fits in a block. The contract has the same for children.
const (
	MaxChildren = 512 // assets that one command packs
	MaxParts    = 100 // assets that one command uses up and makes together
)

// Limits of what a command says, so that it fits in a row.
const (
	MaxText       = 2048      // bytes of one string
	MaxName       = 200       // bytes of an attribute's name or an organisation's name
	MaxAttributes = 50        // of an asset; a certificate's claims are as many
	MaxAssets     = 5000      // that a recorded event names
	MaxEvent      = 256 << 10 // bytes of a recorded event
	maxSubjects   = 200       // of a certificate
	maxDocuments  = 50        // that a command belongs to
)

// unitPattern is the form of a UN/ECE Recommendation 20 unit code.
var unitPattern = regexp.MustCompile(`^[A-Z0-9]{2,3}$`)

func checkText(field, s string) error {
	if len(s) > MaxText {
		return problem.InvalidField.At(field, fmt.Sprintf("it is longer than %d bytes", MaxText))
	}
	return nil
}

func checkCount(field string, n, most int) error {
	if n == 0 {
		return problem.InvalidField.At(field, "it needs at least one entry")
	}
	if n > most {
		return problem.InvalidField.At(field, fmt.Sprintf("it has %d entries; at most %d are taken", n, most))
	}
	return nil
}

func checkTexts(field string, m map[string]string) error {
	if len(m) > MaxAttributes {
		return problem.InvalidField.At(field, fmt.Sprintf("it has %d entries; at most %d are taken", len(m), MaxAttributes))
	}
	for _, name := range slices.Sorted(maps.Keys(m)) {
		if name == "" || len(name) > MaxName {
			return problem.InvalidField.At(field, fmt.Sprintf("the name of an entry has 1 to %d bytes", MaxName))
		}
		if err := checkText(field+"/"+escapePointer(name), m[name]); err != nil {
			return err
		}
	}
	return nil
}

// escapePointer escapes a name as a reference token of a JSON pointer (RFC 6901, section 3).
func escapePointer(name string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}

func checkContext(c Context) error {
	if err := checkPlace("/readPoint", c.ReadPoint); err != nil {
		return err
	}
	if err := checkPlace("/bizLocation", c.BizLocation); err != nil {
		return err
	}
	if len(c.Documents) > maxDocuments {
		return problem.InvalidField.At("/documents", fmt.Sprintf("it has %d entries; at most %d are taken", len(c.Documents), maxDocuments))
	}
	for i, d := range c.Documents {
		field := fmt.Sprintf("/documents/%d", i)
		if d == "" {
			return problem.InvalidField.At(field, "it is empty; give the id of a sealed document")
		}
		if err := checkText(field, d); err != nil {
			return err
		}
	}
	return checkText("/source", c.Source)
}

func checkPlace(field, place string) error {
	if place == "" {
		return nil
	}
	if u, err := url.Parse(place); err != nil || u.Scheme == "" {
		return problem.InvalidField.At(field, "a place is an absolute URI, such as the Digital Link of a GLN or a geo: URI")
	}
	return checkText(field, place)
}

// unixSeconds gives a time as the contract takes it; nil, for none, is 0.
func unixSeconds(field string, t *time.Time) (uint64, error) {
	if t == nil {
		return 0, nil
	}
	seconds := t.Unix()
	if seconds <= 0 {
		return 0, problem.InvalidField.At(field, "it must be later than 1970")
	}
	return uint64(seconds), nil
}
