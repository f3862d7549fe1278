// Package system runs everything on one machine: the development chain, the stand-in for the Functions host with the
// real handler as its child, and the event stream. [Start] does what `waybill up` promises.
package system

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"time"

	"waybill/internal/app"
	"waybill/internal/client"
	"waybill/internal/devhost"
	"waybill/shared/config"
	"waybill/shared/custody"
	"waybill/shared/operations"
)

// A System is running.
type System struct {
	URL      string // of the API
	ChainURL string // JSON-RPC of the node
	Settings config.Settings
	// AdminToken is the administrator's credential. It is only there at the first start on a data folder.
	AdminToken string
	Host       *devhost.Host

	values values
	stores *app.Stores
	stop   []func() // in the order of starting
	failed chan error
}

// Start runs a system and returns when it can be called. Started again on the same folder, it goes on where it
// stopped, however it stopped.
func Start(ctx context.Context, o Options) (s *System, err error) {
	s = &System{failed: make(chan error, 3)}
	begun := s // a return with an error sets s to nil
	defer func() {
		if err != nil {
			begun.Stop()
		}
	}()
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Data, err = filepath.Abs(o.Data); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return nil, err
	}
	held, err := lock(o.Data)
	if err != nil {
		return nil, err
	}
	s.stop = append(s.stop, func() { _ = held.Close() })
	if s.values, err = openValues(o.Data); err != nil {
		return nil, err
	}
	maps.Copy(s.values, o.Settings)
	if err := s.startEmulators(ctx, o); err != nil {
		return nil, fmt.Errorf("start what stands in for Azure: %w", err)
	}
	if err := s.startChain(ctx, o); err != nil {
		return nil, err
	}
	if err := s.prepare(ctx, o); err != nil {
		return nil, err
	}
	if err := s.startHost(ctx, o); err != nil {
		return nil, err
	}
	s.startStream(ctx, o)
	if s.AdminToken, err = s.firstCredential(ctx); err != nil {
		return nil, err
	}
	return s, s.awaitHealth(ctx)
}

// firstCredential makes the administrator's credential if there is none yet.
func (s *System) firstCredential(ctx context.Context) (string, error) {
	existing, err := s.stores.Credentials.List(ctx)
	if err != nil {
		return "", fmt.Errorf("list credentials: %w", err)
	}
	if len(existing) > 0 {
		return "", nil
	}
	token, _, err := s.stores.Credentials.Create(ctx, operations.Operator, true, time.Time{})
	return token, err
}

// awaitHealth waits until the handler says that all its parts answer.
func (s *System) awaitHealth(ctx context.Context) error {
	var health struct{ Status string }
	c := client.Client{Base: s.URL, Patience: 30 * time.Second}
	if err := c.Get(ctx, "/api/health", &health); err != nil {
		return fmt.Errorf("the system does not become healthy: %w", err)
	}
	return nil
}

// NewCredential makes a credential for an organisation and gives its token.
func (s *System) NewCredential(ctx context.Context, organization custody.OrganizationID, administrator bool) (string, error) {
	token, _, err := s.stores.Credentials.Create(ctx, organization, administrator, time.Time{})
	return token, err
}

// Environment is what the handler of this system needs in its environment. It has secrets in it.
func (s *System) Environment() map[string]string { return maps.Clone(s.values) }

// Stores are the system's stores.
func (s *System) Stores() *app.Stores { return s.stores }

// Failed tells why the system stopped by itself.
func (s *System) Failed() <-chan error { return s.failed }

// Stop ends everything in the reverse order of starting. What was accepted is durable and goes on at the next start.
func (s *System) Stop() {
	for i := len(s.stop) - 1; i >= 0; i-- {
		s.stop[i]()
	}
	s.stop = nil
}
