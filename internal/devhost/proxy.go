package devhost

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"

	"waybill/internal/devhost/protocol"
)

// proxy streams a request to the handler and the response back (enableProxyingHttpRequest). Path, query and Host are
// the caller's.
func (f *front) proxy(w http.ResponseWriter, r *http.Request, fn *function) {
	i := invocation{f.host, fn, newGUID()}
	var failure error
	err := i.during(r.Context(), func(ctx context.Context, run *run) error {
		target, err := url.Parse(f.host.workerOf(fn).base())
		if err != nil {
			return err
		}
		p := httputil.ReverseProxy{
			Rewrite: func(p *httputil.ProxyRequest) {
				p.Out.URL.Scheme, p.Out.URL.Host = target.Scheme, target.Host
				p.Out.URL.RawQuery = p.In.URL.RawQuery
				for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"} {
					if v := p.In.Header[name]; v != nil {
						p.Out.Header[name] = v
					}
				}
				p.Out.Header.Set(headerHostVersion, hostVersion)
				p.Out.Header.Set(headerInvocationID, i.id)
				p.Out.Header.Set(headerProxied, i.id)
			},
			Transport:     run.transport,
			FlushInterval: -1,
			ErrorLog:      slog.NewLogLogger(f.host.log.Handler(), slog.LevelDebug),
			ErrorHandler:  func(_ http.ResponseWriter, _ *http.Request, err error) { failure = err },
		}
		p.ServeHTTP(w, r.WithContext(ctx))
		return failure
	})
	if err == nil || errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		return
	}
	status := http.StatusBadGateway
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		status = http.StatusRequestEntityTooLarge
	}
	f.failed(w, status, fn, i.id, err)
}

// contentHeaders belong to the body in .NET and are dropped when a request is rebuilt.
var contentHeaders = []string{
	"Allow", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Length", "Content-Location",
	"Content-Md5", "Content-Range", "Content-Type", "Expires", "Last-Modified",
}

// forward sends a rebuilt and buffered copy of a request to the handler and a buffered response back
// (enableForwardingHttpRequest). Any status of the handler is a success and reaches the caller.
func (f *front) forward(w http.ResponseWriter, r *http.Request, fn *function) {
	i := invocation{f.host, fn, newGUID()}
	var body []byte
	if r.ContentLength > 0 { // a body that comes in chunks is lost
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
	}
	var response protocol.Response
	err := i.during(f.host.lifetime, func(ctx context.Context, run *run) (err error) {
		response, err = i.forwardTo(ctx, run, r, body)
		return err
	})
	if err != nil {
		f.failed(w, http.StatusInternalServerError, fn, i.id, err)
		return
	}
	respond(w, response)
}

func (i invocation) forwardTo(ctx context.Context, run *run, r *http.Request, body []byte) (protocol.Response, error) {
	target := i.host.workerOf(i.function).base() + r.URL.EscapedPath()
	if query := rebuilt(r.URL.Query()); query != "" {
		target += "?" + query
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, target, bytes.NewReader(body)) //nolint:gosec // to the handler, always
	if err != nil {
		return protocol.Response{}, err
	}
	req.Host = r.Host
	for name, values := range r.Header {
		if !slices.Contains(contentHeaders, name) {
			req.Header[name] = values
		}
	}
	if len(body) > 0 {
		req.Header.Set("Content-Type", r.Header.Get("Content-Type"))
	}
	req.Header.Set("User-Agent", strings.TrimSpace(r.Header.Get("User-Agent")+" "+userAgent))
	req.Header.Set(headerHostVersion, hostVersion)
	req.Header.Set(headerInvocationID, i.id)
	resp, err := run.client.Transport.RoundTrip(req) // not by the client: redirects are the caller's business
	if err != nil {
		return protocol.Response{}, fmt.Errorf("call the handler: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := readAll(resp.Body)
	resp.Header.Del("Content-Length") // counted anew
	return protocol.Response{Status: resp.StatusCode, Header: resp.Header, Body: text}, err
}

// rebuilt is the query as the host writes it after reading it: repeated keys become one, joined by commas.
func rebuilt(values url.Values) string {
	out := url.Values{}
	for name, v := range values {
		out.Set(name, strings.Join(v, ","))
	}
	return out.Encode()
}
