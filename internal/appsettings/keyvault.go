package appsettings

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets"
)

// A KeyVault reads and makes secrets with the rights of whoever runs the program.
type KeyVault struct {
	Credential azcore.TokenCredential // default: whatever the environment offers, such as az login
	Transport  policy.Transporter     // default: the library's own
	StandIn    bool                   // the vault is not a real one, and so not at an address of Azure
}

func (k KeyVault) client(vault string) (*azsecrets.Client, error) {
	if k.Credential == nil {
		var err error
		if k.Credential, err = azidentity.NewDefaultAzureCredential(nil); err != nil {
			return nil, err
		}
	}
	return azsecrets.NewClient(vault, k.Credential, &azsecrets.ClientOptions{
		ClientOptions: azcore.ClientOptions{Transport: k.Transport}, DisableChallengeResourceVerification: k.StandIn,
	})
}

// Secret implements [Secrets].
func (k KeyVault) Secret(ctx context.Context, vault, name, version string) (string, error) {
	client, err := k.client(vault)
	if err != nil {
		return "", err
	}
	answer, err := client.GetSecret(ctx, name, version, nil)
	if err != nil {
		return "", explain(vault, name, "Key Vault Secrets User", err)
	}
	if answer.Value == nil {
		return "", fmt.Errorf("%s has the secret %s without a value", vault, name)
	}
	return *answer.Value, nil
}

// Create makes a secret that is not there yet, and reports whether it did; one that is there stays as it is, also if it
// was deleted and can be recovered. Two programs at once may both think that they made it: the newer version counts.
func (k KeyVault) Create(ctx context.Context, vault, name, value string) (bool, error) {
	client, err := k.client(vault)
	if err != nil {
		return false, err
	}
	_, err = client.GetSecret(ctx, name, "", nil)
	if err == nil {
		return false, nil
	}
	if refusal := (*azcore.ResponseError)(nil); !errors.As(err, &refusal) || refusal.StatusCode != http.StatusNotFound {
		return false, explain(vault, name, "Key Vault Secrets Officer", err)
	}
	if _, err := client.SetSecret(ctx, name, azsecrets.SetSecretParameters{Value: &value}, nil); err != nil {
		return false, explain(vault, name, "Key Vault Secrets Officer", err)
	}
	return true, nil
}

// explain says what a person can do about a refusal.
func explain(vault, name, role string, err error) error {
	refusal := (*azcore.ResponseError)(nil)
	if !errors.As(err, &refusal) {
		return fmt.Errorf("ask %s for the secret %s: %w", vault, name, err)
	}
	switch refusal.StatusCode {
	case http.StatusNotFound:
		return fmt.Errorf("%s has no secret %s: waybill config secrets makes it", vault, name)
	case http.StatusForbidden, http.StatusUnauthorized:
		return fmt.Errorf("%s does not let you at the secret %s: you need the role %s", vault, name, role)
	case http.StatusConflict:
		return fmt.Errorf("the secret %s of %s was deleted and not purged: az keyvault secret recover brings it back", name, vault)
	}
	return fmt.Errorf("%s answers %d %s about the secret %s", vault, refusal.StatusCode, refusal.ErrorCode, name)
}
