package servicebus

import (
	"encoding/hex"
	"fmt"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"

	"waybill/shared/bus"
)

// outgoing gives a message in the form of the service.
func outgoing(m bus.Message) *azservicebus.Message {
	out := &azservicebus.Message{Body: m.Body, ApplicationProperties: map[string]any{}}
	for name, value := range m.Properties {
		out.ApplicationProperties[name] = value
	}
	if m.ID != "" {
		out.MessageID = &m.ID
	}
	if m.Session != "" {
		out.SessionID = &m.Session
	}
	if !m.At.IsZero() {
		at := m.At.UTC()
		out.ScheduledEnqueueTime = &at
	}
	return out
}

// incoming gives a received message in the form of the port.
func incoming(queue string, m *azservicebus.ReceivedMessage, until time.Time) bus.Received {
	r := bus.Received{
		Message:       bus.Message{Queue: queue, ID: m.MessageID, Body: m.Body},
		DeliveryCount: int(m.DeliveryCount), LockToken: tokenOf(m), LockedUntil: until.UTC(),
	}
	if m.SessionID != nil {
		r.Session = *m.SessionID
	}
	if m.SequenceNumber != nil {
		r.SequenceNumber = *m.SequenceNumber
	}
	if m.EnqueuedTime != nil {
		r.EnqueuedAt = m.EnqueuedTime.UTC()
	}
	if m.DeadLetterReason != nil {
		r.DeadLetter = *m.DeadLetterReason
	}
	for name, value := range m.ApplicationProperties {
		if name == "DeadLetterReason" || name == "DeadLetterErrorDescription" {
			continue // the service put them there
		}
		if r.Properties == nil {
			r.Properties = map[string]string{}
		}
		r.Properties[name] = fmt.Sprint(value)
	}
	return r
}

func tokenOf(m *azservicebus.ReceivedMessage) string { return hex.EncodeToString(m.LockToken[:]) }
