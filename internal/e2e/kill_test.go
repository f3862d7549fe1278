package e2e_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"waybill/internal/client"
	"waybill/internal/story"
	"waybill/internal/system"
	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/partner/credentials"
)

// childEnv makes the test program a system in a process of its own, with the options in it.
const childEnv = "WAYBILL_E2E_SYSTEM"

// runChild is that process: what `waybill up` does, until it is killed.
func runChild(encoded string) error {
	var o system.Options
	if err := json.Unmarshal([]byte(encoded), &o); err != nil {
		return err
	}
	s, err := system.Start(context.Background(), o)
	if err != nil {
		return err
	}
	fmt.Println("up")
	return <-s.Failed()
}

// A child is a system in a process of its own, started again whenever it is killed.
type child struct {
	t       *testing.T
	options string
	mu      sync.Mutex
	cmd     *exec.Cmd
}

func (c *child) start() {
	c.t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+c.options)
	cmd.Stderr = os.Stderr
	dieWithTest(cmd)
	if err := cmd.Start(); err != nil {
		c.t.Error(err)
		return
	}
	c.mu.Lock()
	c.cmd = cmd
	c.mu.Unlock()
}

// kill kills the process without notice and waits until it is gone.
func (c *child) kill() {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.cmd.Process.Kill()
	_ = c.cmd.Wait()
}

// systemKills is how often the whole system dies while the story is told.
const systemKills = 5

// The whole system, chain and all, is killed without notice five times at random moments of the story and started
// again on the same folder: nothing that was accepted is lost or doubled.
func TestKillingTheSystemChangesNothing(t *testing.T) {
	want := plain(t)
	data := t.TempDir()
	address := freeAddress(t)
	options, err := json.Marshal(system.Options{Data: data, Addr: address})
	if err != nil {
		t.Fatal(err)
	}
	c := &child{t: t, options: string(options)}
	c.start()
	t.Cleanup(c.kill)

	tellRemotely(t, data, "http://"+address, whileTold(t, systemKills, func() {
		c.kill()
		c.start()
	}))
	c.kill()

	s := start(t, system.Options{Data: data})
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
func tellRemotely(t *testing.T, data, url string, progress func(story.Event)) {
	t.Helper()
	ctx := deadline(t)
	join := func(ctx context.Context, organization custody.OrganizationID) (*client.Client, error) {
		token, err := newCredential(ctx, data, organization)
		return &client.Client{Base: url, Token: token}, err
	}
	eventually(t, "the system has its settings and credentials", func() bool {
		_, missing := os.Stat(filepath.Join(data, "credentials.db"))
		_, incomplete := system.Settings(data)
		return missing == nil && incomplete == nil
	})
	operator, err := join(ctx, operations.Operator)
	if err != nil {
		t.Fatal(err)
	}
	clients := map[custody.OrganizationID]*client.Client{operations.Operator: operator}
	player := story.Player{Clients: clients, Sender: story.OverHTTP(clients), Joined: join, Progress: progress}
	stages, err := chips(t).Stages()
	if err != nil {
		t.Fatal(err)
	}
	if err := player.Play(ctx, stages); err != nil {
		t.Fatal(err)
	}
}

func newCredential(ctx context.Context, data string, organization custody.OrganizationID) (string, error) {
	settings, err := system.Settings(data)
	if err != nil {
		return "", err
	}
	store, err := credentials.Open(ctx, filepath.Join(data, "credentials.db"), settings.Pepper, settings.Environment)
	if err != nil {
		return "", err
	}
	defer func() { _ = store.Close() }()
	token, _, err := store.Create(ctx, organization, organization == operations.Operator, time.Time{})
	return token, err
}
