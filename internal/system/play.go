package system

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/client"
	"waybill/internal/story"
	"waybill/shared/custody"
	"waybill/shared/ledger"
	"waybill/shared/operations"
)

// Play tells a story on the system as the story's organisations would, and traces its asset. With queue, commands go
// as queue messages instead of HTTP requests. Played again on the same system, nothing changes.
func (s *System) Play(ctx context.Context, told *story.Story, queue bool, progress func(story.Event)) (*ledger.Node, error) {
	stages, err := told.Stages() //nolint:contextcheck // the story is judged in memory
	if err != nil {
		return nil, err
	}
	clients, err := s.operatorOnly(ctx)
	if err != nil {
		return nil, err
	}
	var sender story.Sender = story.OverHTTP(clients)
	if queue {
		sender = story.OverQueue{Bus: s.stores.Bus, Clients: clients}
	}
	player := story.Player{Clients: clients, Sender: sender, Joined: s.clientOf, Progress: progress}
	if err := player.Play(ctx, stages); err != nil {
		return nil, err
	}
	id, err := custody.ParseAssetID(told.Trace, "/trace")
	if err != nil {
		return nil, err
	}
	var tree ledger.Node
	err = clients[operations.Operator].Get(ctx, "/api/v1/trace?id="+url.QueryEscape(string(id)), &tree)
	return &tree, err
}

// operatorOnly gives the clients at the beginning of a story: that of the operator, who lets the others join.
func (s *System) operatorOnly(ctx context.Context) (map[custody.OrganizationID]*client.Client, error) {
	token := s.AdminToken
	if token == "" {
		var err error
		if token, err = s.NewCredential(ctx, operations.Operator, true); err != nil {
			return nil, err
		}
	}
	return map[custody.OrganizationID]*client.Client{operations.Operator: s.client(token)}, nil
}

func (s *System) clientOf(ctx context.Context, organization custody.OrganizationID) (*client.Client, error) {
	token, err := s.NewCredential(ctx, organization, false)
	if err != nil {
		return nil, err
	}
	return s.client(token), nil
}

func (s *System) client(token string) *client.Client {
	return &client.Client{Base: s.URL, Token: token}
}

// Fire runs a function at once, as an operator can in Azure.
func (s *System) Fire(ctx context.Context, function string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL+"/admin/functions/"+function, strings.NewReader(`{"input":""}`))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("x-functions-key", s.Host.Keys().Master)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusAccepted {
		return fmt.Errorf("the host does not start %s: %s", function, answer.Status)
	}
	return nil
}
