package azuresql_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"waybill/shared/ledger"
	"waybill/shared/ledger/azuresql"
)

// The bytes of a GUID are those that CAST(... AS uniqueidentifier) gives.
func TestSecurityIdentifierOfAGUID(t *testing.T) {
	t.Parallel()
	sid, err := azuresql.SIDOf("00112233-4455-6677-8899-AaBbCcDdEeFf")
	if err != nil || sid != "0x33221100554477668899AABBCCDDEEFF" {
		t.Errorf("it is %s, %v", sid, err)
	}
}

// A name or an id cannot end the statement that it stands in.
func TestPrincipalsWithoutAProperNameAreRefused(t *testing.T) {
	t.Parallel()
	for _, p := range []azuresql.Principal{
		{},
		{Name: "x] DROP TABLE y --"},
		{Name: "x'y"},
		{Name: " x"},
		{Name: strings.Repeat("x", 129)},
		{Name: "x\ny"},
		{Name: "x", ID: "1"},
		{Name: "x", ID: client + "'"},
	} {
		if script, err := azuresql.Script(azuresql.Principals{Handlers: []azuresql.Principal{p}}); err == nil {
			t.Errorf("%q, %q gave %s", p.Name, p.ID, script[len(script)-1])
		}
	}
}

// The script makes users with their identifiers, and replaces one that was left of another identity.
func TestScriptMakesUsers(t *testing.T) {
	t.Parallel()
	script, err := azuresql.Script(azuresql.Principals{
		Handlers: []azuresql.Principal{{Name: "id-waybill", ID: client}},
		Auditors: []azuresql.Principal{{Name: "Auditors", ID: client, Group: true}, {Name: "eve@example.com"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	const sid = "0xD346A6C9619CB74CBFCDEE2522C8F633"
	for _, want := range []string{
		"IF EXISTS (SELECT [sid] FROM sys.database_principals WHERE [name] = N'id-waybill' AND [sid] <> " + sid + ") DROP USER [id-waybill]",
		"IF DATABASE_PRINCIPAL_ID(N'id-waybill') IS NULL CREATE USER [id-waybill] WITH SID = " + sid + ", TYPE = E",
		"ALTER ROLE [waybill_handler] ADD MEMBER [id-waybill]",
		"IF DATABASE_PRINCIPAL_ID(N'Auditors') IS NULL CREATE USER [Auditors] WITH SID = " + sid + ", TYPE = X",
		"IF DATABASE_PRINCIPAL_ID(N'eve@example.com') IS NULL CREATE USER [eve@example.com] FROM EXTERNAL PROVIDER",
		"ALTER ROLE [waybill_auditor] ADD MEMBER [eve@example.com]",
		"GRANT VIEW LEDGER CONTENT TO [waybill_auditor]",
	} {
		if !slices.Contains(script, want) {
			t.Errorf("it lacks %s", want)
		}
	}
	for _, statement := range script {
		parsed(t, statement)
	}
}

// The bootstrap may be repeated, with the same identities and with new ones of the same names. The program's role can do
// what the suite does, and not more; auditors read.
func TestRolesHaveTheirRightsAndNoMore(t *testing.T) {
	t.Parallel()
	server := prepared(t)
	admin := administrator(t, server)
	for _, id := range []string{client, client, "00112233-4455-6677-8899-aabbccddeeff"} {
		err := azuresql.Bootstrap(t.Context(), admin, azuresql.Principals{
			Handlers: []azuresql.Principal{{Name: handler, ID: id}}, Auditors: []azuresql.Principal{{Name: "auditor", ID: client, Group: true}},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	allowed := []string{"SELECT COUNT_BIG(*) FROM [waybill].[log_row]", "SELECT COUNT_BIG(*) FROM [waybill].[handover]", "SELECT COUNT_BIG(*) FROM [waybill].[schema_version]"}
	denied := []string{
		"DELETE FROM [waybill].[schema_version]", "INSERT INTO [waybill].[schema_version] ([version], [digest]) VALUES (2, N'x')",
		"DROP TABLE [waybill].[asset]", "CREATE TABLE [waybill].[more] ([x] bigint NOT NULL)", "CREATE USER [more] WITHOUT LOGIN",
		"ALTER ROLE [waybill_handler] ADD MEMBER [auditor]", "GRANT UPDATE ON [waybill].[log_row] TO [auditor]", "DELETE FROM [waybill].[origin]",
	}
	for _, table := range azuresql.AppendOnly {
		denied = append(denied, "DELETE FROM [waybill].["+table+"]")
	}
	changes := []string{"DELETE FROM [waybill].[asset]", "UPDATE [waybill].[origin] SET [projection] = 2", "DELETE FROM [waybill].[inbox]"}
	for user, may := range map[string]struct{ allowed, denied []string }{
		handler:   {slices.Concat(allowed, changes), denied},
		"auditor": {allowed, slices.Concat(denied, changes, []string{"INSERT INTO [waybill].[merkle_hash] ([ix], [hash]) VALUES (0, 0x00)"})},
	} {
		db := connect(t, server.UserURL(user))
		for _, statement := range may.allowed {
			if _, err := db.ExecContext(t.Context(), statement); err != nil {
				t.Errorf("%s may not: %s: %v", user, statement, err)
			}
		}
		for _, statement := range may.denied {
			if _, err := db.ExecContext(t.Context(), statement); err == nil {
				t.Errorf("%s may: %s", user, statement)
			}
		}
	}
	fill(t, openOn(t, server))
	for _, table := range azuresql.AppendOnly { // not even the administrator
		if _, err := admin.ExecContext(t.Context(), fmt.Sprintf("DELETE FROM [waybill].[%s]", table)); err == nil {
			t.Errorf("the administrator may delete from %s", table)
		}
	}
}

// fill puts a row into each table of the log.
func fill(t *testing.T, s *azuresql.Store) {
	t.Helper()
	err := s.Write(t.Context(), func(tx ledger.Tx) error {
		return errors.Join(
			tx.Append(t.Context(), []ledger.Row{{Event: "x"}}, 0, []tlog.Hash{{1}}),
			tx.AppendBlock(t.Context(), ledger.LogBlock{Size: 1}),
		)
	})
	if err != nil {
		t.Fatal(err)
	}
}
