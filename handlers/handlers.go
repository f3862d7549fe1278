// Package handlers is the table of contents: every function, in the order in which goods and messages flow.
package handlers

import (
	"waybill/handlers/acceptcommand"
	"waybill/handlers/anchordigest"
	"waybill/handlers/canceloperation"
	"waybill/handlers/checkhealth"
	"waybill/handlers/describeapi"
	"waybill/handlers/findgaps"
	"waybill/handlers/ingestcommand"
	"waybill/handlers/opendocument"
	"waybill/handlers/pollconfirmations"
	"waybill/handlers/preparehandover"
	"waybill/handlers/projectevents"
	"waybill/handlers/queryevents"
	"waybill/handlers/recallasset"
	"waybill/handlers/receivechainevents"
	"waybill/handlers/reconcileledger"
	"waybill/handlers/recordonchain"
	"waybill/handlers/retryoperation"
	"waybill/handlers/sealdocument"
	"waybill/handlers/showasset"
	"waybill/handlers/showcontents"
	"waybill/handlers/showmetrics"
	"waybill/handlers/showoperation"
	"waybill/handlers/sweepdocuments"
	"waybill/handlers/sweepoperations"
	"waybill/handlers/traceasset"
	"waybill/shared/azfunc"
)

// Access says who may call a function over HTTP.
type Access int

// Who may call. The zero value is the strict one: a function is for authenticated partners unless it says otherwise.
const (
	Partners    Access = iota // the app checks a credential or a token
	Anybody                   // nothing is checked, nothing is told
	EventStream               // the step checks the event stream's token
)

// An Entry is one line of the table of contents.
type Entry struct {
	Definition azfunc.Definition
	Access     Access // of a function with an HTTP trigger; the host starts the others
}

// All functions, each after those that it hears from.
var All = func() []Entry {
	all := []Entry{
		{describeapi.Definition, Anybody},
		{checkhealth.Definition, Anybody},
		{showmetrics.Definition, Partners},
		{sealdocument.Definition, Partners},
		{Definition: sweepdocuments.Definition},
		{Definition: sweepoperations.Definition},
		{Definition: anchordigest.Definition},
		{Definition: ingestcommand.Definition},
		{preparehandover.Definition, Partners},
	}
	for _, route := range acceptcommand.Routes {
		all = append(all, Entry{route.Definition(), Partners})
	}
	return append(all,
		Entry{retryoperation.Definition, Partners},
		Entry{canceloperation.Definition, Partners},
		Entry{Definition: recordonchain.Definition},
		Entry{Definition: pollconfirmations.Definition},
		Entry{receivechainevents.Definition, EventStream},
		Entry{Definition: projectevents.Definition},
		Entry{Definition: projectevents.CatchUp},
		Entry{Definition: reconcileledger.Definition},
		Entry{showoperation.Definition, Partners},
		Entry{showasset.Definition, Partners},
		Entry{traceasset.Definition, Partners},
		Entry{recallasset.Definition, Partners},
		Entry{showcontents.Definition, Partners},
		Entry{findgaps.Definition, Partners},
		Entry{queryevents.Definition, Partners},
		Entry{opendocument.Definition, Partners},
	)
}()

// Definitions are those of All.
func Definitions() []azfunc.Definition {
	all := make([]azfunc.Definition, len(All))
	for i, e := range All {
		all[i] = e.Definition
	}
	return all
}
