package devhost

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// An inProcess launcher serves a handler inside this process, over loopback all the same. For tests.
type inProcess struct{ handler http.Handler }

func (l inProcess) launch(ctx context.Context, port int) (process, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:"+strconv.Itoa(port))
	if err != nil {
		return nil, fmt.Errorf("start handler in process: %w", err)
	}
	ctx, cancel := context.WithCancel(ctx)
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

// A servedHandler is a handler inside this process.
type servedHandler struct {
	server *http.Server
	cancel context.CancelFunc
	gone   chan struct{}
	err    string
}

func (p *servedHandler) pid() int { return 0 }
func (p *servedHandler) kill() {
	_ = p.server.Close() // first, so that nothing that ends by the cancellation is still answered
	p.cancel()
}
func (p *servedHandler) exited() <-chan struct{} { return p.gone }
func (p *servedHandler) exit() (int, string)     { return 1, p.err }
