package epcis

import (
	"fmt"
	"strings"

	"waybill/shared/custody"
)

// A Step is one command of a file that is being imported. Steps are played in order, each in this way:
//
//  1. If the caller already has the operation of Key or of [Step.Kept], the step was played before: do nothing.
//  2. Look up the asset LookUp, if it is not "", when the commands of earlier steps are recorded in the ledger, and give
//     it to [Step.Ready].
//  3. Send the command that Ready gives under Key; if Ready gives a reason instead, or the rules refuse the command,
//     send what Kept gives, so that the event is not lost.
type Step struct {
	Position int             // of the event in its document, from 0, or of the row in its file: the line, from 1
	Key      string          // the Idempotency-Key: the same for the same event or row, whenever it is imported
	Command  custody.Command // as far as it follows from the file alone
	LookUp   custody.AssetID // the asset to look up first, "" if there is none

	need     need
	quantity custody.Quantity // what a lot has to hold for wholeLot
	record   custody.RecordEvent
}

// need is what must be known of an asset before a command can be sent.
type need int

const (
	nothing     need = iota
	absence          // the command is for an asset that is not registered yet
	wholeLot         // the command is for all that is left of a lot
	openOffer        // the command answers the asset's open handover
	openContent      // the command unpacks what the asset holds
)

// Ready completes the command with what the ledger knows of LookUp. No command and no reason means that there is
// nothing to do; a reason without a command says why the event has no meaning for custody now.
func (s Step) Ready(a custody.Asset, found bool) (c custody.Command, reason string) {
	switch {
	case s.need == nothing:
		return s.Command, ""
	case s.need == absence && found:
		return nil, ""
	case s.need == absence:
		return s.Command, ""
	case !found:
		return nil, fmt.Sprintf("%s is not registered", s.LookUp)
	case s.quantity != 0 && s.quantity != a.Quantity:
		return nil, fmt.Sprintf("the event is about %s of %s, which holds %s; a lot changes hands as a whole", s.quantity, a.ID, a.Quantity)
	case s.need == openOffer:
		return s.answer(a)
	case s.need == openContent:
		return s.unpack(a)
	}
	return s.Command, ""
}

func (s Step) answer(a custody.Asset) (custody.Command, string) {
	if a.Handover == "" {
		return nil, fmt.Sprintf("no handover of %s is open", a.ID)
	}
	c := *s.Command.(*custody.AnswerHandover)
	c.Handover = a.Handover
	return &c, ""
}

func (s Step) unpack(a custody.Asset) (custody.Command, string) {
	if a.Contents == "" {
		return nil, fmt.Sprintf("%s is empty already", a.ID)
	}
	c := *s.Command.(*custody.Disaggregate)
	c.Bundle = a.Contents
	return &c, ""
}

// Kept gives the command that keeps the event or row as it is, with the reason why it was not acted on, and the
// Idempotency-Key for it.
func (s Step) Kept(reason string) (key string, c *custody.RecordEvent) {
	kept := s.record
	kept.Reason = strings.ToValidUTF8(reason[:min(len(reason), custody.MaxText)], "")
	return s.Key + ":kept", &kept
}
