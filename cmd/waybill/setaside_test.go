package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"waybill/internal/system"
	"waybill/shared/operations"
	operationssqlite "waybill/shared/operations/sqlite"
)

// dataFolder makes the folder of a system that does not run, with these messages set aside.
func dataFolder(t *testing.T, messages ...operations.SetAside) string {
	t.Helper()
	dir := t.TempDir()
	secret := strings.Repeat("ab", 32)
	text, err := json.Marshal(map[string]any{"Values": map[string]string{
		"WAYBILL_RPC_URL": "http://127.0.0.1:1", "WAYBILL_CHAIN_ID": "1", "WAYBILL_CONTRACT": "0x" + strings.Repeat("ab", 20),
		"WAYBILL_NETWORK_SECRET": secret, "WAYBILL_PASSPHRASE": secret, "WAYBILL_PEPPER": secret, "WAYBILL_STREAM_SECRETS": secret,
		"WAYBILL_DIGEST_KEY": "PRIVATE+KEY+test+01234567+AAAA", "WAYBILL_DIGEST_VERIFIERS": "test+01234567+AAAA",
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, system.SettingsFile), text, 0o600); err != nil {
		t.Fatal(err)
	}
	store, err := operationssqlite.Open(t.Context(), filepath.Join(dir, "operations.db"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range messages {
		if err := store.SetAside(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// waybill runs the command line and gives what it prints.
func waybill(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out strings.Builder
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(&out)
	err := root.ExecuteContext(context.WithoutCancel(t.Context()))
	return out.String(), err
}

var aside = []operations.SetAside{
	{Queue: "transactions", MessageID: "2", Body: []byte{0xff, 0}, Reason: "cannot be read", At: time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)},
	{Queue: "commands", MessageID: "1\x1b[2J", Body: []byte("{\n"), Reason: "not JSON", At: time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)},
}

// Messages set aside are listed, oldest first, on lines that no sender can break or colour.
func TestSetAsideLists(t *testing.T) {
	t.Parallel()
	got, err := waybill(t, "set-aside", "--data", dataFolder(t, aside...))
	want := "2026-03-09T08:00:00Z  commands  1 [2J\n  not JSON\n  { \n" +
		"2026-03-09T09:00:00Z  transactions  2\n  cannot be read\n  2 bytes that are no text; --json shows them\n"
	if err != nil || got != want {
		t.Errorf("%v, got\n%s\nwant\n%s", err, got, want)
	}
}

// As JSON a message loses nothing, whatever its bytes are; and nothing set aside is an empty list.
func TestSetAsideAsJSON(t *testing.T) {
	t.Parallel()
	text, err := waybill(t, "set-aside", "--json", "--data", dataFolder(t, aside...))
	if err != nil {
		t.Fatal(err)
	}
	var got []map[string]string
	if err := json.Unmarshal([]byte(text), &got); err != nil || len(got) != 2 {
		t.Fatalf("%v: %s", err, text)
	}
	if got[0]["body"] != "{\n" || got[0]["messageId"] != aside[1].MessageID || got[1]["bodyBase64"] != "/wA=" || got[1]["at"] != "2026-03-09T09:00:00Z" {
		t.Errorf("got %s", text)
	}
	if text, err := waybill(t, "set-aside", "--json", "--data", dataFolder(t)); err != nil || text != "[]\n" {
		t.Errorf("nothing set aside is %q, %v", text, err)
	}
}

// With a limit the oldest are shown, and that there may be more.
func TestSetAsideLimit(t *testing.T) {
	t.Parallel()
	dir := dataFolder(t, aside...)
	got, err := waybill(t, "set-aside", "--limit", "1", "--data", dir)
	if err != nil || !strings.Contains(got, "not JSON") || strings.Contains(got, "cannot be read") || !strings.Contains(got, "greater --limit") {
		t.Errorf("%v, got %s", err, got)
	}
	_, err = waybill(t, "set-aside", "--limit", "0", "--data", dir)
	if usage := (*usageError)(nil); !errors.As(err, &usage) {
		t.Errorf("a limit of 0: %v, want wrong use", err)
	}
	if _, err = waybill(t, "set-aside", "--data", t.TempDir()); err == nil || !strings.Contains(err.Error(), "waybill up") {
		t.Errorf("a folder without a system: %v", err)
	}
}
