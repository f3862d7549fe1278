// Package jsonrpc connects to Ethereum nodes the way all of Waybill does: bounded in time and size, and with errors that
// do not repeat a URL beyond its host, because providers put their keys in it. Reach for [Dial].
package jsonrpc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/rpc"
)

const (
	// requestTimeout bounds one request over HTTP for callers that set no deadline.
	requestTimeout = 30 * time.Second

	// maxAnswer bounds one answer over HTTP in bytes. Sixteen of Ethereum's largest blocks stay below it.
	maxAnswer = 128 << 20
)

// Dial gives a client of the node at an http, https, ws or wss URL, or at the path of an IPC socket. Nothing is sent yet
// for http and https. The caller closes the client.
func Dial(ctx context.Context, endpoint string) (*rpc.Client, error) {
	node, err := rpc.DialOptions(ctx, endpoint, rpc.WithHTTPClient(client()))
	if err != nil {
		return nil, fmt.Errorf("dial the node at %s: %w", host(endpoint), WithoutURL(err))
	}
	return node, nil
}

func client() *http.Client {
	return &http.Client{Timeout: requestTimeout, Transport: bounded{http.DefaultTransport, maxAnswer}}
}

// WithoutURL takes the URL out of a transport error.
func WithoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// UnknownTag reports whether a node says that no block has the tag it was asked for: geth in words, Besu and Erigon by
// the code -39001. Nethermind and reth answer null instead.
func UnknownTag(err error) bool {
	var answered rpc.Error
	return errors.As(err, &answered) && (answered.ErrorCode() == -39001 || strings.Contains(answered.Error(), "block not found"))
}

func host(endpoint string) string {
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" {
		return "an address that is no URL"
	}
	return u.Host
}

// bounded reads no more of an answer than a node that means well would send.
type bounded struct {
	next  http.RoundTripper
	limit int // bytes of one answer
}

// RoundTrip sends the request.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := b.next.RoundTrip(r)
	if err == nil {
		response.Body = &answer{response.Body, b.limit}
	}
	return response, err
}

// errTooLarge ends an answer that goes on and on.
var errTooLarge = errors.New("the node's answer is too large")

type answer struct {
	io.ReadCloser
	left int
}

// Read reads on.
func (a *answer) Read(p []byte) (int, error) {
	if a.left == 0 {
		return 0, errTooLarge
	}
	n, err := a.ReadCloser.Read(p[:min(len(p), a.left)])
	a.left -= n
	return n, err
}
