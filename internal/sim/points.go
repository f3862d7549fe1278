package sim

// A Point is a call of a step at which it may be killed: before it has an effect, after it had one and before the step
// learns of it, or, without either, at a read.
type Point struct {
	Step string
	Call string
}

// String gives "step call".
func (p Point) String() string { return p.Step + " " + p.Call }

// A Count says how often tasks came to a point, and how often one died there.
type Count struct{ Passed, Killed uint64 }

// Points are all kill points. A run that comes to another one reports it, and the long run fails if one of these was
// never killed.
func Points() []Point { return points }

var points = listed(
	step{
		registerAsset,
		[]string{"operations.get", "ledger.organization", "ledger.asset", "operations.backlogs", "operations.claimant", "signers.of", "http.answer"},
		[]string{"operations.create", "bus.send"},
	},
	step{
		recordOnChain,
		[]string{"bus.receive", "operations.get", "journal.nonces", "journal.head", "node.head", "node.finalized", "node.nonce", "node.market", "signer.sign"},
		[]string{"journal.submit", "node.send.submit", "operations.advance", "operations.setaside", "bus.complete"},
	},
	step{
		pollConfirmations,
		[]string{
			"journal.signers", "journal.head", "journal.rows", "node.head", "node.finalized", "node.nonce", "node.receipts", "node.blockhash",
			"node.consumer", "node.explain", "node.market", "signer.sign",
		},
		[]string{
			"journal.final", "operations.advance", "journal.done", "journal.low", "node.send.again", "journal.sent", "journal.attempt",
			"node.send.attempt", "journal.reissue", "node.send.reissue",
		},
	},
	step{
		sweepOperations,
		[]string{"operations.waiting", "ledger.recorded"},
		[]string{"bus.send", "operations.advance"},
	},
	step{
		cancelOperation,
		[]string{
			"operations.get", "journal.head", "journal.nonces", "journal.rows", "node.head", "node.finalized", "node.nonce", "node.market",
			"signer.sign", "http.answer",
		},
		[]string{"journal.attempt", "node.send.attempt", "journal.submit", "node.send.submit", "node.send.again"},
	},
	step{
		retryOperation,
		[]string{
			"operations.get", "journal.head", "journal.nonces", "journal.rows", "node.head", "node.finalized", "node.nonce", "node.market",
			"signer.sign", "http.answer",
		},
		[]string{"bus.send", "node.send.again", "journal.sent", "journal.attempt", "node.send.attempt"},
	},
	step{projectEvents, nil, []string{"ledger.project", "operations.advance"}},
)

// numbers finds a point in the list.
var numbers = func() map[Point]int {
	all := map[Point]int{}
	for i, p := range points {
		all[p] = i
	}
	return all
}()

// A step names what a step calls.
type step struct {
	name          string
	reads, writes []string
}

func listed(steps ...step) (all []Point) {
	for _, s := range steps {
		for _, call := range s.reads {
			all = append(all, Point{s.name, call})
		}
		for _, call := range s.writes {
			all = append(all, Point{s.name, call + ".before"}, Point{s.name, call + ".after"})
		}
	}
	return all
}
