package process

import (
	"os/exec"
	"syscall"
)

// dieWithTest lets the kernel kill the process when the thread that starts it ends, so that a test program that is
// killed leaves nothing behind. Threads of the Go runtime end with the program, or with a goroutine that locked one.
func dieWithTest(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
