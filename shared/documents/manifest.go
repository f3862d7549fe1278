package documents

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/gowebpki/jcs"

	"waybill/shared/custody"
)

// ErrDamaged says that a document is not what its sender signed: somebody changed a part of it, or a disk did.
var ErrDamaged = errors.New("document is damaged")

// manifestVersion is the form of manifests that this program writes, and the only one that it reads.
const manifestVersion = 1

// maxManifest is the largest signed manifest in bytes; one with the most recipients has about a tenth of it.
const maxManifest = 256 << 10

// A Manifest says what was sealed, by whom and for whom. It has one JSON form, the canonical one of RFC 8785.
type Manifest struct {
	Version      int                    `json:"version"`
	Document     string                 `json:"document"`        // its id
	Organization custody.OrganizationID `json:"organization"`    // who sealed it
	Key          string                 `json:"key"`             // KeyID of the key that signs
	Asset        string                 `json:"asset,omitempty"` // URI of the asset that it is about, if any
	MediaType    string                 `json:"mediaType"`
	Name         string                 `json:"name"`       // file name for people
	Size         int64                  `json:"size"`       // of the plaintext in bytes
	Commitment   custody.Digest         `json:"commitment"` // SHA-256 of the salt and the SHA-256 of the plaintext
	Codec        Codec                  `json:"codec"`
	Body         SealedBody             `json:"body"`
	Recipients   []Recipient            `json:"recipients"` // for whom it was sealed, in the order of their ids
	CreatedAt    time.Time              `json:"createdAt"`  // by the clock of who sealed it, to the millisecond
}

// A SealedBody tells one sealed body from all others.
type SealedBody struct {
	SHA256 custody.Digest `json:"sha256"`
	Length int64          `json:"length"` // in bytes
}

// A Recipient is somebody whom the sender names as a reader: an organisation and the key it had. Naming them in the
// signed manifest keeps a reader from passing the document on as if it had been sealed for somebody else.
type Recipient struct {
	Organization custody.OrganizationID `json:"organization"`
	Fingerprint  custody.Digest         `json:"fingerprint"` // see Fingerprint
}

// encode gives the manifest's only JSON form.
func (m Manifest) encode() ([]byte, error) {
	plain, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("encode manifest: %w", err)
	}
	canonical, err := jcs.Transform(plain)
	if err != nil {
		return nil, fmt.Errorf("encode manifest canonically: %w", err)
	}
	return canonical, nil
}

// parseManifest reads a manifest in its only form: another spelling of the same manifest is an error, so that a
// manifest has one hash.
func parseManifest(canonical []byte) (Manifest, error) {
	dec := json.NewDecoder(bytes.NewReader(canonical))
	dec.DisallowUnknownFields()
	var m Manifest
	if err := dec.Decode(&m); err != nil {
		return Manifest{}, fmt.Errorf("parse manifest: %w", err)
	}
	if again, err := m.encode(); err != nil || !bytes.Equal(again, canonical) {
		return Manifest{}, errors.New("parse manifest: it is not in canonical form")
	}
	if m.Version != manifestVersion {
		return Manifest{}, fmt.Errorf("parse manifest: version %d is not known here", m.Version)
	}
	if _, err := custody.ParseOrganizationID(string(m.Organization), "/organization"); err != nil {
		return Manifest{}, fmt.Errorf("parse manifest: %w", err)
	}
	if m.Codec != Zstd && m.Codec != None {
		return Manifest{}, fmt.Errorf("parse manifest: codec %q is not known here", m.Codec)
	}
	if m.CreatedAt.Location() != time.UTC {
		return Manifest{}, errors.New("parse manifest: its time is not in UTC")
	}
	if m.Size < 0 || m.Body.Length < 0 {
		return Manifest{}, errors.New("parse manifest: a size is negative")
	}
	return m, nil
}
