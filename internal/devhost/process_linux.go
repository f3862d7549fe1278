package devhost

import "syscall"

// dieWithParent lets the kernel kill the child when the thread that started it ends, so that a host that is itself
// killed leaves nothing behind. The group of its own keeps Ctrl-C in a terminal from reaching the handler.
func dieWithParent() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
}
