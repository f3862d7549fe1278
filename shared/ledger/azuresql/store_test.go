package azuresql_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	mssql "github.com/microsoft/go-mssqldb"
	"github.com/microsoft/go-mssqldb/azuread"
	"github.com/microsoft/go-mssqldb/msdsn"

	standin "waybill/internal/azuresql"
	"waybill/shared/custody"
	"waybill/shared/ledger/azuresql"
	"waybill/shared/ledger/ledgertest"
	"waybill/shared/ledger/sqlite"
)

// handler is the user of the database that the program signs in as.
const handler = "waybill-handler"

// sent are the statements that went to a server.
var sent sync.Map

type sentStatements struct{}

// counting is the key of a context whose statements are counted.
type counting struct{}

// Log keeps a statement.
func (sentStatements) Log(ctx context.Context, _ msdsn.Log, statement string) {
	sent.Store(statement, true)
	if count, ok := ctx.Value(counting{}).(*atomic.Int64); ok {
		count.Add(1)
	}
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

// Whoever has the SQLite store can have this one: it offers the same.
func TestStoreOffersWhatTheOtherOneOffers(t *testing.T) {
	t.Parallel()
	this := reflect.TypeFor[*azuresql.Store]()
	for m := range reflect.TypeFor[*sqlite.Store]().Methods() {
		is, found := this.MethodByName(m.Name)
		if !found || is.Type.String() != strings.Replace(m.Type.String(), "*sqlite.Store", "*azuresql.Store", 1) {
			t.Errorf("%s is missing, or not a %s", m.Name, m.Type)
		}
	}
}

// Each statement is a request to the server, a millisecond or more away: what many events write goes in a few.
func TestManyEventsTakeFewStatements(t *testing.T) {
	t.Parallel()
	s := open(t)
	if err := s.Start(t.Context(), ledgertest.Origin); err != nil {
		t.Fatal(err)
	}
	c := ledgertest.NewChain()
	c.Do("operator", "join", &custody.RegisterOrganization{ID: string(ledgertest.Fab), Name: "fab", Key: &custody.Address{1}})
	ledgertest.Project(t, s, c)
	const events = 400
	for i := range events {
		c.Do(ledgertest.Fab, fmt.Sprint(i), &custody.RegisterAsset{ID: ledgertest.Chip(i), Type: "item"})
	}
	count := &atomic.Int64{}
	progress, err := ledgertest.NewProjector(s, c).Run(context.WithValue(t.Context(), counting{}, count), events)
	if err != nil || progress.Events != events {
		t.Fatalf("%d events, %v", progress.Events, err)
	}
	t.Logf("%d events took %d statements", events, count.Load())
	if count.Load() > 2*events+100 {
		t.Errorf("%d events took %d statements", events, count.Load())
	}
}

// The store passes the suite on a real server too, whose sqlserver:// address is in AZURE_SQL_URL. Each ledger has a database of
// its own there, which goes with the test.
func TestStoreOnARealServer(t *testing.T) {
	address := os.Getenv("AZURE_SQL_URL")
	if address == "" {
		t.Skip("AZURE_SQL_URL is not set; the stand-in has to do")
	}
	ledgertest.Run(t, func(t *testing.T) ledgertest.Store { return openReal(t, address) })
}

func openReal(t *testing.T, address string) *azuresql.Store {
	t.Helper()
	server := openURL(t, address, "master")
	name := "waybill-test-" + strings.ToLower(rand.Text())
	if _, err := server.ExecContext(t.Context(), "CREATE DATABASE ["+name+"]"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := server.ExecContext(context.Background(), "DROP DATABASE ["+name+"]"); err != nil {
			t.Error(err)
		}
	})
	db := openURL(t, address, name)
	if err := azuresql.Migrate(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	s := azuresql.NewStore(db, nil)
	if err := s.Known(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// openURL opens a database of the server.
func openURL(t *testing.T, address, database string) *sql.DB {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal("AZURE_SQL_URL is not a sqlserver:// address")
	}
	query := u.Query()
	query.Set("database", database)
	u.RawQuery = query.Encode()
	db, err := sql.Open(azuread.DriverName, u.String())
	if err != nil {
		t.Fatal("AZURE_SQL_URL does not have the right form")
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}
