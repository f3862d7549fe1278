package servicebus_test

import (
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"testing"
	"time"

	goamqp "github.com/Azure/go-amqp"

	"waybill/internal/servicebus"
	"waybill/internal/servicebus/amqp"
)

// dial connects without the SDK and puts a token that never ends.
func dial(t *testing.T, s *servicebus.Server, options *goamqp.ConnOptions) *goamqp.Session {
	t.Helper()
	options.SASLType = goamqp.SASLTypeAnonymous()
	conn, err := goamqp.Dial(t.Context(), "amqp://"+s.Addr(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	session, err := conn.NewSession(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	sender, err := session.NewSender(t.Context(), "$cbs", nil)
	if err != nil {
		t.Fatal(err)
	}
	receiver, err := session.NewReceiver(t.Context(), "$cbs", &goamqp.ReceiverOptions{TargetAddress: "back"})
	if err != nil {
		t.Fatal(err)
	}
	back := "back"
	err = sender.Send(t.Context(), &goamqp.Message{
		Properties:            &goamqp.MessageProperties{MessageID: "1", ReplyTo: &back},
		ApplicationProperties: map[string]any{"operation": "put-token", "name": "amqp://" + s.Addr() + "/"},
		Value:                 "token",
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if m, err := receiver.Receive(t.Context(), nil); err != nil || m.ApplicationProperties["statusCode"] != int32(202) || m.Properties.CorrelationID != "1" {
		t.Fatalf("answered %+v, %v", m, err)
	}
	return session
}

// patient is for tests by the machine's clock, however slow it is.
var patient = servicebus.Queue{Name: plain.Name, LockDuration: time.Hour}

// A message larger than the frames, and than the window that is left, arrives whole.
func TestAMessageIsSplitIntoTheClientsFrames(t *testing.T) {
	t.Parallel()
	s := servicebus.Start(t, servicebus.Options{Queues: []servicebus.Queue{patient}})
	session := dial(t, s, &goamqp.ConnOptions{MaxFrameSize: 512})
	sender, err := session.NewSender(t.Context(), plain.Name, nil)
	if err != nil {
		t.Fatal(err)
	}
	body := make([]byte, 120<<10)
	for i := range body {
		body[i] = byte(i >> 8)
	}
	for range 20 { // over 5000 frames, the client's window
		if err := sender.Send(t.Context(), goamqp.NewMessage(body), nil); err != nil {
			t.Fatal(err)
		}
	}
	receiver, err := session.NewReceiver(t.Context(), plain.Name, &goamqp.ReceiverOptions{Credit: 20, SettlementMode: goamqp.ReceiverSettleModeSecond.Ptr()})
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		m, err := receiver.Receive(t.Context(), nil)
		if err != nil || string(m.GetData()) != string(body) {
			t.Fatalf("received %d bytes, %v", len(m.GetData()), err)
		}
		if err := receiver.AcceptMessage(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
}

// After credit was drained, no message comes before there is new credit.
func TestDrainedCreditIsUsedUp(t *testing.T) {
	t.Parallel()
	s := servicebus.Start(t, servicebus.Options{Queues: []servicebus.Queue{patient}})
	session := dial(t, s, &goamqp.ConnOptions{})
	receiver, err := session.NewReceiver(t.Context(), plain.Name, &goamqp.ReceiverOptions{Credit: -1})
	if err != nil {
		t.Fatal(err)
	}
	sender, err := session.NewSender(t.Context(), plain.Name, nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := receiver.IssueCredit(10); err != nil {
			t.Fatal(err)
		}
		if err := receiver.DrainCredit(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if err := sender.Send(t.Context(), goamqp.NewMessage([]byte("a")), nil); err != nil {
			t.Fatal(err)
		}
		if m := receiver.Prefetched(); m != nil {
			t.Fatal("a message came without credit")
		}
		if err := receiver.IssueCredit(1); err != nil {
			t.Fatal(err)
		}
		m, err := receiver.Receive(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := receiver.AcceptMessage(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
}

// A link to a queue needs a token for it.
func TestWithoutATokenNothingIsAttached(t *testing.T) {
	t.Parallel()
	s := servicebus.Start(t, servicebus.Options{Queues: []servicebus.Queue{patient}})
	conn, err := goamqp.Dial(t.Context(), "amqp://"+s.Addr(), &goamqp.ConnOptions{SASLType: goamqp.SASLTypeAnonymous()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	session, err := conn.NewSession(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = session.NewSender(t.Context(), plain.Name, nil)
	if e := (*goamqp.Error)(nil); !errors.As(err, &e) || e.Condition != goamqp.ErrCondUnauthorizedAccess {
		t.Errorf("got %v", err)
	}
}

// randomFrame makes a frame that is well formed and may make no sense.
func randomFrame(r *rand.Rand, seen uint32) []byte {
	n := func() uint32 { return uint32(r.IntN(4)) }
	p := func() *uint32 { v := n(); return &v }
	address := []string{"", "$cbs", "waybill-plain", "waybill-sessions", "waybill-plain/$management", "waybill-plain/$DeadLetterQueue", "nowhere"}
	pick := func() string { return address[r.IntN(len(address))] }
	var filter amqp.Map
	if r.IntN(2) == 0 {
		filter = amqp.Map{{Key: amqp.Symbol("com.microsoft:session-filter"), Value: []any{nil, "s", int32(1)}[r.IntN(3)]}}
	}
	source, target := &amqp.Source{Address: pick(), Filter: filter}, &amqp.Target{Address: pick()}
	if r.IntN(8) == 0 {
		source, target = nil, nil
	}
	message := (&amqp.Message{
		Properties:  amqp.Answering("m"),
		Application: amqp.Map{{Key: "operation", Value: []string{"put-token", "com.microsoft:peek-message", "com.microsoft:renew-lock", "com.microsoft:schedule-message"}[r.IntN(4)]}, {Key: "name", Value: "amqp://h/"}},
		Body:        amqp.ValueBody([]any{"token", amqp.Map{}, amqp.Map{{Key: "lock-tokens", Value: amqp.List{int32(1)}}}, nil}[r.IntN(4)]),
	}).Append(nil)
	switch r.IntN(10) {
	case 0:
		return amqp.AppendFrame(nil, amqp.FrameAMQP, uint16(n()), &amqp.Begin{IncomingWindow: n(), OutgoingWindow: n()}, nil)
	case 1, 2, 3:
		return amqp.AppendFrame(nil, amqp.FrameAMQP, 0, &amqp.Attach{
			Name: "l", Handle: seen, Role: r.IntN(2) == 0, SenderSettleMode: uint8(n()), Source: source, Target: target,
		}, nil)
	case 4:
		return amqp.AppendFrame(nil, amqp.FrameAMQP, 0, &amqp.Flow{
			NextIncomingID: p(), IncomingWindow: n(), NextOutgoingID: n(), OutgoingWindow: n(), Handle: p(), DeliveryCount: p(),
			LinkCredit: p(), Drain: r.IntN(2) == 0, Echo: r.IntN(2) == 0,
		}, nil)
	case 5, 6:
		return amqp.AppendFrame(nil, amqp.FrameAMQP, 0, &amqp.Transfer{
			Handle: n(), DeliveryID: p(), DeliveryTag: []byte{1}, MessageFormat: n() * amqp.FormatBatch, Settled: r.IntN(2) == 0, More: r.IntN(4) == 0, Aborted: r.IntN(8) == 0,
		}, message)
	case 7:
		return amqp.AppendFrame(nil, amqp.FrameAMQP, 0, &amqp.Disposition{Role: r.IntN(4) > 0, First: n(), Last: n() * 1 << 30, State: amqp.AcceptedState()}, nil)
	case 8:
		return amqp.AppendFrame(nil, amqp.FrameAMQP, 0, &amqp.Detach{Handle: n(), Closed: true}, nil)
	}
	return amqp.AppendFrame(nil, amqp.FrameAMQP, uint16(n()), &amqp.End{}, nil)
}

// Whatever frames a client sends, in whatever order, the broker serves the others.
func TestFramesWithoutSenseHarmNobody(t *testing.T) {
	b := simulated(t, servicebus.Options{})
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		conn, err := net.Dial("tcp", b.broker.Addr())
		b.must(err)
		bytes := amqp.HeaderAMQP.Bytes()
		bytes = amqp.AppendFrame(bytes, amqp.FrameAMQP, 0, &amqp.Open{ContainerID: "c", MaxFrameSize: 512}, nil)
		bytes = amqp.AppendFrame(bytes, amqp.FrameAMQP, 0, &amqp.Begin{IncomingWindow: 2, OutgoingWindow: 2, HandleMax: 10}, nil)
		for i := range uint32(40) {
			bytes = append(bytes, randomFrame(r, i%6)...)
		}
		if seed%5 == 0 { // not even frames
			for i := range bytes[8:] {
				if r.IntN(50) == 0 {
					bytes[8+i] ^= byte(r.IntN(256))
				}
			}
		}
		_, _ = conn.Write(bytes) // the broker may have hung up
		b.must(conn.(*net.TCPConn).CloseWrite())
		b.must(conn.SetReadDeadline(time.Now().Add(20 * time.Second)))
		if _, err := io.Copy(io.Discard, conn); errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatal("the broker does not hang up")
		}
		_ = conn.Close()
	}
	b.words(once, "a")
	r := b.receiver(once, nil)
	b.complete(r, b.receive(r, "a")...)
}
