// Package blobstest has what tests of stores on blobs need: a wire between them and the service that can be spoilt.
package blobstest

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
)

// ErrBroken is what a broken connection gives.
var ErrBroken = errors.New("connection reset by peer")

// A Wire carries requests. Spoil, if it is set, carries them instead and may lose, delay or invent answers; send gives the
// service's own. It may be called by many at once.
type Wire struct {
	Spoil func(request *http.Request, send func() (*http.Response, error)) (*http.Response, error)
	Sent  atomic.Int64 // requests
}

// Do carries one request.
func (w *Wire) Do(request *http.Request) (*http.Response, error) {
	w.Sent.Add(1)
	send := func() (*http.Response, error) { return http.DefaultClient.Do(request) }
	if w.Spoil == nil {
		return send()
	}
	return w.Spoil(request, send)
}

// Lose sends a request and loses the answer.
func Lose(send func() (*http.Response, error)) (*http.Response, error) {
	response, err := send()
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(io.Discard, response.Body)
	return nil, errors.Join(ErrBroken, err, response.Body.Close())
}

// Answer makes an answer of the service's front door, with headers given as names and values.
func Answer(request *http.Request, status int, code string, header ...string) *http.Response {
	h := http.Header{"X-Ms-Error-Code": {code}, "Content-Type": {"application/xml"}}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	text := "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + code + "</Code><Message>no</Message></Error>"
	return &http.Response{
		Status: http.StatusText(status), StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: h, Body: io.NopCloser(strings.NewReader(text)), ContentLength: int64(len(text)), Request: request,
	}
}
