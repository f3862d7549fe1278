package evm

import "waybill/shared/custody"

// gas is what a function may use: a fixed part and one for each item of its lists.
type gas struct{ fixed, item uint64 }

// gasLimits are the most that was measured for each function under the rules of Osaka, of Amsterdam (where a new
// storage slot costs five times as much) and of go-ethereum's development chains, and a margin of a fifth or more. What
// is not used is not paid; only the sender's balance has to cover it. A limit is not estimated from the node: an
// estimate cannot know what the transactions before it, still pending, will have changed.
var gasLimits = map[string]gas{
	"joinOrganization":  {600_000, 0},
	"register":          {250_000, 0},
	"offer":             {80_000, 0},
	"accept":            {80_000, 0},
	"reject":            {80_000, 0},
	"cancel":            {80_000, 0},
	"aggregate":         {80_000, 0},
	"disaggregate":      {120_000, 20_000},
	"transform":         {100_000, 160_000},
	"issueCertificate":  {250_000, 0},
	"revokeCertificate": {80_000, 0},
	"recordEvent":       {60_000, 0},
	"anchor":            {400_000, 0},
}

func gasOf(instruction custody.Instruction) uint64 {
	limit, items := gasLimits[instruction.Function()], 0
	switch i := instruction.(type) {
	case *custody.Unpack:
		items = len(i.Children)
	case *custody.Make:
		items = len(i.Inputs) + len(i.Outputs)
	}
	return limit.fixed + uint64(items)*limit.item
}
