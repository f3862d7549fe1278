package process

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"waybill/handlers/describeapi"
	"waybill/internal/app"
	"waybill/internal/client"
	"waybill/internal/stage"
	"waybill/internal/system"
	"waybill/shared/azfunc"
	"waybill/shared/custody"
	"waybill/shared/operations"
)

// systemEnv makes a test program a system in a process of its own, with the options in it.
const systemEnv = "WAYBILL_TEST_SYSTEM"

// killHandler is what a system is told to have its handler killed. The host does it: a handler that dies by other hands
// counts as broken, and the third time stops the host.
const killHandler = "kill handler"

// Main is the TestMain of packages that use [NewSystem]: it lets the test program be the handler, which the host starts
// under that name, and a system.
func Main(m *testing.M) {
	if filepath.Base(os.Args[0]) == stage.HandlerName {
		os.Exit(app.Main())
	}
	if options := os.Getenv(systemEnv); options != "" {
		fmt.Fprintln(os.Stderr, "system:", beSystem(options))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// beSystem does what `waybill up` does, until it is killed.
func beSystem(encoded string) error {
	var o system.Options
	if err := json.Unmarshal([]byte(encoded), &o); err != nil {
		return err
	}
	s, err := system.Start(context.Background(), o)
	if err != nil {
		return err
	}
	go func() {
		for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
			if lines.Text() == killHandler {
				s.Host.KillHandler()
			}
		}
	}()
	return <-s.Failed()
}

// A System is what `waybill up` runs, in a process of its own.
type System struct {
	*Process
	Data string
	URL  string // of the API
}

// NewSystem starts a system with the options, which may leave out Data and Addr.
func NewSystem(t testing.TB, o system.Options) *System {
	t.Helper()
	if o.Data == "" {
		o.Data = t.TempDir()
	}
	if o.Addr == "" {
		o.Addr = FreeAddress(t)
	}
	options, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	s := &System{Data: o.Data, URL: "http://" + o.Addr}
	s.Process = New(t, func(ctx context.Context) *exec.Cmd {
		cmd := exec.CommandContext(ctx, os.Args[0])
		cmd.Env = append(os.Environ(), systemEnv+"="+string(options))
		return cmd
	})
	s.Start()
	return s
}

// Serving waits until the handler answers.
func (s *System) Serving() {
	s.t.Helper()
	s.awaits("the handler serves", func(ctx context.Context) bool {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/api/"+describeapi.Definition.Trigger.(azfunc.HTTPTrigger).Route, nil)
		if err != nil {
			s.t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			return false
		}
		_, err = io.Copy(io.Discard, answer.Body)
		return err == nil && answer.Body.Close() == nil && answer.StatusCode == http.StatusOK
	})
}

// Client gives an organisation's client with a credential of its own. It waits until the system has its settings.
func (s *System) Client(ctx context.Context, organization custody.OrganizationID) (*client.Client, error) {
	s.t.Helper()
	file := filepath.Join(s.Data, "credentials.db")
	s.awaits("the system has its settings and credentials", func(ctx context.Context) bool { //nolint:contextcheck // it has a context of its own
		_, missing := os.Stat(file)
		_, incomplete := system.Settings(ctx, s.Data, nil)
		return missing == nil && incomplete == nil
	})
	settings, err := system.Settings(ctx, s.Data, nil)
	if err != nil {
		return nil, err
	}
	store, err := app.OpenCredentials(ctx, settings)
	if err != nil {
		return nil, err
	}
	defer func() { _ = store.Close() }()
	token, _, err := store.Create(ctx, organization, organization == operations.Operator, time.Time{})
	return &client.Client{Base: s.URL, Token: token, Patience: patience}, err
}

// KillHandler has the handler killed without notice; the host starts it again.
func (s *System) KillHandler() { s.Tell(killHandler) }

// Set changes a setting of a system that does not run and was started before.
func Set(t testing.TB, data, name, value string) {
	t.Helper()
	path := filepath.Join(data, system.SettingsFile)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		IsEncrypted bool
		Values      map[string]string
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	file.Values[name] = value
	if text, err = json.Marshal(file); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// Handler builds the program that the Functions host starts in Azure, without the parts that only tests need.
func Handler(t testing.TB) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), stage.HandlerName)
	build(t, program, "waybill/cmd/handler")
	return program
}
