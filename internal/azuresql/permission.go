package azuresql

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"waybill/internal/azuresql/tsql"
)

// granted tells, for a user, a privilege, a schema and a table, whether somebody has denied it and whether somebody has
// granted it: to the user, to a role that has the user in it, or to everybody.
const granted = `
WITH RECURSIVE self(name) AS (SELECT ?1 COLLATE NOCASE UNION SELECT 'public' UNION SELECT m.role FROM "sys.members" m JOIN self ON m.member = self.name COLLATE NOCASE)
SELECT
	EXISTS (SELECT 1 FROM "sys.grants" g JOIN self ON g.grantee = self.name COLLATE NOCASE WHERE g.state = 'DENY' AND g.privilege IN (?2, 'CONTROL') AND
		(g.class = 'DATABASE' OR g.class = 'SCHEMA' AND g.object = ?3 OR g.class = 'OBJECT' AND g.object = ?3 || '.' || ?4)),
	EXISTS (SELECT 1 FROM "sys.grants" g JOIN self ON g.grantee = self.name COLLATE NOCASE WHERE g.state = 'GRANT' AND (g.privilege IN (?2, 'CONTROL') OR ?2 = 'CREATE' AND g.privilege = 'ALTER') AND
		(g.class = 'DATABASE' OR g.class = 'SCHEMA' AND g.object = ?3 OR g.class = 'OBJECT' AND g.object = ?3 || '.' || ?4))
	OR EXISTS (SELECT 1 FROM self WHERE lower(name) = 'db_owner' OR ?2 = 'SELECT' AND lower(name) = 'db_datareader'
		OR ?2 IN ('INSERT', 'UPDATE', 'DELETE') AND lower(name) = 'db_datawriter' OR ?2 = 'CREATE' AND lower(name) = 'db_ddladmin')`

// permitted checks what the statement does against what its user may.
func (s *session) permitted(ctx context.Context, st tsql.Statement) error {
	if s.admin {
		return nil
	}
	if st.Kind == tsql.Define && len(st.Access) == 0 {
		return tsql.Errorf(15247, "User does not have permission to perform this action.")
	}
	for _, a := range st.Access {
		if a.Schema == "sys" {
			continue
		}
		var denied, allowed bool
		if err := s.db.QueryRowContext(ctx, granted, s.user, a.Action, a.Schema, a.Table).Scan(&denied, &allowed); err != nil {
			return fmt.Errorf("look up what %s may do: %w", s.user, err)
		}
		if denied || !allowed {
			e := tsql.Errorf(229, "The %s permission was denied on the object '%s', database '%s', schema '%s'.", a.Action, a.Table, s.server.options.Database, a.Schema)
			e.Class = 14
			return e
		}
	}
	return nil
}

// check looks at schemas and at parameters that go into columns.
func (r *runner) check(ctx context.Context, st tsql.Statement) error {
	db := r.session.db
	for _, schema := range st.Schemas {
		var n int
		if err := db.QueryRowContext(ctx, `SELECT count(*) FROM "sys.schemas" WHERE name = ?`, schema).Scan(&n); err != nil {
			return err
		}
		if n == 0 {
			return tsql.Errorf(2760, "The specified schema name \"%s\" either does not exist or you do not have permission to use it.", schema)
		}
	}
	for _, c := range st.Checks {
		if p := r.args[c.Param]; p.Value != nil || !p.Type.IsText() {
			continue
		}
		var declared string
		err := db.QueryRowContext(ctx, "SELECT lower(type) FROM pragma_table_info(?) WHERE name = ? COLLATE NOCASE", c.Table, c.Column).Scan(&declared)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if strings.HasPrefix(declared, "varbinary") || strings.HasPrefix(declared, "binary") {
			return tsql.Errorf(257, "Implicit conversion from data type nvarchar to %s is not allowed. Use the CONVERT function to run this query.", declared)
		}
	}
	return nil
}
