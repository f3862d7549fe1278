package devhost

import (
	"context"
	"os/exec"
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
	// launch starts one; it ends with ctx at the latest.
	launch(ctx context.Context, port int) (process, error)
}

// A childProcess is a handler as a program.
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
