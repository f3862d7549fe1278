package servicebus

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"

	"waybill/internal/servicebus/entity"
)

// A Server is a running broker.
type Server struct {
	now      func() time.Time
	listener net.Listener
	store    *store // nil without a folder
	wake     chan struct{}
	done     chan struct{}
	stop     sync.Once
	all      sync.WaitGroup

	mu       sync.Mutex // guards everything below and all that connections, sessions, links and queues keep
	queues   map[string]*queue
	conns    map[*conn]bool
	changed  []*queue // whose receivers must be looked at
	holders  entity.Holder
	planned  time.Time // when the clock is looked at next; zero for never
	faults   faults
	stopping bool
}

// Run starts a broker on the loopback interface and returns when it listens. The context only bounds the start. Without
// a folder nothing outlives Stop.
func Run(ctx context.Context, options Options) (*Server, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("start the broker: %w", err)
	}
	s := &Server{
		now: options.Now, wake: make(chan struct{}, 1), done: make(chan struct{}),
		queues: map[string]*queue{}, conns: map[*conn]bool{},
	}
	if s.now == nil {
		s.now = time.Now
	}
	for _, q := range options.Queues {
		if err := s.addQueue(q.withDefaults()); err != nil {
			return nil, err
		}
	}
	if options.Folder != "" {
		opened, err := openStore(options.Folder, s.queues)
		if err != nil {
			return nil, err
		}
		s.store = opened
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(options.Port)))
	if err != nil {
		s.store.close()
		return nil, fmt.Errorf("listen for AMQP: %w", err)
	}
	s.listener = listener
	if options.TLS != nil {
		s.listener = tls.NewListener(listener, options.TLS)
	}
	s.all.Go(s.accept)
	s.all.Go(s.keepTime)
	return s, nil
}

func (s *Server) addQueue(q Queue) error {
	if err := q.check(); err != nil {
		return err
	}
	name := strings.ToLower(q.Name)
	if s.queues[name] != nil {
		return fmt.Errorf("queue %s is there twice", q.Name)
	}
	s.queues[name] = newQueue(q, func(c entity.Change) { s.store.note(name, c) })
	return nil
}

func newToken() entity.Token {
	var t entity.Token
	_, _ = rand.Read(t[:]) // never fails
	t[6], t[8] = t[6]&0x0f|0x40, t[8]&0x3f|0x80
	return t
}

// Addr gives host and port.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// ConnectionString lets an SDK find the broker without TLS. The key in it is that of Microsoft's emulator and no secret.
func (s *Server) ConnectionString() string {
	return "Endpoint=sb://" + s.Addr() + ";SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true"
}

// Stop ends all connections and returns when nothing of the broker runs any more.
func (s *Server) Stop() {
	s.stop.Do(func() {
		s.mu.Lock()
		s.stopping = true
		s.mu.Unlock()
		close(s.done)
		_ = s.listener.Close()
		s.DropConnections()
		s.all.Wait()
		s.store.close()
	})
}

// Wake makes the broker look at its clock, after it was moved: what is due has happened on return.
func (s *Server) Wake() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.passTime()
	s.poke()
}

func (s *Server) poke() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *Server) accept() {
	for {
		nc, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		if s.stopping {
			s.mu.Unlock()
			_ = nc.Close()
			return
		}
		c := newConn(s, nc)
		s.conns[c] = true
		s.mu.Unlock()
		s.all.Go(c.read)
		s.all.Go(c.write)
	}
}

// keepTime looks at the clock whenever something falls due.
func (s *Server) keepTime() {
	for {
		s.mu.Lock()
		next := s.passTime()
		s.mu.Unlock()
		if next < 0 {
			next = time.Hour
		}
		timer := time.NewTimer(next)
		select {
		case <-timer.C:
		case <-s.wake:
		case <-s.done:
		}
		timer.Stop()
		select {
		case <-s.done:
			return
		default:
		}
	}
}

// passTime lets happen what is due and tells how long nothing else is; a negative duration means for ever.
func (s *Server) passTime() time.Duration {
	now := s.now()
	for _, q := range s.queues {
		q.state.Advance(now)
		s.changed = append(s.changed, q)
	}
	s.endExpiredClaims(now)
	s.refuseLateAccepts(time.Now())
	s.serve()

	wait := time.Duration(-1)
	s.planned = time.Time{}
	sooner := func(d time.Duration) {
		if d = max(d, time.Millisecond); wait < 0 || d < wait {
			wait, s.planned = d, now.Add(d)
		}
	}
	for _, q := range s.queues {
		if at, ok := q.state.Next(); ok {
			sooner(at.Sub(now))
		}
		for _, l := range q.waiting {
			sooner(time.Until(l.deadline))
		}
	}
	for c := range s.conns {
		for _, until := range c.claims {
			if !until.IsZero() {
				sooner(until.Sub(now))
			}
		}
	}
	return wait
}

// serve gives receivers what there is for them, until nothing changes any more.
func (s *Server) serve() {
	for len(s.changed) > 0 {
		q := s.changed[0]
		s.changed = s.changed[1:]
		for _, holder := range q.state.Lost() {
			q.sessionLost(holder)
		}
		q.grantSessions(s.now())
		q.main.deliver(s)
		q.dead.deliver(s)
		if at, ok := q.state.Next(); ok && (s.planned.IsZero() || at.Before(s.planned)) {
			s.poke()
		}
	}
	s.changed = nil
	if s.store.large() {
		_ = s.store.rewrite(s.queues) // the old log stays, and is as good
	}
}
