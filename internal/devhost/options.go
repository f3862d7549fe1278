package devhost

import (
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"waybill/shared/bus"
	"waybill/shared/loopback"
)

// Options say what the host serves and how unkind it is.
type Options struct {
	ScriptRoot string            // folder with host.json and one folder per function
	Settings   map[string]string // app settings: environment of the handler, and values for %NAME% in bindings
	Broker     bus.Broker        // where the serviceBus bindings read and write; needed if there are any
	DataDir    string            // keeps timer status and keys; "" keeps nothing
	Addr       string            // loopback only; default "127.0.0.1:0", a free port
	EnableAuth bool              // ask for function keys
	Handler    Handler           // how to start the handler, if not as host.json says
	Log        *slog.Logger      // default: the default logger
	Lock       time.Duration     // how long messages are locked; default 30 s
	Lenient    bool              // fail an invocation without an answer at once, where the real host hangs

	// What follows brings about on purpose what happens by chance in Azure.

	RedeliverRate float64 // share of the messages that come again though they were dealt with, 0 to 1
	Duplicate     bool    // deliver each message twice
	CrashAfter    int     // kill the handler during every Nth invocation; 0 for never
	TwoProcesses  bool    // one handler for HTTP functions and one for the others, which share no memory
	Seed          uint64  // of the random choices
}

// A Handler says how to start the handler. The zero value follows host.json.
type Handler struct {
	Path string   // executable, in place of the one in host.json
	Args []string // its arguments, in place of those in host.json
	Env  []string // more environment, NAME=value

	// InProcess serves the handler inside this process, over loopback all the same. For tests.
	InProcess http.Handler
}

// defaultLock is shorter than a Service Bus queue's minute, so that a host that was killed soon gets its messages back.
const defaultLock = 30 * time.Second

// complete checks the options and fills in defaults.
func (o Options) complete() (Options, error) {
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Lock <= 0 {
		o.Lock = defaultLock
	}
	if o.RedeliverRate < 0 || o.RedeliverRate > 1 {
		return o, fmt.Errorf("the redeliver rate is %v; it must be between 0 and 1", o.RedeliverRate)
	}
	if o.CrashAfter < 0 {
		return o, fmt.Errorf("crash after is %d; it must not be negative", o.CrashAfter)
	}
	host, _, err := net.SplitHostPort(o.Addr)
	if err != nil {
		return o, fmt.Errorf("address %q: %w", o.Addr, err)
	}
	if !loopback.Host(host) {
		return o, fmt.Errorf("address %q is not loopback; this host is not for a network", o.Addr)
	}
	if o.ScriptRoot, err = filepath.Abs(o.ScriptRoot); err != nil {
		return o, fmt.Errorf("script root: %w", err)
	}
	return o, nil
}
