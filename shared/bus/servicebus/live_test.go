package servicebus_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus/admin"

	"waybill/shared/bus"
	"waybill/shared/bus/bustest"
	"waybill/shared/bus/servicebus"
)

// liveTraits are the shortest times that leave room for a slow line.
var liveTraits = bustest.Traits{Fixed: true, World: true, Lock: 15 * time.Second, Window: time.Minute}

// A renamed broker has the suite's queues under names of their own.
type renamed struct {
	bus.Broker
	prefix string
}

// Send sends to the renamed queues.
func (r renamed) Send(ctx context.Context, messages ...bus.Message) error {
	var all []bus.Message
	for _, m := range messages {
		if m.Queue != "" {
			m.Queue = r.prefix + m.Queue
		}
		all = append(all, m)
	}
	return r.Broker.Send(ctx, all...)
}

// Receive receives from the renamed queue.
func (r renamed) Receive(ctx context.Context, queue string, sessions bool, max int, lock time.Duration) ([]bus.Received, error) {
	got, err := r.Broker.Receive(ctx, r.prefix+queue, sessions, max, lock)
	for i := range got {
		got[i].Queue = queue
	}
	return got, err
}

// Depth counts on the renamed queue.
func (r renamed) Depth(ctx context.Context, queue string) (int, error) {
	return r.Broker.Depth(ctx, r.prefix+queue)
}

// The broker on a real namespace keeps the port's promises. AZURE_SERVICEBUS_NAMESPACE is its host name; whoever runs the
// test needs the role Azure Service Bus Data Owner, because it makes queues. AZURE_SERVICEBUS_CONNECTION is the connection
// string of an emulator on this machine instead.
func TestLive(t *testing.T) {
	place := servicebus.Place{
		Namespace: os.Getenv("AZURE_SERVICEBUS_NAMESPACE"), Connection: os.Getenv("AZURE_SERVICEBUS_CONNECTION"), Wait: 2 * time.Second,
	}
	if place.Namespace == "" && place.Connection == "" {
		t.Skip("AZURE_SERVICEBUS_NAMESPACE is not set")
	}
	t.Parallel()
	owner := administrator(t, place)
	bustest.Run(t, liveTraits, func(t *testing.T, _ *bustest.Clock) bus.Broker {
		prefix := "waybill-" + strings.ToLower(rand.Text()) + "-"
		for _, q := range bustest.Queues() {
			makeQueue(t, owner, prefix, q)
		}
		return renamed{open(t, place), prefix}
	})
}

func administrator(t *testing.T, p servicebus.Place) *admin.Client {
	t.Helper()
	client, err := admin.NewClientFromConnectionString(p.Connection, nil)
	if p.Namespace != "" {
		credential, noCredential := azidentity.NewDefaultAzureCredential(nil)
		if noCredential != nil {
			t.Fatal(noCredential)
		}
		client, err = admin.NewClient(p.Namespace, credential, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// makeQueue makes a queue for one test.
func makeQueue(t *testing.T, owner *admin.Client, prefix string, q bustest.Queue) {
	t.Helper()
	seconds := func(d time.Duration) *string {
		text := fmt.Sprintf("PT%dS", int(d.Seconds()))
		return &text
	}
	properties := &admin.QueueProperties{RequiresSession: &q.Sessions, RequiresDuplicateDetection: &q.Duplicates, LockDuration: seconds(liveTraits.Lock)}
	if q.Duplicates {
		properties.DuplicateDetectionHistoryTimeWindow = seconds(liveTraits.Window)
	}
	if _, err := owner.CreateQueue(t.Context(), prefix+q.Name, &admin.CreateQueueOptions{Properties: properties}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := owner.DeleteQueue(context.Background(), prefix+q.Name, nil); err != nil {
			t.Error(err)
		}
	})
}
