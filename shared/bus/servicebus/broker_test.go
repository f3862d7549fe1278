package servicebus_test

import (
	"testing"
	"time"

	azure "waybill/internal/servicebus"
	"waybill/shared/bus"
	"waybill/shared/bus/bustest"
	"waybill/shared/bus/servicebus"
)

// traits are those of queues on Service Bus: made beforehand.
var traits = bustest.Traits{Fixed: true, Lock: time.Minute, Window: 10 * time.Minute}

// start gives a service with the suite's queues.
func start(t *testing.T, o azure.Options) *azure.Server {
	t.Helper()
	for _, q := range bustest.Queues() {
		made := azure.Queue{Name: q.Name, RequiresSession: q.Sessions, LockDuration: traits.Lock}
		if q.Duplicates {
			made.DuplicateWindow = traits.Window
		}
		o.Queues = append(o.Queues, made)
	}
	return azure.Start(t, o)
}

func open(t *testing.T, p servicebus.Place) *servicebus.Broker {
	t.Helper()
	if p.Wait == 0 {
		p.Wait = 100 * time.Millisecond
	}
	b, err := servicebus.Open(p)
	if err != nil {
		t.Fatal(err)
	}
	b.Gather(500 * time.Millisecond)
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Log(err)
		}
	})
	return b
}

// The broker on Service Bus keeps the port's promises.
func TestBroker(t *testing.T) {
	t.Parallel()
	bustest.Run(t, traits, func(t *testing.T, clock *bustest.Clock) bus.Broker {
		service := start(t, azure.Options{Now: clock.Now})
		clock.Moved(service.Wake)
		return open(t, servicebus.Place{Connection: service.ConnectionString(), Now: clock.Now})
	})
}
