//go:build !linux

package devhost

import (
	"context"
	"fmt"
	"net"
)

// freePort finds a port that nobody uses now. Somebody else may take it before the handler does, as on the real host.
func freePort(ctx context.Context) (port, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return port{}, fmt.Errorf("find a free port: %w", err)
	}
	return port{l.Addr().(*net.TCPAddr).Port, func() {}}, l.Close()
}
