package keyvault

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azkeys"
	"github.com/ethereum/go-ethereum/crypto"

	"waybill/shared/custody"
)

// The tags of a key say whose it is and under which name.
const (
	organizationTag = "waybill-organization"
	signerTag       = "waybill-signer"
)

const namePrefix = "wb-"

// A key is one version of a key in the vault, pinned to its address.
type key struct {
	name, version string // in the vault
	organization  custody.OrganizationID
	signer        string // the organisation's name for it, "" for its first
	address       custody.Address
}

// nameOf gives the name in the vault, which has up to 127 letters, digits and hyphens.
func nameOf(organization custody.OrganizationID, signer string) string {
	sum := sha256.Sum256([]byte("waybill/v1/signer\x00" + string(organization) + "\x00" + signer))
	return namePrefix + string(organization) + "-" + hex.EncodeToString(sum[:16])
}

var signerPattern = regexp.MustCompile(`^[a-z0-9-]{0,64}$`)

func check(organization custody.OrganizationID, signer string) error {
	if _, err := custody.ParseOrganizationID(string(organization), "organization"); err != nil {
		return err
	}
	if !signerPattern.MatchString(signer) {
		return fmt.Errorf("%q is no name of a key: it has up to 64 lower-case letters, digits and hyphens", signer)
	}
	return nil
}

// create makes a version of a key. If several do so at once, the key has several versions, one of which [Vault.pin]
// chooses.
func (v *Vault) create(ctx context.Context, organization custody.OrganizationID, signer string) error {
	_, err := v.client.CreateKey(ctx, nameOf(organization, signer), azkeys.CreateKeyParameters{
		Kty: &v.keyType, Curve: to.Ptr(azkeys.CurveNameP256K),
		KeyOps: []*azkeys.KeyOperation{to.Ptr(azkeys.KeyOperationSign), to.Ptr(azkeys.KeyOperationVerify)},
		Tags:   map[string]*string{organizationTag: to.Ptr(string(organization)), signerTag: &signer},
	}, nil)
	return explain(err)
}

// settled is how old a key's oldest version must be for it to count. The vault's clock has seconds, and it takes two of
// them for everybody who creates a version in the same one to see the others and choose alike.
const settled = 2 * time.Second

// pin gives the oldest version of a key, by its time and then by its name; false if the vault has no such key. Nothing in
// the vault is written only if it is not there yet, so what must be the same for everybody for ever is what was first.
func (v *Vault) pin(ctx context.Context, name string) (key, bool, error) {
	for {
		oldest, now, err := v.oldest(ctx, name)
		if err != nil || oldest == nil {
			return key{}, false, err
		}
		age := now.Sub(*oldest.Attributes.Created)
		if age >= settled {
			k, err := v.read(ctx, oldest)
			return k, err == nil, err
		}
		if err := v.sleep(ctx, settled-max(age, 0)); err != nil {
			return key{}, false, err
		}
	}
}

// oldest gives the first version of a key, nil if there is none, and the vault's time.
func (v *Vault) oldest(ctx context.Context, name string) (*azkeys.KeyProperties, time.Time, error) {
	var first *azkeys.KeyProperties
	var response *http.Response
	for pager := v.client.NewListKeyPropertiesVersionsPager(name, nil); pager.More(); {
		page, err := pager.NextPage(policy.WithCaptureResponse(ctx, &response))
		if missing(err) {
			return nil, time.Time{}, nil
		}
		if err != nil {
			return nil, time.Time{}, fmt.Errorf("list the versions of %s: %w", name, explain(err))
		}
		for _, version := range page.Value {
			if version.KID == nil || version.Attributes == nil || version.Attributes.Created == nil {
				return nil, time.Time{}, fmt.Errorf("list the versions of %s: the vault does not say when they were made", name)
			}
			if first == nil || earlier(version, first) {
				first = version
			}
		}
	}
	now, err := http.ParseTime(response.Header.Get("Date"))
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("list the versions of %s: the vault does not say what time it is", name)
	}
	return first, now, nil
}

func earlier(a, b *azkeys.KeyProperties) bool {
	if !a.Attributes.Created.Equal(*b.Attributes.Created) {
		return a.Attributes.Created.Before(*b.Attributes.Created)
	}
	return a.KID.Version() < b.KID.Version()
}

// errForeign says that a key was not made by this package, or was changed since.
var errForeign = errors.New("does not have the tags of a signing key that was made here")

// read fetches the public key of a version and checks that the name is the one of its tags.
func (v *Vault) read(ctx context.Context, version *azkeys.KeyProperties) (key, error) {
	k := key{name: version.KID.Name(), version: version.KID.Version()}
	response, err := v.client.GetKey(ctx, k.name, k.version, nil)
	if err != nil {
		return key{}, fmt.Errorf("read %s: %w", k.name, explain(err))
	}
	if organization := response.Tags[organizationTag]; organization != nil {
		k.organization = custody.OrganizationID(*organization)
	}
	if signer := response.Tags[signerTag]; signer != nil {
		k.signer = *signer
	}
	if nameOf(k.organization, k.signer) != k.name {
		return key{}, fmt.Errorf("%s %w", k.name, errForeign)
	}
	public := response.Key
	if public == nil || len(public.X) != 32 || len(public.Y) != 32 {
		return key{}, fmt.Errorf("%s is not a secp256k1 key", k.name)
	}
	point, err := crypto.UnmarshalPubkey(append(append([]byte{4}, public.X...), public.Y...))
	if err != nil {
		return key{}, fmt.Errorf("%s is not a secp256k1 key: %w", k.name, err)
	}
	k.address = custody.Address(crypto.PubkeyToAddress(*point))
	return k, nil
}

// missing reports whether the vault says that there is no such key.
func missing(err error) bool {
	refusal := (*azcore.ResponseError)(nil)
	return errors.As(err, &refusal) && refusal.StatusCode == http.StatusNotFound
}

// A refusal is the vault's answer in one line; the library's error has the whole of it, in many.
type refusal struct{ *azcore.ResponseError }

// Error gives status and code, and what to do where a person can do something.
func (r refusal) Error() string {
	text := strings.TrimSpace(fmt.Sprintf("the vault answered %d %s", r.StatusCode, r.ErrorCode))
	switch r.StatusCode {
	case http.StatusUnauthorized, http.StatusForbidden:
		text += "; this program's identity needs the role Key Vault Crypto User, or Officer to make keys, and the key must be enabled"
	case http.StatusConflict:
		text += "; a key of that name may have been deleted: recover it"
	}
	return text
}

// Unwrap gives the library's error.
func (r refusal) Unwrap() error { return r.ResponseError }

func explain(err error) error {
	answer := (*azcore.ResponseError)(nil)
	if errors.As(err, &answer) {
		return refusal{answer}
	}
	return err
}
