package azuresql_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	standin "waybill/internal/azuresql"
	"waybill/shared/ledger/azuresql"
)

// The handler refuses a database whose schema it does not know, and says what helps.
func TestSchemasOfOthersAreRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ statement, known, migrated string }{
		"newer": {
			"INSERT INTO [waybill].[schema_version] ([version], [digest]) VALUES (1000, N'x')",
			"the database's schema is newer than version 1, the last one this program knows: use the newer program", "use the newer program",
		},
		"foreign": {
			"UPDATE [waybill].[schema_version] SET [digest] = N'x'",
			"version 1 of the database's schema is not the one this program knows", "it belongs to another program",
		},
		"older": {
			"DELETE FROM [waybill].[schema_version]",
			"the database's schema is of version 0, and this program needs version 1: run the deployment's SQL step, which migrates it", "apply version 1",
		},
		"none": {
			"DROP TABLE [waybill].[schema_version]",
			"the database is not prepared; apply its migrations and grants, which the deployment's SQL step does", "apply version 1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := prepared(t)
			db := administrator(t, server)
			if _, err := db.ExecContext(t.Context(), c.statement); err != nil {
				t.Fatal(err)
			}
			if err := azuresql.NewStore(db, nil).Known(t.Context()); err == nil || !strings.Contains(err.Error(), c.known) {
				t.Errorf("the handler is told %v", err)
			}
			if err := azuresql.Migrate(t.Context(), db); err == nil || !strings.Contains(err.Error(), c.migrated) {
				t.Errorf("the migration gave %v", err)
			}
		})
	}
}

// Who is no user, or has no role, is told what is missing.
func TestMissingRightsAreExplained(t *testing.T) {
	t.Parallel()
	server := prepared(t)
	if _, err := administrator(t, server).ExecContext(t.Context(), "CREATE USER [stranger] FROM EXTERNAL PROVIDER"); err != nil {
		t.Fatal(err)
	}
	for user, want := range map[string]string{"stranger": "needs the role waybill_handler", "nobody": "is no user of the database"} {
		if err := azuresql.NewStore(connect(t, server.UserURL(user)), nil).Known(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s is told %v", user, err)
		}
	}
}

// Several deployments at once, or one after the other, make the database once.
func TestMigrationMayBeRepeated(t *testing.T) {
	t.Parallel()
	db := administrator(t, standin.Start(t))
	if err := azuresql.Migrate(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	errs := make([]error, 3)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() { errs[i] = azuresql.Migrate(t.Context(), db) })
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Error(err)
	}
	if err := azuresql.NewStore(db, nil).Known(t.Context()); err != nil {
		t.Error(err)
	}
}
