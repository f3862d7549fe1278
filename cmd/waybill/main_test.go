package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"waybill/internal/client"
	"waybill/internal/stage"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/ledger/sqlite"
)

// TestMain lets the test program be the command, and the handler that its host starts.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"waybill": main, stage.HandlerName: main})
}

// The commands do what a user who types them expects; see testdata.
func TestCommands(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Values["system"] = &running{}
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits": exits, "system": startSystem, "demo": startDemo, "revoke": revoke, "down": stopSystem, "join": join, "keep": keep, "status": status, "digest": awaitDigest, "age": ageLedger,
		},
	})
}

// exits CODE PROGRAM ARGUMENT... runs a program that must end with that code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%s ends with %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// A running system of a script.
type running struct {
	up     *exec.Cmd
	stderr bytes.Buffer
}

// system DATA runs waybill up on a data folder until the script ends, or down stops it, and sets WAYBILL_URL and the
// administrator's credential ADMIN.
func startSystem(ts *testscript.TestScript, _ bool, args []string) {
	s := ts.Value("system").(*running)
	s.up = exec.CommandContext(context.Background(), "waybill", "up", "--data", ts.MkAbs(args[0]), "--addr", "127.0.0.1:0", "--json")
	s.up.Stderr = &s.stderr
	stdout, err := s.up.StdoutPipe()
	ts.Check(err)
	ts.Check(s.up.Start())
	ts.Defer(func() { _ = s.stop() })
	var welcome struct{ URL, Credential string }
	if err := json.NewDecoder(stdout).Decode(&welcome); err != nil {
		ts.Fatalf("up says nothing: %v, %v", err, s.stop())
	}
	ts.Setenv("WAYBILL_URL", welcome.URL)
	ts.Setenv("ADMIN", welcome.Credential)
}

// demo plays the chip's story on a system that stays up until the script ends, and sets WAYBILL_URL, the administrator's
// WAYBILL_CREDENTIAL and the folder DATA.
func startDemo(ts *testscript.TestScript, _ bool, _ []string) {
	s := ts.Value("system").(*running)
	s.up = exec.CommandContext(context.Background(), "waybill", "demo", "--stay", "--json")
	s.up.Stderr = &s.stderr
	stdout, err := s.up.StdoutPipe()
	ts.Check(err)
	ts.Check(s.up.Start())
	ts.Defer(func() { _ = s.stop() })
	var told demonstration
	if err := json.NewDecoder(stdout).Decode(&told); err != nil || told.Stay == nil || !told.Verified {
		ts.Fatalf("the demonstration says %+v: %v, %v", told, err, s.stop())
	}
	ts.Setenv("WAYBILL_URL", told.Stay.URL)
	ts.Setenv("WAYBILL_CREDENTIAL", told.Stay.Credential)
	ts.Setenv("DATA", told.Stay.Data)
}

// revoke CERTIFICATE withdraws a certificate with the issuer's credential in ISSUER.
func revoke(ts *testscript.TestScript, _ bool, args []string) {
	issuer := client.Client{Base: ts.Getenv("WAYBILL_URL"), Token: ts.Getenv("ISSUER")}
	receipt, err := issuer.Send(context.Background(), "revoke "+args[0], &custody.RevokeCertificate{Certificate: args[0], Reason: "withdrawn"})
	ts.Check(err)
	_, err = issuer.Wait(context.Background(), receipt.ID)
	ts.Check(err)
}

// stop does what Ctrl-C does.
func (s *running) stop() error {
	if s.up == nil {
		return nil
	}
	_ = s.up.Process.Signal(os.Interrupt)
	err := s.up.Wait()
	s.up = nil
	if s.stderr.Len() > 0 {
		err = errors.Join(err, errors.New(s.stderr.String()))
	}
	return err
}

// down stops the system, which must end well and have nothing to complain about.
func stopSystem(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Check(ts.Value("system").(*running).stop())
}

// age DATA leaves the ledger's tables as an older version would that knew less: nothing is in them.
func ageLedger(ts *testscript.TestScript, _ bool, args []string) {
	store, err := sqlite.Open(context.Background(), filepath.Join(ts.MkAbs(args[0]), "ledger.db"))
	ts.Check(err)
	ts.Check(errors.Join(store.Write(context.Background(), func(tx ledger.Tx) error {
		return tx.Clear(context.Background(), ledger.ProjectionVersion-1)
	}), store.Close()))
}

// join ORGANIZATION lets an organisation join, as the administrator does by the API.
func join(ts *testscript.TestScript, _ bool, args []string) {
	admin := client.Client{Base: ts.Getenv("WAYBILL_URL"), Token: ts.Getenv("ADMIN")}
	receipt, err := admin.Send(context.Background(), "join "+args[0], &custody.RegisterOrganization{ID: args[0], Name: args[0]})
	ts.Check(err)
	_, err = admin.Wait(context.Background(), receipt.ID)
	ts.Check(err)
}

// keep NAME FIELD sets a variable to a field of the JSON object that the last program printed. Fields of inner objects
// and lists are reached with points: files.0.refusedFile.
func keep(ts *testscript.TestScript, _ bool, args []string) {
	var v any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &v))
	for name := range strings.SplitSeq(args[1], ".") {
		switch inner := v.(type) {
		case map[string]any:
			v = inner[name]
		case []any:
			i, err := strconv.Atoi(name)
			ts.Check(err)
			v = inner[i]
		}
	}
	ts.Setenv(args[0], fmt.Sprint(v))
}

// status CODE PATH asks the system with the credential in WAYBILL_CREDENTIAL.
func status(ts *testscript.TestScript, _ bool, args []string) {
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, ts.Getenv("WAYBILL_URL")+args[1], nil)
	ts.Check(err)
	r.Header.Set("Authorization", "Bearer "+ts.Getenv("WAYBILL_CREDENTIAL"))
	answer, err := http.DefaultClient.Do(r)
	ts.Check(err)
	ts.Check(answer.Body.Close())
	if got := strconv.Itoa(answer.StatusCode); got != args[0] {
		ts.Fatalf("GET %s is answered %s, want %s", args[1], got, args[0])
	}
}
