// Package acceptcommand accepts the commands that partners send over HTTP: one function for each route of [Routes].
package acceptcommand

import (
	"errors"
	"net/http"
	"slices"

	"waybill/shared/azfunc"
	"waybill/shared/custody"
	"waybill/shared/problem"
)

// A Route is one way to send a command.
type Route struct {
	Name          string // of the function
	Path          string // below /api, with parameters
	Kind          custody.CommandKind
	Administrator bool // only administrators may

	// fromPath fills in what the path says of the command; nil if it says nothing.
	fromPath func(custody.Command, *http.Request) error
	// inPath are the command's fields that fromPath fills in, and the parameters they come from.
	inPath map[string]string
}

// Definition of the route's function.
func (r Route) Definition() azfunc.Definition {
	return azfunc.Definition{
		Name:    r.Name,
		Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodPost}, Route: r.Path, Level: azfunc.AuthAnonymous},
		Outputs: []azfunc.Output{{Queue: "transactions"}},
	}
}

// Routes are all commands that can be sent over HTTP.
var Routes = []Route{
	{Name: "RegisterOrganization", Path: "v1/organizations", Kind: custody.KindRegisterOrganization, Administrator: true},
	{Name: "RegisterAsset", Path: "v1/assets", Kind: custody.KindRegisterAsset},
	{Name: "OfferHandover", Path: "v1/handovers", Kind: custody.KindOfferHandover},
	{Name: "OfferOwnership", Path: "v1/ownership-transfers", Kind: custody.KindOfferOwnership},
	{Name: "RelayHandover", Path: "v1/signed-handovers", Kind: custody.KindRelayHandover},
	{Name: "AnswerHandover", Path: "v1/handovers/{id}/{answer}", Kind: custody.KindAnswerHandover, fromPath: handoverAndAnswer, inPath: map[string]string{"/handover": "path:id", "/answer": "path:answer"}},
	{Name: "Aggregate", Path: "v1/bundles", Kind: custody.KindAggregate},
	{Name: "Disaggregate", Path: "v1/bundles/{id}/unpack", Kind: custody.KindDisaggregate, fromPath: bundle, inPath: map[string]string{"/bundle": "path:id"}},
	{Name: "ReleaseChild", Path: "v1/bundles/{id}/release", Kind: custody.KindReleaseChild, fromPath: bundleOfChild, inPath: map[string]string{"/bundle": "path:id"}},
	{Name: "Transform", Path: "v1/transformations", Kind: custody.KindTransform},
	{Name: "ConsumeAsset", Path: "v1/consumptions", Kind: custody.KindConsumeAsset},
	{Name: "IssueCertificate", Path: "v1/certificates", Kind: custody.KindIssueCertificate},
	{Name: "RevokeCertificate", Path: "v1/certificates/{id}/revoke", Kind: custody.KindRevokeCertificate, fromPath: certificate, inPath: map[string]string{"/certificate": "path:id"}},
	{Name: "SuspendCertificate", Path: "v1/certificates/{id}/suspend", Kind: custody.KindSuspendCertificate, fromPath: certificate, inPath: map[string]string{"/certificate": "path:id"}},
	{Name: "ReinstateCertificate", Path: "v1/certificates/{id}/reinstate", Kind: custody.KindReinstateCertificate, fromPath: certificate, inPath: map[string]string{"/certificate": "path:id"}},
	{Name: "StartRecall", Path: "v1/recalls", Kind: custody.KindStartRecall},
	{Name: "EndRecall", Path: "v1/recalls/{id}/close", Kind: custody.KindEndRecall, fromPath: recall, inPath: map[string]string{"/recall": "path:id"}},
	{Name: "DecommissionAsset", Path: "v1/decommissionings", Kind: custody.KindDecommissionAsset},
	{Name: "DeclareEventError", Path: "v1/error-declarations", Kind: custody.KindDeclareEventError},
	{Name: "AddSigner", Path: "v1/signers", Kind: custody.KindAddSigner},
	{Name: "RemoveSigner", Path: "v1/signers/{address}/remove", Kind: custody.KindRemoveSigner, fromPath: signer, inPath: map[string]string{"/signer": "path:address"}},
	{Name: "RecordEvent", Path: "v1/events", Kind: custody.KindRecordEvent},
}

func handoverAndAnswer(c custody.Command, r *http.Request) error {
	answer := c.(*custody.AnswerHandover)
	answer.Handover = r.PathValue("id")
	answer.Answer = custody.Answer(r.PathValue("answer"))
	switch answer.Answer {
	case custody.AnswerAccept, custody.AnswerReject, custody.AnswerCancel, custody.AnswerExpire:
		return nil
	}
	return problem.NotFound.At("path:answer", "an offer can be answered with accept, reject, cancel or expire")
}

func bundle(c custody.Command, r *http.Request) error {
	c.(*custody.Disaggregate).Bundle = r.PathValue("id")
	return nil
}

func bundleOfChild(c custody.Command, r *http.Request) error {
	c.(*custody.ReleaseChild).Bundle = r.PathValue("id")
	return nil
}

func certificate(c custody.Command, r *http.Request) error {
	id := r.PathValue("id")
	switch c := c.(type) {
	case *custody.RevokeCertificate:
		c.Certificate = id
	case *custody.SuspendCertificate:
		c.Certificate = id
	case *custody.ReinstateCertificate:
		c.Certificate = id
	}
	return nil
}

func recall(c custody.Command, r *http.Request) error {
	c.(*custody.EndRecall).Recall = r.PathValue("id")
	return nil
}

func signer(c custody.Command, r *http.Request) error {
	if err := c.(*custody.RemoveSigner).Signer.UnmarshalText([]byte(r.PathValue("address"))); err != nil {
		return problem.InvalidID.At("path:address", err.Error())
	}
	return nil
}

// asRequested names the fields in a refusal as the caller gave them: a field that stands in the path is not in the body.
func (r Route) asRequested(err error) error {
	p, ok := errors.AsType[*problem.Problem](err)
	if !ok || r.inPath == nil {
		return err
	}
	c := *p
	c.Errors = slices.Clone(p.Errors)
	for i, e := range c.Errors {
		if parameter, found := r.inPath[e.Field]; found {
			c.Errors[i].Field = parameter
		}
	}
	return &c
}
