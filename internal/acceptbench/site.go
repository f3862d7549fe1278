package acceptbench

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"waybill/internal/client"
	"waybill/internal/system"
	"waybill/shared/config"
	"waybill/shared/custody"
	"waybill/shared/operations"
)

const member custody.OrganizationID = "northern-silicon"

// A site is a data folder on which a handler can be started: one organisation has joined and has a credential, and
// nothing else runs, so that what is accepted stays where accepting puts it.
type site struct {
	settings    config.Settings
	environment map[string]string
	token       string
	before      int // operations that were there before
	rowSize     int // of an operation, bytes
}

// prepare runs a whole system for as long as the organisation needs to join.
func prepare(ctx context.Context, o Options) (*site, error) {
	s, err := system.Start(ctx, system.Options{Data: o.Data, Handler: o.Handler})
	if err != nil {
		return nil, err
	}
	defer s.Stop()
	operator := client.Client{Base: s.URL, Token: s.AdminToken}
	if err := do(ctx, &operator, "join", &custody.RegisterOrganization{ID: string(member), Name: "Northern Silicon"}); err != nil {
		return nil, err
	}
	token, err := s.NewCredential(ctx, member, false)
	if err != nil {
		return nil, err
	}
	first := client.Client{Base: s.URL, Token: token}
	if err := do(ctx, &first, "first", asset("first")); err != nil {
		return nil, err
	}
	known, _, err := s.Stores().Operations.Get(ctx, member, custody.OperationID(member, "first"))
	if err != nil {
		return nil, err
	}
	counts, err := s.Stores().Operations.Counts(ctx)
	if err != nil {
		return nil, err
	}
	made := &site{settings: s.Settings, environment: s.Environment(), token: token, rowSize: size(known)}
	for _, limit := range []string{"WAYBILL_RATE_LIMIT", "WAYBILL_RATE_BURST", "WAYBILL_MAX_BACKLOG"} {
		made.environment[limit] = "100000000" // above what can be measured
	}
	for _, n := range counts {
		made.before += n
	}
	return made, nil
}

// do sends a command and waits until it is recorded.
func do(ctx context.Context, c *client.Client, key string, command custody.Command) error {
	receipt, err := c.Send(ctx, key, command)
	if err == nil {
		_, err = c.Wait(ctx, receipt.ID)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", command.Kind(), err)
	}
	return nil
}

// asset is a command as a partner's program sends it.
func asset(serial string) *custody.RegisterAsset {
	return &custody.RegisterAsset{
		ID: "https://id.gs1.org/01/09521141200018/21/" + serial, Type: "item", Description: "Silicon wafer, 300 mm",
		Attributes: map[string]string{"purity": "11N", "diameter": "300 mm"},
	}
}

// size is how many bytes of content the operation has in its row.
func size(o operations.Operation) int {
	return len(o.ID) + len(o.Organization) + len(o.Kind) + len(o.Command) + len(o.BodyHash) + len(o.Payload) + len(o.Instruction) +
		len(o.Signer) + len(strings.Join(o.Claims, ",")) + len(o.Status) + len(o.Transaction)
}

func (s *site) beside(name string) string { return filepath.Join(s.settings.DataDir, name) }
