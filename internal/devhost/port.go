package devhost

import (
	"context"
	"fmt"
	"net"
	"strconv"
)

// A port is what a handler listens on, through all its restarts.
type port struct {
	number  int
	release func() // gives the port back
}

// fixedPort is the port of host.json.
func fixedPort(ctx context.Context, text string) (port, error) {
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil || n == 0 {
		return port{}, fmt.Errorf("host.json customHandler.port is %q; it must be a port number", text)
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:"+text)
	if err != nil {
		return port{}, fmt.Errorf("host.json customHandler.port: %w", err)
	}
	return port{int(n), func() {}}, l.Close()
}
