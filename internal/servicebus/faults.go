package servicebus

import "waybill/internal/servicebus/amqp"

// faults are what goes wrong next, on demand.
type faults struct {
	settlements, sends         int
	settlementAs, sendAs       amqp.Symbol
	lostSettlements, lostSends int
}

func use(left *int) bool {
	if *left == 0 {
		return false
	}
	*left--
	return true
}

func (f *faults) failSettlement() (amqp.Symbol, bool) { return f.settlementAs, use(&f.settlements) }
func (f *faults) loseSettlement() bool                { return use(&f.lostSettlements) }
func (f *faults) loseSend() bool                      { return use(&f.lostSends) }

func (f *faults) rejectSend() *amqp.Error {
	if !use(&f.sends) {
		return nil
	}
	return &amqp.Error{Condition: f.sendAs, Description: "The message is refused as it was told to."}
}

// DropConnections ends every connection without a word. Sessions are free at once, locks of messages stay.
func (s *Server) DropConnections() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		c.end()
	}
	s.serve()
}

// FailSettlements refuses the next n settlements, without effect, with an AMQP condition such as
// "com.microsoft:message-lock-lost".
func (s *Server) FailSettlements(n int, condition string) {
	s.fault(func(f *faults) { f.settlements, f.settlementAs = n, amqp.Symbol(condition) })
}

// LoseSettlements applies the next n settlements and drops the connection instead of answering.
func (s *Server) LoseSettlements(n int) { s.fault(func(f *faults) { f.lostSettlements = n }) }

// RejectSends refuses the next n sends, without effect, with an AMQP condition such as "com.microsoft:server-busy".
func (s *Server) RejectSends(n int, condition string) {
	s.fault(func(f *faults) { f.sends, f.sendAs = n, amqp.Symbol(condition) })
}

// LoseSends takes the messages of the next n sends and drops the connection instead of answering.
func (s *Server) LoseSends(n int) { s.fault(func(f *faults) { f.lostSends = n }) }

func (s *Server) fault(set func(*faults)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	set(&s.faults)
}

// ExpireLocks ends all locks of messages and sessions as if their time were over.
func (s *Server) ExpireLocks() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, q := range s.queues {
		q.state.ExpireLocks(s.now())
		s.changed = append(s.changed, q)
	}
	s.serve()
}
