// Package azureblob keeps sealed documents and the keys of organisations in Azure Blob Storage. Reach for [OpenStore] and
// [OpenKeyring].
//
// Of a document there are three blobs, in a container of their own:
//
//	manifests/{id}.jws                   with the name of its upload as metadata: the document is there when this blob is
//	parts/{id}/{upload}/body.age         written before it
//	parts/{id}/{upload}/capsules.json    written before it: the capsules of all readers, or that the document is shredded
//
// The manifest is created only where there is none, so that of many uploads of one document one wins; parts of the others
// are named by nothing. All capsules are in one blob, because the service has conditions on one blob and no transactions
// on several: a capsule is added only to the version that was read, so that none comes in after a shredding.
//
// Shredding overwrites the capsules. They are gone only if the account keeps neither earlier versions of blobs nor deleted
// ones (soft delete), nor backups of this container. The first of these is noticed and reported as an error.
package azureblob

import (
	"context"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"waybill/shared/blobs"
	"waybill/shared/custody"
	"waybill/shared/documents"
)

const (
	manifests = "manifests/"
	parts     = "parts/"
	uploadKey = "upload" // metadata of a manifest

	// maxManifest bounds what is read of a manifest; the vault has narrower limits.
	maxManifest = 1 << 20
)

var _ documents.Store = (*Store)(nil)

// A Store keeps documents in a container. It is safe for concurrent use, and any number of processes may use one container.
type Store struct {
	blobs *blobs.Container
	now   func() time.Time
}

// OpenStore gives the store at the place; the default container is documents. With an Endpoint it asks nobody yet.
func OpenStore(ctx context.Context, p blobs.Place) (*Store, error) {
	if p.Container == "" {
		p.Container = "documents"
	}
	c, err := blobs.Open(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("open the documents in Blob Storage: %w", err)
	}
	return &Store{c, time.Now}, nil
}

func manifestName(id string) string { return manifests + id + ".jws" }

func bodyName(id, upload string) string { return path.Join(parts, id, upload, "body.age") }

func capsulesName(id, upload string) string { return path.Join(parts, id, upload, "capsules.json") }

// upload gives the name of the upload that became the document; false if there is no such document.
func (s *Store) upload(ctx context.Context, id string) (string, bool, error) {
	if !documents.ValidID(id) {
		return "", false, nil
	}
	metadata, found, err := s.blobs.Metadata(ctx, manifestName(id))
	if err != nil || !found {
		return "", false, err
	}
	upload := metadata[uploadKey]
	if upload == "" || strings.Contains(upload, "/") {
		return "", false, fmt.Errorf("%s: %w: its manifest names no upload", id, documents.ErrDamaged)
	}
	return upload, true, nil
}

// Manifest gives the signed manifest.
func (s *Store) Manifest(ctx context.Context, id string) ([]byte, bool, error) {
	if !documents.ValidID(id) {
		return nil, false, nil
	}
	b, found, err := s.blobs.Read(ctx, manifestName(id), maxManifest)
	return b.Content, found, err
}

// Body opens the sealed body.
func (s *Store) Body(ctx context.Context, id string) (io.ReadCloser, error) {
	upload, found, err := s.upload(ctx, id)
	if err == nil && !found {
		err = fmt.Errorf("there is no document %q", id)
	}
	if err != nil {
		return nil, fmt.Errorf("open the body of a document: %w", err)
	}
	return s.blobs.Stream(ctx, bodyName(id, upload))
}

// Capsule gives an organisation's capsule.
func (s *Store) Capsule(ctx context.Context, id string, reader custody.OrganizationID) ([]byte, bool, error) {
	upload, found, err := s.upload(ctx, id)
	if err != nil || !found {
		return nil, false, err
	}
	own, _, err := s.readCapsules(ctx, id, upload)
	if err != nil {
		return nil, false, err
	}
	capsule, found := own.Capsules[reader]
	return capsule, found, nil
}

// List gives the ids of all documents in order.
func (s *Store) List(ctx context.Context) ([]string, error) {
	var ids []string
	for manifest, err := range s.blobs.List(ctx, manifests) {
		if err != nil {
			return nil, fmt.Errorf("list documents: %w", err)
		}
		if id := idOf(manifest); documents.ValidID(id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// idOf gives the id in the name of a manifest.
func idOf(manifest blobs.Entry) string {
	return strings.TrimSuffix(strings.TrimPrefix(manifest.Name, manifests), ".jws")
}
