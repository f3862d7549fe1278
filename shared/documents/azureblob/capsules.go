package azureblob

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"

	"waybill/shared/custody"
	"waybill/shared/documents"
	"waybill/shared/retry"
)

// maxCapsules bounds the blob of a document's capsules: some 9,000 readers.
const maxCapsules = 4 << 20

// capsules is the blob of a document's capsules. It is never deleted while the document is there: where the blob exists, a
// request of the upload that arrives late cannot create it again, and so cannot undo a shredding.
type capsules struct {
	Shredded bool                              `json:"shredded,omitempty"`
	Capsules map[custody.OrganizationID][]byte `json:"capsules,omitempty"`
}

func (c capsules) encode() ([]byte, error) {
	text, err := json.Marshal(c)
	if err == nil && len(text) > maxCapsules {
		err = retry.Mark(retry.Never, fmt.Errorf("%d readers are too many for one document", len(c.Capsules)))
	}
	return text, err
}

func (s *Store) readCapsules(ctx context.Context, id, upload string) (capsules, azcore.ETag, error) {
	b, found, err := s.blobs.Read(ctx, capsulesName(id, upload), maxCapsules)
	if err == nil && !found {
		err = fmt.Errorf("%w: they are not there", documents.ErrDamaged)
	}
	var c capsules
	if err == nil && json.Unmarshal(b.Content, &c) != nil {
		err = fmt.Errorf("%w: they are not readable", documents.ErrDamaged)
	}
	if err != nil {
		return capsules{}, "", fmt.Errorf("read the capsules of %s: %w", id, err)
	}
	return c, b.ETag, nil
}

// PutCapsule adds the capsule to the version that it read, again and again while others are quicker. After a lost answer
// it finds its own capsule there.
func (s *Store) PutCapsule(ctx context.Context, id string, reader custody.OrganizationID, capsule []byte) (bool, error) {
	if _, err := custody.ParseOrganizationID(string(reader), "reader"); err != nil {
		return false, err
	}
	upload, found, err := s.upload(ctx, id)
	if err != nil || !found {
		return false, err
	}
	for {
		c, version, err := s.readCapsules(ctx, id, upload)
		if err != nil || c.Shredded {
			return false, err
		}
		if there, found := c.Capsules[reader]; found && bytes.Equal(there, capsule) {
			return true, nil
		}
		if c.Capsules == nil {
			c.Capsules = map[custody.OrganizationID][]byte{}
		}
		c.Capsules[reader] = capsule
		text, err := c.encode()
		if err != nil {
			return false, fmt.Errorf("put a capsule to %s: %w", id, err)
		}
		if replaced, err := s.blobs.Replace(ctx, capsulesName(id, upload), text, version); err != nil || replaced {
			return replaced, err
		}
	}
}

// DeleteCapsules overwrites the capsules with a mark that says so. The mark is a new version, so that nobody can add to
// what was there before.
func (s *Store) DeleteCapsules(ctx context.Context, id string) error {
	if !documents.ValidID(id) {
		return fmt.Errorf("delete capsules: %q is not a document's id", id)
	}
	upload, found, err := s.upload(ctx, id)
	if err != nil || !found {
		return err
	}
	mark, err := capsules{Shredded: true}.encode()
	if err != nil {
		return err
	}
	kept, err := s.blobs.Overwrite(ctx, capsulesName(id, upload), mark)
	if err == nil && kept {
		err = errors.New("the storage account keeps earlier versions of blobs, in which they can still be read; switch versioning off for documents and delete the versions")
	}
	if err != nil {
		return fmt.Errorf("delete the capsules of %s: %w", id, err)
	}
	return nil
}
