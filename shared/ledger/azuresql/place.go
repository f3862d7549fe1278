package azuresql

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"time"

	mssql "github.com/microsoft/go-mssqldb"
	"github.com/microsoft/go-mssqldb/azuread"

	"waybill/shared/loopback"
)

// A Place says where the ledger is. Either Server and Database are set, or Emulator.
type Place struct {
	// Server is the name of the logical server, {server}.database.windows.net.
	Server string

	// Database is its name on the server.
	Database string

	// ClientID is the client id of the user-assigned managed identity that signs in. Default: whoever the environment
	// offers to Azure's libraries, such as a developer who has signed in to the Azure CLI.
	ClientID string

	// Emulator is the sqlserver:// address of a server on this machine, with its user and password, for development and
	// tests. Its schema is brought up to date when it is opened.
	Emulator string
}

// Limits of the connections. An instance of the handler does a few things at a time, and the smallest databases admit
// some hundred sessions of all of them.
const (
	maxConnections = 16
	maxIdle        = 4
	maxIdleTime    = 4 * time.Minute // Azure's gateway cuts what is idle for longer
)

// longestHost is the length of the longest name in DNS (RFC 1035, section 2.3.4).
const longestHost = 253

var (
	serverPattern   = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]*$`)
	databasePattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*$`)
	clientPattern   = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
)

// Connect gives the database at the place, for [Migrate] and [Bootstrap]. It asks nobody yet.
func Connect(p Place) (*sql.DB, error) {
	connector, err := p.connector()
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(maxConnections)
	db.SetMaxIdleConns(maxIdle)
	db.SetConnMaxIdleTime(maxIdleTime)
	return db, nil
}

func (p Place) connector() (*mssql.Connector, error) {
	dsn, err := p.dataSource()
	if err != nil {
		return nil, err
	}
	if p.Emulator == "" {
		return azuread.NewConnector(dsn)
	}
	connector, err := mssql.NewConnector(dsn)
	if err != nil {
		return nil, errors.New("the address of the emulator does not have the right form") // the library's words may repeat the password
	}
	return connector, nil
}

// dataSource gives the connection string: without a secret and always encrypted and checked, but for an emulator's.
func (p Place) dataSource() (string, error) {
	if p.Emulator != "" {
		return p.emulator()
	}
	switch {
	case !serverPattern.MatchString(p.Server) || len(p.Server) > longestHost:
		return "", fmt.Errorf("%q is not the name of a SQL server, such as waybill.database.windows.net", p.Server)
	case !databasePattern.MatchString(p.Database) || len(p.Database) > longestName:
		return "", fmt.Errorf("%q is not the name of a database", p.Database)
	case p.ClientID != "" && !clientPattern.MatchString(p.ClientID):
		return "", fmt.Errorf("%q is not the client id of a managed identity, which is a GUID", p.ClientID)
	}
	settings := url.Values{
		"database":               {p.Database},
		"fedauth":                {azuread.ActiveDirectoryDefault},
		"encrypt":                {"true"},
		"TrustServerCertificate": {"false"}, // left out, it would be true
		"dial timeout":           {"15"},
		"app name":               {"waybill"},
	}
	if p.ClientID != "" {
		settings.Set("fedauth", azuread.ActiveDirectoryManagedIdentity)
		settings.Set("user id", p.ClientID)
	}
	return (&url.URL{Scheme: "sqlserver", Host: p.Server, RawQuery: settings.Encode()}).String(), nil
}

// emulator gives the emulator's address as it is. What goes over loopback need not be encrypted.
func (p Place) emulator() (string, error) {
	if p.Server != "" || p.Database != "" || p.ClientID != "" {
		return "", errors.New("an emulator stands in for server, database and client id; give either it or those")
	}
	u, err := url.Parse(p.Emulator)
	if err != nil || u.Scheme != "sqlserver" || u.Host == "" {
		return "", errors.New("the address of the emulator is not a sqlserver:// URL") // its own words may have the password
	}
	if !loopback.Host(u.Hostname()) {
		return "", fmt.Errorf("the emulator is at %s, which is not this machine; for a server in Azure give its name and the database's", u.Hostname())
	}
	return p.Emulator, nil
}
