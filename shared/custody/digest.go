package custody

import (
	"encoding/hex"
	"fmt"
	"strings"
)

// A Digest is 32 bytes that stand for something on chain: an asset key, a command id, an event hash or a root.
type Digest [32]byte

// Hex gives "0x" and 64 lower-case hexadecimal digits.
func (d Digest) Hex() string { return "0x" + hex.EncodeToString(d[:]) }

// String is Hex.
func (d Digest) String() string { return d.Hex() }

// IsZero reports whether no bit is set.
func (d Digest) IsZero() bool { return d == Digest{} }

// MarshalText gives Hex.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.Hex()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Digest) UnmarshalText(b []byte) error { return parseHex(d[:], b, "a digest") }

// An Address is a 20-byte Ethereum address.
type Address [20]byte

// Hex gives "0x" and 40 lower-case hexadecimal digits, without the checksum of EIP-55.
func (a Address) Hex() string { return "0x" + hex.EncodeToString(a[:]) }

// String is Hex.
func (a Address) String() string { return a.Hex() }

// IsZero reports whether no bit is set.
func (a Address) IsZero() bool { return a == Address{} }

// MarshalText gives Hex.
func (a Address) MarshalText() ([]byte, error) { return []byte(a.Hex()), nil }

// UnmarshalText reads what MarshalText wrote, in any case.
func (a *Address) UnmarshalText(b []byte) error { return parseHex(a[:], b, "an address") }

func parseHex(into, text []byte, what string) error {
	s, ok := strings.CutPrefix(string(text), "0x")
	if !ok || len(s) != 2*len(into) {
		return fmt.Errorf("%s is 0x and %d hexadecimal digits, not %q", what, 2*len(into), text)
	}
	if _, err := hex.Decode(into, []byte(s)); err != nil {
		return fmt.Errorf("%s is hexadecimal: %w", what, err)
	}
	return nil
}
