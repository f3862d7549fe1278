package e2e_test

import (
	"sync"
	"testing"
	"time"

	"waybill/internal/system"
)

var undisturbed struct {
	once  sync.Once
	state string
}

// plain is the ledger's state after the story was told over HTTP, undisturbed: what every other telling must end in.
func plain(t *testing.T) string {
	t.Helper()
	undisturbed.once.Do(func() {
		s := start(t, system.Options{})
		tell(t, s, false)
		mustVerify(t, s)
		undisturbed.state = state(t, s)
		s.Stop()
	})
	if undisturbed.state == "" {
		t.Fatal("the undisturbed telling failed")
	}
	return undisturbed.state
}

func tell(t *testing.T, s *system.System, queue bool) {
	t.Helper()
	if _, err := s.Play(deadline(t), chips(t), queue, nil); err != nil {
		t.Fatal(err)
	}
}

// However the commands come and whatever the host does with messages, the story ends in the same ledger state, and
// everything in it can be verified.
func TestEveryTellingEndsInTheSameState(t *testing.T) {
	want := plain(t)
	for name, c := range map[string]struct {
		options system.Options
		queue   bool
	}{
		"as queue messages":                   {queue: true},
		"with messages that come again":       {options: system.Options{Adversity: system.Adversity{RedeliverRate: 0.3, Duplicate: true, TwoProcesses: true}}},
		"as queue messages that come again":   {options: system.Options{Adversity: system.Adversity{RedeliverRate: 0.3, Duplicate: true, TwoProcesses: true}}, queue: true},
		"with the event stream of ethconnect": {options: system.Options{StreamShape: "ethconnect"}},
		"with a block each second":            {options: system.Options{Period: time.Second}},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, c.options)
			tell(t, s, c.queue)
			mustVerify(t, s)
			if got := state(t, s); got != want {
				t.Fatalf("the state differs from the undisturbed telling's:\n%s", got)
			}
			s.Stop()
		})
	}
}

// A story that was told is found told: telling it again on the same system, after a restart, changes nothing.
func TestTellingTwiceChangesNothing(t *testing.T) {
	data := t.TempDir()
	s := start(t, system.Options{Data: data})
	tell(t, s, false)
	once := state(t, s)
	s.Stop()
	s = start(t, system.Options{Data: data})
	tell(t, s, false)
	if again := state(t, s); again != once {
		t.Fatalf("the second telling changed the state:\n%s", again)
	}
	mustVerify(t, s)
	size := rows(t, s)
	mustVerify(t, s)
	if now := rows(t, s); now != size {
		t.Fatalf("anchoring a ledger in which nothing happened added %d rows", now-size)
	}
}

// handlerKills is how often the handler dies while the story is told.
const handlerKills = 20

// The handler is killed without notice twenty times at random moments of the story, and nothing is lost or doubled.
func TestKillingTheHandlerChangesNothing(t *testing.T) {
	want := plain(t)
	s := start(t, system.Options{})
	if _, err := s.Play(deadline(t), chips(t), false, whileTold(t, handlerKills, s.Host.KillHandler)); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, s)
	if got := state(t, s); got != want {
		t.Fatalf("the state differs from the undisturbed telling's:\n%s", got)
	}
}
