package config

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"waybill/shared/loopback"
)

// A choice is a setting that says which technology stands behind a port, and what it chose.
type choice struct{ setting, value string }

// incomplete names the settings that a choice makes necessary and that are not there, and those that contradict each
// other. Of those that are not usable the caller has said so already.
func (s Settings) incomplete(unusable map[string]bool) []error {
	var wrong []error
	for _, place := range s.places() {
		wrong = append(wrong, place.incomplete(unusable)...)
	}
	if embedded := s.embedded(); s.DataDir == "" && len(embedded) > 0 {
		wrong = append(wrong, fmt.Errorf("WAYBILL_DATA is not set: %s, which needs a folder", said(embedded)))
	}
	if s.EntraTenant != "" && s.EntraAudience == "" {
		wrong = append(wrong, errors.New("WAYBILL_ENTRA_AUDIENCE is not set: WAYBILL_ENTRA_TENANT is, and a token without a known audience may be meant for another program"))
	}
	return wrong
}

// embedded gives the choices that keep something in WAYBILL_DATA.
func (s Settings) embedded() []choice {
	return chosen([]choice{
		{"WAYBILL_BUS", s.Bus},
		{"WAYBILL_OPERATIONS", s.Operations},
		{"WAYBILL_JOURNAL", s.Journal},
		{"WAYBILL_CREDENTIALS", s.Credentials},
		{"WAYBILL_DOCUMENTS", s.Documents},
		{"WAYBILL_DIGESTS", s.Digests},
		{"WAYBILL_LEDGER", s.Ledger},
		{"WAYBILL_SIGNER", s.Signer},
	}, "sqlite", "files", "keystore")
}

// A place is an Azure service: what chooses it, and the settings that say where it is.
type place struct {
	chosen    []choice
	addresses map[string]string // values of the settings that are needed in Azure
	emulator  string            // the setting in their place for an emulator; "" if there is none
	emulated  bool              // it is set
}

func (s Settings) places() []place {
	return []place{
		{
			chosen:    chosen([]choice{{"WAYBILL_BUS", s.Bus}}, "servicebus"),
			addresses: map[string]string{"ServiceBusConnection__fullyQualifiedNamespace": s.BusNamespace},
			emulator:  "ServiceBusConnection", emulated: s.BusEmulator != "",
		},
		{
			chosen: chosen([]choice{
				{"WAYBILL_OPERATIONS", s.Operations}, {"WAYBILL_JOURNAL", s.Journal}, {"WAYBILL_CREDENTIALS", s.Credentials},
			}, "azuretable"),
			addresses: map[string]string{"WAYBILL_TABLES_URL": s.TablesURL},
			emulator:  "WAYBILL_STORAGE_EMULATOR", emulated: s.StorageEmulator != "",
		},
		{
			chosen:    chosen([]choice{{"WAYBILL_DOCUMENTS", s.Documents}}, "azureblob"),
			addresses: map[string]string{"WAYBILL_BLOBS_URL": s.BlobsURL},
			emulator:  "WAYBILL_STORAGE_EMULATOR", emulated: s.StorageEmulator != "",
		},
		{
			chosen:    chosen([]choice{{"WAYBILL_DIGESTS", s.Digests}}, "azureblob"),
			addresses: map[string]string{"WAYBILL_DIGESTS_URL": s.DigestsURL},
			emulator:  "WAYBILL_STORAGE_EMULATOR", emulated: s.StorageEmulator != "",
		},
		{
			chosen:    chosen([]choice{{"WAYBILL_LEDGER", s.Ledger}}, "azuresql"),
			addresses: map[string]string{"WAYBILL_SQL_SERVER": s.SQLServer, "WAYBILL_SQL_DATABASE": s.SQLDatabase},
			emulator:  "WAYBILL_SQL_EMULATOR", emulated: s.SQLEmulator != "",
		},
		{
			chosen:    chosen([]choice{{"WAYBILL_SIGNER", s.Signer}}, "keyvault"),
			addresses: map[string]string{"WAYBILL_VAULT_URL": s.VaultURL},
		},
	}
}

// chosen gives the choices that have one of the values.
func chosen(all []choice, values ...string) []choice {
	return slices.DeleteFunc(all, func(c choice) bool { return !slices.Contains(values, c.value) })
}

// incomplete names what is missing of a place that is chosen, and what is too much.
func (p place) incomplete(unusable map[string]bool) []error {
	if len(p.chosen) == 0 || unusable[p.emulator] {
		return nil
	}
	var wrong []error
	for _, name := range slices.Sorted(keys(p.addresses)) {
		switch set := p.addresses[name] != "" || unusable[name]; {
		case set && p.emulated:
			wrong = append(wrong, fmt.Errorf("%s and %s are both set: remove the one that is not meant", p.emulator, name))
		case !set && !p.emulated:
			wrong = append(wrong, fmt.Errorf("%s is not set: %s, which needs it%s", name, said(p.chosen), alternative(p.emulator)))
		}
	}
	return wrong
}

func alternative(emulator string) string {
	if emulator == "" {
		return ""
	}
	return ", or " + emulator + " on a laptop"
}

// said puts choices into words: WAYBILL_JOURNAL is azuretable.
func said(all []choice) string {
	words := make([]string, len(all))
	for i, c := range all {
		words[i] = c.setting + " is " + c.value
	}
	return strings.Join(words, " and ")
}

func keys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
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

var (
	hostPattern = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$`)
	guidPattern = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
)

func hostName(field func(*Settings) *string) func(*Settings, string) error {
	return func(s *Settings, v string) error {
		if !hostPattern.MatchString(strings.ToLower(v)) {
			return fmt.Errorf("%q is not a name of the form name.domain, without https:// and without a port", v)
		}
		*field(s) = strings.ToLower(v)
		return nil
	}
}

func guid(field func(*Settings) *string) func(*Settings, string) error {
	return func(s *Settings, v string) error {
		if !guidPattern.MatchString(strings.ToLower(v)) {
			return fmt.Errorf("%q is not an id of the form 00000000-0000-0000-0000-000000000000", v)
		}
		*field(s) = strings.ToLower(v)
		return nil
	}
}

func namespace(s *Settings, v string) error {
	return hostName(func(s *Settings) *string { return &s.BusNamespace })(s, v)
}

// embeddedBus is what the setting of the Functions host says where the stand-in host carries the messages itself.
const embeddedBus = "embedded"

// busEmulator takes the connection string of a Service Bus on this machine: keys for anything else do not belong in
// settings.
func busEmulator(s *Settings, v string) error {
	if v == embeddedBus {
		return nil
	}
	for _, end := range loopback.Endpoints(v, "Endpoint") {
		if !loopback.URL(end) {
			return errors.New("it names an Endpoint that is not on this machine")
		}
		if !strings.Contains(v, "UseDevelopmentEmulator=true") {
			return errors.New("it does not say UseDevelopmentEmulator=true")
		}
		s.BusEmulator = v
	}
	if s.BusEmulator == "" {
		return errors.New("it names no Endpoint")
	}
	return nil
}

// storageEmulator takes a connection string whose services are on this machine: account keys for anything else do not
// belong in settings.
func storageEmulator(s *Settings, v string) error {
	for _, end := range loopback.Endpoints(v, "TableEndpoint", "BlobEndpoint", "QueueEndpoint") {
		if !loopback.URL(end) {
			return errors.New("it names an endpoint that is not on this machine")
		}
	}
	for _, name := range []string{"TableEndpoint", "BlobEndpoint"} {
		if len(loopback.Endpoints(v, name)) == 0 {
			return fmt.Errorf("it names no %s", name)
		}
	}
	s.StorageEmulator = v
	return nil
}

// sqlEmulator takes the address of a stand-in on this machine.
func sqlEmulator(s *Settings, v string) error {
	if !loopback.URL(v, "sqlserver") {
		return errors.New("it is not a sqlserver:// address on this machine")
	}
	s.SQLEmulator = v
	return nil
}

// entraEmulator takes the address of a stand-in on this machine: keys of anybody else would let anybody in.
func entraEmulator(s *Settings, v string) error {
	if !loopback.URL(v, "http") {
		return fmt.Errorf("%q is not an http:// address on this machine", v)
	}
	s.EntraEmulator = v
	return nil
}
