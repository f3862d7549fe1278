package client

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"

	"waybill/shared/custody"
	"waybill/shared/operations"
)

// Send posts a command to its route.
func (c *Client) Send(ctx context.Context, key string, command custody.Command) (operations.Receipt, error) {
	path, inPath, err := routeOf(command)
	if err != nil {
		return operations.Receipt{}, err
	}
	body := map[string]json.RawMessage{}
	if err := json.Unmarshal(custody.EncodeCommand(command), &body); err != nil {
		return operations.Receipt{}, fmt.Errorf("encode %s: %w", command.Kind(), err)
	}
	for _, field := range inPath {
		delete(body, field)
	}
	return c.Post(ctx, path, key, body)
}

// routeOf gives a command's path, and its fields that stand there and not in the body.
func routeOf(command custody.Command) (path string, inPath []string, err error) {
	switch c := command.(type) {
	case *custody.RegisterOrganization:
		return "/api/v1/organizations", []string{"key"}, nil
	case *custody.RegisterAsset:
		return "/api/v1/assets", nil, nil
	case *custody.OfferHandover:
		return "/api/v1/handovers", nil, nil
	case *custody.AnswerHandover:
		return "/api/v1/handovers/" + url.PathEscape(c.Handover) + "/" + url.PathEscape(string(c.Answer)), []string{"handover", "answer"}, nil
	case *custody.Aggregate:
		return "/api/v1/bundles", nil, nil
	case *custody.Disaggregate:
		return "/api/v1/bundles/" + url.PathEscape(c.Bundle) + "/unpack", []string{"bundle"}, nil
	case *custody.ReleaseChild:
		return "/api/v1/bundles/" + url.PathEscape(c.Bundle) + "/release", []string{"bundle"}, nil
	case *custody.Transform:
		return "/api/v1/transformations", nil, nil
	case *custody.ConsumeAsset:
		return "/api/v1/consumptions", nil, nil
	case *custody.RelayHandover:
		return "/api/v1/signed-handovers", nil, nil
	case *custody.OfferOwnership:
		return "/api/v1/ownership-transfers", nil, nil
	case *custody.IssueCertificate:
		return "/api/v1/certificates", nil, nil
	case *custody.RevokeCertificate:
		return "/api/v1/certificates/" + url.PathEscape(c.Certificate) + "/revoke", []string{"certificate"}, nil
	case *custody.SuspendCertificate:
		return "/api/v1/certificates/" + url.PathEscape(c.Certificate) + "/suspend", []string{"certificate"}, nil
	case *custody.ReinstateCertificate:
		return "/api/v1/certificates/" + url.PathEscape(c.Certificate) + "/reinstate", []string{"certificate"}, nil
	case *custody.StartRecall:
		return "/api/v1/recalls", nil, nil
	case *custody.EndRecall:
		return "/api/v1/recalls/" + url.PathEscape(c.Recall) + "/close", []string{"recall"}, nil
	case *custody.DecommissionAsset:
		return "/api/v1/decommissionings", nil, nil
	case *custody.DeclareEventError:
		return "/api/v1/error-declarations", nil, nil
	case *custody.AddSigner:
		return "/api/v1/signers", []string{"key"}, nil
	case *custody.RemoveSigner:
		return "/api/v1/signers/" + c.Signer.Hex() + "/remove", []string{"signer"}, nil
	case *custody.RecordEvent:
		return "/api/v1/events", nil, nil
	}
	return "", nil, fmt.Errorf("%s cannot be sent by a partner", command.Kind())
}
