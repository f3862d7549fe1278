package tsql

import (
	"fmt"
	"strings"
)

// privileges are what can be granted here.
var privileges = strings.Fields("SELECT INSERT UPDATE DELETE EXECUTE CONTROL ALTER REFERENCES")

// principal reads users, roles and grants, which are noted in tables of the stand-in.
func (p *parser) principal(s *Statement, verb string) {
	switch {
	case verb == "CREATE" && p.accept("USER"):
		p.createUser(s)
	case verb == "CREATE" && p.accept("ROLE"):
		name := p.name()
		if p.accept("AUTHORIZATION") {
			p.name()
		}
		s.SQL = []string{newPrincipal(name, "R", "DATABASE_ROLE", "NULL")}
	case verb == "DROP" && (p.accept("USER") || p.accept("ROLE")):
		p.ifExists()
		name := quoteText(p.name())
		s.SQL = []string{
			`DELETE FROM "sys.database_principals" WHERE name = ` + name + " COLLATE NOCASE",
			`DELETE FROM "sys.members" WHERE role = ` + name + " COLLATE NOCASE OR member = " + name + " COLLATE NOCASE",
			`DELETE FROM "sys.grants" WHERE grantee = ` + name + " COLLATE NOCASE",
		}
	case verb == "ALTER" && p.accept("ROLE"):
		role := p.name()
		member := ""
		switch {
		case p.acceptAll("ADD", "MEMBER"):
			member = p.name()
			s.SQL = []string{fmt.Sprintf(`INSERT OR IGNORE INTO "sys.members" (role, member) VALUES (%s, %s)`, quoteText(role), quoteText(member))}
		case p.acceptAll("DROP", "MEMBER"):
			member = p.name()
			s.SQL = []string{fmt.Sprintf(`DELETE FROM "sys.members" WHERE role = %s AND member = %s`, quoteText(role), quoteText(member))}
		default:
			p.fail()
		}
	case verb == "GRANT" || verb == "DENY" || verb == "REVOKE":
		p.grant(s, verb)
	default:
		p.at--
		p.fail()
	}
}

func newPrincipal(name, kind, description, sid string) string {
	return fmt.Sprintf(`INSERT INTO "sys.database_principals" (name, type, type_desc, sid) VALUES (%s, '%s', '%s', %s)`, quoteText(name), kind, description, sid)
}

func (p *parser) createUser(s *Statement) {
	name := p.name()
	kind, description, sid := "S", "SQL_USER", "NULL"
	switch {
	case p.acceptAll("FROM", "EXTERNAL", "PROVIDER"):
		kind, description = "E", "EXTERNAL_USER"
	case p.acceptAll("WITHOUT", "LOGIN"):
	case p.acceptAll("FOR", "LOGIN"):
		p.name()
	}
	if p.accept("WITH") {
		p.list(func() string {
			for _, option := range []string{"SID", "TYPE", "DEFAULT_SCHEMA", "OBJECT_ID", "PASSWORD"} {
				if !p.accept(option) {
					continue
				}
				p.expect("=")
				switch {
				case option == "TYPE" && p.is("E"):
					kind, description = "E", "EXTERNAL_USER"
				case option == "TYPE" && p.is("X"):
					kind, description = "X", "EXTERNAL_GROUP"
				case option == "SID" && p.peek().kind == binary:
					sid = "x'" + p.peek().text + "'"
				}
				if t := p.next(); t.kind != binary && t.kind != literal && !t.isName() {
					p.at--
					p.fail()
				}
				return ""
			}
			p.fail()
			return ""
		})
	}
	s.SQL = []string{newPrincipal(name, kind, description, sid)}
}

// grant reads GRANT privilege, ... ON object TO principal.
func (p *parser) grant(s *Statement, verb string) {
	var rights []string
	p.list(func() string {
		switch {
		case p.acceptAll("VIEW", "DATABASE", "STATE"):
			rights = append(rights, "VIEW DATABASE STATE")
		case p.acceptAll("VIEW", "DEFINITION"):
			rights = append(rights, "VIEW DEFINITION")
		case p.acceptAll("ENABLE", "LEDGER"), p.acceptAll("VIEW", "LEDGER", "CONTENT"), p.acceptAll("GENERATE", "LEDGER", "DIGEST"):
			rights = append(rights, p.ahead(-2).text+" "+p.ahead(-1).text)
		case p.accept("CONNECT"):
			rights = append(rights, "CONNECT")
		default:
			for _, right := range privileges {
				if p.accept(right) {
					rights = append(rights, right)
					return ""
				}
			}
			p.fail()
		}
		return ""
	})
	class, object := "DATABASE", ""
	if p.accept("ON") {
		switch {
		case p.acceptAll("SCHEMA", "::"):
			class, object = "SCHEMA", strings.ToLower(p.name())
		case p.acceptAll("OBJECT", "::"):
			class, object = "OBJECT", p.table().sqlite()
		default:
			class, object = "OBJECT", p.table().sqlite()
		}
	}
	if verb == "REVOKE" && p.accept("FROM") {
	} else {
		p.expect("TO")
	}
	for _, grantee := range p.list(p.name) {
		for _, right := range rights {
			if verb != "REVOKE" {
				s.SQL = append(s.SQL, fmt.Sprintf(`INSERT OR REPLACE INTO "sys.grants" (state, privilege, class, object, grantee) VALUES ('%s', '%s', '%s', %s, %s)`,
					verb, right, class, quoteText(object), quoteText(grantee)))
				continue
			}
			s.SQL = append(s.SQL, fmt.Sprintf(`DELETE FROM "sys.grants" WHERE privilege = '%s' AND class = '%s' AND object = %s AND grantee = %s`,
				right, class, quoteText(object), quoteText(grantee)))
		}
	}
}
