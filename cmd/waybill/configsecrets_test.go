package main

import (
	"context"
	"errors"
	"slices"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

// memoryVault keeps secrets; it breaks down before it makes the one that is named.
type memoryVault struct {
	secrets map[string]string
	breaks  string
}

func (v *memoryVault) Create(_ context.Context, _, name, value string) (bool, error) {
	if name == v.breaks {
		return false, errors.New("the vault is gone")
	}
	if _, found := v.secrets[name]; found {
		return false, nil
	}
	v.secrets[name] = value
	return true, nil
}

func (v *memoryVault) Secret(_ context.Context, _, name, _ string) (string, error) {
	return v.secrets[name], nil
}

// All secrets are made once, however often and with whatever interruption; the public key is that of the private one in
// the vault.
func TestSecretsAreMadeOnceAndFitTogether(t *testing.T) {
	t.Parallel()
	v := &memoryVault{secrets: map[string]string{"waybill-network-secret": "the network's own"}, breaks: "waybill-digest-key"}
	made, _, err := makeSecrets(t.Context(), v, "https://kv", "waybill-test")
	if err == nil || len(made) != 3 {
		t.Fatalf("made %v, %v", made, err)
	}
	v.breaks = ""
	made, verifier, err := makeSecrets(t.Context(), v, "https://kv", "waybill-test")
	if err != nil || !slices.Equal(made, []string{"waybill-digest-key"}) || v.secrets["waybill-network-secret"] != "the network's own" {
		t.Fatalf("made %v, %v", made, err)
	}
	signer, err := note.NewSigner(v.secrets["waybill-digest-key"])
	if err != nil {
		t.Fatal(err)
	}
	known, err := note.NewVerifier(verifier)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := note.Sign(&note.Note{Text: "digest\n"}, signer)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := note.Open(signed, note.VerifierList(known)); err != nil {
		t.Fatal(err)
	}
	if _, again, err := makeSecrets(t.Context(), v, "https://kv", "another-name"); err != nil || again != verifier {
		t.Fatalf("%s, %v", again, err)
	}
	v.secrets["waybill-digest-key"] = "words"
	if _, _, err := makeSecrets(t.Context(), v, "https://kv", "waybill-test"); err == nil {
		t.Fatal("a key that is none is taken")
	}
}
