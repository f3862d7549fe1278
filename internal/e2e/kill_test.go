package e2e_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"waybill/internal/client"
	"waybill/internal/endurance/process"
	"waybill/internal/story"
	"waybill/internal/system"
	"waybill/shared/custody"
	"waybill/shared/operations"
)

// systemKills is how often the whole system dies while the story is told.
const systemKills = 5

// The whole system, chain and all, is killed without notice five times at random moments of the story and started
// again on the same folder: nothing that was accepted is lost or doubled.
func TestKillingTheSystemChangesNothing(t *testing.T) {
	want := plain(t)
	child := process.NewSystem(t, system.Options{})

	tellRemotely(t, child, whileTold(t, systemKills, func() {
		child.Kill()
		child.Start()
	}))
	child.Kill()

	s := start(t, system.Options{Data: child.Data})
	mustVerify(t, s)
	if got := state(t, s); got != want {
		t.Fatalf("the state differs from the undisturbed telling's:\n%s", got)
	}
}

// whileTold spreads kills over a story: each falls at a random moment after the beginning of a stage. The test fails if
// not all of them fell.
func whileTold(t *testing.T, kills int, kill func()) func(story.Event) {
	t.Helper()
	due, fallen := make(chan struct{}, kills), make(chan int)
	go func() {
		n := 0
		for range due {
			<-time.After(rand.N(150 * time.Millisecond)) // a random moment, not a wait for anything
			kill()
			n++
		}
		fallen <- n
	}()
	given := 0
	return func(e story.Event) {
		for given < kills && e.Stage*kills >= (given+1)*(e.Stages-1) && e.Done < e.Total {
			given++
			due <- struct{}{}
		}
		if e.Done == e.Total {
			close(due)
			if n := <-fallen; n != kills {
				t.Errorf("%d of %d kills fell into the story", n, kills)
			}
		}
	}
}

// tellRemotely tells the story to a system in another process.
func tellRemotely(t *testing.T, s *process.System, progress func(story.Event)) {
	t.Helper()
	ctx := process.Deadline(t)
	operator, err := s.Client(ctx, operations.Operator)
	if err != nil {
		t.Fatal(err)
	}
	clients := map[custody.OrganizationID]*client.Client{operations.Operator: operator}
	player := story.Player{Clients: clients, Sender: story.OverHTTP(clients), Joined: s.Client, Progress: progress}
	stages, err := chips(t).Stages()
	if err != nil {
		t.Fatal(err)
	}
	if err := player.Play(ctx, stages); err != nil {
		t.Fatal(err)
	}
}
