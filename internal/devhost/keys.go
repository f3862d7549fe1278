package devhost

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// Keys open HTTP functions when the host runs with EnableAuth. They are kept in the data folder.
type Keys struct {
	Master    string            // opens everything, /admin among it
	Host      string            // opens functions of every name with level function
	Functions map[string]string // opens one function, by name
}

// loadKeys reads the keys and makes those that are not there yet.
func loadKeys(folder string, functions []*function) (Keys, error) {
	var k Keys
	path := filepath.Join(folder, "keys.json")
	if folder != "" {
		text, err := os.ReadFile(path) //nolint:gosec // the folder is the caller's choice
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return k, fmt.Errorf("read function keys: %w", err)
		}
		if err == nil && json.Unmarshal(text, &k) != nil {
			return k, fmt.Errorf("read function keys: %s is not valid; delete it to get new keys", path)
		}
	}
	if k.Functions == nil {
		k.Functions = map[string]string{}
	}
	if k.Master == "" {
		k.Master = newKey()
	}
	if k.Host == "" {
		k.Host = newKey()
	}
	for _, f := range functions {
		if f.http() && k.Functions[f.name] == "" {
			k.Functions[f.name] = newKey()
		}
	}
	if folder == "" {
		return k, nil
	}
	return k, writeFile(path, k)
}

func newKey() string {
	var b [40]byte
	_, _ = rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// A level is what a key opens, in rising order.
type level int

const (
	levelAnonymous level = iota
	levelFunction
	levelAdmin
)

// level is what the trigger asks for; function if it does not say.
func (b binding) level() level {
	switch strings.ToLower(b.AuthLevel) {
	case "anonymous":
		return levelAnonymous
	case "admin":
		return levelAdmin
	}
	return levelFunction
}

// levelOf is what the key of a request opens for a function. Without EnableAuth everything is open.
func (h *Host) levelOf(r *http.Request, f *function) level {
	if !h.options.EnableAuth {
		return levelAdmin
	}
	key := r.Header.Get("X-Functions-Key")
	if key == "" {
		key = r.URL.Query().Get("code")
	}
	switch {
	case same(key, h.keys.Master):
		return levelAdmin
	case same(key, h.keys.Host), f != nil && same(key, h.keys.Functions[f.name]):
		return levelFunction
	}
	return levelAnonymous
}

func same(given, wanted string) bool {
	return wanted != "" && subtle.ConstantTimeCompare([]byte(given), []byte(wanted)) == 1
}
