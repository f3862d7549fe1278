package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
)

// incomplete names the settings that a choice makes necessary and that are not there.
func (s Settings) incomplete() []error {
	var wrong []error
	switch {
	case s.Journal != "azuretable":
	case s.TablesURL == "" && s.TablesEmulator == "":
		wrong = append(wrong, errors.New("WAYBILL_TABLES_URL is not set: WAYBILL_JOURNAL is azuretable, which needs the address of the tables"))
	case s.TablesURL != "" && s.TablesEmulator != "":
		wrong = append(wrong, errors.New("WAYBILL_TABLES_EMULATOR and WAYBILL_TABLES_URL are both set: remove the one that is not meant"))
	}
	if s.Signer == "keyvault" && s.VaultURL == "" {
		wrong = append(wrong, errors.New("WAYBILL_VAULT_URL is not set: WAYBILL_SIGNER is keyvault, which needs the address of the vault"))
	}
	return wrong
}

func https(field func(*Settings) *string) func(*Settings, string) error {
	return func(s *Settings, v string) error {
		u, err := url.Parse(v)
		if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
			return fmt.Errorf("%q is not an address of the form https://name.domain", v)
		}
		*field(s) = strings.TrimSuffix(v, "/")
		return nil
	}
}

// emulator takes a connection string whose tables are on this machine: account keys for anything else do not belong in
// settings.
func emulator(s *Settings, v string) error {
	for part := range strings.SplitSeq(v, ";") {
		address, ok := strings.CutPrefix(part, "TableEndpoint=")
		if !ok {
			continue
		}
		u, err := url.Parse(address)
		if err != nil {
			return errors.New("its TableEndpoint is no address")
		}
		if ip := net.ParseIP(u.Hostname()); ip.IsLoopback() || u.Hostname() == "localhost" {
			s.TablesEmulator = v
			return nil
		}
	}
	return errors.New("it names no TableEndpoint on this machine")
}
