package devhost

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A process is one run of the handler.
type process interface {
	pid() int                // 0 for a handler inside this process
	kill()                   // at once and without notice, as the host does; may be repeated
	exited() <-chan struct{} // closed when it is gone
	exit() (code int, lastErrors string)
}

// A launcher starts handlers.
type launcher interface {
	launch(port int) (process, error)
}

// A command is how the handler is started as a child.
type command struct {
	path string
	args []string
	dir  string
	env  []string
	root string // the script root
	log  console
}

// newCommand follows the host's rules: a relative path is looked for in the worker directory, and what is not there is
// taken for a program on the PATH (azure-functions-host, HttpWorkerDescription.ApplyDefaultsAndValidate).
func newCommand(root string, c hostConfig, s settings, override Handler, log console) command {
	d := c.CustomHandler.Description
	cmd := command{dir: inside(root, d.WorkingDirectory), root: root, log: log}
	if override.Path != "" {
		cmd.path, cmd.args = override.Path, override.Args
	} else {
		cmd.path = s.expand(d.DefaultExecutablePath)
		if full := inside(inside(root, d.WorkerDirectory), cmd.path); isFile(full) {
			cmd.path = full
		}
		line := ""
		for _, a := range d.Arguments {
			line += " " + s.expand(a)
		}
		if d.DefaultWorkerPath != "" {
			line += ` "` + s.expand(d.DefaultWorkerPath) + `"`
		}
		for _, a := range d.WorkerArguments {
			line += " " + s.expand(a)
		}
		cmd.args = splitArguments(line)
	}
	cmd.env = append(s.environ(), override.Env...)
	return cmd
}

func inside(root, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(root, path)
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// splitArguments cuts a command line as .NET does: at white space outside quotes. The host joins the arguments without
// quoting them, so one with a space in it arrives as two.
func splitArguments(line string) []string {
	var out []string
	var arg strings.Builder
	quoted, open := false, false
	for _, r := range line {
		switch {
		case r == '"':
			quoted, open = !quoted, true
		case (r == ' ' || r == '\t') && !quoted:
			if open {
				out = append(out, arg.String())
			}
			arg.Reset()
			open = false
		default:
			arg.WriteRune(r)
			open = true
		}
	}
	if open {
		out = append(out, arg.String())
	}
	return out
}

// launch must be called on a thread that lives as long as the host: on Linux the child dies with the thread.
func (c command) launch(port int) (process, error) {
	cmd := exec.Command(c.path, c.args...)
	id, number := newGUID(), strconv.Itoa(port)
	cmd.Dir = c.dir
	cmd.Env = append(c.env[:len(c.env):len(c.env)],
		"FUNCTIONS_CUSTOMHANDLER_PORT="+number, "FUNCTIONS_CUSTOMHANDLER_WORKER_ID="+id,
		"FUNCTIONS_HTTPWORKER_PORT="+number, "FUNCTIONS_HTTPWORKER_ID="+id,
		"FUNCTIONS_APP_ROOT_PATH="+c.root)
	out, errs := c.log.stdout(), c.log.stderr()
	cmd.Stdout, cmd.Stderr = out, errs
	cmd.WaitDelay = time.Second // a grandchild may keep the pipes open
	cmd.SysProcAttr = dieWithParent()
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start handler %s: %w", c.path, err)
	}
	p := &childProcess{cmd: cmd, errs: errs, gone: make(chan struct{})}
	go func() {
		_ = cmd.Wait() // the exit code says it better
		out.flush()
		errs.flush()
		close(p.gone)
	}()
	return p, nil
}

type childProcess struct {
	cmd  *exec.Cmd
	errs *lines
	gone chan struct{}
}

func (p *childProcess) pid() int                { return p.cmd.Process.Pid }
func (p *childProcess) kill()                   { _ = p.cmd.Process.Kill() } // fails only if it is gone already
func (p *childProcess) exited() <-chan struct{} { return p.gone }
func (p *childProcess) exit() (int, string) {
	return p.cmd.ProcessState.ExitCode(), p.errs.lastThree()
}

// An inProcess launcher serves a handler inside this process, over loopback all the same. For tests.
type inProcess struct{ handler http.Handler }

func (l inProcess) launch(port int) (process, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(port))
	if err != nil {
		return nil, fmt.Errorf("start handler in process: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	p := &servedHandler{cancel: cancel, gone: make(chan struct{})}
	p.server = &http.Server{
		Handler:           l.handler,
		ReadHeaderTimeout: time.Minute,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	go func() {
		if err := p.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			p.err = err.Error()
		}
		close(p.gone)
	}()
	return p, nil
}

type servedHandler struct {
	server *http.Server
	cancel context.CancelFunc
	gone   chan struct{}
	err    string
}

func (p *servedHandler) pid() int { return 0 }
func (p *servedHandler) kill() {
	p.cancel()
	_ = p.server.Close()
}
func (p *servedHandler) exited() <-chan struct{} { return p.gone }
func (p *servedHandler) exit() (int, string)     { return 1, p.err }
