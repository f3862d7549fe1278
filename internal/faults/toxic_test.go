package faults_test

import (
	"context"
	"fmt"
	random "math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/ethereum/go-ethereum/rpc"
	"github.com/rs/zerolog"

	"waybill/internal/azurite"
	"waybill/internal/endurance/process"
	"waybill/shared/chain"
	"waybill/shared/chain/azuretable"
	"waybill/shared/chain/evm"
)

// toxics are what can be wrong with a connection, a little differently each time. Those that break it hit most
// connections and leave some, so that things get half through.
var toxics = map[string]func() string{
	"latency": func() string {
		return fmt.Sprintf(`{"type": "latency", "attributes": {"latency": %d, "jitter": 15}}`, 15+random.N(20))
	},
	"reset peer": func() string {
		return fmt.Sprintf(`{"type": "reset_peer", "toxicity": 0.6, "attributes": {"timeout": %d}}`, random.N(10))
	},
	"timeout": func() string {
		return fmt.Sprintf(`{"type": "timeout", "toxicity": 0.6, "attributes": {"timeout": %d}}`, 5+random.N(40))
	},
	"truncated": func() string {
		return fmt.Sprintf(`{"type": "limit_data", "toxicity": 0.8, "attributes": {"bytes": %d}}`, 100+random.N(6000))
	},
	"slices": func() string {
		return fmt.Sprintf(`{"type": "slicer", "attributes": {"average_size": %d, "size_variation": 20, "delay": 50}}`, 30+random.N(100))
	},
}

// A link is how a client reaches a server: straight, or through a proxy that spoils the connection.
type link struct {
	t      *testing.T
	server string // host and port

	transport *http.Transport // makes connections over the link

	mu    sync.Mutex
	proxy *toxiproxy.Proxy // nil while the link is in order
}

func newLink(t *testing.T, server string) *link {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	l := &link{t: t, server: u.Host}
	l.transport = &http.Transport{DialContext: l.dial}
	t.Cleanup(l.mend)
	return l
}

func (l *link) client() *http.Client { return &http.Client{Transport: l.transport} }

func (l *link) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	l.mu.Lock()
	address := l.server
	if l.proxy != nil {
		address = l.proxy.Listen
	}
	l.mu.Unlock()
	return new(net.Dialer).DialContext(ctx, network, address)
}

// spoil leads connections through a proxy with the toxic. There is one proxy for each time, because a toxic that is
// taken out of a busy one can block it for ever.
func (l *link) spoil(toxic string) {
	l.t.Helper()
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	proxy := toxiproxy.NewProxy(server, "link", "127.0.0.1:0", l.server)
	if _, err := proxy.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
		l.t.Fatal(err)
	}
	if err := proxy.Start(); err != nil {
		l.t.Fatal(err)
	}
	l.mu.Lock()
	l.proxy = proxy
	l.mu.Unlock()
	l.transport.CloseIdleConnections() // those that lead straight to the server
}

// mend ends the proxy and every connection that goes through it.
func (l *link) mend() {
	l.mu.Lock()
	proxy := l.proxy
	l.proxy = nil
	l.mu.Unlock()
	if proxy != nil {
		proxy.Stop()
	}
	l.transport.CloseIdleConnections()
}

// A setting is an engine's surroundings with one link that can be spoilt.
type setting struct {
	journal chain.Journal
	backend chain.Backend
	*link
}

// towardsNode spoils what is between engine and node.
func towardsNode(t *testing.T, node *process.Node) setting {
	l := newLink(t, node.URL)
	client, err := rpc.DialOptions(t.Context(), node.URL, rpc.WithHTTPClient(l.client()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return setting{openSQLite(t)(), evm.New(client), l}
}

// towardsTables spoils what is between engine and journal.
func towardsTables(t *testing.T, node *process.Node) setting {
	server := azurite.Start(t)
	l := newLink(t, server.Tables)
	journal, err := azuretable.Open(t.Context(), azuretable.Place{
		Connection: server.ConnectionString(), Table: tableName(), Transport: l.client(),
	})
	if err != nil {
		t.Fatal(err)
	}
	backend, err := evm.Dial(t.Context(), node.URL)
	if err != nil {
		t.Fatal(err)
	}
	return setting{journal, backend, l}
}

// A connection is slow, breaks, hangs, ends in the middle of an answer or arrives in crumbs, while commands are
// submitted, while they are watched, or all the time. When it is in order again, every command is settled and was
// carried out on the chain once.
func TestBadConnectionsLoseAndDoubleNothing(t *testing.T) {
	t.Parallel()
	node := process.Anvil(t, "--no-mining")
	for between, surroundings := range map[string]func(*testing.T, *process.Node) setting{"node": towardsNode, "tables": towardsTables} {
		for name, toxic := range toxics {
			for _, phase := range []string{"submit", "monitor", "both"} {
				t.Run(fmt.Sprint(between, "/", name, "/", phase), func(t *testing.T) {
					t.Parallel()
					s := surroundings(t, node)
					d := newDesk(t, s, node.Client)
					duringSubmit, duringMonitor := toxic, toxic
					switch phase {
					case "submit":
						duringMonitor = nil
					case "monitor":
						duringSubmit = nil
					}
					d.submitAll(duringSubmit)
					d.untilSubmitted()
					d.watch(duringMonitor)
					d.untilSettled()
					d.exactlyOnce()
				})
			}
		}
	}
}
