package azuretable

import (
	"fmt"
	"time"

	"waybill/shared/custody"
	"waybill/shared/partner"
	"waybill/shared/tables"
)

// The properties of an entity. The secret itself is nowhere.
const (
	environment   = "Environment"   // dev, test or prod
	organization  = "Organization"  // for whom it speaks
	administrator = "Administrator" // whether it may let organisations join
	salt          = "Salt"          // 16 random bytes
	mac           = "Mac"           // HMAC-SHA-256 under the pepper, of this row and the secret
	created       = "Created"       // this and the following in Unix seconds
	expires       = "Expires"       // 0 if it does not expire
	revoked       = "Revoked"       // 0 if it is not revoked
	lastUsed      = "LastUsed"      // to the minute; 0 if it was never used
)

func entityOf(row partner.CredentialRow) (tables.Entity, error) {
	e := tables.NewEntity(partitionOf(row.ID), row.ID)
	e.SetText(environment, row.Environment)
	e.SetText(organization, string(row.Organization))
	e.Properties[administrator] = row.Administrator
	for name, at := range map[string]time.Time{created: row.Created, expires: row.Expires, revoked: row.Revoked, lastUsed: row.LastUsed} {
		e.SetNumber(name, seconds(at))
	}
	if err := e.SetBytes(salt, row.Salt); err != nil {
		return tables.Entity{}, err
	}
	return e, e.SetBytes(mac, row.MAC)
}

// rowOf reads an entity. What is missing in it is an error, not a value that somebody did not choose.
func rowOf(e tables.Entity) (partner.CredentialRow, error) {
	row := partner.CredentialRow{Credential: partner.Credential{
		ID: e.RowKey, Environment: e.Text(environment), Organization: custody.OrganizationID(e.Text(organization)),
	}}
	var isBool bool
	if row.Administrator, isBool = e.Properties[administrator].(bool); !isBool {
		return partner.CredentialRow{}, fmt.Errorf("credential %s does not say whether it is an administrator's", e.RowKey)
	}
	for name, into := range map[string]*time.Time{created: &row.Created, expires: &row.Expires, revoked: &row.Revoked, lastUsed: &row.LastUsed} {
		s, err := e.Number(name)
		if err != nil {
			return partner.CredentialRow{}, err
		}
		if s != 0 {
			*into = time.Unix(s, 0).UTC()
		}
	}
	for name, into := range map[string]*[]byte{salt: &row.Salt, mac: &row.MAC} {
		var err error
		if *into, err = e.Bytes(name); err != nil {
			return partner.CredentialRow{}, err
		}
	}
	return row, nil
}

// seconds gives a time as it is stored; the zero time is 0.
func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}
