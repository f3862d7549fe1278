package acceptbench

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"
)

// A load are connections that send one command after the other, each a new asset under a new Idempotency-Key.
type load []*connection

func newLoad(ctx context.Context, address, token string, connections int) (load, error) {
	var l load
	for i := range connections {
		c, err := new(net.Dialer).DialContext(ctx, "tcp", address)
		if err != nil {
			l.close()
			return nil, fmt.Errorf("connect to the handler: %w", err)
		}
		l = append(l, &connection{Conn: c, answers: bufio.NewReader(c), token: token, name: fmt.Sprint("c", i, "-")})
	}
	return l, nil
}

func (l load) close() {
	for _, c := range l {
		_ = c.Close()
	}
}

// run sends on all connections for the given time, at least one command on each, and gives how long it took until the last answer was there.
func (l load) run(ctx context.Context, turn time.Duration) (time.Duration, error) {
	stop := context.AfterFunc(ctx, l.close)
	defer stop()
	begin := time.Now()
	var all errgroup.Group
	for _, c := range l {
		all.Go(func() error {
			for {
				if err := c.accept(); err != nil {
					return errors.Join(err, ctx.Err())
				}
				if time.Since(begin) >= turn {
					return nil
				}
			}
		})
	}
	err := all.Wait()
	return time.Since(begin), err
}

// times are how long each accepted command took.
func (l load) times() (all []time.Duration) {
	for _, c := range l {
		all = append(all, c.took...)
	}
	return slices.Clip(all)
}

// A connection is written and read without an HTTP client's pool, so that the load takes little of the processor that
// the handler runs on.
type connection struct {
	net.Conn
	answers *bufio.Reader
	token   string
	name    string // begins the keys and serial numbers of this connection
	took    []time.Duration
}

// accept sends the next command and reads its answer, which must be 202.
func (c *connection) accept() error {
	key := fmt.Sprint(c.name, len(c.took))
	begin := time.Now()
	status, body, err := c.post(key, asset(key))
	if err != nil {
		return fmt.Errorf("send %s: %w", key, err)
	}
	if status != http.StatusAccepted {
		return fmt.Errorf("send %s: the handler answers %d: %s", key, status, body)
	}
	c.took = append(c.took, time.Since(begin))
	return nil
}

func (c *connection) post(key string, command any) (status int, body []byte, err error) {
	text, err := json.Marshal(command)
	if err != nil {
		return 0, nil, err
	}
	var request bytes.Buffer
	fmt.Fprintf(&request, "POST /api/v1/assets HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nIdempotency-Key: %s\r\n"+
		"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", c.RemoteAddr(), c.token, key, len(text), text)
	if _, err := c.Write(request.Bytes()); err != nil {
		return 0, nil, err
	}
	answer, err := http.ReadResponse(c.answers, nil)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err = io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	return answer.StatusCode, body, err
}
