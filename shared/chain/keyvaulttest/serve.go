package keyvaulttest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/ethereum/go-ethereum/crypto"
)

// pageSize is how many entries a list's page has.
const pageSize = 2

// ServeHTTP answers as the vault's REST API (https://learn.microsoft.com/rest/api/keyvault/keys) does.
func (v *Vault) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v.mu.Lock()
	defer v.mu.Unlock()
	w.Header().Set("Date", v.now.UTC().Format(http.TimeFormat))
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if r.Header.Get("Authorization") != "Bearer "+Token {
		w.Header().Set("WWW-Authenticate", `Bearer authorization="https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555", resource="https://vault.azure.net"`)
		refuse(w, http.StatusUnauthorized, "Unauthorized")
		return
	}
	v.requests = append(v.requests, r.Method+" "+r.URL.Path)
	if v.fail != nil {
		if f := v.fail(r); f != nil {
			f.send(w)
			return
		}
	}
	v.route(w, r, strings.Split(strings.Trim(r.URL.Path, "/"), "/"))
}

func (f *Failure) send(w http.ResponseWriter) {
	for name, value := range f.Header {
		w.Header().Set(name, value)
	}
	if f.Body == "" {
		refuse(w, f.Status, f.Code)
		return
	}
	w.WriteHeader(f.Status)
	_, _ = w.Write([]byte(f.Body))
}

func refuse(w http.ResponseWriter, status int, code string) {
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]string{"code": code, "message": "words that may change"}})
}

func (v *Vault) route(w http.ResponseWriter, r *http.Request, path []string) {
	switch {
	case r.Method == http.MethodGet && len(path) == 1:
		v.list(w, r, v.names(), func(name string) *version { return v.keys[name][len(v.keys[name])-1] })
	case r.Method == http.MethodPost && len(path) == 3 && path[2] == "create":
		v.create(w, r, path[1])
	case len(path) < 3 || len(v.keys[path[1]]) == 0:
		refuse(w, http.StatusNotFound, "KeyNotFound")
	case r.Method == http.MethodGet && len(path) == 3 && path[2] == "versions":
		v.listVersions(w, r, path[1])
	case r.Method == http.MethodGet && len(path) == 3:
		if k := v.version(path[1], path[2]); k != nil {
			v.tell(w, path[1], k)
			return
		}
		refuse(w, http.StatusNotFound, "KeyNotFound")
	case r.Method == http.MethodPost && len(path) == 4 && path[3] == "sign":
		v.sign(w, r, path[1], v.version(path[1], path[2]))
	default:
		refuse(w, http.StatusNotFound, "NotFound")
	}
}

func (v *Vault) names() []string { return slices.Sorted(maps.Keys(v.keys)) }

func (v *Vault) version(name, id string) *version {
	for _, k := range v.keys[name] {
		if k.id == id {
			return k
		}
	}
	return nil
}

// list answers a page of entries; the address of the next one says how many to skip.
func (v *Vault) list(w http.ResponseWriter, r *http.Request, names []string, newest func(string) *version) {
	entries := make([]any, len(names))
	for i, name := range names {
		entries[i] = properties(v.URL+"/keys/"+name, newest(name))
	}
	v.page(w, r, entries)
}

// listVersions gives the newest version first, which the real vault does not promise either.
func (v *Vault) listVersions(w http.ResponseWriter, r *http.Request, name string) {
	var entries []any
	for _, k := range v.keys[name] {
		entries = append([]any{properties(v.URL+"/keys/"+name+"/"+k.id, k)}, entries...)
	}
	v.page(w, r, entries)
}

func (v *Vault) page(w http.ResponseWriter, r *http.Request, entries []any) {
	skip, _ := strconv.Atoi(r.URL.Query().Get("$skiptoken"))
	skip = min(max(skip, 0), len(entries))
	end := min(skip+pageSize, len(entries))
	answer := map[string]any{"value": entries[skip:end], "nextLink": nil}
	if end < len(entries) {
		answer["nextLink"] = fmt.Sprintf("%s%s?api-version=7.6&$skiptoken=%d", v.URL, r.URL.Path, end)
	}
	_ = json.NewEncoder(w).Encode(answer)
}

func properties(kid string, k *version) map[string]any {
	return map[string]any{"kid": kid, "attributes": attributes(k), "tags": k.tags}
}

func attributes(k *version) map[string]any {
	return map[string]any{"enabled": !k.disabled, "created": k.created.Unix(), "updated": k.created.Unix()}
}

func (v *Vault) create(w http.ResponseWriter, r *http.Request, name string) {
	var asked struct {
		Kty, Crv string
		KeyOps   []string `json:"key_ops"`
		Tags     map[string]string
	}
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil || asked.Crv != "P-256K" || asked.Kty != "EC" && asked.Kty != "EC-HSM" {
		refuse(w, http.StatusBadRequest, "BadParameter")
		return
	}
	v.tell(w, name, v.add(name, asked.Kty, asked.Tags))
}

// tell answers with a version's public half.
func (v *Vault) tell(w http.ResponseWriter, name string, k *version) {
	point := crypto.FromECDSAPub(&k.private.PublicKey)
	_ = json.NewEncoder(w).Encode(map[string]any{
		"attributes": attributes(k), "tags": k.tags,
		"key": map[string]any{
			"kid": v.URL + "/keys/" + name + "/" + k.id, "kty": k.kind, "crv": "P-256K", "key_ops": []string{"sign", "verify"},
			"x": encode(point[1:33]), "y": encode(point[33:]),
		},
	})
}

func (v *Vault) sign(w http.ResponseWriter, r *http.Request, name string, k *version) {
	var asked struct{ Alg, Value string }
	err := json.NewDecoder(r.Body).Decode(&asked)
	digest, decodeErr := base64.RawURLEncoding.DecodeString(asked.Value)
	switch {
	case err != nil || decodeErr != nil || asked.Alg != "ES256K" || len(digest) != 32 || k == nil:
		refuse(w, http.StatusBadRequest, "BadParameter")
		return
	case k.disabled:
		refuse(w, http.StatusForbidden, "Forbidden")
		return
	}
	signature, err := crypto.Sign(digest, k.private)
	if err != nil {
		refuse(w, http.StatusInternalServerError, "InternalServerError")
		return
	}
	higher := new(big.Int).Sub(crypto.S256().Params().N, new(big.Int).SetBytes(signature[32:64]))
	higher.FillBytes(signature[32:64])
	_ = json.NewEncoder(w).Encode(map[string]string{"kid": v.URL + "/keys/" + name + "/" + k.id, "value": encode(signature[:64])})
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
