package devhost

import (
	"context"
	"fmt"
	"syscall"
)

// freePort finds a port that nobody uses and keeps it: a socket that is bound and does not listen lets the handler
// listen there, but keeps the kernel from giving the port to somebody else while the handler is being restarted.
func freePort(context.Context) (port, error) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return port{}, fmt.Errorf("find a free port: %w", err)
	}
	release := func() { _ = syscall.Close(fd) }
	loopback := &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}
	if err = syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1); err == nil {
		err = syscall.Bind(fd, loopback)
	}
	bound, nameErr := syscall.Getsockname(fd)
	if err == nil {
		err = nameErr
	}
	if err != nil {
		release()
		return port{}, fmt.Errorf("find a free port: %w", err)
	}
	return port{bound.(*syscall.SockaddrInet4).Port, release}, nil
}
