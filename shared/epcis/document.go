package epcis

import (
	"encoding/json"
	"time"
)

// A Document is an EPCIS document, or a bare event as a document of one.
type Document struct {
	ID     string // "" if it has none
	Events []Event
}

// An Event is one EPCIS event, checked. Vocabulary of the CBV stands as its bare word, such as "shipping"; everything
// else stands as it was given.
type Event struct {
	Position         int    // in the event list, from 0
	Type             string // such as "ObjectEvent"
	ID               string // eventID, "" if it has none
	Time             time.Time
	Action           string // ADD, OBSERVE, DELETE; "" for a transformation
	BizStep          string
	Disposition      string
	ReadPoint        string
	BizLocation      string
	ParentID         string
	TransformationID string
	EPCs             []string // epcList or childEPCs
	Quantities       []QuantityElement
	InputEPCs        []string
	InputQuantities  []QuantityElement
	OutputEPCs       []string
	OutputQuantities []QuantityElement
	Sources          []Party
	Destinations     []Party
	Attributes       map[string]string // what the ILMD says in plain values
	Declared         string            // declarationTime of the errorDeclaration, "" if there is none
	Hash             string            // event hash of CBV 2.0, section 8.9: ni:///sha-256;…?ver=CBV2.0
	Raw              json.RawMessage   // the event with sorted names and without white space

	sensed    bool // whether it has a sensorElementList
	described bool // whether it has an ilmd
}

// A QuantityElement is an amount of a class of things.
type QuantityElement struct {
	Class    string
	Quantity json.Number // "" if it is not known
	Unit     string      // UN/ECE Rec 20 code; "" counts pieces
}

// A Party is a source or destination of an event.
type Party struct {
	Type string // owning_party, possessing_party, location, or a URI
	ID   string
}
