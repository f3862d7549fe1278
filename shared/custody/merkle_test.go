package custody_test

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/rfc6962"

	"waybill/shared/custody"
)

func bundle(n int) []custody.BundledAsset {
	children := make([]custody.BundledAsset, n)
	for i := range children {
		children[i].Version = uint32(i + 1)
		binary.BigEndian.PutUint64(children[i].Key[24:], uint64(i+1))
	}
	return children
}

// The leaf binds key and version in the layout that the contract hashes; made with sha256sum.
func TestBundleLeafIsKeyAndVersion(t *testing.T) {
	t.Parallel()
	// printf '\0' + 32 bytes 0x00…01 + '\0\0\x01' | sha256sum
	const want = "0xb61976e8fa649ed00e1894a2fc37aa5e6c76d315c55f185c15a48c081ef2aa06"
	if got := custody.BundleRoot(bundle(1)).Hex(); got != want {
		t.Errorf("one leaf is %s, want %s", got, want)
	}
	// printf '\x01' + leaf 1 + leaf 2 | sha256sum
	const two = "0x7378a3adaa82c1e1d8b96336d363678cd12afb0b0f0f63617626d47997b72d4d"
	if got := custody.BundleRoot(bundle(2)).Hex(); got != two {
		t.Errorf("two leaves are %s, want %s", got, two)
	}
}

// The tree is that of RFC 9162 for every number of leaves, as another implementation computes it.
func TestBundleRootIsThatOfTheRFC(t *testing.T) {
	t.Parallel()
	factory := compact.RangeFactory{Hash: rfc6962.DefaultHasher.HashChildren}
	for n := range 70 {
		tree := factory.NewEmptyRange(0)
		for _, c := range bundle(n) {
			leaf := append(c.Key[:], byte(c.Version>>16), byte(c.Version>>8), byte(c.Version))
			if err := tree.Append(rfc6962.DefaultHasher.HashLeaf(leaf), nil); err != nil {
				t.Fatal(err)
			}
		}
		want, err := tree.GetRootHash(nil)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			want = rfc6962.DefaultHasher.EmptyRoot()
		}
		if got := custody.BundleRoot(bundle(n)); got.Hex() != fmt.Sprintf("0x%x", want) {
			t.Errorf("%d leaves have the root %s, want 0x%x", n, got, want)
		}
	}
}

// The contract's own tests prove children with the same vectors.
func TestBundleRootIsThatOfTheContract(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "contracts", "test", "vectors", "merkle.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Vectors []struct {
			Assets   []custody.Digest
			Versions []uint32
			Root     custody.Digest
		}
	}
	if err := json.Unmarshal(text, &file); err != nil || len(file.Vectors) == 0 {
		t.Fatalf("%d vectors, %v", len(file.Vectors), err)
	}
	for _, v := range file.Vectors {
		children := make([]custody.BundledAsset, len(v.Assets))
		for i := range children {
			children[i] = custody.BundledAsset{Key: v.Assets[i], Version: v.Versions[i]}
		}
		if got := custody.BundleRoot(children); got != v.Root {
			t.Errorf("%d children have the root %s, want %s", len(children), got, v.Root)
		}
	}
}

// What the rules let through, the contract packs.
func TestLimitOfChildrenIsThatOfTheContract(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile(filepath.Join("..", "..", "contracts", "src", "Bundles.sol"))
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("MAX_CHILDREN = %d;", custody.MaxChildren); !strings.Contains(string(source), want) {
		t.Errorf("the contract does not say %s", want)
	}
}
