package evm_test

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/state"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/ethereum/go-ethereum/core/vm/runtime"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"waybill/contracts/bindings"
	"waybill/shared/chain/evm"
	"waybill/shared/custody"
)

// callsPerSequence is how many calls are made on one contract.
const callsPerSequence = 50

// A deployed contract in an EVM, without a chain around it: a call costs some microseconds.
type deployed struct {
	config  runtime.Config
	state   *state.StateDB
	evm     *vm.EVM
	rules   params.Rules
	address common.Address
	abi     abi.ABI
}

// deploy runs the creation code, as the first administrator's transaction.
func deploy(creation []byte) (*deployed, error) {
	db, err := state.New(types.EmptyRootHash, state.NewDatabaseForTesting())
	if err != nil {
		return nil, err
	}
	d := &deployed{config: runtime.Config{ChainConfig: rules("osaka"), State: db, Origin: common.Address(players[0])}, state: db}
	if _, d.address, _, err = runtime.Create(creation, &d.config); err != nil {
		return nil, err
	}
	d.rules, d.abi = d.config.ChainConfig.Rules(common.Big0, true, 1), bindings.NewCustodyLedger().GetABI()
	return d, nil
}

// fresh gives a copy that nothing was done to.
func (d *deployed) fresh() *deployed {
	fresh := *d
	fresh.state = d.state.Copy()
	fresh.config.State = fresh.state
	fresh.evm = runtime.NewEnv(&fresh.config)
	return &fresh
}

// call makes a call and gives what it returns, or the name of the error that it reverts with.
func (d *deployed) call(sender custody.Address, at uint64, data []byte) (returned []byte, refusal string) {
	d.evm.Context.Time = at
	before := d.state.Snapshot()
	returned, _, err := d.evm.Call(common.Address(sender), d.address, data, vm.NewGasBudget(30_000_000, 0), new(uint256.Int))
	if err == nil {
		d.state.Finalise(d.rules)
		return returned, ""
	}
	d.state.RevertToSnapshot(before)
	if len(returned) >= 4 {
		if failure, unknown := d.abi.ErrorByID([4]byte(returned[:4])); unknown == nil {
			return nil, failure.Name
		}
	}
	return nil, fmt.Sprintf("%v %x", err, returned)
}

// The players: two administrators, three organisations' keys, and strangers' keys that are added and removed.
var players = func() (all []custody.Address) {
	for i := range 9 {
		all = append(all, custody.Address(crypto.PubkeyToAddress(playerKey(i).PublicKey)))
	}
	return all
}()

// A game plays the same calls on the contract and on the machine.
type game struct {
	*deployed
	machine  *custody.Machine
	encoder  *evm.Encoder
	now      uint64
	commands byte
	things   []custody.Digest // assets and certificates
	packed   map[custody.Digest]*packing
	latest   struct { // call of an administrator or about keys
		by   custody.Address
		call custody.Instruction
	}
	outcomes map[string]int // by function if carried out, else by rule
	roots    []custody.Digest
}

// A packing is what a unit was last packed with.
type packing struct {
	children []custody.Child
	by, own  uint32
}

func newGame(d *deployed) *game {
	g := &game{
		deployed: d, machine: custody.NewMachine(players[0]), encoder: evm.NewEncoder(custody.Address(d.address), nil), now: 1_700_000_000,
		things: digests("thing", 7), roots: digests("root", 3), packed: map[custody.Digest]*packing{}, outcomes: map[string]int{},
	}
	g.machine.Signed = g.signed
	for i := range 3 { // so that there is somebody to play with
		if mismatch := g.play(players[0], &custody.JoinOrganization{Key: players[2+i]}); mismatch != "" {
			panic(mismatch)
		}
	}
	return g
}

// play makes one call on both and says where they differ, "" if they agree.
func (g *game) play(sender custody.Address, i custody.Instruction) (mismatch string) {
	g.commands++
	command, eventHash := custody.Digest{1, g.commands}, custody.Digest{2}
	switch i := i.(type) {
	case *custody.HandOver:
		command, eventHash = handoverCommand, custody.Digest{3}
		g.sign(i)
	case *custody.JoinOrganization, *custody.SetOrganizationStatus, *custody.Pause, *custody.Unpause, *custody.SetAdministrators, *custody.Anchor:
		command = custody.Digest{4} // the same for all, so that administrators can agree
	}
	call, err := g.encoder.Encode(i, command, eventHash)
	if err != nil {
		return "it cannot be encoded: " + err.Error()
	}
	_, got := g.call(sender, g.now, call.Data)
	want := ""
	if refusal := g.machine.Apply(custody.Call{Sender: sender, Command: command, EventHash: eventHash, Time: g.now, Instruction: i}); refusal != nil {
		want = string(refusal.Rule)
	}
	g.outcomes[cmp.Or(want, i.Function())]++
	if pack, ok := i.(*custody.Pack); ok && want == "" {
		g.packed[pack.Parent] = g.packed[pack.ChildrenRoot]
	}
	if got != want {
		return fmt.Sprintf("%s %+v by %s: the contract says %q, the machine %q", i.Function(), i, sender, got, want)
	}
	return ""
}

// differences compares all that both keep.
func (g *game) differences() (all []string) {
	for _, thing := range g.things {
		all = append(all, g.compareAsset(thing)...)
		all = append(all, g.compareCertificate(thing)...)
		for organization := uint32(1); organization <= 4; organization++ {
			all = append(all, g.compareRecall(thing, organization)...)
		}
	}
	return all
}

func (g *game) compareAsset(asset custody.Digest) []string {
	ledger := bindings.NewCustodyLedger()
	returned, _ := g.call(players[0], g.now, ledger.PackAssetOf(asset))
	a, err := ledger.UnpackAssetOf(returned)
	if err != nil {
		return []string{err.Error()}
	}
	h := g.machine.Holding(asset)
	want := [10]byte(h.Contents)
	if h.Kind != custody.KindUnit {
		copy(want[:3], h.Measure)
		for i := range 7 {
			want[9-i] = byte(h.Quantity >> (8 * i))
		}
	}
	got := [10]byte(a.Content.FillBytes(make([]byte, 10)))
	same := a.Owner == h.Owner && a.Custodian == h.Custodian && a.Pending == h.Pending && a.Maker == h.Maker && a.Status == uint8(h.Status) &&
		a.Kind == uint8(h.Kind) && a.Version.Uint64() == uint64(h.Version) && a.Deadline.Uint64() == h.Deadline && got == want
	if same {
		return nil
	}
	return []string{fmt.Sprintf("asset %s: the contract has %+v, the machine %+v", asset, a, h)}
}

func (g *game) compareCertificate(certificate custody.Digest) []string {
	ledger := bindings.NewCustodyLedger()
	returned, _ := g.call(players[0], g.now, ledger.PackCertificateOf(certificate))
	c, err := ledger.UnpackCertificateOf(returned)
	if err != nil {
		return []string{err.Error()}
	}
	s := g.machine.Certificate(certificate)
	if c.Issuer == s.Issuer && c.Kind == uint8(s.Type) && c.Status == uint8(s.Status) && c.ValidUntil.Uint64() == s.ValidUntil && c.Version.Uint64() == uint64(s.Version) {
		return nil
	}
	return []string{fmt.Sprintf("certificate %s: the contract has %+v, the machine %+v", certificate, c, s)}
}

func (g *game) compareRecall(asset custody.Digest, organization uint32) []string {
	ledger := bindings.NewCustodyLedger()
	returned, _ := g.call(players[0], g.now, ledger.PackRecallOf(asset, organization))
	r, err := ledger.UnpackRecallOf(returned)
	if err != nil {
		return []string{err.Error()}
	}
	if s := g.machine.Recall(asset, organization); r.Open != s.Open || r.Version.Uint64() != uint64(s.Version) {
		return []string{fmt.Sprintf("recall of %s by %d: the contract has %+v, the machine %+v", asset, organization, r, s)}
	}
	return nil
}

// sequence draws and plays a sequence and gives the first difference.
func (g *game) sequence(draw *rapid.T) string {
	for range callsPerSequence {
		sender, instruction := g.draw(draw)
		if mismatch := g.play(sender, instruction); mismatch != "" {
			return mismatch
		}
	}
	if differences := g.differences(); len(differences) > 0 {
		return differences[0]
	}
	return ""
}

// sequences is how many sequences are played for each unit of -rapid.checks, whose default is 100.
const sequences = 100

// The machine predicts the contract: of every sequence of calls it knows which succeed, with which reason the others are
// refused, and what is kept afterwards. Every call is carried out some time, and every rule broken.
func TestTheMachinePredictsTheContract(t *testing.T) {
	t.Parallel()
	origin, err := deploy(common.FromHex(bindings.CustodyLedgerMetaData.Bin))
	if err != nil {
		t.Fatal(err)
	}
	var seen tally
	t.Run("sequences", func(t *testing.T) {
		for part := range sequences {
			t.Run(fmt.Sprint(part), func(t *testing.T) {
				t.Parallel()
				rapid.Check(t, func(draw *rapid.T) {
					g := newGame(origin.fresh())
					if mismatch := g.sequence(draw); mismatch != "" {
						draw.Fatal(mismatch)
					}
					seen.add(g.outcomes)
				})
			})
		}
	})
	for _, never := range seen.missing() {
		t.Errorf("%s did not happen in any sequence", never)
	}
}

// A tally counts what happened in all sequences: functions that were carried out, and rules that were broken.
type tally struct {
	mu     sync.Mutex
	counts map[string]int
}

func (a *tally) add(outcomes map[string]int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.counts == nil {
		a.counts = map[string]int{}
	}
	for what, n := range outcomes {
		a.counts[what] += n
	}
}

// missing gives what the contract can do and did not.
func (a *tally) missing() (never []string) {
	ledger := bindings.NewCustodyLedger().GetABI()
	for name, method := range ledger.Methods {
		if !method.IsConstant() && name != "withdraw" && a.counts[name] == 0 { // which is no command
			never = append(never, name)
		}
	}
	for name := range ledger.Errors {
		switch name {
		case "NotConfirmed", "ValueTooEarly", "GrantFailed": // of withdraw, and of calls with value
		default:
			if a.counts[name] == 0 {
				never = append(never, name)
			}
		}
	}
	slices.Sort(never)
	return never
}
