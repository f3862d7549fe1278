package entity_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"waybill/internal/servicebus/entity"
)

const (
	lockTime  = 10 * time.Second
	window    = 60 * time.Second
	maxCount  = 3
	oneHolder = entity.Holder(1)
)

func counted() func() entity.Token {
	n := uint64(0)
	return func() (t entity.Token) {
		n++
		binary.BigEndian.PutUint64(t[:], n)
		return t
	}
}

// A world is a queue beside what a reader of the documentation expects of it, kept as a plain list.
type world struct {
	q       *entity.Queue
	config  entity.Config
	journal []entity.Change
	now     time.Time

	messages []*expected
	dead     map[string]string // reason by id
	gone     map[string]bool   // ids that were completed, cancelled or dropped
	sent     map[string]time.Time
	holders  map[string]entity.Holder // by session
	until    map[string]time.Time
	nextID   int
	holder   entity.Holder
}

type expected struct {
	id, session string
	due         time.Time
	expires     time.Duration
	enqueued    time.Time
	order       int64
	deferred    bool
	count       int
	token       entity.Token
	until       time.Time
}

func (e *expected) locked() bool { return e.token != entity.Token{} }

func newWorld(t *rapid.T) *world {
	w := &world{
		now: time.Unix(1_800_000_000, 0), dead: map[string]string{}, gone: map[string]bool{}, sent: map[string]time.Time{},
		holders: map[string]entity.Holder{}, until: map[string]time.Time{},
	}
	w.config = entity.Config{
		RequiresSession: rapid.Bool().Draw(t, "sessions"), LockDuration: lockTime, MaxDeliveryCount: maxCount,
		DeadLetterOnExpiry: rapid.Bool().Draw(t, "dead letter on expiry"), Token: counted(),
		Journal: func(c entity.Change) { w.journal = append(w.journal, c) },
	}
	if rapid.Bool().Draw(t, "duplicates") {
		w.config.DuplicateWindow = window
	}
	w.q = entity.New(w.config)
	return w
}

func (w *world) sessionOf(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "session")
}

func (w *world) order() int64 {
	w.nextID++
	return int64(w.nextID)
}

// pass lets time go by second by second, so that what falls due does so in order.
func (w *world) pass(d time.Duration) {
	for end := w.now.Add(d); w.now.Before(end); {
		w.now = w.now.Add(time.Second)
		w.happen()
	}
}

// happen does what is due now: scheduled messages first come, then locks go, then lifetimes end. No two of them can be
// told apart by a client within one second.
func (w *world) happen() {
	for id, until := range w.until {
		if !until.After(w.now) {
			for _, m := range slices.Clone(w.messages) {
				if m.session == id && m.locked() {
					w.back(m)
				}
			}
			delete(w.until, id)
			delete(w.holders, id)
		}
	}
	for _, m := range slices.Clone(w.messages) {
		if !w.config.RequiresSession && m.locked() && !m.until.After(w.now) {
			w.back(m)
		}
	}
	for _, m := range w.messages {
		if !m.due.IsZero() && !m.due.After(w.now) {
			m.due, m.enqueued, m.order = time.Time{}, w.now, w.order()
		}
	}
	for _, m := range slices.Clone(w.messages) {
		if w.expired(m) && !m.locked() {
			w.expire(m)
		}
	}
	for id, at := range w.sent {
		if !at.Add(window).After(w.now) {
			delete(w.sent, id)
		}
	}
}

func (w *world) expired(m *expected) bool {
	return m.due.IsZero() && m.expires > 0 && !m.enqueued.Add(m.expires).After(w.now)
}

func (w *world) expire(m *expected) {
	w.drop(m)
	if w.config.DeadLetterOnExpiry {
		w.dead[m.id] = entity.TTLExpired
	} else {
		w.gone[m.id] = true
	}
}

func (w *world) drop(m *expected) {
	w.messages = slices.DeleteFunc(w.messages, func(o *expected) bool { return o == m })
}

// back ends a lock without an outcome.
func (w *world) back(m *expected) {
	m.token = entity.Token{}
	switch {
	case m.count >= maxCount:
		w.drop(m)
		w.dead[m.id] = entity.MaxDeliveryCountExceeded
	case w.expired(m):
		w.expire(m)
	}
}

// waiting gives the message that is to be delivered next.
func (w *world) waiting(session string) *expected {
	var first *expected
	for _, m := range w.messages {
		if m.due.IsZero() && !m.deferred && !m.locked() && (!w.config.RequiresSession || m.session == session) && (first == nil || m.order < first.order) {
			first = m
		}
	}
	return first
}

func (w *world) locks() []*expected {
	return slices.DeleteFunc(slices.Clone(w.messages), func(m *expected) bool { return !m.locked() })
}

func (w *world) send(t *rapid.T) {
	id := fmt.Sprint(rapid.IntRange(1, 12).Draw(t, "id"), "-", len(w.sent)+w.nextID)
	if w.config.DuplicateWindow > 0 && len(w.sent) > 0 && rapid.Bool().Draw(t, "again") {
		known := make([]string, 0, len(w.sent))
		for k := range w.sent {
			known = append(known, k)
		}
		slices.Sort(known)
		id = rapid.SampledFrom(known).Draw(t, "known id")
	}
	m := &expected{id: id, session: w.sessionOf(t), enqueued: w.now, order: w.order()}
	m.expires = time.Duration(rapid.SampledFrom([]int{0, 0, 7, 25}).Draw(t, "ttl")) * time.Second
	if d := rapid.SampledFrom([]int{0, 0, 0, 5, 30}).Draw(t, "due in"); d > 0 {
		m.due = w.now.Add(time.Duration(d) * time.Second)
	}
	number, err := w.q.Send(w.now, entity.Message{ID: id, Session: m.session, HasSession: true, Payload: []byte(id), DueAt: m.due, TTL: m.expires})
	if err != nil {
		t.Fatal(err)
	}
	_, known := w.sent[id]
	if duplicate := w.config.DuplicateWindow > 0 && known; duplicate != (number == 0) {
		t.Fatalf("id %s is known: %v, and got number %d", id, known, number)
	} else if duplicate {
		return
	}
	if w.config.DuplicateWindow > 0 {
		w.sent[id] = w.now
	}
	w.messages = append(w.messages, m)
}

func (w *world) receive(t *rapid.T) {
	session := w.sessionOf(t)
	holder := w.holders[session]
	if !w.config.RequiresSession {
		holder = 0
	}
	take := rapid.IntRange(0, 5).Draw(t, "take") == 0
	d, ok := w.q.Receive(w.now, holder, session, take)
	want := w.waiting(session)
	if w.config.RequiresSession && holder == 0 {
		want = nil
	}
	if ok != (want != nil) {
		t.Fatalf("received %v %+v, want %+v", ok, d, want)
	}
	if !ok {
		return
	}
	want.count++
	if d.ID != want.id || d.Deliveries != want.count || (d.Token == entity.Token{}) != take {
		t.Fatalf("received %s, delivery %d, want %s, %d", d.ID, d.Deliveries, want.id, want.count)
	}
	if take {
		w.drop(want)
		w.gone[want.id] = true
		return
	}
	want.token, want.until = d.Token, w.now.Add(lockTime)
	if w.config.RequiresSession {
		want.until = w.until[session]
	}
	if !d.LockedUntil.Equal(want.until) {
		t.Fatalf("locked until %s, want %s", d.LockedUntil, want.until)
	}
}

func (w *world) settle(t *rapid.T) {
	locks := w.locks()
	if len(locks) == 0 {
		t.Skip("no locks")
	}
	m := rapid.SampledFrom(locks).Draw(t, "locked")
	var err error
	switch rapid.SampledFrom([]string{"complete", "abandon", "release", "defer", "dead", "renew", "wrong"}).Draw(t, "outcome") {
	case "complete":
		err = w.q.Complete(w.now, m.token)
		w.drop(m)
		w.gone[m.id] = true
	case "abandon":
		err = w.q.Abandon(w.now, m.token, []byte(m.id))
		w.back(m)
	case "release":
		err = w.q.Release(w.now, m.token)
		m.count--
		m.token = entity.Token{}
		if w.expired(m) {
			w.expire(m)
		}
	case "defer":
		err = w.q.Defer(w.now, m.token, []byte(m.id))
		m.token, m.deferred = entity.Token{}, true
		if w.expired(m) {
			w.expire(m)
		}
	case "dead":
		err = w.q.DeadLetter(w.now, m.token, "mine", "", []byte(m.id))
		w.drop(m)
		w.dead[m.id] = "mine"
	case "renew":
		_, err = w.q.Renew(w.now, m.token)
		if !w.config.RequiresSession {
			m.until = w.now.Add(lockTime)
		}
	case "wrong":
		if err := w.q.Complete(w.now, entity.Token{0xff}); !errors.Is(err, entity.ErrLockLost) {
			t.Fatalf("a lock that never was: %v", err)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) receiveDeferred(t *rapid.T) {
	var aside []*expected
	for _, m := range w.messages {
		if m.deferred && !m.locked() && (!w.config.RequiresSession || w.holders[m.session] != 0) {
			aside = append(aside, m)
		}
	}
	if len(aside) == 0 {
		t.Skip("nothing is deferred")
	}
	m := rapid.SampledFrom(aside).Draw(t, "deferred")
	for _, p := range w.q.Peek(w.now, 0, 1000, nil) {
		if p.ID != m.id {
			continue
		}
		d, err := w.q.ReceiveDeferred(w.now, w.holders[m.session], m.session, false, p.Sequence)
		if err != nil || d[0].ID != m.id {
			t.Fatalf("received %+v, %v", d, err)
		}
		m.count++
		m.token, m.until = d[0].Token, d[0].LockedUntil
		if _, err := w.q.ReceiveDeferred(w.now, w.holders[m.session], m.session, false, p.Sequence); !errors.Is(err, entity.ErrNotFound) {
			t.Fatalf("received twice: %v", err)
		}
	}
}

func (w *world) cancel(t *rapid.T) {
	for _, p := range w.q.Peek(w.now, 0, 1000, nil) {
		err := w.q.CancelScheduled(w.now, p.Sequence)
		if scheduled := p.State == entity.Scheduled; scheduled != (err == nil) {
			t.Fatalf("cancelling a message in state %d: %v", p.State, err)
		} else if !scheduled {
			continue
		}
		for _, m := range slices.Clone(w.messages) {
			if m.id == p.ID && !m.due.IsZero() {
				w.drop(m)
				w.gone[m.id] = true
			}
		}
		return
	}
}

func (w *world) holdSession(t *rapid.T) {
	if !w.config.RequiresSession {
		t.Skip("no sessions")
	}
	id := w.sessionOf(t)
	w.holder++
	until, err := w.q.AcceptSession(w.now, id, w.holder)
	if held := w.holders[id] != 0; held != errors.Is(err, entity.ErrSessionHeld) {
		t.Fatalf("session %q is held: %v; accepting it: %v", id, held, err)
	} else if !held {
		w.holders[id], w.until[id] = w.holder, until
	}
}

func (w *world) holdNext(t *rapid.T) {
	if !w.config.RequiresSession {
		t.Skip("no sessions")
	}
	w.holder++
	var oldest *expected
	for _, id := range []string{"", "a", "b"} {
		if m := w.waiting(id); m != nil && w.holders[id] == 0 && (oldest == nil || m.order < oldest.order) {
			oldest = m
		}
	}
	id, until, ok := w.q.AcceptNext(w.now, w.holder)
	if ok != (oldest != nil) || ok && id != oldest.session {
		t.Fatalf("accepted %q, %v; the oldest is %+v", id, ok, oldest)
	}
	if ok {
		w.holders[id], w.until[id] = w.holder, until
	}
}

func (w *world) keepSession(t *rapid.T) {
	id := w.sessionOf(t)
	holder := w.holders[id]
	until, err := w.q.RenewSession(w.now, id, holder)
	if (err == nil) != (holder != 0) {
		t.Fatalf("renewing %q of holder %d: %v", id, holder, err)
	}
	if err == nil {
		w.until[id] = until
	}
	if _, err := w.q.RenewSession(w.now, id, 1<<40); !errors.Is(err, entity.ErrSessionLost) {
		t.Fatalf("a stranger renewed: %v", err)
	}
}

func (w *world) leaveSession(t *rapid.T) {
	id := w.sessionOf(t)
	holder := w.holders[id]
	if err := w.q.ReleaseSession(w.now, id, holder); (err == nil) != (holder != 0) {
		t.Fatalf("releasing %q of holder %d: %v", id, holder, err)
	}
	if holder == 0 {
		return
	}
	for _, m := range slices.Clone(w.messages) {
		if m.session == id && m.locked() {
			m.count--
			m.token = entity.Token{}
			if w.expired(m) {
				w.expire(m)
			}
		}
	}
	delete(w.holders, id)
	delete(w.until, id)
}

// check compares what a client can see. Nothing is lost and nothing is there twice.
func (w *world) check(t *rapid.T) {
	w.q.Advance(w.now)
	var want, got []string
	for _, m := range w.messages {
		state := entity.Active
		if m.deferred {
			state = entity.Deferred
		}
		if !m.due.IsZero() {
			state = entity.Scheduled
		}
		want = append(want, fmt.Sprint(m.id, " ", state, " ", m.count))
	}
	for _, p := range w.q.Peek(w.now, 0, 1000, nil) {
		got = append(got, fmt.Sprint(p.ID, " ", p.State, " ", p.Deliveries))
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		t.Fatalf("the queue has %v, want %v", got, want)
	}
	dead := map[string]string{}
	for _, p := range w.q.DeadLetters().Peek(w.now, 0, 1000, nil) {
		dead[p.ID] = p.Reason
	}
	if fmt.Sprint(dead) != fmt.Sprint(w.dead) {
		t.Fatalf("dead letters %v, want %v", dead, w.dead)
	}
	w.checkJournal(t)
}

// checkJournal restores a queue from the journal. It has the same messages, without their locks.
func (w *world) checkJournal(t *rapid.T) {
	config := w.config
	config.Journal = nil
	again := entity.New(config)
	for _, c := range w.journal {
		again.Apply(c)
	}
	for _, pair := range [][2]*entity.Queue{{w.q, again}, {w.q.DeadLetters(), again.DeadLetters()}} {
		want, got := withoutSent(pair[0].Changes()), withoutSent(pair[1].Changes())
		if len(want) != len(got) {
			t.Fatalf("the journal leads to %+v, want %+v", got, want)
		}
		for i := range want {
			if fmt.Sprint(want[i]) != fmt.Sprint(got[i]) {
				t.Fatalf("the journal leads to %+v, want %+v", got[i], want[i])
			}
		}
	}
	w.checkPrefixes(t)
	if at, ok := w.q.Next(); ok && !at.After(w.now) {
		t.Fatalf("something is due at %s, and it is %s", at, w.now)
	}
}

// checkPrefixes looks at the journal as if it ended after each of its changes: an id is known only when its message is
// there, and a message is always in one of the queues until it is gone for good.
func (w *world) checkPrefixes(t *rapid.T) {
	type place struct {
		dead     bool
		sequence int64
	}
	there, times, ever := map[place]string{}, map[string]int{}, map[string]bool{}
	for _, c := range w.journal {
		at := place{c.Dead, c.Message.Sequence}
		switch c.Kind {
		case entity.Put:
			if there[at] == "" {
				times[c.Message.ID]++
			}
			there[at], ever[c.Message.ID] = c.Message.ID, true
		case entity.Remove:
			id := there[at]
			delete(there, at)
			if times[id]--; times[id] == 0 && !w.gone[id] {
				t.Fatalf("%s is nowhere for a while", id)
			}
		case entity.Sent:
			if !ever[c.ID] {
				t.Fatalf("%s is known before it is there", c.ID)
			}
		case entity.Noted, entity.Number:
		}
	}
}

// withoutSent leaves out what the restored queue forgets only when time next passes for it.
func withoutSent(changes []entity.Change) []entity.Change {
	return slices.DeleteFunc(changes, func(c entity.Change) bool { return c.Kind == entity.Sent })
}

// Whatever is done to a queue, it is as the documentation says, and its journal leads to it.
func TestAQueueIsAsDocumented(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		t.Repeat(map[string]func(*rapid.T){
			"send": w.send, "send more": w.send, "receive": w.receive, "receive more": w.receive, "settle": w.settle,
			"receive deferred": w.receiveDeferred, "cancel": w.cancel, "hold a session": w.holdSession,
			"hold the next": w.holdNext, "keep a session": w.keepSession, "leave a session": w.leaveSession,
			"pass": func(t *rapid.T) {
				w.pass(time.Duration(rapid.IntRange(1, 15).Draw(t, "seconds")) * time.Second)
			},
			"": w.check,
		})
	})
}
