package servicebus_test

import (
	"context"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"

	"waybill/internal/servicebus"
)

func TestSmoke(t *testing.T) {
	s := servicebus.Start(t, servicebus.Options{Queues: []servicebus.Queue{{Name: "q"}, {Name: "s", RequiresSession: true}}})
	c, err := azservicebus.NewClientFromConnectionString(s.ConnectionString(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	snd, err := c.NewSender("q", nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	start := time.Now()
	for range 200 {
		id := "a"
		if err := snd.SendMessage(ctx, &azservicebus.Message{Body: []byte("hello"), MessageID: &id}, nil); err != nil {
			t.Fatal(err)
		}
	}
	t.Log("sent", time.Since(start))
	start = time.Now()
	r, err := c.NewReceiverForQueue("q", nil)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for n < 200 {
		m, err := r.ReceiveMessages(ctx, 50, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range m {
			if err := r.CompleteMessage(ctx, x, nil); err != nil {
				t.Fatal(err)
			}
			n++
		}
	}
	t.Log("received", time.Since(start))
	snd, err = c.NewSender("s", nil)
	if err != nil {
		t.Fatal(err)
	}
	sid := "one"
	if err := snd.SendMessage(ctx, &azservicebus.Message{Body: []byte("hello"), SessionID: &sid}, nil); err != nil {
		t.Fatal(err)
	}
	sr, err := c.AcceptNextSessionForQueue(ctx, "s", nil)
	if err != nil {
		t.Fatal(err)
	}
	m, err := sr.ReceiveMessages(ctx, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(sr.SessionID(), sr.LockedUntil(), string(m[0].Body))
	if err := sr.CompleteMessage(ctx, m[0], nil); err != nil {
		t.Fatal(err)
	}
}
