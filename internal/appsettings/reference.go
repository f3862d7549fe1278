package appsettings

import (
	"errors"
	"net/url"
	"strings"
)

// A Reference is where an app setting finds its value.
//
// https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
type Reference struct {
	Vault   string // address, https://{name}.vault.azure.net
	Name    string // of the secret
	Version string // "" for the newest
}

// ParseReference reads @Microsoft.KeyVault(SecretUri=...) or @Microsoft.KeyVault(VaultName=...;SecretName=...). false for
// a value that is no reference at all; an error for one that is meant to be one.
func ParseReference(value string) (Reference, bool, error) {
	inner, is := strings.CutPrefix(value, "@Microsoft.KeyVault(")
	if !is {
		return Reference{}, false, nil
	}
	inner, whole := strings.CutSuffix(inner, ")")
	parts := map[string]string{}
	for part := range strings.SplitSeq(inner, ";") {
		name, text, _ := strings.Cut(part, "=")
		parts[strings.ToLower(strings.TrimSpace(name))] = strings.TrimSpace(text)
	}
	var r Reference
	if address := parts["secreturi"]; address != "" {
		r = fromURI(address)
	} else if vault := parts["vaultname"]; vault != "" && !strings.ContainsAny(vault, "/.:@") {
		r = Reference{"https://" + vault + ".vault.azure.net", parts["secretname"], parts["secretversion"]}
	}
	if !whole || r.Vault == "" || r.Name == "" {
		return Reference{}, true, errors.New("its Key Vault reference is neither @Microsoft.KeyVault(SecretUri=https://{vault}/secrets/{name}) nor @Microsoft.KeyVault(VaultName={vault};SecretName={name})")
	}
	return r, true, nil
}

func fromURI(address string) Reference {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.User != nil {
		return Reference{}
	}
	path := strings.Split(strings.Trim(u.Path, "/"), "/")
	if len(path) < 2 || len(path) > 3 || path[0] != "secrets" {
		return Reference{}
	}
	r := Reference{Vault: "https://" + u.Host, Name: path[1]}
	if len(path) == 3 {
		r.Version = path[2]
	}
	return r
}
