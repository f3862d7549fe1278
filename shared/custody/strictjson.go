package custody

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// maxDepth is how deep JSON from outside may be nested: an EPCIS event has 33 levels at most, and a command is around
// it.
const maxDepth = 36

// CheckJSON refuses what encoding/json would let pass: a key that is there twice in one object, bytes that are no
// UTF-8, and nesting without end. Of two equal keys, two readers may believe different ones. With foldCase, keys that
// differ in case only count as equal too, because encoding/json takes either for a field of ours; without it, keys are
// equal to the letter, as in the names that partners choose.
func CheckJSON(body []byte, foldCase bool) error {
	if !utf8.Valid(body) {
		return errors.New("the body is not UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	var open []map[string]bool // keys of each open object; nil for an array
	inKey := false
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) && len(open) == 0 {
			return nil
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return errors.New("the body ends before its JSON does")
		}
		if err != nil {
			return fmt.Errorf("the body is not JSON: %w", err)
		}
		if key, isText := token.(string); isText && inKey {
			keys, name := open[len(open)-1], key
			if foldCase {
				name = strings.ToLower(strings.ToUpper(key))
			}
			if keys[name] {
				return fmt.Errorf("the key %.80q is there twice in one object", key)
			}
			keys[name] = true
			inKey = false
			continue
		}
		switch token {
		case json.Delim('{'):
			open = append(open, map[string]bool{})
		case json.Delim('['):
			open = append(open, nil)
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
		}
		if len(open) > maxDepth {
			return fmt.Errorf("the body is nested deeper than %d", maxDepth)
		}
		inKey = len(open) > 0 && open[len(open)-1] != nil
	}
}
