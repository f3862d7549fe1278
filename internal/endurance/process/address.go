package process

import (
	"math/rand/v2"
	"net"
	"strconv"
	"testing"
)

// Ports that tests listen on lie below those that the kernel gives to outgoing connections: a program that is dead for
// a moment finds its port free again.
const (
	firstPort = 10_000
	ports     = 20_000
)

// FreeAddress is an address on 127.0.0.1 on which nothing listens yet.
func FreeAddress(t testing.TB) string {
	t.Helper()
	return net.JoinHostPort("127.0.0.1", freePort(t))
}

func freePort(t testing.TB) string {
	t.Helper()
	for range 100 {
		port := strconv.Itoa(firstPort + rand.IntN(ports))
		l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", net.JoinHostPort("127.0.0.1", port))
		if err != nil {
			continue
		}
		_ = l.Close()
		return port
	}
	t.Fatal("no port is free")
	return ""
}
