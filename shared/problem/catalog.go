package problem

import "net/http"

// The catalogue: every problem type that Waybill answers with. Use With or At on an entry to say what happened.
var (
	Malformed       = New(http.StatusBadRequest, "malformed-request", "The request is not well-formed.")
	InvalidField    = New(http.StatusBadRequest, "invalid-field", "A field of the request is not valid.")
	UnknownField    = New(http.StatusBadRequest, "unknown-field", "The request has a field that is not known here.")
	InvalidID       = New(http.StatusBadRequest, "invalid-identifier", "An identifier is not valid.")
	KeyMissing      = New(http.StatusBadRequest, "idempotency-key-missing", "This request needs an Idempotency-Key header.")
	Unauthenticated = New(http.StatusUnauthorized, "unauthenticated", "The caller's credential is missing or not valid.")
	Forbidden       = New(http.StatusForbidden, "forbidden", "The caller may not do this.")
	NotHolder       = New(http.StatusForbidden, "not-holder", "Only the organisation that holds the asset may do this.")
	WrongParty      = New(http.StatusForbidden, "wrong-party", "Another organisation has to do this.")
	NotFound        = New(http.StatusNotFound, "not-found", "There is no such thing here.")
	UnknownAsset    = New(http.StatusNotFound, "unknown-asset", "No asset with this id is registered.")
	UnknownOrg      = New(http.StatusNotFound, "unknown-organization", "No organisation with this id has joined.")
	MethodNotKnown  = New(http.StatusMethodNotAllowed, "method-not-allowed", "This route does not have that method.")
	AlreadyExists   = New(http.StatusConflict, "already-exists", "It exists already.")
	AlreadyOffered  = New(http.StatusConflict, "already-offered", "The asset is already offered to somebody.")
	NotPending      = New(http.StatusConflict, "not-pending", "The handover is no longer open.")
	NotAvailable    = New(http.StatusConflict, "asset-not-available", "The asset is not in a state that allows this.")
	AssetBusy       = New(http.StatusConflict, "asset-busy", "An earlier command on the same thing is not finished yet.")
	TooLarge        = New(http.StatusRequestEntityTooLarge, "body-too-large", "The body is over the limit.")
	MediaType       = New(http.StatusUnsupportedMediaType, "unsupported-media-type", "The body has a media type that is not taken here.")
	ContractRefused = New(http.StatusConflict, "contract-refused", "The contract refused the transaction; nothing changed.")
	KeyReused       = New(http.StatusUnprocessableEntity, "idempotency-key-reused", "The Idempotency-Key was used before for another request.")
	OverConsumption = New(http.StatusUnprocessableEntity, "over-consumption", "A lot holds less than is to be consumed.")
	Throttled       = New(http.StatusTooManyRequests, "too-many-requests", "Too many requests.")
	Internal        = New(http.StatusInternalServerError, "internal", "Something went wrong here; the request may be repeated with the same Idempotency-Key.")
	Unavailable     = New(http.StatusServiceUnavailable, "unavailable", "A part that is needed does not answer; try again.")
)
