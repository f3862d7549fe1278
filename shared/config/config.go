// Package config has the one table of settings. [Load] reads them once, in main, and names everything that is wrong.
package config

import (
	"cmp"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"
)

// Settings are what the handler needs to know. Each field's setting, meaning and default stand in [Table].
type Settings struct {
	DataDir         string
	Environment     string
	RPCURL          string   // the first of RPCURLs
	RPCURLs         []string // of nodes of one chain
	Window          uint64
	ChainID         uint64
	Contract        [20]byte
	StartBlock      uint64
	Finality        string
	NetworkSecret   []byte
	Passphrase      string
	Pepper          []byte
	StreamSecrets   []string
	GasGrant        *big.Int
	MaxDocument     int64
	SweepAfter      time.Duration
	RateLimit       uint64
	RateBurst       uint64
	MaxBacklog      uint64
	DigestKey       string
	DigestVerifiers []string
	Bus             string
	BusNamespace    string
	BusEmulator     string
	Operations      string
	Journal         string
	Credentials     string
	TablesURL       string
	Documents       string
	BlobsURL        string
	Digests         string
	DigestsURL      string
	StorageEmulator string
	Ledger          string
	SQLServer       string
	SQLDatabase     string
	SQLEmulator     string
	Signer          string
	VaultURL        string
	VaultKeys       string
	ClientID        string
	EntraTenant     string
	EntraAudience   string
	EntraEmulator   string
	HandlerPort     string
	LogLevel        string
}

// A Setting is one row of the table.
type Setting struct {
	Name    string
	Meaning string
	Default string                        // "" if it has none
	Needed  bool                          // start fails without it
	Secret  bool                          // never printed
	Host    bool                          // read by the Functions host or a binding, not by the handler
	set     func(*Settings, string) error // its error does not repeat a secret
}

// A Lookup finds a setting's value, as os.LookupEnv does.
type Lookup func(name string) (string, bool)

// Load reads all settings. The error has a sentence for each one that is missing or wrong, and names its remedy; it
// never shows a secret's value.
func Load(lookup Lookup) (Settings, error) {
	var s Settings
	var wrong []error
	unusable := map[string]bool{}
	for _, row := range Table {
		value, _ := lookup(row.Name)
		if value == "" && row.Needed {
			wrong = append(wrong, fmt.Errorf("%s is not set: %s", row.Name, row.Meaning))
			continue
		}
		if err := row.take(&s, cmp.Or(value, row.Default)); err != nil {
			wrong, unusable[row.Name] = append(wrong, err), true
		}
	}
	return s, errors.Join(append(wrong, s.incomplete(unusable)...)...)
}

// take puts a value into its field. The error is one sentence and shows no secret.
func (row Setting) take(s *Settings, value string) error {
	if row.set == nil || value == "" {
		return nil
	}
	if strings.HasPrefix(value, keyVaultReference) {
		return fmt.Errorf("%s is not usable: its Key Vault reference was not resolved; the secret has to be there, and the app's identity needs the role Key Vault Secrets User on it", row.Name)
	}
	if err := row.set(s, value); err != nil {
		return fmt.Errorf("%s is not usable: %w (%s)", row.Name, err, row.Meaning)
	}
	return nil
}

// keyVaultReference begins an app setting whose value the Functions platform takes from a Key Vault. One that it could
// not resolve reaches the program as it stands.
//
// https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
const keyVaultReference = "@Microsoft.KeyVault("

func hexBytes(into *[]byte, least int) func(string) error {
	return func(v string) error {
		b, err := hex.DecodeString(v)
		if err != nil || len(b) < least {
			return fmt.Errorf("it must be at least %d bytes in hexadecimal", least)
		}
		*into = b
		return nil
	}
}

func text(field func(*Settings) *string) func(*Settings, string) error {
	return func(s *Settings, v string) error {
		*field(s) = v
		return nil
	}
}

func oneOf(field func(*Settings) *string, allowed ...string) func(*Settings, string) error {
	return func(s *Settings, v string) error {
		for _, a := range allowed {
			if v == a {
				*field(s) = v
				return nil
			}
		}
		return fmt.Errorf("%q is none of %s", v, strings.Join(allowed, ", "))
	}
}

func number(field func(*Settings) *uint64) func(*Settings, string) error {
	return func(s *Settings, v string) (err error) {
		if *field(s), err = strconv.ParseUint(v, 10, 64); err != nil {
			return fmt.Errorf("%q is not a whole number", v)
		}
		return nil
	}
}

func address(s *Settings, v string) error {
	b, err := hex.DecodeString(strings.TrimPrefix(v, "0x"))
	if err != nil || len(b) != 20 {
		return fmt.Errorf("%q is not 0x and 40 hexadecimal digits", v)
	}
	s.Contract = [20]byte(b)
	return nil
}

func wei(s *Settings, v string) error {
	n, ok := new(big.Int).SetString(v, 10)
	if !ok || n.Sign() < 0 {
		return fmt.Errorf("%q is not a whole number of wei", v)
	}
	s.GasGrant = n
	return nil
}

func finality(s *Settings, v string) error {
	if depth, ok := strings.CutPrefix(v, "depth:"); ok {
		if n, err := strconv.Atoi(depth); err != nil || n < 1 {
			return fmt.Errorf("%q is no depth; write depth:12, for example", v)
		}
	} else if v != "instant" && v != "finalized" {
		return fmt.Errorf("%q is none of instant, finalized, depth:N", v)
	}
	s.Finality = v
	return nil
}

func duration(s *Settings, v string) (err error) {
	if s.SweepAfter, err = time.ParseDuration(v); err != nil || s.SweepAfter <= 0 {
		return fmt.Errorf("%q is no duration; write 60s, for example", v)
	}
	return nil
}

func size(s *Settings, v string) (err error) {
	if s.MaxDocument, err = strconv.ParseInt(v, 10, 64); err != nil || s.MaxDocument <= 0 {
		return fmt.Errorf("%q is not a number of bytes", v)
	}
	return nil
}
