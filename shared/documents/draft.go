package documents

import (
	"fmt"
	"mime"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"waybill/shared/custody"
	"waybill/shared/problem"
)

const (
	maxRecipients = 100
	maxName       = 255 // bytes, also of the media type; what file systems take
	maxAsset      = 2048
)

// check completes the draft: the sender is a reader, readers are in order and each is there once.
func (d Draft) check() (Draft, error) {
	if !ValidID(d.ID) {
		return d, problem.InvalidID.At("/id", "a document's id is made by DocumentID")
	}
	if d.MediaType == "" {
		d.MediaType = "application/octet-stream"
	}
	if _, _, err := mime.ParseMediaType(d.MediaType); err != nil || len(d.MediaType) > maxName || !utf8.ValidString(d.MediaType) {
		return d, problem.InvalidField.At("header:Content-Type", "it is not a media type, such as application/pdf")
	}
	if !validName(d.Name) {
		return d, problem.InvalidField.At("query:name", fmt.Sprintf("a document's name has at most %d bytes, no slashes and no control characters", maxName))
	}
	if len(d.Asset) > maxAsset || !utf8.ValidString(d.Asset) {
		return d, problem.InvalidField.At("query:asset", "it is not the URI of an asset")
	}
	d.Recipients = append(slices.Clone(d.Recipients), d.Organization)
	slices.Sort(d.Recipients)
	d.Recipients = slices.Compact(d.Recipients)
	if len(d.Recipients) > maxRecipients {
		return d, problem.InvalidField.At("query:recipient", fmt.Sprintf("a document has at most %d readers", maxRecipients))
	}
	for _, r := range d.Recipients {
		if _, err := custody.ParseOrganizationID(string(r), "query:recipient"); err != nil {
			return d, err
		}
	}
	return d, nil
}

func validName(name string) bool {
	return len(name) <= maxName && utf8.ValidString(name) && !strings.ContainsAny(name, `/\`) && !strings.ContainsFunc(name, unicode.IsControl)
}

// manifest gives what the draft says.
func (d Draft) manifest() Manifest {
	return Manifest{
		Version: manifestVersion, Document: d.ID, Organization: d.Organization, Asset: d.Asset, MediaType: d.MediaType, Name: d.Name,
	}
}

// describes reports whether the manifest could have been made from the checked draft.
func (d Draft) describes(m Manifest) bool {
	same := slices.EqualFunc(d.Recipients, m.Recipients, func(id custody.OrganizationID, r Recipient) bool { return id == r.Organization })
	return same && d.Organization == m.Organization && d.Asset == m.Asset && d.MediaType == m.MediaType && d.Name == m.Name
}
