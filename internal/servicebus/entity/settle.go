package entity

import (
	"container/heap"
	"fmt"
	"time"
)

// Receive locks the first message that waits for a receiver. On a queue with sessions, session names the one that the
// holder holds. With take, the message is removed for good instead of being locked.
func (q *Queue) Receive(now time.Time, holder Holder, session string, take bool) (Delivery, bool) {
	q.Advance(now)
	ready, until := &q.ready, now.Add(q.config.LockDuration)
	if q.config.RequiresSession {
		s := q.sessions[session]
		if s == nil || s.holder != holder || holder == 0 {
			return Delivery{}, false
		}
		ready, until = &s.ready, s.lockedUntil
	}
	if ready.Len() == 0 {
		return Delivery{}, false
	}
	return q.deliver((*ready)[0], until, take), true
}

// ReceiveDeferred locks deferred messages, or with take removes them, all or none. ErrNotFound if one of the numbers is
// not that of a deferred message that nobody has locked, or of another session than the holder's.
func (q *Queue) ReceiveDeferred(now time.Time, holder Holder, session string, take bool, sequences ...int64) ([]Delivery, error) {
	q.Advance(now)
	until := now.Add(q.config.LockDuration)
	if q.config.RequiresSession {
		s := q.sessions[session]
		if s == nil || s.holder != holder || holder == 0 {
			return nil, ErrSessionLost
		}
		until = s.lockedUntil
	}
	seen := map[int64]bool{}
	for _, number := range sequences {
		e := q.messages[number]
		if e == nil || e.State != Deferred || e.locked() || seen[number] || q.config.RequiresSession && e.Session != session {
			return nil, ErrNotFound
		}
		seen[number] = true
	}
	var all []Delivery
	for _, number := range sequences {
		all = append(all, q.deliver(q.messages[number], until, take))
	}
	return all, nil
}

func (q *Queue) deliver(e *entry, until time.Time, take bool) Delivery {
	e.Deliveries++
	if take {
		q.remove(e)
		return Delivery{Message: e.Message}
	}
	if e.place >= 0 {
		heap.Remove(q.laneOf(e), e.place)
	}
	e.token, e.lockedUntil = q.config.Token(), until
	q.locks[e.token] = e
	if !q.config.RequiresSession { // the session's lock governs
		q.watchLock(e)
	}
	return Delivery{Message: e.Message, Token: e.token, LockedUntil: until}
}

func (q *Queue) watchLock(e *entry) {
	e.lock = q.timers.add(e.lockedUntil, func(now time.Time) { q.giveBack(now, e, e.Payload) })
}

// giveBack ends a lock without an outcome. The delivery counts.
func (q *Queue) giveBack(now time.Time, e *entry, payload []byte) {
	q.unlock(e)
	if limit := q.config.MaxDeliveryCount; q.dead != nil && limit > 0 && e.Deliveries >= limit {
		text := fmt.Sprintf("Message could not be consumed after %d delivery attempts.", e.Deliveries)
		q.bury(now, e, MaxDeliveryCountExceeded, text, payload)
		return
	}
	e.Payload = payload
	q.comeBack(now, e)
	q.tidy(e.Session)
}

// comeBack makes a message that has just lost its lock wait again, if it has not expired meanwhile.
func (q *Queue) comeBack(now time.Time, e *entry) {
	if at := e.Expires(); q.dead != nil && !at.IsZero() && !at.After(now) {
		q.expire(now, e)
		return
	}
	if e.State == Active {
		q.wait(e)
	}
	q.config.Journal(Change{Kind: Put, Message: e.Message})
}

func (q *Queue) unlock(e *entry) {
	q.timers.stop(e.lock)
	delete(q.locks, e.token)
	e.token, e.lock, e.lockedUntil = Token{}, nil, time.Time{}
}

// Locked gives the message of a lock that holds.
func (q *Queue) Locked(now time.Time, token Token) (Delivery, error) {
	q.Advance(now)
	e := q.locks[token]
	if e == nil {
		return Delivery{}, ErrLockLost
	}
	return Delivery{Message: e.Message, Token: token, LockedUntil: e.lockedUntil}, nil
}

// settle calls end with the message of a lock that holds.
func (q *Queue) settle(now time.Time, token Token, end func(*entry)) error {
	q.Advance(now)
	e := q.locks[token]
	if e == nil {
		return ErrLockLost
	}
	end(e)
	return nil
}

// Complete removes a message for good.
func (q *Queue) Complete(now time.Time, token Token) error {
	return q.settle(now, token, q.remove)
}

// Abandon gives a message back at once with a payload that may be another. One that was delivered as often as the queue
// allows becomes a dead letter.
func (q *Queue) Abandon(now time.Time, token Token, payload []byte) error {
	return q.settle(now, token, func(e *entry) { q.giveBack(now, e, payload) })
}

// Release gives a message back as if it had not been delivered.
func (q *Queue) Release(now time.Time, token Token) error {
	return q.settle(now, token, func(e *entry) {
		q.unlock(e)
		e.Deliveries--
		q.comeBack(now, e)
	})
}

// Defer puts a message aside: only ReceiveDeferred finds it. The delivery counts.
func (q *Queue) Defer(now time.Time, token Token, payload []byte) error {
	return q.settle(now, token, func(e *entry) {
		q.unlock(e)
		e.State, e.Payload = Deferred, payload
		q.comeBack(now, e)
		q.tidy(e.Session)
	})
}

// DeadLetter moves a message to the dead-letter queue. In a dead-letter queue the message stays, as a new dead letter.
func (q *Queue) DeadLetter(now time.Time, token Token, reason, text string, payload []byte) error {
	return q.settle(now, token, func(e *entry) {
		if q.dead != nil {
			q.bury(now, e, reason, text, payload)
			return
		}
		q.unlock(e)
		e.Reason, e.Text, e.Payload = reason, text, payload
		q.comeBack(now, e)
	})
}

// Renew prolongs a lock to the queue's lock duration from now. Locks of a queue with sessions are renewed with their
// session.
func (q *Queue) Renew(now time.Time, token Token) (until time.Time, err error) {
	err = q.settle(now, token, func(e *entry) {
		if until = e.lockedUntil; q.config.RequiresSession {
			return
		}
		q.timers.stop(e.lock)
		until = now.Add(q.config.LockDuration)
		e.lockedUntil = until
		q.watchLock(e)
	})
	return until, err
}

// ExpireLocks ends all locks of messages and sessions as if their time were over.
func (q *Queue) ExpireLocks(now time.Time) {
	q.Advance(now)
	for _, e := range q.inOrder(func(e *entry) bool { return e.locked() && !q.config.RequiresSession }) {
		q.giveBack(now, e, e.Payload)
	}
	for id, s := range q.sessions {
		if s.holder != 0 {
			q.loseSession(now, id)
		}
	}
	if q.dead != nil {
		q.dead.ExpireLocks(now)
	}
}
