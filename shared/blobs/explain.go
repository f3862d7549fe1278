package blobs

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/bloberror"
)

// missing says that there is no such blob. A container that is missing is something else: it is a fault of the system.
func missing(err error) bool { return bloberror.HasCode(err, bloberror.BlobNotFound) }

// taken says that a blob that was to be created is there. A write-once policy of the container may speak before the
// condition of the request does.
//
// https://learn.microsoft.com/azure/storage/blobs/immutable-storage-overview
func taken(err error) bool {
	return bloberror.HasCode(err, bloberror.BlobAlreadyExists, bloberror.ConditionNotMet, bloberror.BlobImmutableDueToPolicy)
}

// explain adds the remedy where the service's answer has one that a person can apply.
func (c *Container) explain(err error) error {
	refusal := (*azcore.ResponseError)(nil)
	if !errors.As(err, &refusal) {
		return err
	}
	switch {
	case bloberror.HasCode(err, bloberror.ContainerNotFound):
		return fmt.Errorf("the container %s is not there; it is created with the system, not by the program: %w", c.name, err)
	case bloberror.HasCode(err, bloberror.AuthorizationFailure):
		return fmt.Errorf("the network rules of the storage account do not let this program in: %w", err)
	case refusal.StatusCode == http.StatusForbidden || refusal.StatusCode == http.StatusUnauthorized:
		return fmt.Errorf("this program's identity needs the role Storage Blob Data Contributor: %w", err)
	}
	return err
}
