package sim

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"runtime/debug"
)

// A scheduler lets one task run at a time and changes to another at every call of a port. All draws come from one
// source, and none of them while it ranges over a map: so one seed is one run.
type scheduler struct {
	random  *rand.Rand
	tick    int
	tasks   []*task
	running *task
	started int
	faulty  bool // whether tasks are killed and calls fail

	points []Count // in the order of [Points]
	kills  int
	hash   uint64    // of everything that happened
	trace  io.Writer // nil for nobody

	findings []Finding
}

// A task is one run of a step, from its trigger to its end or its death. It is a coroutine: it runs while the
// scheduler waits for it.
type task struct {
	number int
	step   string
	resume func() (struct{}, bool)
	end    func()
	pause  func(struct{}) bool
	dead   bool
	frozen int    // until which tick it gets no turn
	clock  int    // by how many seconds its machine's clock is wrong
	lag    uint64 // how many blocks the node that it talks to is behind
	wrote  string // what its last commit to the journal was for
}

// killed is the panic of a task that dies. Product code that recovers it lives on only until its next call.
type killed struct{}

// errFailed is what a call comes back with that had no effect, or whose answer was lost: nobody can tell which.
var errFailed = errors.New("i/o timeout")

func newScheduler(seed uint64, trace io.Writer) *scheduler {
	return &scheduler{
		random: rand.New(rand.NewPCG(seed, 0x5741_5942_494c_4c00)), trace: trace, faulty: true,
		points: make([]Count, len(points)+1), hash: 14695981039346656037,
	}
}

// start makes a task that has yet to run.
func (s *scheduler) start(step string, run func()) {
	s.started++
	t := &task{number: s.started, step: step, lag: s.drawLag(), clock: s.random.IntN(2*maxSkew+1) - maxSkew}
	t.resume, t.end = iter.Pull(func(pause func(struct{}) bool) {
		t.pause = pause
		defer func() {
			if v := recover(); v != nil && v != any(killed{}) {
				s.report("panicked", step, fmt.Sprintf("%v\n%s", v, debug.Stack()))
			}
		}()
		makeRoom(s.started)
		run()
	})
	s.tasks = append(s.tasks, t)
}

// makeRoom grows the stack of a new coroutine at once: bit by bit, as a step's calls go deeper, that takes a sixth of a
// run's time.
//
//go:noinline
func makeRoom(i int) byte {
	var room [13 << 10]byte
	room[i%len(room)] = 1
	return room[(i+1)%len(room)]
}

// turn lets a random task run up to its next call, unless it is frozen.
func (s *scheduler) turn() {
	if len(s.tasks) == 0 {
		return
	}
	i := s.random.IntN(len(s.tasks))
	s.running = s.tasks[i]
	defer func() { s.running = nil }()
	if s.faulty && s.running.frozen > s.tick {
		return
	}
	if _, alive := s.running.resume(); !alive {
		last := len(s.tasks) - 1
		s.tasks[i] = s.tasks[last]
		s.tasks = s.tasks[:last]
	}
}

// stop ends all tasks where they are.
func (s *scheduler) stop() {
	for _, t := range s.tasks {
		s.running = t
		t.end()
	}
	s.running, s.tasks = nil, nil
}

// point is a place where a task may die and where another one gets its turn. Whoever calls it when dead ends there.
func (s *scheduler) point(call, phase string) {
	t := s.running
	if t.dead {
		panic(killed{})
	}
	p := Point{t.step, call + phase}
	i, listed := numbers[p]
	if !listed {
		i = len(points)
		s.report("unlisted", t.step, call+phase)
	}
	s.points[i].Passed++
	if s.faulty && s.happens(killRate) {
		s.points[i].Killed++
		s.kills++
		s.note(t, i, p, "killed")
		t.dead = true
		panic(killed{})
	}
	s.note(t, i, p, "")
	if s.faulty && s.happens(freezeRate) {
		t.frozen = s.tick + s.random.IntN(maxFreeze)
	}
	if !t.pause(struct{}{}) {
		t.dead = true
		panic(killed{})
	}
}

// read is a call without effect: an error if no answer came.
func (s *scheduler) read(call string) error {
	s.point(call, "")
	if s.faulty && s.happens(2*faultRate) {
		return s.fail(call, "failed")
	}
	return nil
}

// write is a call with an effect. It may fail before it, and its answer may be lost after it.
func (s *scheduler) write(call string, do func() error) error {
	s.point(call, ".before")
	if s.faulty && s.happens(faultRate) {
		return s.fail(call, "failed")
	}
	if err := do(); err != nil {
		return err
	}
	s.point(call, ".after")
	if s.faulty && s.happens(faultRate) {
		return s.fail(call, "lost")
	}
	return nil
}

// happens draws something that happens at the given rate.
func (s *scheduler) happens(rate float64) bool { return s.random.Float64() < rate }

// drawLag gives how far behind a node is.
func (s *scheduler) drawLag() uint64 {
	if !s.faulty {
		return 0
	}
	return s.random.Uint64N(maxLag + 1)
}
