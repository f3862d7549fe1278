package bindings_test

import (
	"crypto/ecdsa"
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rpc"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/merkle/testonly"

	"waybill/contracts/bindings"
)

const (
	item, lot, unit  uint8  = 1, 2, 3 // kinds of assets
	active, consumed uint8  = 1, 4    // states of assets
	fab, shop        uint32 = 1, 2    // numbers of the organisations
)

var (
	command, hash = digest("command"), digest("event")
	wafers, board = digest("wafers"), digest("board")
	pallet        = digest("pallet")
	certificate   = digest("certificate")
	zero          = new(big.Int)
)

// A lot becomes chips, 24 of them a pallet that changes hands and is unpacked, one a board: on the rules of today's
// main network and on those that come next, every call takes effect, and its events say what it did.
func TestStoryOnChain(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]*params.ChainConfig{"osaka": osaka(), "amsterdam": amsterdam()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			playStory(newChain(t, config))
		})
	}
}

func playStory(c *chain) {
	fabKey, shopKey := newKey(c.T), newKey(c.T)
	var events []string
	do := func(from *ecdsa.PrivateKey, data []byte) *types.Receipt {
		c.Helper()
		receipt := c.send(from, nil, data)
		events = append(events, c.eventNames(receipt)...)
		return receipt
	}

	// The grant that each joins with pays for all that it does later.
	for _, key := range []*ecdsa.PrivateKey{fabKey, shopKey} {
		joined := c.send(c.administrator, ether, contract.PackJoinOrganization(command, addressOf(key), digest("identity"), hash))
		events = append(events, c.eventNames(joined)...)
	}

	do(fabKey, contract.PackRegister(command, wafers, lot, big.NewInt(25_000), hash))
	do(fabKey, contract.PackIssueCertificate(command, certificate, 1, zero, hash))
	chips, outputs := make([]bindings.ICustodyLedgerChild, 24), make([]bindings.ICustodyLedgerOutput, 24)
	for i := range chips {
		asset := digest(fmt.Sprintf("chip %d", i))
		chips[i] = bindings.ICustodyLedgerChild{Asset: asset, Version: big.NewInt(1)}
		outputs[i] = bindings.ICustodyLedgerOutput{Asset: asset, Kind: item, Quantity: zero}
	}
	some := []bindings.ICustodyLedgerInput{{Asset: wafers, ExpectedVersion: big.NewInt(1), Quantity: big.NewInt(1_500)}}
	made := do(fabKey, contract.PackTransform(command, some, outputs, hash))
	wantEvent(c.T, made.Logs[0], contract.UnpackInputConsumedEvent, &bindings.CustodyLedgerInputConsumed{
		CommandId: command, Asset: wafers, Actor: fab, Quantity: big.NewInt(1_500), Remaining: big.NewInt(23_500),
		Version: big.NewInt(2), EventHash: hash,
	})
	wantEvent(c.T, made.Logs[25], contract.UnpackTransformedEvent, &bindings.CustodyLedgerTransformed{
		CommandId: command, Actor: fab, Inputs: 1, Outputs: 24, EventHash: hash,
	})

	do(fabKey, contract.PackRegister(command, pallet, unit, zero, hash))
	do(fabKey, contract.PackAggregate(command, pallet, big.NewInt(1), rootOf(chips), 24, hash))
	offered := do(fabKey, contract.PackOffer(command, pallet, big.NewInt(2), shop, true, zero, hash))
	wantEvent(c.T, offered.Logs[0], contract.UnpackCustodyOfferedEvent, &bindings.CustodyLedgerCustodyOffered{
		CommandId: command, Asset: pallet, Actor: fab, To: shop, WithOwnership: true, Deadline: zero,
		Version: big.NewInt(3), EventHash: hash,
	})
	accepted := do(shopKey, contract.PackAccept(command, pallet, big.NewInt(3), hash))
	wantEvent(c.T, accepted.Logs[0], contract.UnpackCustodyAcceptedEvent, &bindings.CustodyLedgerCustodyAccepted{
		CommandId: command, Asset: pallet, Actor: shop, From: fab, WithOwnership: true, Version: big.NewInt(4), EventHash: hash,
	})
	unpacked := do(shopKey, contract.PackDisaggregate(command, pallet, big.NewInt(4), fab, fab, chips, hash))
	wantEvent(c.T, unpacked.Logs[23], contract.UnpackChildReleasedEvent, &bindings.CustodyLedgerChildReleased{
		CommandId: command, Child: chips[23].Asset, Actor: shop, Parent: pallet, Version: big.NewInt(2), EventHash: hash,
	})
	whole := []bindings.ICustodyLedgerInput{{Asset: chips[0].Asset, ExpectedVersion: big.NewInt(2), Quantity: zero}}
	one := []bindings.ICustodyLedgerOutput{{Asset: board, Kind: item, Quantity: zero}}
	do(shopKey, contract.PackTransform(command, whole, one, hash))
	do(fabKey, contract.PackRevokeCertificate(command, certificate, hash))
	do(shopKey, contract.PackRecordEvent(command, board, hash))
	do(c.administrator, contract.PackAnchor(command, digest("root"), 64, hash))

	c.wantAsset(wafers, fab, active, 2)
	c.wantAsset(pallet, shop, active, 5)
	c.wantAsset(chips[0].Asset, shop, consumed, 3)
	c.wantAsset(chips[1].Asset, shop, active, 2)
	c.wantAsset(board, shop, active, 1)
	anchored, err := bind.Call(c.ledger, nil, contract.PackAnchorOf(0, digest("root")), contract.UnpackAnchorOf)
	if err != nil || anchored.Size != 64 {
		c.Errorf("anchor is %+v, %v", anchored, err)
	}

	want := slices.Concat(
		[]string{"OrganizationJoined", "OrganizationJoined", "AssetRegistered", "CertificateIssued", "InputConsumed"},
		slices.Repeat([]string{"AssetRegistered"}, 24),
		[]string{"Transformed", "AssetRegistered", "Aggregated", "CustodyOffered", "CustodyAccepted"},
		slices.Repeat([]string{"ChildReleased"}, 24),
		[]string{"Disaggregated", "InputConsumed", "AssetRegistered", "Transformed", "CertificateRevoked", "EventRecorded", "Anchored"},
	)
	if !slices.Equal(events, want) {
		c.Errorf("events are %q, want %q", events, want)
	}
}

// A refused call says why in a form that the bindings read: a repeated offer is stale.
func TestRefusalIsDecoded(t *testing.T) {
	t.Parallel()
	c := newChain(t, osaka())
	fabKey := newKey(t)
	c.send(c.administrator, ether, contract.PackJoinOrganization(command, addressOf(fabKey), digest("identity"), hash))
	c.send(c.administrator, zero, contract.PackJoinOrganization(command, addressOf(newKey(t)), digest("identity"), hash))
	c.send(fabKey, nil, contract.PackRegister(command, board, item, zero, hash))
	offer := contract.PackOffer(command, board, big.NewInt(1), shop, true, zero, hash)
	c.send(fabKey, nil, offer)

	_, err := bind.Transact(c.ledger, bind.NewKeyedTransactor(fabKey, big.NewInt(1337)), offer)
	var refusal rpc.DataError
	if !errors.As(err, &refusal) {
		t.Fatalf("repeating an offer gives %v, want a refusal with data", err)
	}
	got, err := contract.UnpackError(common.FromHex(refusal.ErrorData().(string)))
	want := &bindings.CustodyLedgerStaleVersion{Asset: board, Expected: big.NewInt(1), Actual: big.NewInt(2)}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("refusal is %+v, %v, want %+v", got, err, want)
	}
}

// The deployed code has the published hash, so that anybody can tell the genuine contract by asking a node.
func TestDeployedCodeHasThePublishedHash(t *testing.T) {
	t.Parallel()
	c := newChain(t, osaka())
	code, err := c.backend.Client().CodeAt(t.Context(), c.address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := crypto.Keccak256Hash(code).Hex(); got != bindings.CustodyLedgerCodeHash {
		t.Errorf("deployed code has hash %s, want %s", got, bindings.CustodyLedgerCodeHash)
	}
}

func (c *chain) wantAsset(asset common.Hash, holder uint32, status uint8, version int64) {
	c.Helper()
	a, err := bind.Call(c.ledger, nil, contract.PackAssetOf(asset), contract.UnpackAssetOf)
	if err != nil || a.Owner != holder || a.Custodian != holder || a.Status != status || a.Version.Cmp(big.NewInt(version)) != 0 {
		c.Errorf("asset is %+v, %v, want holder and owner %d, status %d, version %d", a, err, holder, status, version)
	}
}

// wantEvent compares all but the raw log.
func wantEvent[E any](t *testing.T, log *types.Log, unpack func(*types.Log) (*E, error), want *E) {
	t.Helper()
	got, err := unpack(log)
	if err != nil {
		t.Fatalf("unpack %T: %v", want, err)
	}
	reflect.ValueOf(got).Elem().FieldByName("Raw").SetZero()
	if g, w := fmt.Sprintf("%+v", *got), fmt.Sprintf("%+v", *want); g != w {
		t.Errorf("event is %s, want %s", g, w)
	}
}

// eventNames leaves out logs that are not the contract's: from Amsterdam on, a grant leaves one too (EIP-7708).
func (c *chain) eventNames(receipt *types.Receipt) []string {
	c.Helper()
	parsed, err := bindings.CustodyLedgerMetaData.ParseABI()
	if err != nil {
		c.Fatal(err)
	}
	var names []string
	for _, log := range receipt.Logs {
		if log.Address != c.address {
			continue
		}
		event, err := parsed.EventByID(log.Topics[0])
		if err != nil {
			c.Fatal(err)
		}
		names = append(names, event.Name)
	}
	return names
}

// rootOf is the tree of the contract's documentation, built by another implementation.
func rootOf(children []bindings.ICustodyLedgerChild) common.Hash {
	tree := testonly.New(rfc6962.DefaultHasher)
	for _, child := range children {
		tree.AppendData(append(child.Asset[:], child.Version.FillBytes(make([]byte, 3))...))
	}
	return common.BytesToHash(tree.Hash())
}

func digest(name string) common.Hash { return crypto.Keccak256Hash([]byte(name)) }
