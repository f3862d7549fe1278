// Package appsettings reads the settings of a system that runs elsewhere, so that the commands for people can look after
// it: the app settings of a function app as `az functionapp config appsettings list` prints them, or a
// local.settings.json. References to Key Vault secrets are resolved with the rights of whoever runs the command.
package appsettings

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// maxSize bounds the file; a function app has some hundred settings at most.
const maxSize = 4 << 20

// Read reads the file; "-" stands for in, which is the command's standard input.
func Read(path string, in io.Reader) (map[string]string, error) {
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, maxSize+1))
	if err == nil && len(text) > maxSize {
		err = fmt.Errorf("it is over %d bytes", maxSize)
	}
	var values map[string]string
	if err == nil {
		values, err = Parse(text)
	}
	if err != nil {
		return nil, fmt.Errorf("read the app settings in %s: %w", path, err)
	}
	return values, nil
}

// Parse takes both forms: a list of {name, value}, and an object with Values.
func Parse(text []byte) (map[string]string, error) {
	var list []struct {
		Name  string  `json:"name"`
		Value *string `json:"value"`
	}
	if json.Unmarshal(text, &list) == nil && list != nil {
		values := map[string]string{}
		for i, entry := range list {
			if entry.Name == "" {
				return nil, fmt.Errorf("entry %d has no name", i)
			}
			if entry.Value != nil {
				values[entry.Name] = *entry.Value
			}
		}
		return values, nil
	}
	var file struct{ Values map[string]string }
	if json.Unmarshal(text, &file) == nil && file.Values != nil {
		return file.Values, nil
	}
	return nil, errors.New("it is neither a list of {name, value}, as az functionapp config appsettings list prints it, nor an object with Values")
}

// Secrets reads one secret of a Key Vault; version is "" for the newest.
type Secrets interface {
	Secret(ctx context.Context, vault, name, version string) (string, error)
}

// Resolve puts the secrets in the place of the references to them. An error names the setting and never a value.
func Resolve(ctx context.Context, values map[string]string, secrets Secrets) (map[string]string, error) {
	resolved := make(map[string]string, len(values))
	for name, value := range values {
		reference, is, err := ParseReference(value)
		if err == nil && is {
			value, err = secrets.Secret(ctx, reference.Vault, reference.Name, reference.Version)
		}
		if err != nil {
			return nil, fmt.Errorf("resolve %s: %w", name, err)
		}
		resolved[name] = value
	}
	return resolved, nil
}
