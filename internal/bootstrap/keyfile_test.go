package bootstrap_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/google/uuid"

	"waybill/internal/bootstrap"
	"waybill/shared/custody"
)

// A key file signs for its own address, and for no other; what is wrong with one is said without its passphrase.
func TestKeyFile(t *testing.T) {
	t.Parallel()
	private, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	address := crypto.PubkeyToAddress(private.PublicKey)
	text, err := keystore.EncryptKey(&keystore.Key{Id: uuid.New(), Address: address, PrivateKey: private}, "secret words", keystore.LightScryptN, keystore.LightScryptP)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "operator.json")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := bootstrap.OpenKeyFile(path, "secret words")
	if err != nil || file.Address != custody.Address(address) {
		t.Fatalf("opened %v, %v", file, err)
	}
	digest := custody.Digest{1}
	signatures, err := file.Sign(t.Context(), file.Address, []custody.Digest{digest})
	if err != nil {
		t.Fatal(err)
	}
	public, err := crypto.SigToPub(digest[:], signatures[0])
	if err != nil || !bytes.Equal(crypto.FromECDSAPub(public), crypto.FromECDSAPub(&private.PublicKey)) {
		t.Errorf("the signature is somebody else's: %v", err)
	}
	if _, err := file.Sign(t.Context(), custody.Address{1}, []custody.Digest{digest}); err == nil {
		t.Error("it signs for another address")
	}
	_, err = bootstrap.OpenKeyFile(path, "wrong words")
	if err == nil || !strings.HasSuffix(err.Error(), "the passphrase is wrong") || strings.Contains(err.Error(), "words") {
		t.Errorf("got %v", err)
	}
}
