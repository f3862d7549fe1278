package entity

import (
	"slices"
	"time"
)

// A session is the messages of one session id, who holds them and what they noted.
type session struct {
	ready       lane
	holder      Holder
	lockedUntil time.Time
	lock        *timer
	state       []byte
}

func (q *Queue) session(id string) *session {
	s := q.sessions[id]
	if s == nil {
		s = &session{}
		q.sessions[id] = s
	}
	return s
}

// tidy forgets a session that nobody has anything of.
func (q *Queue) tidy(id string) {
	if s := q.sessions[id]; s != nil && s.ready.Len() == 0 && s.holder == 0 && s.state == nil {
		delete(q.sessions, id)
	}
}

// AcceptSession locks a session for the holder, whether or not it has messages. ErrSessionHeld if it is another's.
func (q *Queue) AcceptSession(now time.Time, id string, holder Holder) (until time.Time, err error) {
	q.Advance(now)
	s := q.session(id)
	if s.holder != 0 {
		return time.Time{}, ErrSessionHeld
	}
	s.holder = holder
	q.lockSession(now, id, s)
	return s.lockedUntil, nil
}

func (q *Queue) lockSession(now time.Time, id string, s *session) {
	q.timers.stop(s.lock)
	s.lockedUntil = now.Add(q.config.LockDuration)
	s.lock = q.timers.add(s.lockedUntil, func(now time.Time) { q.loseSession(now, id) })
}

// AcceptNext locks the free session whose first waiting message is the oldest; false if there is none.
func (q *Queue) AcceptNext(now time.Time, holder Holder) (id string, until time.Time, ok bool) {
	q.Advance(now)
	oldest := int64(0)
	for candidate, s := range q.sessions {
		if s.holder == 0 && s.ready.Len() > 0 && (!ok || s.ready[0].Sequence < oldest) {
			id, oldest, ok = candidate, s.ready[0].Sequence, true
		}
	}
	if !ok {
		return "", time.Time{}, false
	}
	until, err := q.AcceptSession(now, id, holder)
	return id, until, err == nil
}

func (q *Queue) held(now time.Time, id string, holder Holder) (*session, error) {
	q.Advance(now)
	s := q.sessions[id]
	if s == nil || s.holder != holder || holder == 0 {
		return nil, ErrSessionLost
	}
	return s, nil
}

// RenewSession prolongs the lock of a session to the queue's lock duration from now.
func (q *Queue) RenewSession(now time.Time, id string, holder Holder) (until time.Time, err error) {
	s, err := q.held(now, id, holder)
	if err != nil {
		return time.Time{}, err
	}
	q.lockSession(now, id, s)
	for _, e := range q.locks {
		if e.Session == id {
			e.lockedUntil = s.lockedUntil
		}
	}
	return s.lockedUntil, nil
}

// ReleaseSession gives a session up. Its locked messages wait again, as if they had not been delivered.
func (q *Queue) ReleaseSession(now time.Time, id string, holder Holder) error {
	s, err := q.held(now, id, holder)
	if err != nil {
		return err
	}
	for _, e := range q.lockedOf(id) {
		q.unlock(e)
		e.Deliveries--
		q.comeBack(now, e)
	}
	q.free(id, s)
	return nil
}

// loseSession ends the lock of a session that ran out. Deliveries that were not settled count.
func (q *Queue) loseSession(now time.Time, id string) {
	s := q.sessions[id]
	if s == nil || s.holder == 0 {
		return
	}
	q.lost = append(q.lost, s.holder)
	for _, e := range q.lockedOf(id) {
		q.giveBack(now, e, e.Payload)
	}
	q.free(id, s)
}

func (q *Queue) free(id string, s *session) {
	q.timers.stop(s.lock)
	s.holder, s.lock, s.lockedUntil = 0, nil, time.Time{}
	q.tidy(id)
}

func (q *Queue) lockedOf(id string) []*entry {
	return q.inOrder(func(e *entry) bool { return e.locked() && e.Session == id })
}

func (q *Queue) inOrder(wanted func(*entry) bool) []*entry {
	var found []*entry
	for _, e := range q.locks {
		if wanted(e) {
			found = append(found, e)
		}
	}
	slices.SortFunc(found, func(a, b *entry) int { return int(a.Sequence - b.Sequence) })
	return found
}

// Lost gives the holders who lost a session since it was last asked.
func (q *Queue) Lost() []Holder {
	lost := q.lost
	q.lost = nil
	return lost
}

// SessionState gives what the session's holders noted, nil for nothing.
func (q *Queue) SessionState(now time.Time, id string, holder Holder) ([]byte, error) {
	s, err := q.held(now, id, holder)
	if err != nil {
		return nil, err
	}
	return s.state, nil
}

// SetSessionState notes something for the next holders; nil removes it.
func (q *Queue) SetSessionState(now time.Time, id string, holder Holder, state []byte) error {
	s, err := q.held(now, id, holder)
	if err != nil {
		return err
	}
	s.state = state
	q.config.Journal(Change{Kind: Noted, ID: id, State: state})
	return nil
}

// Sessions lists the sessions that have messages waiting or something noted, in alphabetical order.
func (q *Queue) Sessions(now time.Time) []string {
	q.Advance(now)
	ids := []string{}
	for id, s := range q.sessions {
		if s.ready.Len() > 0 || s.state != nil {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}
