package documents_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/documents"
)

// rfc8037 is the key pair of RFC 8037 appendix A.
func rfc8037(t testing.TB) ed25519.PrivateKey {
	seed, err := base64.RawURLEncoding.DecodeString("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")
	if err != nil {
		t.Fatal(err)
	}
	return ed25519.NewKeyFromSeed(seed)
}

func sampleManifest(t testing.TB) documents.Manifest {
	return documents.Manifest{
		Version: 1, Document: draft().ID, Organization: miner, Key: documents.KeyID(rfc8037(t).Public().(ed25519.PublicKey)),
		MediaType: "application/pdf", Name: "Prüfzeugnis <1> & \u2028.pdf", Size: 1 << 40, Codec: documents.Zstd,
		Body:       documents.SealedBody{SHA256: custody.Digest{1}, Length: 12},
		Recipients: []documents.Recipient{{Organization: maker, Fingerprint: custody.Digest{2}}},
		CreatedAt:  time.Date(2026, 3, 9, 8, 0, 0, 5e6, time.UTC),
	}
}

// The key id is the thumbprint that RFC 8037 appendix A.3 gives for its key.
func TestKeyIDOfRFC8037(t *testing.T) {
	t.Parallel()
	if got := documents.KeyID(rfc8037(t).Public().(ed25519.PublicKey)); got != "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k" {
		t.Errorf("the key id is %s", got)
	}
}

// A manifest has its members in the order of RFC 8785, no white space, and its text as it is.
func TestManifestIsCanonical(t *testing.T) {
	t.Parallel()
	got, err := sampleManifest(t).Encode()
	if err != nil {
		t.Fatal(err)
	}
	zeros := strings.Repeat("0", 62)
	want := `{"body":{"length":12,"sha256":"0x01` + zeros + `"},"codec":"zstd","commitment":"0x00` + zeros + `",` +
		`"createdAt":"2026-03-09T08:00:00.005Z","document":"doc-sbfc850jk6wys8g6kjzzasgmz0","key":"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",` +
		`"mediaType":"application/pdf","name":"Prüfzeugnis <1> & ` + "\u2028" + `.pdf","organization":"northern-silicon",` +
		`"recipients":[{"fingerprint":"0x02` + zeros + `","organization":"metro-electronics"}],"size":1099511627776,"version":1}`
	if string(got) != want {
		t.Errorf("the manifest is\n%s, want\n%s", got, want)
	}
}

// A partner's own program can check a signed manifest: it is a JWS of three parts, signed over the first two.
func TestSignedManifestIsAJWS(t *testing.T) {
	t.Parallel()
	payload, err := sampleManifest(t).Encode()
	if err != nil {
		t.Fatal(err)
	}
	signed := string(documents.Sign(rfc8037(t), payload))
	dot := strings.LastIndex(signed, ".")
	signature, err := base64.RawURLEncoding.DecodeString(signed[dot+1:])
	if err != nil || !ed25519.Verify(rfc8037(t).Public().(ed25519.PublicKey), []byte(signed[:dot]), signature) {
		t.Errorf("the signature is not that of the key, %v", err)
	}
	header, err := base64.RawURLEncoding.DecodeString(signed[:strings.Index(signed, ".")])
	var h map[string]string
	if err != nil || json.Unmarshal(header, &h) != nil || h["alg"] != "EdDSA" || h["kid"] != sampleManifest(t).Key {
		t.Errorf("the header is %s, %v", header, err)
	}
}

// Another spelling of a manifest, of its header or of its encoding is no signed manifest, whatever the signature says.
func TestOtherSpellingsAreRefused(t *testing.T) {
	t.Parallel()
	canonical, err := sampleManifest(t).Encode()
	if err != nil {
		t.Fatal(err)
	}
	good := string(canonical)
	for name, bad := range map[string]string{
		"white space":     " " + good,
		"order":           strings.Replace(good[:len(good)-1], `{"body"`, `{"version":1,"body"`, 1),
		"unknown member":  strings.Replace(good, `"codec"`, `"checked":true,"codec"`, 1),
		"member twice":    strings.Replace(good, `"codec":"zstd"`, `"codec":"zstd","codec":"zstd"`, 1),
		"member's case":   strings.Replace(good, `"codec"`, `"Codec"`, 1),
		"escape":          strings.Replace(good, "ü", `\u00fc`, 1),
		"number":          strings.Replace(good, `"size":1099511627776`, `"size":1.099511627776e12`, 1),
		"time zone":       strings.Replace(good, "08:00:00.005Z", "09:00:00.005+01:00", 1),
		"digest's case":   strings.Replace(good, "0x01", "0X01", 1),
		"something after": good + "{}",
	} {
		if _, err := documents.ParseManifest([]byte(bad)); err == nil {
			t.Errorf("%s: it was read", name)
		}
	}
	if _, err := documents.ParseManifest(canonical); err != nil {
		t.Errorf("the canonical one: %v", err)
	}

	header := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	signed := string(documents.Sign(rfc8037(t), canonical))
	first, rest, _ := strings.Cut(signed, ".")
	for name, bad := range map[string]string{
		"no algorithm":      header(`{"alg":"none"}`) + "." + rest,
		"another algorithm": header(strings.Replace(decode(t, first), "EdDSA", "HS256", 1)) + "." + rest,
		"another key":       header(strings.Replace(decode(t, first), "kPrK", "xxxx", 1)) + "." + rest,
		"a line break":      first[:10] + "\n" + first[10:] + "." + rest,
		"padding":           first + "=." + rest,
		"four parts":        signed + ".",
		"two parts":         rest,
		"nothing":           "",
		"too much":          strings.Repeat("a", 1<<20),
	} {
		if _, err := documents.ParseSigned([]byte(bad)); err == nil {
			t.Errorf("%s: it was read", name)
		}
	}
}

func decode(t *testing.T, part string) string {
	b, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// What is parsed prints back as the same bytes, so that a manifest has one hash.
func FuzzManifest(f *testing.F) {
	m := sampleManifest(f)
	for _, name := range []string{"", "plain.txt", "ü\u2028\"\\", "\u007f"} {
		m.Name = name
		canonical, err := m.Encode()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(canonical)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := documents.ParseManifest(text)
		if err != nil {
			return
		}
		if again, err := m.Encode(); err != nil || !bytes.Equal(again, text) {
			t.Errorf("%q prints as %q, %v", text, again, err)
		}
	})
}

// A signed manifest that is taken apart and signed again with the same key is the same, and only what the key signed
// verifies.
func FuzzSignedManifest(f *testing.F) {
	canonical, err := sampleManifest(f).Encode()
	if err != nil {
		f.Fatal(err)
	}
	key := rfc8037(f)
	good := documents.Sign(key, canonical)
	f.Add(good)
	f.Add(append(bytes.Clone(good), '='))
	f.Fuzz(func(t *testing.T, signed []byte) {
		s, err := documents.ParseSigned(signed)
		if err != nil || s.Verify(key.Public().(ed25519.PublicKey)) != nil {
			return
		}
		payload, err := s.Manifest.Encode()
		if err != nil || !bytes.Equal(documents.Sign(key, payload), signed) {
			t.Errorf("%q verifies, but it is not what the key signs, %v", signed, err)
		}
	})
}
