package azuresql

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
)

// catalogue is what the stand-in keeps of schemas, ledger tables and principals, and the views of sys that show it.
const catalogue = `
CREATE TABLE IF NOT EXISTS "sys.schemas" (schema_id INTEGER PRIMARY KEY AUTOINCREMENT, name "nvarchar(128)" NOT NULL UNIQUE COLLATE NOCASE);
INSERT OR IGNORE INTO "sys.schemas" (schema_id, name) VALUES (1, 'dbo'), (4, 'sys');
CREATE TABLE IF NOT EXISTS "sys.ledger" (name TEXT PRIMARY KEY COLLATE NOCASE, ledger_type INTEGER NOT NULL, history TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS "sys.database_principals" (principal_id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE COLLATE NOCASE, type TEXT NOT NULL, type_desc TEXT NOT NULL, sid BLOB);
INSERT OR IGNORE INTO "sys.database_principals" (principal_id, name, type, type_desc) VALUES
	(0, 'public', 'R', 'DATABASE_ROLE'), (1, 'dbo', 'S', 'SQL_USER'), (16384, 'db_owner', 'R', 'DATABASE_ROLE'), (16387, 'db_ddladmin', 'R', 'DATABASE_ROLE'),
	(16390, 'db_datareader', 'R', 'DATABASE_ROLE'), (16391, 'db_datawriter', 'R', 'DATABASE_ROLE');
CREATE TABLE IF NOT EXISTS "sys.members" (role TEXT NOT NULL COLLATE NOCASE, member TEXT NOT NULL COLLATE NOCASE, PRIMARY KEY (role, member));
CREATE TABLE IF NOT EXISTS "sys.grants" (state TEXT NOT NULL, privilege TEXT NOT NULL, class TEXT NOT NULL, object TEXT NOT NULL COLLATE NOCASE, grantee TEXT NOT NULL COLLATE NOCASE,
	PRIMARY KEY (privilege, class, object, grantee));
CREATE VIEW IF NOT EXISTS "sys.objects" AS SELECT m.rowid AS object_id, m.name AS full_name, substr(m.name, instr(m.name, '.') + 1) AS name, s.schema_id, 'U' AS type, 'USER_TABLE' AS type_desc
	FROM sqlite_master m JOIN "sys.schemas" s ON s.name = substr(m.name, 1, instr(m.name, '.') - 1) WHERE m.type = 'table' AND s.name <> 'sys';
CREATE VIEW IF NOT EXISTS "sys.tables" AS SELECT o.*, coalesce(l.ledger_type, 0) AS ledger_type,
	CASE l.ledger_type WHEN 2 THEN 'UPDATABLE_LEDGER_TABLE' WHEN 3 THEN 'APPEND_ONLY_LEDGER_TABLE' ELSE 'NON_LEDGER_TABLE' END AS ledger_type_desc
	FROM "sys.objects" o LEFT JOIN "sys.ledger" l ON l.name = o.full_name;
CREATE VIEW IF NOT EXISTS "sys.indexes" AS SELECT o.object_id, m.rowid AS index_id, substr(m.name, length(o.full_name) + 2) AS name
	FROM sqlite_master m JOIN "sys.objects" o ON o.full_name = m.tbl_name WHERE m.type = 'index' AND m.sql IS NOT NULL;
CREATE VIEW IF NOT EXISTS "sys.columns" AS SELECT o.object_id, c.cid + 1 AS column_id, c.name, 1 - c."notnull" AS is_nullable
	FROM "sys.objects" o JOIN pragma_table_info(o.full_name) c;
CREATE VIEW IF NOT EXISTS "sys.databases" AS SELECT 5 AS database_id, tsql_db_name() AS name, 1 AS snapshot_isolation_state, 'ON' AS snapshot_isolation_state_desc, 1 AS is_read_committed_snapshot_on;
CREATE VIEW IF NOT EXISTS "sys.database_role_members" AS SELECT r.principal_id AS role_principal_id, u.principal_id AS member_principal_id
	FROM "sys.members" m JOIN "sys.database_principals" r ON r.name = m.role JOIN "sys.database_principals" u ON u.name = m.member;
CREATE VIEW IF NOT EXISTS "sys.database_permissions" AS SELECT CASE g.class WHEN 'DATABASE' THEN 0 WHEN 'OBJECT' THEN 1 ELSE 3 END AS class, g.class AS class_desc,
	p.principal_id AS grantee_principal_id, g.privilege AS permission_name, g.state AS state_desc,
	CASE g.class WHEN 'SCHEMA' THEN (SELECT schema_id FROM "sys.schemas" WHERE name = g.object) WHEN 'OBJECT' THEN (SELECT object_id FROM "sys.objects" WHERE full_name = g.object) ELSE 0 END AS major_id
	FROM "sys.grants" g JOIN "sys.database_principals" p ON p.name = g.grantee;
`

// open opens the file. What is temporary need not survive the machine.
func open(ctx context.Context, path string, temporary bool) (*sql.DB, error) {
	synchronous := "NORMAL" // survives the process, as a stand-in should; the machine it need not
	if temporary {
		synchronous = "OFF"
	}
	register()
	settings := url.Values{
		"_busy_timeout": {fmt.Sprint(lockWait.Milliseconds())}, "_synchronous": {synchronous}, "_journal_mode": {"WAL"},
		"_foreign_keys": {"on"}, "_dqs": {"false"},
	}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+settings.Encode())
	if err != nil {
		return nil, err
	}
	if _, err := db.ExecContext(ctx, catalogue); err != nil {
		return nil, errors.Join(fmt.Errorf("make the catalogue in %s: %w", path, err), db.Close())
	}
	return db, nil
}
