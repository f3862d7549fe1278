package system

import (
	"log/slog"
	"time"
)

// Options say how to run a system. The zero value of a field is a sensible default.
type Options struct {
	Data        string        // folder of everything that lasts
	Addr        string        // where the API listens; default 127.0.0.1:0
	RPC         string        // another node instead of the development chain
	ChainPort   int           // of the development chain's JSON-RPC; default a free one
	Period      time.Duration // between blocks of the development chain; default a block on demand
	Finality    string        // default instant on development chains, else finalized
	Handler     string        // the handler's binary; default this program, which is the same handler under that name
	StreamShape string        // evmconnect (the default) or ethconnect
	EnableAuth  bool          // ask for function keys, as Azure does
	Adversity   Adversity

	// Settings stand above those of the data folder, and are kept there.
	Settings map[string]string

	// AzureEmulators keeps everything on stand-ins for Azure's services, reached through Azure's own libraries, and not in
	// embedded stores. It needs Node.js and what npm installs in internal/azurite.
	AzureEmulators bool

	Log *slog.Logger
}

// Adversity makes the host behave worse than the real one, to try whether anything is lost.
type Adversity struct {
	RedeliverRate float64 // share of handled messages that come again
	Duplicate     bool    // deliver every message twice
	CrashAfter    int     // kill the handler after so many invocations
	TwoProcesses  bool    // one handler for HTTP, one for everything else
}
