package system_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waybill/handlers"
	"waybill/internal/system"
	"waybill/shared/azfunc"
	"waybill/shared/config"
)

// opened gives a folder's settings as a start finds them, which is also what commands beside it find.
func opened(t *testing.T, dir string) map[string]string {
	t.Helper()
	v, err := system.OpenValues(dir)
	if err != nil {
		t.Fatal(err)
	}
	given, err := system.Given(dir, nil)
	if err != nil || !maps.Equal(given, v) {
		t.Errorf("commands find %v, %v; a start finds %v", given, err, v)
	}
	return v
}

// settingsOfTimers gives the settings that the host needs to start the timers.
func settingsOfTimers() (all []string) {
	for _, d := range handlers.Definitions() {
		if timer, ok := d.Trigger.(azfunc.TimerTrigger); ok {
			all = append(all, strings.Trim(timer.Schedule, "%"))
		}
	}
	return all
}

// A new folder has every setting that the host needs for its timers.
func TestANewFolderHasEverySchedule(t *testing.T) {
	t.Parallel()
	v := opened(t, t.TempDir())
	for _, name := range settingsOfTimers() {
		if v[name] == "" {
			t.Errorf("%s is not set", name)
		}
	}
}

// A folder whose settings were written by an older program gets those that the host needs and that were unknown then. What
// it says itself stays, and what the handler has a default for is not written into it.
func TestAnOlderFolderGetsNewSchedules(t *testing.T) {
	t.Parallel()
	all := settingsOfTimers()
	for _, row := range config.Table {
		if row.Host {
			all = append(all, row.Name)
		}
	}
	dir := t.TempDir()
	made := opened(t, dir)
	for _, unknown := range all {
		older := maps.Clone(made)
		delete(older, unknown)
		delete(older, "WAYBILL_SWEEP_AFTER")
		own := "WAYBILL_POLL_SCHEDULE"
		if unknown == own {
			own = "WAYBILL_ANCHOR_SCHEDULE"
		}
		older[own] = "7 7 7 * * *"
		text, err := json.Marshal(map[string]any{"Values": older})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, system.SettingsFile), text, 0o600); err != nil {
			t.Fatal(err)
		}
		v := opened(t, dir)
		if v[unknown] != made[unknown] || v[own] != "7 7 7 * * *" || len(v) != len(made)-1 {
			t.Errorf("without %s: it is %q, %s is %q, there are %d settings of %d", unknown, v[unknown], own, v[own], len(v), len(made)-1)
		}
	}
}
