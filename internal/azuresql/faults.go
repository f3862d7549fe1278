package azuresql

import (
	"context"
	"sync"
	"time"

	"waybill/internal/azuresql/tsql"
)

// faults is what is still to go wrong.
type faults struct {
	mu                          sync.Mutex
	statements, logins, commits []int32 // numbers of errors, in the order in which they come
	lost                        int     // commits that nobody hears of
	delay                       time.Duration
}

// Drop ends all connections, whatever they are doing. Transactions that are open are rolled back.
func (s *Server) Drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for session := range s.sessions {
		_ = session.net.Close()
	}
}

// LoseCommits lets the next n commits take effect and drops the connection before the answer. A statement outside a
// transaction that changes something is a commit, too.
func (s *Server) LoseCommits(n int) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.lost = n
}

// FailStatements lets the next n batches and calls fail with an error of SQL Server before they do anything: 40501 or
// 10928 (busy), 40613 (not available), 1205 (deadlock), 3960 (snapshot conflict). As with the real service, 1205 and 3960 roll
// the transaction back, and 40501 and 40613 end the connection.
func (s *Server) FailStatements(n int, number int32) { s.faults.add(&s.faults.statements, n, number) }

// FailCommits lets the next n requests to commit fail, with the transaction rolled back.
func (s *Server) FailCommits(n int, number int32) { s.faults.add(&s.faults.commits, n, number) }

// RefuseLogins lets the next n logins fail with an error of SQL Server: 40613 (not available), 18456 (wrong password), ...
func (s *Server) RefuseLogins(n int, number int32) { s.faults.add(&s.faults.logins, n, number) }

// Delay makes each batch and call wait before it begins; 0 ends that.
func (s *Server) Delay(d time.Duration) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.delay = d
}

func (f *faults) add(list *[]int32, n int, number int32) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for range n {
		*list = append(*list, number)
	}
}

// take gives the next error of the list, nil if there is none.
func (f *faults) take(list *[]int32) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(*list) == 0 {
		return nil
	}
	number := (*list)[0]
	*list = (*list)[1:]
	return fault(number)
}

// lose reports whether nobody may hear of this commit.
func (f *faults) lose() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.lost == 0 {
		return false
	}
	f.lost--
	return true
}

// wait delays what comes.
func (f *faults) wait(ctx context.Context) error {
	f.mu.Lock()
	d := f.delay
	f.mu.Unlock()
	if d == 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// fault makes an error with the severity that the service gives it
// (https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues).
func fault(number int32) *tsql.Error {
	e := tsql.Errorf(number, "The stand-in was told to fail.")
	switch number {
	case 1205:
		e.Class = 13
		e.Message = "Transaction (Process ID 51) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction."
	case 3960:
		e.Message = "Snapshot isolation transaction aborted due to update conflict. Retry the transaction or change the isolation level for the update/delete statement."
	case 40501:
		e.Class = 20
		e.Message = "The service is currently busy. Retry the request after 10 seconds."
	case 40197:
		e.Class = 17
		e.Message = "The service has encountered an error processing your request. Please try again."
	case 40613:
		e.Class = 17
		e.Message = "Database is not currently available. Please retry the connection later."
	case 10928:
		e.Message = "Resource ID : 1. The request limit for the database has been reached."
	case 18456:
		e.Class = 14
		e.Message = "Login failed."
	}
	return e
}

// ends reports whether the service ends the connection with the error.
func ends(e *tsql.Error) bool {
	return e.Class >= 20 || e.Number == 40613 || e.Number == 40197
}

// undoes reports whether the transaction is rolled back with the error.
func undoes(e *tsql.Error) bool { return e.Number == 1205 || e.Number == 3960 || ends(e) }
