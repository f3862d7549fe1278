package operations_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"waybill/shared/custody"
	"waybill/shared/operations"
)

func best(subject string, signers []custody.Address) custody.Address {
	return operations.Rank(subject, signers)[0]
}

// Whatever the signers and the subject: the ranking names each signer once, does not depend on the order in which they
// are given, and who is left out changes nothing between the others.
func TestRankDependsOnNoOtherSigner(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		addresses := rapid.Custom(func(t *rapid.T) custody.Address {
			return custody.Address(rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(t, "address"))
		})
		signers := rapid.SliceOfNDistinct(addresses, 1, 16, rapid.ID[custody.Address]).Draw(t, "signers")
		subject := rapid.String().Draw(t, "subject")
		ranked := operations.Rank(subject, signers)
		if again := operations.Rank(subject, rapid.Permutation(signers).Draw(t, "order")); !slices.Equal(again, ranked) {
			t.Fatalf("in another order: %s, not %s", again, ranked)
		}
		gone := rapid.SampledFrom(signers).Draw(t, "gone")
		without := func(all []custody.Address) []custody.Address {
			return slices.DeleteFunc(slices.Clone(all), func(a custody.Address) bool { return a == gone })
		}
		if rest := operations.Rank(subject, without(signers)); !slices.Equal(rest, without(ranked)) {
			t.Fatalf("without %s: %s, not %s", gone, rest, without(ranked))
		}
	})
}

// A signer that is added takes about one asset in S, from each of the others alike, and moves no asset between them.
func TestANewSignerMovesItsShareAndNothingElse(t *testing.T) {
	t.Parallel()
	const assets = 4_000
	var signers []custody.Address
	for n := range 16 {
		added := custody.Address{byte(n), 0xaa}
		moved := 0
		if n > 0 {
			for i := range assets {
				asset := fmt.Sprintf("https://id.gs1.org/01/04012345000016/21/W-%d", i)
				before, after := best(asset, signers), best(asset, append(slices.Clone(signers), added))
				if after != before && after != added {
					t.Fatalf("%s went from %s to %s, which is not the new one", asset, before, after)
				}
				if after != before {
					moved++
				}
			}
			if want := assets / (n + 1); moved < want*4/5 || moved > want*6/5 {
				t.Errorf("%d of %d assets moved to signer %d; its share is %d", moved, assets, n+1, want)
			}
		}
		signers = append(signers, added)
	}
}
