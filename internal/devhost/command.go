package devhost

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

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
func (c command) launch(ctx context.Context, port int) (process, error) {
	cmd := exec.CommandContext(ctx, c.path, c.args...) //nolint:gosec // the program is the caller's choice
	id, number := newGUID(), strconv.Itoa(port)
	cmd.Dir = c.dir
	cmd.Env = append(c.env[:len(c.env):len(c.env)],
		"FUNCTIONS_CUSTOMHANDLER_PORT="+number, "FUNCTIONS_CUSTOMHANDLER_WORKER_ID="+id,
		"FUNCTIONS_HTTPWORKER_PORT="+number, "FUNCTIONS_HTTPWORKER_ID="+id,
		"FUNCTIONS_APP_ROOT_PATH="+c.root)
	out, errs := c.log.stdout(), c.log.stderr() //nolint:contextcheck // what it prints at its end is logged, too
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
