// Package servicebus is the bus on Azure Service Bus. Reach for [Open].
//
// In Azure the Functions host receives and settles; the handler only sends. The receiving side here is for the stand-in
// host and for the tools that look after dead letters.
//
// What a queue does is fixed where it is made: whether it has sessions (then it takes no message without one), how long its
// locks last, after how many deliveries a message is dead, and whether it detects duplicates. Service Bus has no transaction
// over several settlements, so a call that settles several messages may have settled some when it fails.
package servicebus

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"regexp"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"

	"waybill/shared/bus"
	"waybill/shared/loopback"
)

// A Place says where the queues are. One of Namespace and Connection is set.
type Place struct {
	// Namespace is the namespace's host name, {name}.servicebus.windows.net. Shared keys are not used: whoever runs the
	// program needs the role Azure Service Bus Data Sender to send, and Azure Service Bus Data Receiver to receive.
	Namespace string

	// Credential is who runs the program. Default: the managed identity or whatever else the environment offers.
	Credential azcore.TokenCredential

	// Connection is the connection string of an emulator on this machine, with UseDevelopmentEmulator=true.
	Connection string

	// Endpoint is where the namespace is connected to, host:port, if that is not the namespace itself. TLS is how.
	Endpoint string
	TLS      *tls.Config

	// Wait is how long Receive waits for a message when the queue has none. Default: a second.
	Wait time.Duration

	// Now tells when locks have run out. Default: the clock on the wall.
	Now func() time.Time
}

// Pauses of the library between tries of one call. Its own default begins with four seconds.
var retries = azservicebus.RetryOptions{MaxRetries: 5, RetryDelay: 200 * time.Millisecond, MaxRetryDelay: 10 * time.Second}

var _ bus.Broker = (*Broker)(nil)

// A Broker is one connection to a namespace. It is safe for concurrent use, and any number of processes may use one
// namespace.
type Broker struct {
	client *azservicebus.Client
	wait   time.Duration
	gather time.Duration
	now    func() time.Time

	mu      sync.Mutex
	senders map[string]*azservicebus.Sender
	idle    map[string]*receiver // the receiver of a queue without sessions that nobody receives with at the moment
	held    map[string]*delivery // by lock token
	grouped map[string]bool      // queues that turned out to have sessions
}

// Open gives the broker. It connects to nothing yet. Close it after use.
func Open(p Place) (*Broker, error) {
	client, err := connect(p)
	if err != nil {
		return nil, fmt.Errorf("open the bus on Service Bus: %w", err)
	}
	if p.Wait <= 0 {
		p.Wait = time.Second
	}
	if p.Now == nil {
		p.Now = time.Now
	}
	return &Broker{
		client: client, wait: p.Wait, gather: gather, now: p.Now,
		senders: map[string]*azservicebus.Sender{}, idle: map[string]*receiver{}, held: map[string]*delivery{}, grouped: map[string]bool{},
	}, nil
}

// named is what the host name of a namespace looks like, in every cloud.
var named = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]*(\.[a-z0-9-]+)+$`)

func connect(p Place) (*azservicebus.Client, error) {
	options := &azservicebus.ClientOptions{ApplicationID: "waybill", CustomEndpoint: p.Endpoint, TLSConfig: p.TLS, RetryOptions: retries}
	if p.Connection != "" {
		if !loopback.Connection(p.Connection, "Endpoint") {
			return nil, errors.New("the connection string has no Endpoint on this machine; a namespace is named by its host name")
		}
		client, err := azservicebus.NewClientFromConnectionString(p.Connection, options)
		if err != nil {
			return nil, errors.New("the connection string does not have the right form") // the library's words may repeat the key
		}
		return client, nil
	}
	if !named.MatchString(p.Namespace) {
		return nil, fmt.Errorf("%q is not the host name of a Service Bus namespace, {name}.servicebus.windows.net", p.Namespace)
	}
	if p.Credential == nil {
		var err error
		if p.Credential, err = azidentity.NewDefaultAzureCredential(nil); err != nil {
			return nil, err
		}
	}
	return azservicebus.NewClient(p.Namespace, p.Credential, options)
}

// closeWithin bounds the farewell to the service.
const closeWithin = 5 * time.Second

// Close ends the connection. Messages that were received and not settled come again, those of sessions at once and others
// when their lock runs out.
func (b *Broker) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeWithin)
	defer cancel()
	if err := b.client.Close(ctx); err != nil {
		return fmt.Errorf("close the bus: %w", err)
	}
	return nil
}
