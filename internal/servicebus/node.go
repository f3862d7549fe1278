package servicebus

import (
	"slices"
	"strings"
	"time"

	"waybill/internal/servicebus/amqp"
	"waybill/internal/servicebus/entity"
)

// Conditions that the broker uses in several places.
const (
	notAllowed   amqp.Symbol = "amqp:not-allowed"
	notFound     amqp.Symbol = "amqp:not-found"
	unauthorized amqp.Symbol = "amqp:unauthorized-access"
	lockLost     amqp.Symbol = "com.microsoft:message-lock-lost"
	sessionLost  amqp.Symbol = "com.microsoft:session-lock-lost"
)

// A queue is one queue of the broker with those who receive from it.
type queue struct {
	options    Queue
	state      *entity.Queue
	main, dead *node
	waiting    []*link // for a session that is free
}

// A node is what can be received from: a queue or its dead-letter queue.
type node struct {
	queue     *queue
	state     *entity.Queue
	receivers []*link
}

func newQueue(options Queue, journal func(entity.Change)) *queue {
	state := entity.New(entity.Config{
		RequiresSession: options.RequiresSession, DuplicateWindow: options.DuplicateWindow, LockDuration: options.LockDuration,
		MaxDeliveryCount: options.MaxDeliveryCount, DefaultTTL: options.DefaultTTL, DeadLetterOnExpiry: options.DeadLetterOnExpiry,
		Token: newToken, Journal: journal,
	})
	q := &queue{options: options, state: state}
	q.main = &node{queue: q, state: state}
	q.dead = &node{queue: q, state: state.DeadLetters()}
	return q
}

func (n *node) join(l *link) { n.receivers = append(n.receivers, l) }

func (n *node) leave(l *link) {
	same := func(other *link) bool { return other == l }
	n.receivers = slices.DeleteFunc(n.receivers, same)
	n.queue.waiting = slices.DeleteFunc(n.queue.waiting, same)
}

// deliver gives messages to the receivers that have credit, one at a time in turn.
func (n *node) deliver(s *Server) {
	for delivered := true; delivered; {
		delivered = false
		for _, l := range n.receivers {
			if l.credit > 0 && !l.session.blocked() && l.deliverOne(s) {
				delivered = true
			}
		}
		if delivered && len(n.receivers) > 1 { // who was first is last the next time
			n.receivers = append(n.receivers[1:], n.receivers[0])
		}
	}
}

func (l *link) deliverOne(s *Server) bool {
	d, ok := l.node.state.Receive(s.now(), l.holder, l.sessionID, l.settled)
	if !ok {
		return false
	}
	tag := tagOf(d.Token)
	if l.settled {
		tag = tagOf(newToken())
	}
	id := l.session.send(l, tag, l.settled, l.node.render(d.Message, d.LockedUntil, nil))
	if !l.settled {
		l.session.unsettled[id] = &delivery{link: l, token: d.Token}
	}
	return true
}

// sessionLost ends the link whose session's lock has run out.
func (q *queue) sessionLost(holder entity.Holder) {
	for _, l := range q.main.receivers {
		if l.holder == holder {
			l.fail(&amqp.Error{Condition: sessionLost, Description: "The lock for the session has expired. Please create a new receiver."})
			return
		}
	}
}

// grantSessions gives free sessions to those who wait for one, first come, first served.
func (q *queue) grantSessions(now time.Time) {
	for len(q.waiting) > 0 {
		l := q.waiting[0]
		id, until, ok := q.state.AcceptNext(now, l.holder)
		if !ok {
			return
		}
		q.waiting = q.waiting[1:]
		l.granted(id, until)
	}
}

// refuseLateAccepts tells those who have waited long enough that no session is free.
func (s *Server) refuseLateAccepts(now time.Time) {
	for _, q := range s.queues {
		q.grantSessions(s.now())
		for _, l := range slices.Clone(q.waiting) {
			if !l.deadline.After(now) {
				l.refuse(&amqp.Error{Condition: "com.microsoft:timeout", Description: "No session was available within the time that the receiver waits."})
			}
		}
	}
}

// An address is what a link is for.
type address struct {
	path       string // lower case, without scheme and host
	cbs        bool
	management bool
	node       *node // nil for $cbs and for what is not there
}

func addressOf(p *amqp.Attach, s *Server) address {
	text := ""
	if p.Role == amqp.RoleSender && p.Target != nil {
		text = p.Target.Address
	}
	if p.Role == amqp.RoleReceiver && p.Source != nil {
		text = p.Source.Address
	}
	return s.resolve(text)
}

func (s *Server) resolve(text string) address {
	a := address{path: pathOf(text)}
	if a.path == "$cbs" {
		a.cbs = true
		return a
	}
	rest, isManagement := strings.CutSuffix(a.path, "/$management")
	a.management = isManagement
	rest, isDead := strings.CutSuffix(rest, "/$deadletterqueue")
	q := s.queues[rest]
	switch {
	case q == nil:
	case isDead:
		a.node = q.dead
	default:
		a.node = q.main
	}
	return a
}

// pathOf gives the path of an address or audience. Service Bus does not tell upper from lower case.
func pathOf(text string) string {
	text = strings.ToLower(text)
	if _, after, ok := strings.Cut(text, "://"); ok {
		_, text, _ = strings.Cut(after, "/")
	}
	return strings.Trim(text, "/")
}
