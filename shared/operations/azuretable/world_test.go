package azuretable

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"time"

	"waybill/shared/tables"
)

// A world runs tasks one at a time, each up to its next request to the table. One number decides who is next, and which
// requests fail, which answers are lost, which requests arrive late, and who dies.
type world struct {
	*memory
	chance   *rand.Rand
	bad      bool // whether anything goes wrong
	tasks    []*task
	running  *task
	burst    int // how many turns it has still to go
	yielded  chan struct{}
	late     []func() // requests on their way whose senders have given up
	requests int
	watch    func(writes ...tables.Write) // after each, with what it wrote
}

// A task is a process with one thing to do.
type task struct {
	*world
	resume chan bool // false to die
	over   bool
	died   bool
}

// mostConflicts is more than one call meets where so few are in its way.
const mostConflicts = 1000

var errEndless = errors.New("it does not end")

// errLost is the answer that never came.
var errLost = errors.New("the answer was lost")

func newWorld(seed uint64, bad bool) *world {
	return &world{memory: newMemory(), chance: rand.New(rand.NewPCG(seed, 1)), bad: bad, yielded: make(chan struct{}), watch: func(...tables.Write) {}}
}

// start adds a task. It has a store of its own, as a process has.
func (w *world) start(do func(s *Store)) {
	t := &task{world: w, resume: make(chan bool)}
	w.tasks = append(w.tasks, t)
	go func() {
		defer func() {
			t.over = true
			w.yielded <- struct{}{}
		}()
		if <-t.resume {
			do(storeOn(t))
		}
	}()
}

// storeOn gives a store that asks for one thing after the other and waits for nothing.
func storeOn(t service) *Store {
	s := newStore(t, 1, func(_ context.Context, conflicts int) error {
		if conflicts > mostConflicts {
			return errEndless
		}
		return nil
	})
	s.Now = func() time.Time { return dawn.Add(time.Minute) }
	return s
}

// run lets the tasks run until all are over. It is an error if they do not end.
func (w *world) run(most int) error {
	for {
		var ready []*task
		for _, t := range w.tasks {
			if !t.over {
				ready = append(ready, t)
			}
		}
		if len(w.late) > 0 && (len(ready) == 0 || w.chance.IntN(8) == 0) {
			i := w.chance.IntN(len(w.late))
			w.late[i]()
			w.late = append(w.late[:i], w.late[i+1:]...)
			continue
		}
		if len(ready) == 0 {
			return nil
		}
		t := w.next(ready)
		alive := w.requests < most && (!w.bad || w.chance.IntN(60) != 0)
		t.died = t.died || !alive
		t.resume <- alive
		<-w.yielded
		if w.requests >= most && len(ready) == 1 {
			return fmt.Errorf("after %d requests they still do not end", w.requests)
		}
	}
}

// next gives whose turn it is: now and then one task goes on for long while all others wait.
func (w *world) next(ready []*task) *task {
	if w.burst--; w.burst < 0 || w.running.over {
		w.running = ready[w.chance.IntN(len(ready))]
		w.burst = []int{0, 0, 1, 3, 20, 200}[w.chance.IntN(6)]
	}
	return w.running
}

// turnOf waits until it is the task's turn again, or ends it.
func (t *task) turnOf() {
	if t.over {
		runtime.Goexit()
	}
	t.requests++
	t.yielded <- struct{}{}
	if !<-t.resume {
		runtime.Goexit()
	}
}

// read is a request without effect.
func (t *task) read() error {
	t.turnOf()
	if t.bad && t.chance.IntN(40) == 0 {
		return errLost
	}
	return nil
}

// write is a request with an effect, which may never arrive, arrive late, or arrive and not be answered.
func (t *task) write(do func() error, writes ...tables.Write) error {
	t.turnOf()
	if t.bad {
		switch t.chance.IntN(30) {
		case 0:
			return errLost
		case 1:
			t.late = append(t.late, func() {
				_ = do()
				t.watch(writes...)
			})
			return errLost
		case 2:
			_ = do()
			t.watch(writes...)
			return errLost
		}
	}
	err := do()
	t.watch(writes...)
	return err
}

// Get asks the table.
func (t *task) Get(ctx context.Context, partition, row string) (tables.Entity, bool, error) {
	if err := t.read(); err != nil {
		return tables.Entity{}, false, err
	}
	return t.memory.Get(ctx, partition, row)
}

// List asks the table.
func (t *task) List(ctx context.Context, r tables.Range, limit int, use func(tables.Entity) error) error {
	if err := t.read(); err != nil {
		return err
	}
	return t.memory.List(ctx, r, limit, use)
}

// Put writes to the table.
func (t *task) Put(ctx context.Context, e tables.Entity) error {
	return t.write(func() error { return t.memory.Put(ctx, e) })
}

// Commit writes to the table.
func (t *task) Commit(ctx context.Context, writes ...tables.Write) (etags []string, err error) {
	err = t.write(func() (err error) {
		etags, err = t.memory.Commit(ctx, writes...)
		return err
	}, writes...)
	return etags, err
}
