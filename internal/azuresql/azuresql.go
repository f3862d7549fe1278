// Package azuresql stands in for Azure SQL Database, for tests and for a system on one machine. It speaks TDS 7.4 to the
// unmodified driver github.com/microsoft/go-mssqldb and runs the statements, translated, on SQLite.
//
// A test writes
//
//	server := azuresql.Start(t)
//	db, err := sql.Open("sqlserver", server.URL())
//
// and has a database for itself. A program that wants a server which keeps what it is given calls [Run] with a folder
// and later [Server.Stop]. What can go wrong with the real service is caused with [Server.Drop], [Server.LoseCommits],
// [Server.FailStatements], [Server.RefuseLogins] and [Server.Delay].
//
// It listens on 127.0.0.1 only, and its password is in this file: it is no database for anything that matters.
//
// # What it does not imitate
//
// It is not SQL Server. It knows the Transact-SQL that this project writes (package tsql) and refuses the rest.
//
// Locks: there is one lock for writing, of the whole database, and not one for each row. Under READ COMMITTED each
// statement reads what was committed when it began, as with READ_COMMITTED_SNAPSHOT, which Azure SQL has on; the first
// statement that writes, or reads WITH (UPDLOCK), waits for the lock. REPEATABLE READ and SERIALIZABLE take it with
// their first statement. SNAPSHOT reads stand still; a snapshot that writes after anybody else has written fails with
// 3960, also where SQL Server would see that the rows are others. Nobody can deadlock: 1205 comes from
// [Server.FailStatements] only.
//
// Ledger: an append-only ledger table refuses UPDATE and DELETE with SQL Server's error; there are no history tables,
// no ledger views and no database digests.
//
// Types: a column has the type that it was declared with; an expression has that of its values, so integers come as
// bigint and texts as nvarchar(max). datetime2 and datetimeoffset are kept as text and compare as such. binary(n) takes
// exactly n bytes, where SQL Server would fill up a shorter value. Text compares by code units (BIN2) or without regard
// to case (the database's own), in both cases with the shorter one padded with spaces; there are no other collations, and
// LIKE takes upper and lower case for the same.
//
// Permissions are checked for users whom CREATE USER made, by table and schema; the administrator may do everything.
package azuresql

import (
	"context"
	"crypto/tls"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

// Administrator and Password let in to every stand-in: published, and good for nothing else. The password is also that
// of each user whom CREATE USER makes.
const (
	Administrator = "stand-in"
	Password      = "Loopback-0nly"
	Database      = "waybill"
)

const (
	// lockWait bounds how long a writer waits for another.
	lockWait = 10 * time.Second

	fileName = "azuresql.db"
)

// Options say how a server runs.
type Options struct {
	Folder   string // where it keeps what it is given; "" for a temporary one that goes with the server
	Address  string // to listen on, of this machine; "" for a free port of 127.0.0.1
	Database string // its name; "" for [Database]

	// LockWait is how long a writer waits for another one before error 1222; 0 for 10 seconds.
	LockWait time.Duration

	// Certificate makes the server ask for TLS, as Azure does. Without it the server has none.
	Certificate *tls.Certificate

	// Tokens maps security tokens (fedauth) to the user that they stand for. If it is nil, any token lets the
	// administrator in.
	Tokens map[string]string
}

// A Server is a running stand-in.
type Server struct {
	options  Options
	listener net.Listener
	db       *sql.DB
	gate     gate
	faults   faults
	temp     string

	transactions atomic.Uint64
	mu           sync.Mutex
	sessions     map[*session]struct{}
	stopped      bool
	running      sync.WaitGroup
	stop         sync.Once
}

// Run starts a server and returns when it answers. It ends with [Server.Stop]; a context that ends after Run has
// returned does not end it.
func Run(ctx context.Context, o Options) (*Server, error) {
	s, err := run(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("start the stand-in for Azure SQL: %w", err)
	}
	return s, nil
}

func run(ctx context.Context, o Options) (_ *Server, err error) {
	if o.Address == "" {
		o.Address = "127.0.0.1:0"
	}
	if o.Database == "" {
		o.Database = Database
	}
	if o.LockWait == 0 {
		o.LockWait = lockWait
	}
	s := &Server{options: o, gate: newGate(), sessions: map[*session]struct{}{}}
	folder := o.Folder
	if folder == "" {
		if folder, err = os.MkdirTemp("", "azuresql"); err != nil {
			return nil, err
		}
		s.temp = folder
	} else if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	if s.db, err = open(ctx, filepath.Join(folder, fileName), s.temp != ""); err != nil {
		return nil, err
	}
	host, _, err := net.SplitHostPort(o.Address)
	if err != nil {
		return nil, err
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("the address %s is not one of this machine alone: use 127.0.0.1", o.Address)
	}
	if s.listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp", o.Address); err != nil {
		return nil, err
	}
	s.running.Go(s.accept)
	return s, nil
}

// Address is where the server listens, with the port.
func (s *Server) Address() string { return s.listener.Addr().String() }

// URL is what sql.Open("sqlserver", ...) takes to sign in as the administrator.
func (s *Server) URL() string { return s.UserURL(Administrator) }

// UserURL is what sql.Open("sqlserver", ...) takes to sign in as a user whom CREATE USER has made.
func (s *Server) UserURL(user string) string {
	query := url.Values{"database": {s.options.Database}}
	if s.options.Certificate == nil {
		query.Set("encrypt", "disable")
	}
	u := url.URL{Scheme: "sqlserver", User: url.UserPassword(user, Password), Host: s.Address(), RawQuery: query.Encode()}
	return u.String()
}

// Stop ends all connections and the server; what was committed stays in the folder. It may be called again.
func (s *Server) Stop() error {
	var err error
	s.stop.Do(func() { err = s.close() })
	return err
}

func (s *Server) close() error {
	var errs []error
	s.mu.Lock()
	s.stopped = true
	s.mu.Unlock()
	if s.listener != nil {
		errs = append(errs, s.listener.Close())
	}
	s.Drop()
	s.running.Wait()
	if s.db != nil {
		errs = append(errs, s.db.Close())
	}
	if s.temp != "" {
		errs = append(errs, os.RemoveAll(s.temp))
	}
	return errors.Join(errs...)
}

// accept lets connections in until the listener is closed.
func (s *Server) accept() {
	for {
		c, err := s.listener.Accept()
		if err != nil {
			return
		}
		session := newSession(s, c)
		s.mu.Lock()
		if s.stopped {
			s.mu.Unlock()
			_ = c.Close()
			return
		}
		s.sessions[session] = struct{}{}
		s.mu.Unlock()
		s.running.Go(func() {
			session.serve()
			s.mu.Lock()
			delete(s.sessions, session)
			s.mu.Unlock()
		})
	}
}
