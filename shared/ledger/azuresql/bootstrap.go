package azuresql

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"waybill/shared/ledger"
)

// The roles of a database with a ledger. Users have rights only by them.
const (
	handlerRole = "waybill_handler" // the program: it appends to the log and fills the tables, and alters no table's form
	auditorRole = "waybill_auditor" // people: they read everything and have the server verify its ledger tables
)

// A Principal is an identity of Microsoft Entra that becomes a user of the database.
type Principal struct {
	// Name is the identity's display name, and the user's. For a managed identity it is the name of its resource.
	Name string

	// ID is a GUID: the client id (application id) of a managed identity or an application, the object id of a user or a
	// group. With it the server need not ask the directory, for which it would need the role Directory Readers. Default:
	// the server asks.
	ID string

	// Group says that it is a group.
	Group bool
}

// Principals are who may do what.
type Principals struct {
	Handlers []Principal // the identities that the program runs as
	Auditors []Principal
}

// appendOnly are the tables that nobody changes: the server would refuse it, too.
var appendOnly = []string{"log_row", "merkle_hash", "log_block"}

// principalPattern does not count: a bound of letters makes an expression that takes the start of the program 19 ms.
var principalPattern = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N} ._@-]*$`)

// longestName is how many characters SQL Server takes as a name (sysname).
const longestName = 128

// Bootstrap makes the principals users of the database and gives the roles their rights. It needs the rights of the
// server's administrator in Microsoft Entra, and a database that [Migrate] has prepared. May be repeated; nobody who is a
// user is removed. A user of the same name with another id, left of an identity that was deleted, is replaced.
func Bootstrap(ctx context.Context, db *sql.DB, p Principals) error {
	script, err := Script(p)
	if err != nil {
		return err
	}
	for _, statement := range script {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}

// Script gives the statements of [Bootstrap] for whoever wants to run them elsewhere.
func Script(p Principals) ([]string, error) {
	script := slices.Concat(role(handlerRole), handlerGrants(), role(auditorRole), []string{
		"GRANT SELECT ON SCHEMA::[waybill] TO [" + auditorRole + "]",
		"GRANT VIEW LEDGER CONTENT TO [" + auditorRole + "]",
	})
	for _, group := range []struct {
		role    string
		members []Principal
	}{{handlerRole, p.Handlers}, {auditorRole, p.Auditors}} {
		for _, member := range group.members {
			user, err := member.user()
			if err != nil {
				return nil, err
			}
			script = append(append(script, user...), fmt.Sprintf("ALTER ROLE [%s] ADD MEMBER [%s]", group.role, member.Name))
		}
	}
	return script, nil
}

// handlerGrants gives exactly what the statements of this package need.
func handlerGrants() []string {
	grants := []string{"GRANT SELECT ON [waybill].[schema_version] TO [" + handlerRole + "]"}
	for _, table := range appendOnly {
		grants = append(grants, "GRANT SELECT, INSERT ON [waybill].["+table+"] TO ["+handlerRole+"]")
	}
	grants = append(grants, "GRANT SELECT, INSERT, UPDATE ON [waybill].[origin] TO ["+handlerRole+"]")
	for _, table := range changing() {
		grants = append(grants, "GRANT SELECT, INSERT, UPDATE, DELETE ON [waybill].["+table+"] TO ["+handlerRole+"]")
	}
	return grants
}

// changing gives the tables whose rows come and go.
func changing() []string {
	tables := []string{"inbox", "payload"}
	for _, r := range ledger.Tables() {
		tables = append(tables, r.Table())
	}
	return tables
}

func role(name string) []string {
	return []string{"IF DATABASE_PRINCIPAL_ID(N'" + name + "') IS NULL CREATE ROLE [" + name + "]"}
}

// user gives the statements that make the principal a user. The name's pattern lets nothing through that a quotation would
// have to be closed for.
func (p Principal) user() ([]string, error) {
	if !principalPattern.MatchString(p.Name) || utf8.RuneCountInString(p.Name) > longestName {
		return nil, fmt.Errorf("%q cannot be the name of a user of the database: it has letters, digits, spaces and . _ @ - only", p.Name)
	}
	if p.ID == "" {
		return []string{fmt.Sprintf("IF DATABASE_PRINCIPAL_ID(N'%s') IS NULL CREATE USER [%s] FROM EXTERNAL PROVIDER", p.Name, p.Name)}, nil
	}
	sid, err := sidOf(p.ID)
	if err != nil {
		return nil, fmt.Errorf("user %s: %w", p.Name, err)
	}
	kind := "E"
	if p.Group {
		kind = "X"
	}
	return []string{
		fmt.Sprintf("IF EXISTS (SELECT [sid] FROM sys.database_principals WHERE [name] = N'%s' AND [sid] <> %s) DROP USER [%s]", p.Name, sid, p.Name),
		fmt.Sprintf("IF DATABASE_PRINCIPAL_ID(N'%s') IS NULL CREATE USER [%s] WITH SID = %s, TYPE = %s", p.Name, p.Name, sid, kind),
	}, nil
}

// sidOf gives the security identifier of an id: the bytes of the GUID as Windows keeps them, whose first three numbers are
// little-endian.
func sidOf(guid string) (string, error) {
	if !clientPattern.MatchString(guid) {
		return "", fmt.Errorf("%q is not a GUID", guid)
	}
	b, err := hex.DecodeString(strings.ReplaceAll(guid, "-", ""))
	if err != nil {
		return "", err
	}
	sid := binary.LittleEndian.AppendUint32(nil, binary.BigEndian.Uint32(b))
	sid = binary.LittleEndian.AppendUint16(sid, binary.BigEndian.Uint16(b[4:]))
	sid = binary.LittleEndian.AppendUint16(sid, binary.BigEndian.Uint16(b[6:]))
	return "0x" + strings.ToUpper(hex.EncodeToString(append(sid, b[8:]...))), nil
}
