package devhost_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"waybill/internal/devhost"
)

// program is a script root whose functions the handler program answers.
func program(handler string) files {
	return files{
		"host.json":           hostJSON("", proxying+comma(handler)),
		"About/function.json": function(httpIn(`"route":"about"`), resOut),
		"Exit/function.json":  function(httpIn(`"route":"exit/{code}"`), resOut),
		"Say/function.json":   function(httpIn(`"route":"say"`), resOut),
		"Timer/function.json": function(`{"type":"timerTrigger","direction":"in","name":"timer","schedule":"0 0 0 1 1 *"}`),
	}
}

// ask gets what the handler tells of itself.
func (f *fixture) ask() about {
	f.t.Helper()
	status, body := f.request("GET", "/api/about", "")
	var a about
	if err := json.Unmarshal([]byte(body), &a); err != nil {
		f.t.Fatalf("got %d %q: %v", status, body, err)
	}
	return a
}

// The handler inherits the environment and gets five variables of the host's; it works in the script root.
func TestTheHandlerStartsInTheScriptRootWithFiveVariables(t *testing.T) {
	t.Parallel()
	content := program("")
	content["local.settings.json"] = `{"IsEncrypted":false,"Values":{"FROM_LOCAL_SETTINGS":"local","FROM_SETTINGS":"local","PATH":"local"}}`
	f := start(t, nil, content, func(o *devhost.Options) {
		o.Settings = map[string]string{"FROM_SETTINGS": "given"}
		o.Handler.Args = []string{"serve", "two words"}
	})
	a := f.ask()
	root, err := filepath.EvalSymlinks(f.root)
	if err != nil {
		t.Fatal(err)
	}
	if a.Dir != root || a.Env["FUNCTIONS_APP_ROOT_PATH"] != f.root {
		t.Errorf("it works in %s and the root is %s, want %s", a.Dir, a.Env["FUNCTIONS_APP_ROOT_PATH"], f.root)
	}
	if port := a.Env["FUNCTIONS_CUSTOMHANDLER_PORT"]; port == "" || port != a.Env["FUNCTIONS_HTTPWORKER_PORT"] {
		t.Errorf("ports %v", a.Env)
	}
	if id := a.Env["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"]; len(id) != 36 || id != a.Env["FUNCTIONS_HTTPWORKER_ID"] {
		t.Errorf("worker ids %v", a.Env)
	}
	if a.Env["FROM_LOCAL_SETTINGS"] != "local" || a.Env["FROM_SETTINGS"] != "given" || a.Env["PATH"] != os.Getenv("PATH") {
		t.Errorf("the environment is %v", a.Env)
	}
	if !slices.Equal(a.Args, []string{"serve", "two words"}) {
		t.Errorf("the arguments are %q", a.Args)
	}
	if !slices.Equal(f.HandlerPIDs(), []int{a.PID}) {
		t.Errorf("the host says %v, the handler %d", f.HandlerPIDs(), a.PID)
	}
}

// The command of host.json is looked for in the worker directory, and its arguments are joined without quotes: one with
// a space arrives as two, one that names no setting not at all.
func TestTheCommandOfHostJSON(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	content := program("")
	content["host.json"] = `{"version":"2.0","customHandler":{"enableProxyingHttpRequest":true,"description":{
		"defaultExecutablePath":"%NAME%","workerDirectory":"bin","workingDirectory":"work","defaultWorkerPath":"a b",
		"arguments":["-x %ONE%","%MISSING%"],"workerArguments":["last"]}}}`
	content["work/keep"] = ""
	content["bin/keep"] = ""
	f, o := prepare(t, nil, content)
	if err := os.Symlink(self, filepath.Join(f.root, "bin", "handler")); err != nil {
		t.Fatal(err)
	}
	o.Handler = devhost.Handler{Env: o.Handler.Env}
	o.Settings = map[string]string{"NAME": "handler", "ONE": "1"}
	if f.Host, err = devhost.Start(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	a := f.ask()
	if want := []string{"-x", "1", "a b", "last"}; !slices.Equal(a.Args, want) {
		t.Errorf("the arguments are %q, want %q", a.Args, want)
	}
	if filepath.Base(a.Dir) != "work" {
		t.Errorf("it works in %s", a.Dir)
	}
	f.Stop(t.Context())
}

// Exit code 200 is a restart for free: more of them than errors are allowed do no harm.
func TestExitCode200IsARestartForFree(t *testing.T) {
	t.Parallel()
	f := start(t, nil, program(""))
	for range 4 {
		before := f.ask().PID
		f.request("POST", "/api/exit/200", "")
		f.successor(before)
	}
	if f.log.has("handler failed") {
		t.Error("it counts as an error")
	}
}

// Any other exit code is an error with the last three lines of stderr, and the third error stops the host.
func TestTheThirdErrorStopsTheHost(t *testing.T) {
	t.Parallel()
	f := start(t, nil, program(""))
	for range 2 {
		before := f.ask().PID
		if status, _ := f.request("POST", "/api/exit/7", ""); status != 502 {
			t.Errorf("the request in flight got %d", status)
		}
		f.successor(before)
	}
	f.request("POST", "/api/exit/7", "")
	err := f.stopsItself()
	if err == nil || !strings.Contains(err.Error(), "exceeded http worker restart retry count") {
		t.Fatalf("the reason is %v", err)
	}
	if want := "code 7: two\nthree\nlast words"; !strings.Contains(err.Error(), want) {
		t.Errorf("the reason is %v, want %q in it", err, want)
	}
}

// Exit code 0 is never restarted: the host goes on, and everything fails.
func TestExitCode0IsNeverRestarted(t *testing.T) {
	t.Parallel()
	f := start(t, nil, program(""))
	f.ask()
	f.request("POST", "/api/exit/0", "")
	if status, _ := f.request("GET", "/api/about", ""); status != 502 {
		t.Errorf("got %d", status)
	}
	eventually(t, "the log tells", func() bool { return f.log.has("the host does not restart it") })
}

// A handler that does not listen in time is killed and counts as an error, three times.
func TestAHandlerThatNeverListensStopsTheHost(t *testing.T) {
	t.Parallel()
	f := start(t, nil, program(`"initializationTimeout":"00:00:00.05"`), func(o *devhost.Options) {
		o.Handler.Env = append(o.Handler.Env, "HANDLER_DEAF=1")
	})
	if err := f.stopsItself(); err == nil || !strings.Contains(err.Error(), "initializing http worker timed out") {
		t.Errorf("the reason is %v", err)
	}
}

// A program that is not there counts as no error: invocations wait, then the host gives up.
func TestAProgramThatIsNotThereStopsTheHostInTheEnd(t *testing.T) {
	t.Parallel()
	f := start(t, nil, program(`"initializationTimeout":"00:00:00.2"`), func(o *devhost.Options) {
		o.Handler.Path = "/there/is/no/handler"
	})
	if status, _ := f.request("GET", "/api/about", ""); status != 502 {
		t.Errorf("got %d", status)
	}
	if err := f.stopsItself(); err == nil || !strings.Contains(err.Error(), "not ready") {
		t.Errorf("the reason is %v", err)
	}
}

// successor waits until another process than this one serves, and gives it.
func (f *fixture) successor(of int) int {
	f.t.Helper()
	now := of
	eventually(f.t, "another process serves", func() bool {
		if serving := f.HandlerPIDs(); len(serving) == 1 {
			now = serving[0]
		}
		return now != of
	})
	return now
}

// Kills by the test or by the adversary are no errors of the handler, and the same port serves again.
func TestKillsByTheHostDoNotCount(t *testing.T) {
	t.Parallel()
	f := start(t, nil, program(""))
	first := f.ask()
	last := first.PID
	for range 5 {
		f.KillHandler()
		last = f.successor(last)
	}
	if again := f.ask(); again.Env["FUNCTIONS_CUSTOMHANDLER_PORT"] != first.Env["FUNCTIONS_CUSTOMHANDLER_PORT"] {
		t.Error("the port has changed")
	}
	if f.log.has("handler failed") {
		t.Error("a kill counts as an error")
	}
}

// Stop kills: the handler ignores SIGTERM, and is gone all the same.
func TestStopKillsTheHandler(t *testing.T) {
	t.Parallel()
	f := start(t, nil, program(""))
	pid := f.ask().PID
	f.Stop(t.Context())
	if p, err := os.FindProcess(pid); err == nil && p.Signal(syscall.Signal(0)) == nil {
		t.Errorf("process %d is still there", pid)
	}
	if conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(f.URL(), "http://")); err == nil {
		_ = conn.Close()
		t.Error("the address still answers")
	}
	if err, open := <-f.Done(); open {
		t.Errorf("Done says %v", err)
	}
}

// With two processes the HTTP functions and the others share no memory.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	f := start(t, nil, program(""), func(o *devhost.Options) { o.TwoProcesses = true })
	if err := f.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	pids := f.HandlerPIDs()
	if len(pids) != 2 || f.ask().PID != pids[0] {
		t.Fatalf("processes %v", pids)
	}
	f.request("POST", "/admin/functions/Timer", `{"input":""}`)
	eventually(t, "the timer runs in the second process", func() bool {
		return f.log.has(fmt.Sprintf("timer in process %d", pids[1]))
	})
}

// What the handler prints becomes log entries: stdout is information, stderr an error, or a warning if it says so.
func TestTheHandlersOutputIsLogged(t *testing.T) {
	t.Parallel()
	f := start(t, nil, program(""))
	f.request("GET", "/api/say?out=all+is+well&err=this+is+a+Warning", "")
	f.request("GET", "/api/say?out=LanguageWorkerConsoleLog+hidden&err=this+is+not", "")
	for _, words := range [][]string{{"INFO", "all is well"}, {"WARN", "this is a Warning"}, {"ERROR", "this is not"}} {
		eventually(t, fmt.Sprintf("the log has %q", words), func() bool { return f.log.has(words...) })
	}
	if f.log.has("hidden") {
		t.Error("a line for the system log is shown")
	}
}

// A script root without functions starts no handler.
func TestWithoutFunctionsThereIsNoHandler(t *testing.T) {
	t.Parallel()
	var asked atomic.Bool
	f := start(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Store(true) }), files{"host.json": hostJSON("", "")})
	if status, _ := f.request("GET", "/api/anything", ""); status != 404 || asked.Load() {
		t.Errorf("got %d; the handler was asked: %t", status, asked.Load())
	}
}

// Ready means any answer at all: 404 for GET / will do.
func TestAnyAnswerIsReady(t *testing.T) {
	t.Parallel()
	f := start(t, http.NotFoundHandler(), files{"host.json": hostJSON("", ""), "F/function.json": function(httpIn(""), resOut)})
	if err := f.Ready(t.Context()); err != nil {
		t.Error(err)
	}
}

// A host that is itself killed takes its handlers with it.
func TestAKilledHostLeavesNoHandlerBehind(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux can tie a process to its parent")
	}
	t.Parallel()
	f, o := prepare(t, nil, program(""))
	cmd := exec.CommandContext(t.Context(), o.Handler.Path)
	cmd.Env = append(os.Environ(), roleVariable+"="+roleHost, "HOST_ROOT="+f.root)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var pid int
	line, err := bufio.NewReader(out).ReadString('\n')
	if _, scanErr := fmt.Sscan(line, &pid); err != nil || scanErr != nil {
		t.Fatalf("the host says %q: %v", line, err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
	eventually(t, "the handler is gone", func() bool { return gone(pid) })
}

// gone reports whether a process has ended, be it that nobody has collected it yet.
func gone(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || strings.Contains(string(stat), ") Z ")
}

// runHost is a host as a program: it prints the process of its handler and goes on.
func runHost() {
	program, _ := os.Executable()
	h, err := devhost.Start(context.Background(), devhost.Options{
		ScriptRoot: os.Getenv("HOST_ROOT"),
		Handler:    devhost.Handler{Path: program, Env: []string{roleVariable + "=" + roleHandler}},
	})
	if err == nil {
		err = h.Ready(context.Background())
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(h.HandlerPIDs()[0])
	err = <-h.Done()
	fmt.Println(err)
}
