package story

import (
	"context"
	"encoding/json"
	"fmt"

	"waybill/handlers/ingestcommand"
	"waybill/internal/client"
	"waybill/shared/bus"
	"waybill/shared/custody"
)

// OverHTTP sends commands through the REST API.
type OverHTTP map[custody.OrganizationID]*client.Client

// Send posts the command; it is accepted on return.
func (s OverHTTP) Send(ctx context.Context, by custody.OrganizationID, key string, c custody.Command) error {
	api, found := s[by]
	if !found {
		return fmt.Errorf("%s has no credential", by)
	}
	_, err := api.Send(ctx, key, c)
	return err
}

// OverQueue drops commands on the queue that IngestCommand reads.
type OverQueue struct {
	Bus     bus.Sender
	Clients map[custody.OrganizationID]*client.Client // for their tokens
}

// Send enqueues the command; it is durable on the bus on return, and not yet judged.
func (s OverQueue) Send(ctx context.Context, by custody.OrganizationID, key string, c custody.Command) error {
	api, found := s.Clients[by]
	if !found {
		return fmt.Errorf("%s has no credential", by)
	}
	body, err := json.Marshal(ingestcommand.Message{
		Authorization: "Bearer " + api.Token, IdempotencyKey: key, Kind: c.Kind(), Command: custody.EncodeCommand(c),
	})
	if err != nil {
		return fmt.Errorf("encode the message for %s: %w", key, err)
	}
	return s.Bus.Send(ctx, bus.Message{Queue: ingestcommand.Queue, ID: key, Body: body})
}
