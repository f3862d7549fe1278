package evm

import "waybill/shared/custody"

// gas is what a function may use: a fixed part, and one for each child, input or output.
type gas struct{ fixed, item, output uint64 }

// gasLimits are the most that was measured for each function under the rules of Osaka, of Amsterdam (where a new
// storage slot costs five times as much) and of go-ethereum's development chains, and a margin of a fifth or more. What
// is not used is not paid; only the sender's balance has to cover it. A limit is not estimated from the node: an
// estimate cannot know what the transactions before it, still pending, will have changed.
var gasLimits = map[string]gas{
	"joinOrganization":     {700_000, 0, 0},
	"register":             {250_000, 0, 0},
	"offer":                {80_000, 0, 0},
	"accept":               {80_000, 0, 0},
	"reject":               {80_000, 0, 0},
	"cancel":               {80_000, 0, 0},
	"aggregate":            {80_000, 0, 0},
	"disaggregate":         {100_000, 25_000, 0},
	"handover":             {300_000, 25_000, 0},
	"release":              {100_000, 0, 0},
	"transferOwnership":    {80_000, 0, 0},
	"expire":               {80_000, 0, 0},
	"transform":            {80_000, 30_000, 150_000},
	"transformBalanced":    {100_000, 30_000, 150_000},
	"consume":              {80_000, 0, 0},
	"issueCertificate":     {250_000, 0, 0},
	"revokeCertificate":    {80_000, 0, 0},
	"recordEvent":          {60_000, 0, 0},
	"declareError":         {60_000, 0, 0},
	"openRecall":           {250_000, 0, 0},
	"closeRecall":          {80_000, 0, 0},
	"decommission":         {80_000, 0, 0},
	"suspendCertificate":   {80_000, 0, 0},
	"reinstateCertificate": {80_000, 0, 0},
	"anchor":               {400_000, 0, 0},
	"addKey":               {450_000, 0, 0},
	"removeKey":            {100_000, 0, 0},
}

// maxTransactionGas is the most gas of one transaction on Ethereum since Osaka (EIP-7825).
const maxTransactionGas = 1 << 24

func gasOf(instruction custody.Instruction) uint64 {
	limit := gasLimits[instruction.Function()]
	switch i := instruction.(type) {
	case *custody.Unpack:
		return limit.fixed + uint64(len(i.Children))*limit.item
	case *custody.HandOver:
		return limit.fixed + uint64(len(i.Assets))*limit.item
	case *custody.Make:
		return limit.fixed + uint64(len(i.Inputs))*limit.item + uint64(len(i.Outputs))*limit.output
	case *custody.Balance:
		return limit.fixed + uint64(len(i.Inputs))*limit.item + uint64(len(i.Outputs))*limit.output
	}
	return limit.fixed
}
