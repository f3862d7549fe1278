package ledger

import (
	"time"

	"waybill/shared/custody"
)

// A CertificateView is a certificate as it stands now, and as it stood when it was relied on.
type CertificateView struct {
	ID         string                 `json:"id"`
	Type       string                 `json:"type"`
	Issuer     custody.OrganizationID `json:"issuer"`
	Status     CertificateStatus      `json:"status"`            // now
	AtEvent    CertificateStatus      `json:"atEvent,omitempty"` // when the asset was used up for the one above it, by the block's time
	ValidUntil *time.Time             `json:"validUntil,omitempty"`
	Claims     map[string]string      `json:"claims,omitempty"`
	Document   string                 `json:"document,omitempty"`

	Transaction custody.Digest `json:"transaction"`
}

// A CertificateStatus says whether a certificate counts.
type CertificateStatus string

// The states of a certificate. Only an active one counts.
const (
	CertificateActive    CertificateStatus = "active"
	CertificateRevoked   CertificateStatus = "revoked"
	CertificateExpired   CertificateStatus = "expired"
	CertificateSuspended CertificateStatus = "suspended"  // until it is reinstated
	CertificateNotIssued CertificateStatus = "not-issued" // at an event: it was issued later
)

// standing gives the status of a certificate at a moment; changes are its own, in their order.
func standing(c Certificate, changes []CertificateChange, at time.Time) CertificateStatus {
	status := CertificateNotIssued
	for _, change := range changes {
		if !change.Time.After(at) {
			status = change.Status
		}
	}
	if status == CertificateActive && !c.ValidUntil.IsZero() && !at.Before(c.ValidUntil) {
		return CertificateExpired
	}
	return status
}

// standingNow takes all changes as made, whatever the clock says: the chain's clock may be ahead of this one.
func standingNow(c Certificate, changes []CertificateChange, now time.Time) CertificateStatus {
	if len(changes) > 0 {
		if last := changes[len(changes)-1].Time; last.After(now) {
			now = last
		}
	}
	return standing(c, changes, now)
}

// viewOf shows a certificate; event is zero if the asset was not used up for anything that is shown.
func viewOf(c Certificate, changes []CertificateChange, event, now time.Time) CertificateView {
	v := CertificateView{
		ID: c.ID, Type: c.Type.String(), Issuer: c.Issuer, Status: standingNow(c, changes, now), Claims: c.Claims, Document: c.Document,
		Transaction: c.Transaction,
	}
	if !event.IsZero() {
		v.AtEvent = standing(c, changes, event)
	}
	if !c.ValidUntil.IsZero() {
		v.ValidUntil = &c.ValidUntil
	}
	return v
}
