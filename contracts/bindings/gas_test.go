package bindings_test

import (
	"bytes"
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"

	"waybill/contracts/bindings"
)

// peersFile is written by contracts/gas/compile.js: the reference implementations of other standards.
const peersFile = "../gas/peers.json"

// A row is the gas that one operation takes.
type row struct {
	standard, operation string
	gas                 uint64
}

// A meter sends transactions and notes the gas of those that are named.
type meter struct {
	*chain
	peers map[string]peer
	rows  []row
}

type peer struct {
	ABI      abi.ABI       `json:"abi"`
	Bytecode hexutil.Bytes `json:"bytecode"`
}

// The gas of our calls and of those of other standards that come nearest, measured in one run on chains with the rules
// of Osaka and of Amsterdam. make bench-gas prints the table; without the other standards' code there is no comparison.
func TestGasBesideOtherStandards(t *testing.T) {
	t.Parallel()
	peers := map[string]peer{}
	b, err := os.ReadFile(peersFile)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("there is no contracts/gas/peers.json: make bench-gas compiles it")
	}
	if err == nil {
		err = json.Unmarshal(b, &peers)
	}
	if err != nil {
		t.Fatal(err)
	}
	measure := func(config *params.ChainConfig) []row {
		m := &meter{chain: newChain(t, config), peers: peers}
		m.measureOurs()
		m.measureTokens()
		m.measureAttestations()
		return m.rows
	}
	now, next := measure(osaka()), measure(amsterdam())
	var table bytes.Buffer
	table.WriteString("\n| standard | operation | Osaka | Amsterdam |\n|---|---|---:|---:|\n")
	for i, r := range now {
		fmt.Fprintf(&table, "| %s | %s | %d | %d |\n", r.standard, r.operation, r.gas, next[i].gas)
	}
	t.Log(table.String())
}

func (m *meter) measureOurs() {
	const ours = "CustodyLedger"
	fabKey, shopKey := newKey(m.T), newKey(m.T)
	m.note(ours, "joinOrganization, with first gas", m.send(m.administrator, ether,
		contract.PackJoinOrganization(command, addressOf(fabKey), digest("identity"), hash)))
	m.send(m.administrator, ether, contract.PackJoinOrganization(command, addressOf(shopKey), digest("identity"), hash))
	do := func(operation string, from *ecdsa.PrivateKey, data []byte) {
		m.note(ours, operation, m.send(from, nil, data))
	}

	one, two, three, four := big.NewInt(1), big.NewInt(2), big.NewInt(3), big.NewInt(4)
	do("register an item", fabKey, contract.PackRegister(command, board, item, zero, hash))
	do("offer", fabKey, contract.PackOffer(command, board, one, shop, true, zero, hash))
	do("accept with ownership", shopKey, contract.PackAccept(command, board, two, hash))
	agreed := bindings.ICustodyLedgerHandover{
		CommandId: command, From: shop, To: fab, WithOwnership: true, Deadline: zero, EventHash: hash,
		Assets: []bindings.ICustodyLedgerAssetVersion{{Asset: board, Version: three}},
	}
	signed, err := bind.Call(m.ledger, nil, contract.PackHandoverDigest(agreed), contract.UnpackHandoverDigest)
	if err != nil {
		m.Fatal(err)
	}
	do("handover, both signatures", m.administrator,
		contract.PackHandover(agreed, signature(m.T, shopKey, signed), signature(m.T, fabKey, signed)))

	chips := make([]bindings.ICustodyLedgerOutput, 50)
	for i := range chips {
		chips[i] = bindings.ICustodyLedgerOutput{Asset: digest(fmt.Sprint("chip", i)), Kind: item, Quantity: zero}
	}
	do("registerBatch of 50", fabKey, contract.PackRegisterBatch(command, chips, hash))
	children := make([]bindings.ICustodyLedgerChild, 24)
	for i := range children {
		children[i] = bindings.ICustodyLedgerChild{Asset: chips[i].Asset, Version: one}
	}
	m.send(fabKey, nil, contract.PackRegister(command, pallet, unit, zero, hash))
	do("aggregate, any number of children", fabKey, contract.PackAggregate(command, pallet, one, rootOf(children), 24, hash))
	m.send(fabKey, nil, contract.PackOffer(command, pallet, two, shop, true, zero, hash))
	m.send(shopKey, nil, contract.PackAccept(command, pallet, three, hash))
	do("disaggregate 24 children", shopKey, contract.PackDisaggregate(command, pallet, four, fab, fab, children, hash))
	do("issueCertificate", fabKey, contract.PackIssueCertificate(command, certificate, 1, zero, hash))
	do("revokeCertificate", fabKey, contract.PackRevokeCertificate(command, certificate, hash))
	do("recordEvent", fabKey, contract.PackRecordEvent(command, board, hash))
	m.send(m.administrator, nil, contract.PackAnchor(command, digest("first"), 64, hash))
	do("anchor 1,024 events", m.administrator, contract.PackAnchor(command, digest("root"), 1088, hash))
}

func (m *meter) measureTokens() {
	me, other := addressOf(m.administrator), addressOf(newKey(m.T))
	id, parent, child := digest("token").Big(), digest("parent").Big(), digest("child").Big()

	erc721 := m.create("Token721")
	m.note("ERC-721", "mint", m.call("Token721", erc721, "mint", me, id))
	m.note("ERC-721", "transferFrom, new holder", m.call("Token721", erc721, "transferFrom", me, other, id))
	erc1155 := m.create("Token1155")
	m.note("ERC-1155", "mint a lot", m.call("Token1155", erc1155, "mint", me, id, big.NewInt(1000)))
	m.note("ERC-1155", "safeTransferFrom, part of a lot, new holder",
		m.call("Token1155", erc1155, "safeTransferFrom", me, other, id, big.NewInt(10), []byte{}))
	erc7401 := m.create("Token7401")
	m.call("Token7401", erc7401, "mint", me, parent)
	m.note("ERC-7401", "nestMint one child into a parent", m.call("Token7401", erc7401, "nestMint", erc7401, child, parent))
	m.note("ERC-7401", "acceptChild, one", m.call("Token7401", erc7401, "acceptChild", parent, zero, erc7401, child))
	m.note("ERC-7401", "transferChild out, one",
		m.call("Token7401", erc7401, "transferChild", parent, me, zero, zero, erc7401, child, false, []byte{}))
}

func (m *meter) measureAttestations() {
	schemas := m.create("Schemas")
	eas := m.create("Attestations", schemas)
	registered := m.call("Schemas", schemas, "register", "bytes32 asset,bytes32 holder", common.Address{}, true)
	type data struct {
		Recipient      common.Address
		ExpirationTime uint64
		Revocable      bool
		RefUID         common.Hash
		Data           []byte
		Value          *big.Int
	}
	type request struct {
		Schema common.Hash
		Data   data
	}
	attested := m.call("Attestations", eas, "attest", request{
		Schema: registered.Logs[0].Topics[1],
		Data:   data{Recipient: addressOf(m.administrator), Revocable: true, Data: make([]byte, 64), Value: zero},
	})
	m.note("EAS", "attest 64 bytes", attested)
	m.note("EAS", "timestamp one digest", m.call("Attestations", eas, "timestamp", digest("document")))
}

func (m *meter) note(standard, operation string, receipt *types.Receipt) {
	m.rows = append(m.rows, row{standard: standard, operation: operation, gas: receipt.GasUsed})
}

// create deploys a peer, call has it mined that the administrator calls it.
func (m *meter) create(name string, args ...any) common.Address {
	m.Helper()
	packed, err := m.peers[name].ABI.Pack("", args...)
	if err != nil {
		m.Fatalf("pack the constructor of %s: %v", name, err)
	}
	address, tx, err := bind.DeployContract(bind.NewKeyedTransactor(m.administrator, big.NewInt(1337)),
		m.peers[name].Bytecode, m.backend.Client(), packed)
	if err != nil {
		m.Fatalf("deploy %s: %v", name, err)
	}
	m.mine(tx)
	return address
}

func (m *meter) call(name string, address common.Address, method string, args ...any) *types.Receipt {
	m.Helper()
	packed, err := m.peers[name].ABI.Pack(method, args...)
	if err != nil {
		m.Fatalf("pack %s of %s: %v", method, name, err)
	}
	bound := bind.NewBoundContract(address, m.peers[name].ABI, m.backend.Client(), m.backend.Client(), m.backend.Client())
	tx, err := bind.Transact(bound, bind.NewKeyedTransactor(m.administrator, big.NewInt(1337)), packed)
	if err != nil {
		m.Fatalf("send %s to %s: %v", method, name, err)
	}
	return m.mine(tx)
}

// signature is that of an account, with v as Ethereum writes it.
func signature(t *testing.T, key *ecdsa.PrivateKey, digest [32]byte) bindings.ICustodyLedgerSignature {
	t.Helper()
	b, err := crypto.Sign(digest[:], key)
	if err != nil {
		t.Fatal(err)
	}
	b[64] += 27
	return bindings.ICustodyLedgerSignature{Key: addressOf(key), Signature: b}
}
