package azuresql_test

import (
	"context"
	"database/sql"
	"os"
	"strings"
	"sync"
	"testing"

	mssql "github.com/microsoft/go-mssqldb"
	"github.com/microsoft/go-mssqldb/msdsn"

	standin "waybill/internal/azuresql"
	"waybill/shared/ledger/azuresql"
	"waybill/shared/ledger/ledgertest"
)

// handler is the user of the database that the program signs in as.
const handler = "waybill-handler"

// sent are the statements that went to a server.
var sent sync.Map

type sentStatements struct{}

// Log keeps a statement.
func (sentStatements) Log(_ context.Context, _ msdsn.Log, statement string) {
	sent.Store(statement, true)
}

func TestMain(m *testing.M) {
	mssql.SetContextLogger(sentStatements{})
	os.Exit(m.Run())
}

// prepared gives a server whose database was prepared as a deployment does it.
func prepared(t *testing.T) *standin.Server {
	t.Helper()
	server := standin.Start(t)
	db := administrator(t, server)
	if err := azuresql.Migrate(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	if err := azuresql.Bootstrap(t.Context(), db, azuresql.Principals{Handlers: []azuresql.Principal{{Name: handler}}}); err != nil {
		t.Fatal(err)
	}
	return server
}

// administrator signs in as who may do everything.
func administrator(t *testing.T, server *standin.Server) *sql.DB {
	t.Helper()
	return connect(t, server.URL())
}

func connect(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := azuresql.Connect(azuresql.Place{Emulator: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// open gives an empty ledger on a server of its own, with the rights that the program has.
func open(t *testing.T) *azuresql.Store {
	t.Helper()
	return openOn(t, prepared(t))
}

func openOn(t *testing.T, server *standin.Server) *azuresql.Store {
	t.Helper()
	s, err := azuresql.Open(t.Context(), azuresql.Place{Emulator: server.UserURL(handler) + "&log=8"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// The store passes the suite that every store passes, on the stand-in for Azure SQL, with no more rights than the role gives.
// What it sends keeps to the subset, also where a statement is made on the way.
func TestStore(t *testing.T) {
	t.Run("Suite", func(t *testing.T) {
		ledgertest.Run(t, func(t *testing.T) ledgertest.Store { return open(t) })
	})
	made, count := schema(t), 0
	sent.Range(func(statement, _ any) bool {
		text := statement.(string)
		if strings.HasPrefix(text, "IF ") {
			return true // of a migration
		}
		count++
		for _, wrong := range wrongStatement(t, made, text) {
			t.Errorf("%.300s: %s", text, wrong)
		}
		return true
	})
	if count < 50 {
		t.Errorf("only %d statements were looked at", count)
	}
}
