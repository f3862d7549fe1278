package sim

import "time"

// The mix of faults. Rates are per scheduling point, per call or per tick; a tick is a second of the simulated clock.
const (
	killRate   = 0.01  // of scheduling points
	faultRate  = 0.02  // of writes, for each of failed and lost; reads fail at twice the rate
	hideRate   = 0.10  // of receipts and consumers that are there and are not found
	maxLag     = 2     // blocks
	freezeRate = 0.001 // of scheduling points: the machine stands still
	maxFreeze  = 600   // ticks
	maxSkew    = 5     // seconds that a machine's clock is fast or slow

	submitRate  = 0.06 // the bus has a batch
	monitorRate = 0.03
	sweepRate   = 0.004
	projectRate = 0.01
	cancelRate  = 0.002
	retryRate   = 0.003
	poisonRate  = 0.0003 // a message that cannot be read

	blockRate   = 0.03
	reorgRate   = 0.002
	dropRate    = 0.002 // the node forgets some of its pool
	foreignRate = 0.001
	quickRate   = 0.7    // of foreign transactions that are mined at once; the others wait in the pool
	revertRate  = 0.012  // a reorg takes back what somebody else did with a key
	spikeRate   = 0.0003 // the base fee rises beyond what the engine may pay, for spikeBlocks

	returnRate  = 0.6 // of a reorg's transactions that return to the pool
	forgetRate  = 0.3 // of the pool's transactions that a drop takes
	refuseRate  = 0.0005
	blockedRate = 0.01
	underRate   = 0.3 // of transactions below the base fee that the node does not take
	gappedRate  = 0.3 // of transactions behind a gap that the node does not take
	abandonRate = 0.5 // of failed deliveries that the host gives back at once; the others wait for their lock
	maxTasks    = 24
	maxDeliver  = 10
	finality    = 6
	maxReorg    = 5
	perBlock    = 6 // transactions of one sender in a block, at most
	maxBaseFee  = 30
	spikeFactor = 20
	spikeBlocks = 8
	maxFee      = 250
	minLock     = 5 // ticks
	maxLock     = 64
	quietTicks  = 40_000
)

// The product's own times.
const (
	rebroadcastAfter = 20 * time.Second
	bumpAfter        = 60 * time.Second
	sweepAfter       = 200 * time.Second
)
