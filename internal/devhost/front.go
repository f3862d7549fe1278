package devhost

import (
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
)

// A front answers HTTP requests: functions at their routes, the host's own endpoints below /admin.
type front struct {
	host        *Host
	routes      []*function // the more specific first
	outstanding atomic.Int64
	bodyLimit   int64 // bytes
}

// defaultBodyLimit is the host's, in bytes; the setting FUNCTIONS_REQUEST_BODY_SIZE_LIMIT changes it.
const defaultBodyLimit = 104_857_600

func newFront(h *Host) *front {
	f := &front{host: h, bodyLimit: defaultBodyLimit}
	if n, err := strconv.ParseInt(h.settings["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"], 10, 64); err == nil && n > 0 {
		f.bodyLimit = n
	}
	for _, fn := range h.functions {
		if fn.http() {
			f.routes = append(f.routes, fn)
		}
	}
	slices.SortStableFunc(f.routes, func(a, b *function) int {
		switch {
		case a.template.Before(b.template):
			return -1
		case b.template.Before(a.template):
			return 1
		}
		return 0
	})
	return f
}

// ServeHTTP finds the function. A wrong method is 404, as for the real host.
func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f.host.stopping() {
		http.Error(w, "Function host is not running.", http.StatusServiceUnavailable)
		return
	}
	path := strings.TrimPrefix(r.URL.EscapedPath(), "/")
	if path == "" {
		w.WriteHeader(http.StatusOK) // the real host has a page of its own here
		return
	}
	if rest, ok := strings.CutPrefix(path, "admin/"); ok {
		f.serveAdmin(w, r, rest)
		return
	}
	for _, fn := range f.routes {
		if params, ok := fn.template.Match(path); ok && fn.trigger.allows(r.Method) {
			f.serveFunction(w, r, fn, params)
			return
		}
	}
	w.WriteHeader(http.StatusNotFound)
}

// allows reports whether a method starts the function; without a list all do.
func (b binding) allows(method string) bool {
	return len(b.Methods) == 0 || slices.ContainsFunc(b.Methods, func(m string) bool { return strings.EqualFold(m, method) })
}

func (f *front) serveFunction(w http.ResponseWriter, r *http.Request, fn *function, params map[string]*string) {
	level := f.host.levelOf(r, fn)
	if fn.disabled && (!f.host.options.EnableAuth || level < levelAdmin) {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if level < fn.trigger.level() {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	n := f.outstanding.Add(1)
	defer f.outstanding.Add(-1)
	if limit := f.host.config.Extensions.HTTP.MaxOutstandingRequests; limit > 0 && n > int64(limit) {
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	if r.ContentLength > f.bodyLimit {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, f.bodyLimit)
	if !f.host.begin() {
		http.Error(w, "Function host is not running.", http.StatusServiceUnavailable)
		return
	}
	defer f.host.end()
	defer f.host.Wake()
	switch c := f.host.config.CustomHandler; {
	case !fn.httpInOut():
		f.serveEnvelope(w, r, fn, params)
	case c.EnableProxyingHTTPRequest:
		f.proxy(w, r, fn)
	case c.EnableForwardingHTTPRequest:
		f.forward(w, r, fn)
	default:
		f.serveEnvelope(w, r, fn, params)
	}
}

// failed answers a request whose function failed. The caller learns nothing, the log everything.
func (f *front) failed(w http.ResponseWriter, status int, fn *function, id string, err error) {
	f.host.log.LogAttrs(f.host.lifetime, slog.LevelError, "function failed", slog.String("function", fn.name),
		slog.String("invocationId", id), slog.String("error", err.Error()))
	w.WriteHeader(status)
}
