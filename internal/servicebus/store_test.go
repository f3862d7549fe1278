package servicebus

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"waybill/internal/servicebus/entity"
)

var storedQueues = []Queue{
	{Name: "plain", DuplicateWindow: time.Hour, MaxDeliveryCount: 1},
	{Name: "sessions", RequiresSession: true},
}

// A shelf is queues with a store, without a broker.
type shelf struct {
	*testing.T
	folder string
	queues map[string]*queue
	store  *store
	now    time.Time
}

func openShelf(t *testing.T, folder string) *shelf {
	t.Helper()
	s := &shelf{T: t, folder: folder, queues: map[string]*queue{}, now: time.Unix(1_800_000_000, 5)}
	for _, q := range storedQueues {
		s.queues[q.Name] = newQueue(q.withDefaults(), func(c entity.Change) { s.store.note(q.Name, c) })
	}
	opened, err := openStore(folder, s.queues)
	if err != nil {
		t.Fatal(err)
	}
	s.store = opened
	t.Cleanup(opened.close)
	return s
}

func (s *shelf) send(queue, id string) {
	s.Helper()
	m := entity.Message{ID: id, Session: "s", HasSession: true, Payload: []byte("payload of " + id), TTL: time.Hour}
	if _, err := s.queues[queue].state.Send(s.now, m); err != nil {
		s.Fatal(err)
	}
}

func (s *shelf) sync() int64 {
	s.Helper()
	if err := s.store.sync(s.store.noted()); err != nil {
		s.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(s.folder, logName))
	if err != nil {
		s.Fatal(err)
	}
	return info.Size()
}

// contents gives what is durable of all queues, in one text.
func (s *shelf) contents() string {
	var lines []string
	for name, q := range s.queues {
		for _, c := range q.state.Changes() {
			lines = append(lines, fmt.Sprintf("%s %+v", name, c))
		}
	}
	slices.Sort(lines)
	return strings.ReplaceAll(strings.Join(lines, "\n"), "+0000 UTC", "")
}

// fill does something of each kind and gives, for each size of the log that was synced, what the queues had then.
func (s *shelf) fill() map[int64]string {
	s.Helper()
	states := map[int64]string{s.sync(): s.contents()}
	plain, sessions := s.queues["plain"].state, s.queues["sessions"].state
	steps := []func(){
		func() { s.send("plain", "a"); s.send("plain", "b") },
		func() { s.send("sessions", "c") },
		func() { s.deliver(plain, plain.Complete) },
		func() {
			s.deliver(plain, func(now time.Time, t entity.Token) error { return plain.Abandon(now, t, []byte("x")) })
		},
		func() {
			if _, err := sessions.AcceptSession(s.now, "s", 1); err != nil {
				s.Fatal(err)
			}
			if err := sessions.SetSessionState(s.now, "s", 1, []byte("state")); err != nil {
				s.Fatal(err)
			}
		},
		func() {
			m := entity.Message{ID: "later", Payload: []byte("p"), DueAt: s.now.Add(time.Minute)}
			if _, err := plain.Send(s.now, m); err != nil {
				s.Fatal(err)
			}
		},
		func() { s.now = s.now.Add(2 * time.Minute); plain.Advance(s.now) },
	}
	for _, step := range steps {
		step()
		states[s.sync()] = s.contents()
	}
	return states
}

func (s *shelf) deliver(q *entity.Queue, settle func(time.Time, entity.Token) error) {
	s.Helper()
	d, ok := q.Receive(s.now, 0, "", false)
	if !ok {
		s.Fatal("nothing is there")
	}
	if err := settle(s.now, d.Token); err != nil {
		s.Fatal(err)
	}
}

// A log that ends at any byte, with or without rubbish after it, leads to the queues as they were when its last whole
// record was written; so all that was synced is there.
func TestALogMayEndAnywhere(t *testing.T) {
	t.Parallel()
	s := openShelf(t, t.TempDir())
	states := s.fill()
	s.store.close()
	whole, err := os.ReadFile(filepath.Join(s.folder, logName))
	if err != nil {
		t.Fatal(err)
	}
	folder, before, boundary := t.TempDir(), "", 0
	for cut := 0; cut <= len(whole); cut++ {
		ends := cut == boundary
		if ends && cut < len(whole) {
			boundary += 8 + int(binary.BigEndian.Uint32(whole[cut:]))
		}
		tails := []string{"", "\xff\xff\xff\xff", "\xff\x00\x00\x03\x00\x00\x00\x00abc"}
		if ends { // elsewhere zeros may be just what is missing
			tails = append(tails, strings.Repeat("\x00", 100), "\x00\x00\x00\x03\x00\x00\x00\x00abc")
		}
		for _, tail := range tails {
			got := loaded(t, folder, append(slices.Clone(whole[:cut]), tail...))
			if want, synced := states[int64(cut)]; synced && got != want {
				t.Fatalf("after %d bytes:\n%s\nwant:\n%s", cut, got, want)
			}
			if tail != tails[0] || !ends {
				if got != before {
					t.Fatalf("after %d bytes and %q:\n%s\nwant:\n%s", cut, tail, got, before)
				}
			}
			before = got
		}
	}
}

// loaded gives what a log leads to.
func loaded(t *testing.T, folder string, log []byte) string {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, logName), log, 0o600); err != nil {
		t.Fatal(err)
	}
	s := &shelf{queues: map[string]*queue{}}
	for _, q := range storedQueues {
		s.queues[q.Name] = newQueue(q.withDefaults(), nil)
	}
	if err := (&store{folder: folder}).load(s.queues); err != nil {
		t.Fatal(err)
	}
	return s.contents()
}

func TestALogThatGrowsIsWrittenAnew(t *testing.T) {
	folder := t.TempDir()
	s := openShelf(t, folder)
	s.fill()
	want := s.contents()
	if err := s.store.rewrite(s.queues); err != nil {
		t.Fatal(err)
	}
	s.send("plain", "after")
	s.sync()
	with := s.contents()
	s.store.close()
	again := openShelf(t, folder)
	if got := again.contents(); got != with || got == want {
		t.Errorf("the log leads to:\n%s\nwant:\n%s", got, with)
	}
}

func TestTwoBrokersDoNotShareAFolder(t *testing.T) {
	s := openShelf(t, t.TempDir())
	if _, err := openStore(s.folder, s.queues); err == nil || !strings.Contains(err.Error(), "in use by another broker") {
		t.Errorf("got %v", err)
	}
}

func TestMessagesOfAQueueThatIsNotThereAreNotLost(t *testing.T) {
	s := openShelf(t, t.TempDir())
	s.send("plain", "a")
	s.sync()
	s.store.close()
	if _, err := openStore(s.folder, map[string]*queue{}); err == nil || !strings.Contains(err.Error(), "has messages of queue plain, which the broker does not have") {
		t.Errorf("got %v", err)
	}
}
