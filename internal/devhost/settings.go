package devhost

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// settings are the app settings. The real host has them as environment variables, and so does the handler.
type settings map[string]string

// loadSettings puts together the settings in rising order of weight: Values of local.settings.json in the script root,
// the environment of this process, the caller's own.
func loadSettings(root string, own map[string]string) (settings, error) {
	var local struct{ Values map[string]string }
	text, err := os.ReadFile(filepath.Join(root, "local.settings.json")) //nolint:gosec // the folder is the caller's choice
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read local settings: %w", err)
	}
	if err == nil {
		if err := json.Unmarshal(text, &local); err != nil {
			return nil, fmt.Errorf("read local.settings.json: %w", err)
		}
	}
	s := settings{}
	maps.Copy(s, local.Values)
	for _, pair := range os.Environ() {
		name, value, _ := strings.Cut(pair, "=")
		s[name] = value
	}
	maps.Copy(s, own)
	return s, nil
}

var placeholder = regexp.MustCompile(`%([^%\s]+)%`)

// resolve replaces each %NAME% of a binding's text. A setting that is missing or empty is an error.
func (s settings) resolve(text string) (string, error) {
	var missing string
	out := placeholder.ReplaceAllStringFunc(text, func(m string) string {
		name := m[1 : len(m)-1]
		if s[name] == "" {
			missing = name
		}
		return s[name]
	})
	if missing != "" {
		return "", fmt.Errorf("%q names the setting %s, which has no value", text, missing)
	}
	return out, nil
}

// expand replaces each %NAME% of a command line; one that is not set disappears.
func (s settings) expand(text string) string {
	return placeholder.ReplaceAllStringFunc(text, func(m string) string { return s[m[1:len(m)-1]] })
}

// on reports whether a setting is true or 1.
func (s settings) on(name string) bool {
	return strings.EqualFold(s[name], "true") || s[name] == "1"
}

// environ gives the settings as the environment of a process.
func (s settings) environ() []string {
	out := make([]string, 0, len(s))
	for name, value := range s {
		out = append(out, name+"="+value)
	}
	slices.Sort(out)
	return out
}
