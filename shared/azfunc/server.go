package azfunc

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"waybill/shared/problem"
)

// Options say how a [Server] runs. The zero value has defaults for everything but Port.
type Options struct {
	// Port to listen on: the value of FUNCTIONS_CUSTOMHANDLER_PORT, which the host sets.
	Port string

	// RoutePrefix is the one in host.json, "api" by default. Without a prefix, routes and the names of functions
	// would share their paths, so the empty string stands for the default.
	RoutePrefix string

	// MaxBody is the largest request body in bytes that a step gets to read, 100 MiB by default, as at the host. A
	// step behind it meets an *http.MaxBytesError, which Fail knows.
	MaxBody int64

	// Middleware goes around each HTTP function: who is calling, and is the request as described. None by default.
	Middleware func(Definition, http.Handler) http.Handler

	// Log gets one line per invocation. Default is JSON on standard output, which the host takes for information;
	// each line on standard error would count as an error.
	Log *slog.Logger

	// Observer hears of each invocation. Default is nobody.
	Observer Observer
}

func (o Options) withDefaults() Options {
	if o.RoutePrefix == "" {
		o.RoutePrefix = "api"
	}
	if o.MaxBody <= 0 {
		o.MaxBody = 100 << 20
	}
	if o.Middleware == nil {
		o.Middleware = func(_ Definition, h http.Handler) http.Handler { return h }
	}
	if o.Log == nil {
		o.Log = slog.New(slog.NewJSONHandler(os.Stdout, nil))
	}
	return o
}

// A Server is the program that the Functions host starts and calls. It is safe for concurrent use, as the host calls
// all functions at the same time.
type Server struct {
	options Options
	mux     *http.ServeMux
}

// NewServer makes a server of the functions. It refuses what the host would not start or could not tell apart:
// definitions that are not valid, handlers that are missing, names that differ in case only, and two functions for
// the same method and route.
func NewServer(functions []Function, o Options) (*Server, error) {
	s := &Server{options: o.withDefaults(), mux: http.NewServeMux()}
	s.mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, success) })
	s.mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		problem.Write(w, problem.NotFound.With("no function has this route"), "")
	})
	names := map[string]bool{}
	routes := map[string]route{}
	for _, f := range functions {
		if err := f.Validate(); err != nil {
			return nil, err
		}
		name := f.Definition.Name
		if key := strings.ToLower(name); names[key] {
			return nil, fmt.Errorf("function %q: there are two of this name", name)
		} else {
			names[key] = true
		}
		e := s.endpoint(f)
		s.mux.Handle("/"+name, route{http.MethodPost: e.invoke})
		trigger, ok := f.Definition.Trigger.(HTTPTrigger)
		if !ok {
			continue
		}
		path := "/" + s.options.RoutePrefix + "/" + trigger.Route
		if routes[path] == nil {
			routes[path] = route{}
			if err := attempt(func() error { s.mux.Handle(path, routes[path]); return nil }); err != nil {
				return nil, fmt.Errorf("function %q: route: %w", name, err)
			}
		}
		for _, method := range trigger.Methods {
			if routes[path][method] != nil {
				return nil, fmt.Errorf("function %q: %s %s has a function already", name, method, trigger.Route)
			}
			routes[path][method] = e.proxied
		}
	}
	return s, nil
}

func (s *Server) endpoint(f Function) *endpoint {
	e := &endpoint{
		function: f, log: s.options.Log.With("function", f.Definition.Name), maxBody: s.options.MaxBody,
		observer: s.options.Observer, trigger: triggerName(f.Definition.Trigger),
	}
	if f.HTTP != nil {
		e.http = s.options.Middleware(f.Definition, f.HTTP)
	}
	return e
}

// A route has a handler for each method.
type route map[string]http.HandlerFunc

func (t route) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h := t[r.Method]; h != nil {
		h(w, r)
		return
	}
	allowed := make([]string, 0, len(t))
	for method := range t {
		allowed = append(allowed, method)
	}
	slices.Sort(allowed)
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	problem.Write(w, problem.MethodNotKnown.With("this route has "+strings.Join(allowed, ", ")), "")
}

// ServeHTTP answers one call of the host: GET / as a sign of readiness, POST /<Name> with an envelope, and any method
// at /api/<route> for a request that the host passes on as it is.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// ListenAndServe serves the host on the loopback interface until ctx ends. The open port is the sign for the host to
// send work, so call it last. Being killed is the normal end of a handler; when ctx ends first, requests in flight
// have ten seconds, as long as the host would wait.
func (s *Server) ListenAndServe(ctx context.Context) error {
	if port, err := strconv.ParseUint(s.options.Port, 10, 16); err != nil || port == 0 {
		return fmt.Errorf("FUNCTIONS_CUSTOMHANDLER_PORT is %q and not a port: the Functions host, which starts this program, sets it", s.options.Port)
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", s.options.Port))
	if err != nil {
		return fmt.Errorf("listen for the Functions host: %w", err)
	}
	return s.Serve(ctx, l)
}

// Serve is ListenAndServe on a listener that is there already; it closes the listener.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		// Azure's front end gives a request 230 seconds. A step may run for longer once its request is read.
		ReadTimeout: 5 * time.Minute,
		// The host keeps connections for up to two minutes; were we the first to close one, a call could get lost.
		IdleTimeout: 10 * time.Minute,
		ErrorLog:    slog.NewLogLogger(s.options.Log.Handler(), slog.LevelWarn),
	}
	drained := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		err := server.Shutdown(grace)
		if err != nil {
			_ = server.Close()
		}
		drained <- err
	})
	err := server.Serve(l)
	if stop() {
		return fmt.Errorf("serve the Functions host: %w", err)
	}
	if err := <-drained; err != nil {
		return fmt.Errorf("stop: requests in flight were cut off: %w", err)
	}
	return nil
}
