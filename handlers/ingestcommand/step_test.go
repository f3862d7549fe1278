package ingestcommand_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"waybill/handlers/ingestcommand"
	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
	"waybill/shared/bus"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/operations/operationstest"
	"waybill/shared/partner"
	"waybill/shared/partner/partnertest"
	"waybill/shared/problem"
)

var now = time.Date(2026, 10, 5, 8, 0, 0, 0, time.UTC)

// A world is everything around the step: a desk that answers with err, and what the step did.
type world struct {
	*operationstest.Memory
	err      error // of Accept
	down     error // of the authenticator
	busDown  error
	accepted []string
	refused  []string
	sent     []bus.Message
}

// Accept notes the command.
func (w *world) Accept(_ context.Context, caller custody.OrganizationID, key string, c custody.Command) (operations.Operation, error) {
	if w.err == nil {
		w.accepted = append(w.accepted, fmt.Sprintf("%s %s %s", caller, key, custody.EncodeCommand(c)))
	}
	return operations.Operation{}, w.err
}

// Refuse notes the refusal.
func (w *world) Refuse(_ context.Context, caller custody.OrganizationID, key string, c custody.Command, why *problem.Problem) (operations.Operation, error) {
	if key == "" {
		return operations.Operation{}, problem.KeyMissing
	}
	w.refused = append(w.refused, fmt.Sprintf("%s %s %s %s", caller, key, c.Kind(), why.Detail))
	return operations.Operation{}, nil
}

// Authenticate knows mine and the operator.
func (w *world) Authenticate(ctx context.Context, token string) (partner.Caller, error) {
	if w.down != nil {
		return partner.Caller{}, w.down
	}
	return partnertest.Tokens{
		"mine-token-0123456789": {Organization: "mine"}, "root-token-0123456789": {Organization: operations.Operator, Administrator: true},
	}.Authenticate(ctx, token)
}

// Send notes the messages.
func (w *world) Send(_ context.Context, messages ...bus.Message) error {
	w.sent = append(w.sent, messages...)
	return w.busDown
}

func newWorld(t *testing.T) (*world, *azfunctest.Host) {
	clock := func() time.Time { return now }
	w := &world{Memory: operationstest.NewMemory(clock)}
	return w, azfunctest.New(t, ingestcommand.New(ingestcommand.Parts{Callers: w, Desk: w, Aside: w, Bus: w, Now: clock}))
}

const command = `{"authorization":"Bearer mine-token-0123456789","idempotencyKey":"k","kind":"RegisterAsset","command":{"id":"urn:a:1","type":"item"}}`

func message(body string) azfunc.Message {
	return azfunc.Message{ID: "m-1", Body: []byte(body), DeliveryCount: 1}
}

// A good message is accepted for the organisation whose credential it has.
func TestAGoodMessageIsAccepted(t *testing.T) {
	t.Parallel()
	w, host := newWorld(t)
	if err := host.Messages(message(command)); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(w.accepted); got != `[mine k {"id":"urn:a:1","type":"item"}]` || len(w.sent)+len(w.refused)+len(w.AllSetAside()) != 0 {
		t.Errorf("accepted %s, sent %v, refused %v, aside %v", got, w.sent, w.refused, w.AllSetAside())
	}
}

// A refusal is kept under the operation's id, where the sender looks.
func TestARefusalIsKeptForItsSender(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		body string
		err  error
		want string
	}{
		"by the rules":          {command, problem.AlreadyExists.At("/id", "it is registered"), "mine k RegisterAsset it is registered"},
		"a join by a member":    {strings.ReplaceAll(command, `RegisterAsset","command":{"id":"urn:a:1","type":"item"}`, `RegisterOrganization","command":{"id":"fab","name":"Fab"}`), nil, "mine k RegisterOrganization only an administrator may let an organisation join"},
		"what no partner sends": {strings.ReplaceAll(command, `RegisterAsset","command":{"id":"urn:a:1","type":"item"}`, `AnchorDigest","command":{"root":"0x`+strings.Repeat("11", 32)+`","size":1}`), nil, "mine k AnchorDigest no partner sends this"},
	} {
		w, host := newWorld(t)
		w.err = test.err
		if err := host.Messages(message(test.body)); err != nil {
			t.Fatal(err)
		}
		if len(w.refused) != 1 || !strings.HasPrefix(w.refused[0], test.want) || len(w.accepted)+len(w.sent)+len(w.AllSetAside()) != 0 {
			t.Errorf("%s: refused %v, accepted %v, sent %v, aside %v", name, w.refused, w.accepted, w.sent, w.AllSetAside())
		}
	}
}

// An administrator lets an organisation join over the queue too.
func TestAnAdministratorLetsAnOrganisationJoin(t *testing.T) {
	t.Parallel()
	w, host := newWorld(t)
	body := `{"authorization":"Bearer root-token-0123456789","idempotencyKey":"k","kind":"RegisterOrganization","command":{"id":"fab","name":"Fab"}}`
	if err := host.Messages(message(body)); err != nil || len(w.accepted) != 1 {
		t.Errorf("%v, accepted %v", err, w.accepted)
	}
}

// What may pass by itself is put back for later: later each time, and counted.
func TestABusyAssetPostponesTheMessage(t *testing.T) {
	t.Parallel()
	w, host := newWorld(t)
	w.err = problem.AssetBusy.After(2)
	body, last := command, time.Duration(0)
	for attempt := range 12 {
		if err := host.Messages(message(body)); err != nil {
			t.Fatal(err)
		}
		again := w.sent[attempt]
		var m ingestcommand.Message
		if err := json.Unmarshal(again.Body, &m); err != nil {
			t.Fatal(err)
		}
		delay := again.At.Sub(now)
		if m.Attempt != attempt+1 || delay < last || delay <= 0 || delay > 30*time.Second || again.Queue != "commands" || again.ID != "m-1" {
			t.Errorf("attempt %d: %+v, after %v", attempt, again, delay)
		}
		if m.Authorization != "Bearer mine-token-0123456789" || string(m.Command) != `{"id":"urn:a:1","type":"item"}` {
			t.Errorf("attempt %d: the message became %s", attempt, again.Body)
		}
		body, last = string(again.Body), delay
	}
	if last != 30*time.Second {
		t.Errorf("the delay grew to %v", last)
	}
}

// An outage of a part postpones the message, whichever part it is.
func TestAnOutagePostponesTheMessage(t *testing.T) {
	t.Parallel()
	for name, breakDown := range map[string]func(*world){
		"store":         func(w *world) { w.err = errors.New("connection refused") },
		"service":       func(w *world) { w.err = problem.Unavailable },
		"authenticator": func(w *world) { w.down = errors.New("connection refused") },
	} {
		w, host := newWorld(t)
		breakDown(w)
		if err := host.Messages(message(command)); err != nil || len(w.sent) != 1 || len(w.AllSetAside())+len(w.refused) != 0 {
			t.Errorf("%s: %v, sent %v, aside %v", name, err, w.sent, w.AllSetAside())
		}
	}
}

// A message that meets a limit waits for its turn as long as it takes: it is put back later and later, no attempt counts,
// and it is never set aside.
func TestALimitDefersTheMessage(t *testing.T) {
	t.Parallel()
	w, host := newWorld(t)
	w.err = problem.Throttled.After(2)
	body, last := strings.TrimSuffix(command, "}")+`,"attempt":119}`, time.Duration(0)
	for n := range 200 {
		if err := host.Messages(message(body)); err != nil {
			t.Fatal(err)
		}
		if len(w.sent) != n+1 || len(w.refused)+len(w.AllSetAside()) != 0 {
			t.Fatalf("time %d: sent %d, refused %v, aside %v", n, len(w.sent), w.refused, w.AllSetAside())
		}
		var m ingestcommand.Message
		if err := json.Unmarshal(w.sent[n].Body, &m); err != nil {
			t.Fatal(err)
		}
		if delay := w.sent[n].At.Sub(now); m.Attempt != 119 || m.Limited != n+1 || delay < max(last, time.Second) || delay > 30*time.Second {
			t.Fatalf("time %d: %+v, after %v", n, m, delay)
		} else {
			last = delay
		}
		body = string(w.sent[n].Body)
	}
	w.err = nil
	if err := host.Messages(message(body)); err != nil || len(w.accepted) != 1 {
		t.Errorf("%v, accepted %v", err, w.accepted)
	}
}

// If the bus does not take the copy either, the message goes back to the host.
func TestWithoutTheBusTheMessageGoesBack(t *testing.T) {
	t.Parallel()
	w, host := newWorld(t)
	w.err, w.busDown = errors.New("connection refused"), errors.New("connection refused")
	if err := host.Messages(message(command)); err == nil {
		t.Error("the message is lost")
	}
}

// After an hour of trying a message is set aside.
func TestAMessageIsNotPostponedForEver(t *testing.T) {
	t.Parallel()
	for attempt, postponed := range map[int]int{119: 1, 120: 0, 1000: 0} {
		w, host := newWorld(t)
		w.err = problem.AssetBusy.After(2)
		body := strings.TrimSuffix(command, "}") + fmt.Sprintf(`,"attempt":%d}`, attempt)
		if err := host.Messages(message(body)); err != nil {
			t.Fatal(err)
		}
		if len(w.sent) != postponed || len(w.AllSetAside()) != 1-postponed {
			t.Errorf("attempt %d: sent %v, aside %v", attempt, w.sent, w.AllSetAside())
		}
	}
}

// A message that nobody can act on is kept with the reason, and without any credential that it has.
func TestWhatNobodyCanActOnIsSetAsideWithoutItsCredential(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ body, reason, kept string }{
		"no JSON":             {"hello", "not a command message", "hello"},
		"bytes":               {"\xff\xfe", "not a command message", "\xff\xfe"},
		"broken off":          {command[:80], "not a command message", `{"authorization":"","idempotencyKey"`},
		"in the credential":   {command[:30], "not a command message", `{"authorization":""`},
		"unknown field":       {strings.Replace(command, `"kind"`, `"colour":"red","kind"`, 1), "colour", `"colour":"red"`},
		"wrong type":          {strings.Replace(command, `"k"`, `7`, 1), "idempotencyKey", `{"authorization":""`},
		"credential in lists": {`{"authorization":["Bearer mine-token-0123456789"]}`, "not a command message", `["Bearer"]`},
		"two messages":        {command + command, "something after its end", `"idempotencyKey"`},
		"unknown kind":        {strings.Replace(command, "RegisterAsset", "Sing", 1), "Sing", `"kind":"Sing"`},
		"wrong command":       {strings.Replace(command, `"type"`, `"tpye"`, 1), "tpye", `"tpye"`},
		"no key":              {strings.Replace(command, `"k"`, `""`, 1), problem.KeyMissing.Title, `"idempotencyKey":""`},
		"stranger":            {strings.ReplaceAll(command, "mine-token", "else-token"), "credential is missing or not valid", `"urn:a:1"`},
		"no credential":       {strings.ReplaceAll(command, "Bearer mine-token-0123456789", ""), "credential is missing or not valid", `"urn:a:1"`},
		"no Bearer":           {strings.ReplaceAll(command, "Bearer ", ""), "credential is missing or not valid", `"urn:a:1"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, host := newWorld(t)
			if name == "no key" {
				w.err = problem.KeyMissing
			}
			if err := host.Messages(message(test.body)); err != nil {
				t.Fatal(err)
			}
			aside := w.AllSetAside()
			if len(aside) != 1 || len(w.accepted)+len(w.sent)+len(w.refused) != 0 {
				t.Fatalf("aside %v, accepted %v, sent %v, refused %v", aside, w.accepted, w.sent, w.refused)
			}
			a := aside[0]
			if a.Queue != "commands" || a.MessageID != "m-1" || !a.At.Equal(now) || !strings.Contains(a.Reason, test.reason) || !strings.Contains(string(a.Body), test.kept) {
				t.Errorf("set aside %+v with %s", a, a.Body)
			}
			if whole := string(a.Body) + a.Reason; strings.Contains(whole, "token-0123") || strings.Contains(whole, "mine-tok") {
				t.Errorf("the credential is kept: %s", whole)
			}
		})
	}
}

// A key that belongs to another command is no operation of its own, so there is nowhere to keep the refusal.
func TestAKeyUsedTwiceIsSetAside(t *testing.T) {
	t.Parallel()
	w, host := newWorld(t)
	w.err = problem.KeyReused
	if err := host.Messages(message(command)); err != nil || len(w.AllSetAside()) != 1 || len(w.refused) != 0 {
		t.Errorf("%v, aside %v, refused %v", err, w.AllSetAside(), w.refused)
	}
}
