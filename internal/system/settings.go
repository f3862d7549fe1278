package system

import (
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/mod/sumdb/note"

	"waybill/shared/config"
)

// SettingsFile is the file below the data folder that has the system's settings and secrets, in the form of the
// Functions Core Tools. Only its owner may read it.
const SettingsFile = "local.settings.json"

// values are the settings of one data folder.
type values map[string]string

// openValues reads the folder's settings, or makes those of a new system.
func openValues(dir string) (values, error) {
	v, err := readValues(dir)
	if err == nil {
		return v, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	digestKey, digestVerifier, err := note.GenerateKey(rand.Reader, "waybill/"+random()[:8])
	if err != nil {
		return nil, fmt.Errorf("make the digests' key: %w", err)
	}
	v = values{
		"WAYBILL_DIGEST_KEY":       digestKey,
		"WAYBILL_DIGEST_VERIFIERS": digestVerifier,
		"WAYBILL_DATA":             dir,
		"WAYBILL_ENVIRONMENT":      "dev",
		"WAYBILL_NETWORK_SECRET":   random(),
		"WAYBILL_PASSPHRASE":       random(),
		"WAYBILL_PEPPER":           random(),
		"WAYBILL_STREAM_SECRETS":   random(),
		"WAYBILL_GAS_GRANT":        "10000000000000000000", // 10 ether of the development chain
		"WAYBILL_SWEEP_AFTER":      "5s",
		"ServiceBusConnection":     "embedded",
	}
	v.complete()
	return v, v.write(dir)
}

// schedules are the timers' where somebody at a terminal waits for them, and where the machine sleeps at night.
var schedules = values{
	"WAYBILL_POLL_SCHEDULE":      "*/1 * * * * *",
	"WAYBILL_PROJECT_SCHEDULE":   "*/1 * * * * *",
	"WAYBILL_SWEEP_SCHEDULE":     "*/5 * * * * *",
	"WAYBILL_TIDY_SCHEDULE":      "0 50 * * * *",
	"WAYBILL_RECONCILE_SCHEDULE": "0 */10 * * * *",
	"WAYBILL_ANCHOR_SCHEDULE":    "0 * * * * *",
}

// complete adds settings of the host that are missing, such as those that are newer than the folder. The host knows no
// defaults and does not start without them; the handler has its own for the rest.
func (v values) complete() {
	for _, row := range config.Table {
		if row.Host && v[row.Name] == "" {
			v[row.Name] = cmp.Or(schedules[row.Name], row.Default)
		}
	}
}

func readValues(dir string) (values, error) {
	text, err := os.ReadFile(filepath.Join(dir, SettingsFile))
	if err != nil {
		return nil, err
	}
	var file struct{ Values values }
	err = json.Unmarshal(text, &file)
	if err == nil && len(file.Values) == 0 {
		err = errors.New("it has no Values")
	}
	if err != nil {
		return nil, fmt.Errorf("%s in %s is not readable; mend it or choose another --data: %w", SettingsFile, dir, err)
	}
	file.Values["WAYBILL_DATA"] = dir // the folder may have been moved
	file.Values.complete()
	return file.Values, nil
}

// write replaces the file as a whole: a kill leaves the old one or the new one.
func (v values) write(dir string) error {
	text, err := json.MarshalIndent(map[string]any{"IsEncrypted": false, "Values": v}, "", "  ")
	if err != nil {
		return err
	}
	temp, err := os.CreateTemp(dir, SettingsFile+".*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp.Name()) }()
	_, writeErr := temp.Write(append(text, '\n'))
	if err := errors.Join(writeErr, temp.Sync(), temp.Close()); err != nil {
		return fmt.Errorf("write %s: %w", SettingsFile, err)
	}
	return os.Rename(temp.Name(), filepath.Join(dir, SettingsFile))
}

// settings reads the values as the handler does.
func (v values) settings() (config.Settings, error) {
	return config.Load(func(name string) (string, bool) {
		value, found := v[name]
		return value, found
	})
}

func random() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
